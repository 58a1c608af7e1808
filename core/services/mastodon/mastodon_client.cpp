#include "core/services/mastodon/mastodon_client.h"

#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/decode.h"
#include "core/services/mastodon/discovery.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/stream.h"
#include "core/services/mastodon/stream_hub.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kInstanceLifetime = 1h;

/// Feeds that can be read without an account, by the server's own word.
std::optional<Error> refusal(const FeedAccess& access, const QString& path)
{
    Error error;
    error.path = path;
    switch (access.summary()) {
    case ServerInfo::Access::NeedsLogin:
        error.kind = Error::Kind::Unauthorised;
        return error;
    case ServerInfo::Access::Closed:
        error.kind = Error::Kind::Forbidden;
        return error;
    case ServerInfo::Access::Open:
    case ServerInfo::Access::Unknown:
        break;
    }
    return std::nullopt;
}

template <class T, class Decode>
auto decodeInPool(QThreadPool& pool, HttpReply reply, DecodeContext context, Decode decode)
{
    return runInPool(pool,
        [bytes = std::move(reply.body), path = reply.url.path(), context = std::move(context),
            decode] { return decode(bytes, context, path); });
}

} // namespace

MastodonClient::MastodonClient(
    const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session)
    : m_context(context)
    , m_source(std::move(source))
    , m_session(std::move(session))
{
}

MastodonClient::~MastodonClient() = default;

Api MastodonClient::api(Lane lane) const
{
    return {m_source.server, token(), lane};
}

DecodeContext MastodonClient::decodeContext(const Instance& instance) const
{
    return {m_source.server, instance.domain};
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
    m_instanceTask
        = Discovery::run(*m_context.http, *m_context.decodePool, api(Lane::Visible), this)
              .then(this, [this](Result<Instance> answer) {
                  if (answer) {
                      m_instance = *answer;
                      m_instanceSince = m_context.clock->monotonic();
                  }
                  for (const auto& waiter : std::exchange(m_instanceWaiters, {}))
                      waiter.finish(answer);
              });
    return task;
}

Task<Instance> MastodonClient::instanceOrGuess()
{
    Promise<Instance> promise;
    auto task = promise.task();
    auto handle = std::make_shared<TaskHandle>();
    promise.onCancel([handle] { *handle = TaskHandle(); });
    *handle = instance().then(this, [this, promise](Result<Instance> answer) {
        if (!answer) {
            switch (answer.error().kind) {
            case Error::Kind::Unauthorised:
            case Error::Kind::Forbidden:
            case Error::Kind::NotFound:
            case Error::Kind::Protocol:
            case Error::Kind::Unsupported: {
                Instance guess;
                guess.info.server = m_source.server;
                guess.domain = QUrl(m_source.server).authority();
                promise.finish(std::move(guess));
                return;
            }
            default:
                break;
            }
        }
        promise.finish(std::move(answer));
    });
    return task;
}

Task<ServerInfo> MastodonClient::serverInfo()
{
    return instance().andThen(
        this, [](const Instance& instance) { return Result<ServerInfo>(instance.info); });
}

Task<Page> MastodonClient::page(const PageRequest& request)
{
    const auto kind = request.feed.kind;
    if (token().isEmpty() && (kind == FeedSpec::Kind::Home || kind == FeedSpec::Kind::List))
        return readyTask<Page>(fail(Error::Kind::Unauthorised));
    return withApiErrors(
        instanceOrGuess().andThen(this,
            [this, request](const Instance& instance) { return fetchPage(request, instance); }),
        this);
}

Task<Page> MastodonClient::fetchPage(const PageRequest& request, const Instance& instance)
{
    const FeedSpec& feed = request.feed;
    const Api api = this->api(request.lane);
    Slice slice;
    slice.limit = request.limit;
    slice.localOnly = feed.localOnly;

    const bool isHashtag = feed.kind == FeedSpec::Kind::Hashtag;
    if (token().isEmpty() && (isHashtag || feed.kind == FeedSpec::Kind::Public)) {
        const FeedAccess& access = isHashtag ? instance.hashtags : instance.publicFeeds;
        if (auto error = refusal(access, isHashtag ? u"hashtag_feeds"_s : u"live_feeds"_s))
            return readyTask<Page>(fail(std::move(*error)));
        // An anonymous call that does not say which part it wants is refused whole.
        slice.localOnly = slice.localOnly || access.isLocalOnly();
        slice.remoteOnly = access.isRemoteOnly();
    }

    if (feed.kind == FeedSpec::Kind::User)
        return fetchUserPage(request, instance);

    std::vector<TagCall> tags;
    if (isHashtag)
        tags = tagCalls(feed, instance.combinesTags());
    const auto cursors = splitCursors(
        request.direction == PageRequest::Direction::Older ? request.cursor : QString(),
        isHashtag ? tags.size() : 1);
    std::vector<PageFetch::Call> calls;
    for (size_t i = 0; i < cursors.size(); ++i) {
        slice.maxId = cursors[i].maxId;
        HttpRequest http;
        if (isHashtag)
            http = tagTimeline(api, tags[i], slice);
        else if (feed.kind == FeedSpec::Kind::Public)
            http = publicTimeline(api, slice);
        else if (feed.kind == FeedSpec::Kind::List)
            http = listTimeline(api, feed.target, slice);
        else
            http = homeTimeline(api, slice);
        calls.push_back({std::move(http), cursors[i]});
    }
    return runCalls(request, instance, std::move(calls));
}

Task<Page> MastodonClient::fetchUserPage(const PageRequest& request, const Instance& instance)
{
    return accountId(request.feed.target, instance)
        .andThen(this, [this, request, instance](const QString& id) {
            const auto cursors = splitCursors(
                request.direction == PageRequest::Direction::Older ? request.cursor : QString(), 1);
            Slice slice;
            slice.limit = request.limit;
            slice.maxId = cursors.front().maxId;
            std::vector<PageFetch::Call> calls{
                {accountStatuses(api(request.lane), id, slice), cursors.front()}};
            return runCalls(request, instance, std::move(calls));
        });
}

Task<Page> MastodonClient::runCalls(
    const PageRequest& request, const Instance& instance, std::vector<PageFetch::Call> calls)
{
    const PageFetch::Reader reader{*m_context.http, *m_context.decodePool, decodeContext(instance),
        request.feed.kind == FeedSpec::Kind::Hashtag};
    return PageFetch::run(reader, std::move(calls), this)
        .andThen(this, [this, request, instance](const std::vector<CallAnswer>& answers) {
            return Result<Page>(finishPage(request, instance, answers));
        });
}

Page MastodonClient::finishPage(
    const PageRequest& request, const Instance& instance, const std::vector<CallAnswer>& answers)
{
    MergedPage merged = mergeCalls(answers, request.feed, instance.domain);
    const QString key = request.feed.key();
    for (size_t i = 0; i < answers.size(); ++i) {
        const QString call = key + u'#' + QString::number(i);
        const QString& asked = answers[i].asked.maxId;
        if (m_walks.isLoop(call, asked, merged.taken[i]))
            merged.next[i].isAtEnd = true;
        else
            m_walks.remember(call, asked, merged.taken[i], merged.next[i].maxId);
        // A server that gives the very place we asked from has nothing older.
        if (!asked.isEmpty() && merged.next[i].maxId == asked && answers.size() == 1)
            merged.next[i].isAtEnd = true;
    }
    merged.page.older = joinCursors(merged.next);
    return std::move(merged.page);
}

Task<QString> MastodonClient::accountId(const QString& handle, const Instance& instance)
{
    QString name = handle.startsWith(u'@') ? handle.mid(1) : handle;
    if (name.section(u'@', 1).compare(instance.domain, Qt::CaseInsensitive) == 0)
        name = name.section(u'@', 0, 0);
    const QString key = name.toLower();
    if (const auto known = m_accountIds.constFind(key); known != m_accountIds.constEnd())
        return readyTask<QString>(*known);
    return m_context.http->send(accountLookup(api(Lane::Visible), name))
        .andThen(this,
            [this](const HttpReply& reply) {
                return runInPool(
                    *m_context.decodePool, [bytes = reply.body, path = reply.url.path()] {
                        return decodeAccountId(bytes, path);
                    });
            })
        .andThen(this, [this, key](const QString& id) {
            m_accountIds.insert(key, id);
            return Result<QString>(id);
        });
}

Task<PostPtr> MastodonClient::post(const PostId& id, Lane lane)
{
    return withApiErrors(
        instanceOrGuess().andThen(this,
            [this, id, lane](const Instance& instance) {
                return m_context.http->send(status(api(lane), id.remote))
                    .andThen(
                        this, [this, context = decodeContext(instance)](const HttpReply& reply) {
                            return decodeInPool<PostPtr>(
                                *m_context.decodePool, reply, context, decodePost);
                        });
            }),
        this);
}

Task<Thread> MastodonClient::thread(const PostId& id)
{
    return withApiErrors(
        post(id, Lane::User)
            .andThen(this,
                [this, id](const PostPtr& post) {
                    return instanceOrGuess().andThen(
                        this, [this, id, post](const Instance& instance) {
                            return m_context.http->send(statusContext(api(Lane::User), id.remote))
                                .andThen(this,
                                    [this, context = decodeContext(instance)](
                                        const HttpReply& reply) {
                                        return decodeInPool<RawThread>(
                                            *m_context.decodePool, reply, context, decodeThread);
                                    })
                                .andThen(this, [post](const RawThread& raw) {
                                    return Result<Thread>(
                                        Thread{raw.ancestors, post, raw.descendants});
                                });
                        });
                }),
        this);
}

Secret MastodonClient::token() const
{
    return m_session ? m_session->credentials().secret(u"access"_s) : Secret();
}

Task<Published> MastodonClient::doPublish(const Submission& draft)
{
    if (token().isEmpty())
        return readyTask<Published>(fail(Error::Kind::Unauthorised));
    NewStatus fresh;
    fresh.text = draft.text;
    fresh.inReplyTo = draft.inReplyTo ? draft.inReplyTo->remote : QString();
    fresh.language = draft.language;
    fresh.contentWarning = draft.contentWarning;
    fresh.idempotencyKey = draft.key;
    return withApiErrors(
        instanceOrGuess().andThen(this,
            [this, fresh](const Instance& instance) {
                return m_context.http->send(postStatus(api(Lane::User), fresh))
                    .andThen(
                        this, [this, context = decodeContext(instance)](const HttpReply& reply) {
                            return decodeInPool<PostPtr>(
                                *m_context.decodePool, reply, context, decodePost);
                        });
            })
            .andThen(this, [](const PostPtr& post) { return Result<Published>(Published{post, {}}); }),
        this);
}

std::unique_ptr<LiveStream> MastodonClient::stream(const FeedSpec& feed)
{
    const auto keys = subscriptionsOf(feed);
    if (keys.empty())
        return nullptr;
    if (!m_streams)
        m_streams = std::make_unique<StreamHub>(m_context, *this, token());
    return std::make_unique<MastodonStream>(*m_streams, feed, keys);
}

} // namespace staffroom::mastodon
