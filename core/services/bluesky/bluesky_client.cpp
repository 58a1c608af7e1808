#include "core/services/bluesky/bluesky_client.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/identity.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/live_hub.h"
#include "core/services/bluesky/preferences_reader.h"
#include "core/services/bluesky/server_info.h"
#include "core/services/bluesky/source_text.h"
#include "core/services/bluesky/task_steps.h"

#include <QJsonArray>

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Deeper answers are read from the answer they hang on.
constexpr int kThreadDepth = 30;
constexpr int kThreadParents = 80;
constexpr int kGeneratorsPerCall = 25;

/// getList gives one list beside its members; read as lists are.
Result<std::vector<ListInfo>> decodeOneList(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QJsonObject lists{{u"lists"_s, QJsonArray{object->value("list"_L1)}}};
    return decodeLists(QJsonDocument(lists).toJson(QJsonDocument::Compact), path);
}

/// The at-uri of a post that is known by its page for people; the authority may be a handle.
std::optional<AtUri> postUriOf(const Post& post)
{
    if (const auto uri = parseAtUri(post.uri); uri && uri->collection == kPostCollection)
        return uri;
    // https://bsky.app/profile/WHO/post/KEY
    const QStringList parts = post.url.path().split(u'/', Qt::SkipEmptyParts);
    if (parts.size() != 4 || parts[0] != "profile"_L1 || parts[2] != "post"_L1
        || !isAtIdentifier(parts[1]) || !isRecordKey(parts[3]))
        return std::nullopt;
    return AtUri{parts[1], kPostCollection, parts[3]};
}

} // namespace

BlueskyClient::BlueskyClient(
    const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session)
    : m_context(context)
    , m_source(std::move(source))
    , m_calls(context, publicHosts(context).view, std::move(session))
{
    if (m_calls.isSignedIn())
        m_preferences = std::make_unique<PreferencesReader>(m_context, m_calls);
    if (isLive()) {
        m_live = std::make_unique<LiveHub>(m_context, m_source.server,
            [this](const QStringList& uris) { return fetchPosts(uris, Lane::Background); });
    }
}

BlueskyClient::~BlueskyClient() = default;

bool BlueskyClient::isLive() const
{
    return !m_calls.isSignedIn() && isLiveSource(m_source);
}

Task<BlueskyClient::Reading> BlueskyClient::reading(Lane lane)
{
    const auto with = [this, lane](const PreferencesReader::Known& preferences) {
        DecodeContext context;
        context.preferences = preferences;
        context.now = m_context.clock->now();
        if (m_calls.isSignedIn()) {
            context.reader = m_calls.did();
            context.readerHandle = m_source.account;
        }
        return Result<Reading>(
            Reading{{m_calls.server(), lane, acceptedLabellers(*preferences)}, context});
    };
    if (!m_calls.isSignedIn())
        return readyTask<Reading>(with(std::make_shared<const Preferences>()));
    return m_calls.session()->ready().andThen(this,
        [this, with](const Credentials&) { return m_preferences->read().andThen(this, with); });
}

void BlueskyClient::note(const RawPage& raw)
{
    m_refs.note(raw.refs);
    m_tags.note(raw.items);
}

Task<ServerInfo> BlueskyClient::serverInfo()
{
    return askServerInfo(m_context, m_source, this);
}

Task<PostPtr> BlueskyClient::post(const PostId& id, Lane lane)
{
    if (!parseAtUri(id.remote)) // introduces somebody; there is no such post
        return readyTask<PostPtr>(fail(Error::Kind::Unsupported));
    return fetchPosts({id.remote}, lane).andThen(this, [](const std::vector<PostPtr>& posts) {
        return posts.empty() ? Result<PostPtr>(fail(Error::Kind::NotFound))
                             : Result<PostPtr>(posts.front());
    });
}

Task<Thread> BlueskyClient::thread(const PostId& id)
{
    if (!parseAtUri(id.remote))
        return readyTask<Thread>(fail(Error::Kind::Unsupported));
    const Params params{{"uri", id.remote}, {"depth", QString::number(kThreadDepth)},
        {"parentHeight", QString::number(kThreadParents)}};
    return ask<RawThread>(
        Lane::User,
        [params](const Reading& reading) {
            return query(reading.host, "app.bsky.feed.getPostThread"_L1, params);
        },
        decodeThread)
        .andThen(this, [this](const RawThread& raw) {
            m_refs.note(raw.refs);
            return Result<Thread>(Thread{raw.ancestors, raw.post, raw.descendants});
        });
}

Task<std::vector<ListInfo>> BlueskyClient::lists()
{
    using Lists = std::vector<ListInfo>;
    if (!m_calls.isSignedIn())
        return readyTask<Lists>(fail(Error::Kind::Unauthorised));
    const auto call = [this](QLatin1StringView nsid, const Params& params,
                          Result<Lists> (*decode)(
                              const QByteArray&, const DecodeContext&, const QString&)) {
        return ask<Lists>(
            Lane::User,
            [nsid, params](const Reading& reading) { return query(reading.host, nsid, params); },
            decode);
    };
    return reading(Lane::User).andThen(this, [this, call](const Reading& reading) {
        std::vector<Task<Lists>> tasks;
        tasks.push_back(call("app.bsky.graph.getLists"_L1,
            {{"actor", reading.context.reader}, {"limit", u"100"_s}},
            [](const QByteArray& bytes, const DecodeContext&, const QString& path) {
                return decodeLists(bytes, path);
            }));
        Params generators;
        for (const auto& pin : reading.context.preferences->pins) {
            // What cannot be had, deleted for example, does not take the others away.
            const auto nothing = [](const Error&) { return readyTask<Lists>(Lists()); };
            if (!pin.isFeed) {
                tasks.push_back(orElse(call("app.bsky.graph.getList"_L1,
                                           {{"list", pin.uri}, {"limit", u"1"_s}}, decodeOneList),
                    this, nothing));
            } else if (generators.size() < kGeneratorsPerCall) {
                generators.emplace_back("feeds", pin.uri);
            }
        }
        if (!generators.empty()) {
            tasks.push_back(call("app.bsky.feed.getFeedGenerators"_L1, generators,
                [](const QByteArray& bytes, const DecodeContext&, const QString& path) {
                    return decodeGenerators(bytes, path);
                }));
        }
        return allOf(std::move(tasks), this).andThen(this, [](const std::vector<Lists>& parts) {
            Lists all;
            for (const auto& part : parts) {
                for (const auto& list : part) {
                    const auto isSame
                        = [&list](const ListInfo& other) { return other.id == list.id; };
                    if (std::none_of(all.begin(), all.end(), isSame))
                        all.push_back(list);
                }
            }
            return Result<Lists>(std::move(all));
        });
    });
}

Task<Relationship> BlueskyClient::relationship(const AccountId& person)
{
    if (!m_calls.isSignedIn())
        return readyTask<Relationship>(fail(Error::Kind::Unauthorised));
    return profileOf(person.remote).andThen(this, [](const Profile& profile) {
        return Result<Relationship>(profile.relationship);
    });
}

Task<std::vector<Author>> BlueskyClient::findPeople(const QString& typed, int limit)
{
    const QString name = typed.startsWith(u'@') ? typed.mid(1) : typed;
    if (name.trimmed().isEmpty())
        return readyTask<std::vector<Author>>(std::vector<Author>());
    const Params params{{"q", name}, {"limit", QString::number(std::clamp(limit, 1, 100))}};
    return ask<std::vector<Author>>(
        Lane::User,
        [params](const Reading& reading) {
            return query(reading.host, "app.bsky.actor.searchActorsTypeahead"_L1, params);
        },
        decodeActors);
}

Task<std::vector<TagInfo>> BlueskyClient::findTags(const QString& typed, int limit)
{
    return readyTask<std::vector<TagInfo>>(m_tags.find(typed, limit));
}

Task<PostPtr> BlueskyClient::findPost(const Post& elsewhere)
{
    const auto uri = postUriOf(elsewhere);
    if (!uri)
        return readyTask<PostPtr>(fail(Error::Kind::NotFound));
    if (isDid(uri->authority))
        return post({m_source.service, {}, uri->text()}, Lane::User);
    return didsOf({uri->authority})
        .andThen(this, [this, uri](const QHash<QString, QString>& known) -> Task<PostPtr> {
            AtUri found = *uri;
            found.authority = known.value(uri->authority.toLower());
            if (found.authority.isEmpty())
                return readyTask<PostPtr>(fail(Error::Kind::NotFound));
            return post({m_source.service, {}, found.text()}, Lane::User);
        });
}

bool BlueskyClient::mayWrite() const
{
    if (!m_calls.isSignedIn())
        return false;
    const QStringList scopes = m_calls.session()->credentials().scopes;
    return scopes.isEmpty() || std::any_of(scopes.begin(), scopes.end(), [](const QString& scope) {
        return scope == "transition:generic"_L1 || scope.startsWith("repo:"_L1);
    });
}

std::unique_ptr<LiveStream> BlueskyClient::stream(const FeedSpec& feed)
{
    if (!isLive() || feed.kind != FeedSpec::Kind::Hashtag)
        return nullptr;
    return m_live->stream(feed);
}

} // namespace staffroom::bluesky
