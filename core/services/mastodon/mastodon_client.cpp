#include "core/services/mastodon/mastodon_client.h"

#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/decode.h"
#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/discovery.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/stream.h"
#include "core/services/mastodon/stream_hub.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kInstanceLifetime = 1h;

/// A server that answers so may be read all the same, without knowing what it is.
bool isWithoutDescription(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Unauthorised:
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
    case Error::Kind::Protocol:
    case Error::Kind::Unsupported:
        return true;
    default:
        return false;
    }
}

} // namespace

MastodonClient::MastodonClient(
    const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session)
    : m_context(context)
    , m_source(std::move(source))
    , m_calls(context, m_source.server, std::move(session))
{
}

MastodonClient::~MastodonClient() = default;

Api MastodonClient::api(Lane lane) const
{
    return {m_source.server, {}, lane};
}

DecodeContext MastodonClient::decodeContext(const Instance& instance) const
{
    return {m_source.server, instance.domain, m_source.account};
}

Task<Instance> MastodonClient::instance()
{
    const Millis now = m_context.clock->monotonic();
    if (m_instance && now - m_instanceSince < kInstanceLifetime)
        return readyTask<Instance>(*m_instance);
    m_instanceWaiters.emplace_back();
    auto task = m_instanceWaiters.back().task();
    if (m_instanceWaiters.size() > 1)
        return task;
    m_instanceTask = discover().then(this, [this](Result<Instance> answer) {
        if (answer) {
            m_instance = *answer;
            m_instanceSince = m_context.clock->monotonic();
        }
        for (const auto& waiter : std::exchange(m_instanceWaiters, {}))
            waiter.finish(answer);
    });
    return task;
}

Task<Instance> MastodonClient::discover()
{
    const auto as = [this](const Secret& token) {
        return Discovery::run(
            *m_context.http, *m_context.decodePool, {m_source.server, token, Lane::Visible}, this);
    };
    if (!m_calls.isSignedIn())
        return as({});
    // Closed servers describe themselves to their own people only. Without a key the others do.
    auto withToken = m_calls.session()->ready().andThen(
        this, [as](const Credentials& credentials) { return as(credentials.secret(u"access"_s)); });
    return orElse(std::move(withToken), this, [as](Error error) {
        const bool isAboutToken = error.needsLogin() || error.kind == Error::Kind::Secrets;
        return isAboutToken ? as({}) : readyTask<Instance>(fail(std::move(error)));
    });
}

Task<Instance> MastodonClient::instanceOrGuess()
{
    return orElse(instance(), this, [this](Error error) {
        if (!isWithoutDescription(error))
            return readyTask<Instance>(fail(std::move(error)));
        Instance guess;
        guess.info.server = m_source.server;
        guess.domain = QUrl(m_source.server).authority();
        return readyTask<Instance>(std::move(guess));
    });
}

Task<ServerInfo> MastodonClient::serverInfo()
{
    return instance().andThen(
        this, [](const Instance& instance) { return Result<ServerInfo>(instance.info); });
}

Task<PostLimits> MastodonClient::limits()
{
    return instanceOrGuess().andThen(
        this, [](const Instance& instance) { return Result<PostLimits>(instance.limits()); });
}

Task<PostPtr> MastodonClient::post(const PostId& id, Lane lane)
{
    return ask<PostPtr>(status(api(lane), id.remote), decodePost, true);
}

Task<Thread> MastodonClient::thread(const PostId& id)
{
    return post(id, Lane::User).andThen(this, [this, id](const PostPtr& post) {
        return ask<RawThread>(statusContext(api(Lane::User), id.remote), decodeThread, true)
            .andThen(this, [post](const RawThread& raw) {
                return Result<Thread>(Thread{raw.ancestors, post, raw.descendants});
            });
    });
}

Task<Author> MastodonClient::self()
{
    if (m_self)
        return readyTask<Author>(*m_self);
    return ask<Author>(verifyCredentials(api(Lane::User)), decodeAuthor)
        .andThen(this, [this](const Author& author) {
            m_self = author;
            return Result<Author>(author);
        });
}

Task<std::vector<ListInfo>> MastodonClient::lists()
{
    return ask<std::vector<ListInfo>>(mastodon::lists(api(Lane::User)), decodeLists);
}

Task<Relationship> MastodonClient::relationship(const AccountId& person)
{
    return ask<Relationship>(relationships(api(Lane::User), person.remote), decodeRelationship);
}

Task<std::vector<Author>> MastodonClient::findPeople(const QString& typed, int limit)
{
    const QString name = typed.startsWith(u'@') ? typed.mid(1) : typed;
    return ask<std::vector<Author>>(searchPeople(api(Lane::User), name, limit), decodePeople);
}

Task<std::vector<TagInfo>> MastodonClient::findTags(const QString& typed, int limit)
{
    const QString name = typed.startsWith(u'#') ? typed.mid(1) : typed;
    return ask<std::vector<TagInfo>>(searchTags(api(Lane::User), name, limit), decodeTags, true);
}

Task<PostPtr> MastodonClient::findPost(const Post& elsewhere)
{
    const QString page = elsewhere.url.toString(QUrl::FullyEncoded);
    const QString address = elsewhere.uri.isEmpty() ? page : elsewhere.uri;
    if (address.isEmpty())
        return readyTask<PostPtr>(fail(Error::Kind::NotFound));
    return ask<PostPtr>(searchPost(api(Lane::User), address), decodeFoundPost);
}

Task<std::vector<EmojiInfo>> MastodonClient::customEmoji()
{
    return ask<std::vector<EmojiInfo>>(customEmojis(api(Lane::User)), decodeEmojis, true);
}

Task<PostSource> MastodonClient::postSource(const PostId& id)
{
    return ask<PostSource>(statusSource(api(Lane::User), id.remote), decodeSource);
}

Task<Translation> MastodonClient::translate(const PostId& id, const QString& language)
{
    return ask<Translation>(translation(api(Lane::User), id.remote, language), decodeTranslation);
}

bool MastodonClient::mayWrite() const
{
    if (!m_calls.isSignedIn())
        return false;
    const QStringList scopes = m_calls.session()->credentials().scopes;
    return scopes.isEmpty() || scopes.contains(u"write"_s) || scopes.contains(u"write:statuses"_s);
}

std::unique_ptr<LiveStream> MastodonClient::stream(const FeedSpec& feed)
{
    const auto keys = subscriptionsOf(feed);
    if (keys.empty())
        return nullptr;
    if (!m_streams)
        m_streams = std::make_unique<StreamHub>(m_context, *this, m_calls);
    return std::make_unique<MastodonStream>(*m_streams, feed, keys);
}

} // namespace staffroom::mastodon
