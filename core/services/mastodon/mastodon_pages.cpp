// Pages of feeds, see MastodonClient.
#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/mastodon_client.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;
using Kind = FeedSpec::Kind;

namespace {

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

bool isOwnFeed(Kind kind)
{
    return kind != Kind::Hashtag && kind != Kind::Public && kind != Kind::User;
}

QString cursorOf(const PageRequest& request)
{
    return request.direction == PageRequest::Direction::Older ? request.cursor : QString();
}

/// The one call of a feed that needs no more.
PageFetch::Call singleCall(const Api& api, const FeedSpec& feed, const Slice& slice)
{
    switch (feed.kind) {
    case Kind::Public:
        return {publicTimeline(api, slice), {}};
    case Kind::List:
        return {listTimeline(api, feed.target, slice), {}};
    case Kind::Notifications:
        return {notifications(api, slice, {}), {}, decodeNotifications};
    case Kind::Mentions:
        return {notifications(api, slice, {u"mention"_s}), {}, decodeNotifications};
    case Kind::Bookmarks:
        return {bookmarks(api, slice), {}, decodeMarkedPage};
    case Kind::Favourites:
        return {favourites(api, slice), {}, decodeMarkedPage};
    default:
        return {homeTimeline(api, slice), {}};
    }
}

} // namespace

Task<Page> MastodonClient::page(const PageRequest& request)
{
    if (!m_calls.isSignedIn() && isOwnFeed(request.feed.kind))
        return readyTask<Page>(fail(Error::Kind::Unauthorised));
    return instanceOrGuess().andThen(
        this, [this, request](const Instance& instance) { return fetchPage(request, instance); });
}

Task<Page> MastodonClient::fetchPage(const PageRequest& request, const Instance& instance)
{
    const FeedSpec& feed = request.feed;
    if (feed.kind == Kind::User)
        return fetchUserPage(request, instance);
    if (feed.kind == Kind::Scheduled)
        return fetchScheduledPage(request, instance);

    Slice slice;
    slice.limit = request.limit;
    slice.localOnly = feed.localOnly;
    const bool isHashtag = feed.kind == Kind::Hashtag;
    if (!m_calls.isSignedIn()) {
        const FeedAccess& access = isHashtag ? instance.hashtags : instance.publicFeeds;
        if (auto error = refusal(access, isHashtag ? u"hashtag_feeds"_s : u"live_feeds"_s))
            return readyTask<Page>(fail(std::move(*error)));
        // An anonymous call that does not say which part it wants is refused whole.
        slice.localOnly = slice.localOnly || access.isLocalOnly();
        slice.remoteOnly = access.isRemoteOnly();
    }
    std::vector<PageFetch::Call> calls;
    if (isHashtag || feed.kind == Kind::Received) {
        calls = tagAndMentionCalls(request, instance, slice);
    } else {
        const CallCursor cursor = splitCursors(cursorOf(request), 1).front();
        slice.maxId = cursor.maxId;
        calls.push_back(singleCall(api(request.lane), feed, slice));
        calls.back().cursor = cursor;
    }
    return runCalls(request, decodeContext(instance), std::move(calls));
}

std::vector<PageFetch::Call> MastodonClient::tagAndMentionCalls(
    const PageRequest& request, const Instance& instance, Slice slice)
{
    const Api api = this->api(request.lane);
    const auto tags = tagCalls(request.feed, instance.combinesTags());
    const size_t others = request.feed.kind == Kind::Received ? 1 : 0;
    const auto cursors = splitCursors(cursorOf(request), tags.size() + others);
    std::vector<PageFetch::Call> calls;
    for (size_t i = 0; i < cursors.size(); ++i) {
        slice.maxId = cursors[i].maxId;
        if (i < tags.size())
            calls.push_back({tagTimeline(api, tags[i], slice), cursors[i]});
        else
            calls.push_back(
                {notifications(api, slice, {u"mention"_s}), cursors[i], decodeNotifications});
    }
    return calls;
}

Task<Page> MastodonClient::fetchUserPage(const PageRequest& request, const Instance& instance)
{
    return accountId(request.feed.target, instance)
        .andThen(this, [this, request, instance](const QString& id) {
            const CallCursor cursor = splitCursors(cursorOf(request), 1).front();
            Slice slice;
            slice.limit = request.limit;
            slice.maxId = cursor.maxId;
            return runCalls(request, decodeContext(instance),
                {{accountStatuses(api(request.lane), id, slice), cursor}});
        });
}

Task<Page> MastodonClient::fetchScheduledPage(const PageRequest& request, const Instance& instance)
{
    return self().andThen(this, [this, request, instance](const Author& author) {
        const CallCursor cursor = splitCursors(cursorOf(request), 1).front();
        Slice slice;
        slice.limit = request.limit;
        slice.maxId = cursor.maxId;
        DecodeContext context = decodeContext(instance);
        context.self = std::make_shared<const Author>(author);
        return runCalls(request, context,
            {{scheduledStatuses(api(request.lane), slice), cursor, decodeScheduled}});
    });
}

Task<Page> MastodonClient::runCalls(
    const PageRequest& request, const DecodeContext& context, std::vector<PageFetch::Call> calls)
{
    const auto kind = request.feed.kind;
    const PageFetch::Reader reader{
        m_calls, *m_context.decodePool, context, kind == Kind::Hashtag || kind == Kind::Received};
    return PageFetch::run(reader, std::move(calls), this)
        .andThen(
            this, [this, request, domain = context.domain](const std::vector<CallAnswer>& answers) {
                return Result<Page>(finishPage(request, domain, answers));
            });
}

Page MastodonClient::finishPage(
    const PageRequest& request, const QString& domain, const std::vector<CallAnswer>& answers)
{
    MergedPage merged = mergeCalls(answers, request.feed, domain);
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
    return ask<QString>(
        accountLookup(api(Lane::Visible), name),
        [](const QByteArray& bytes, const DecodeContext&, const QString& path) {
            return decodeAccountId(bytes, path);
        },
        true)
        .andThen(this, [this, key](const QString& id) {
            m_accountIds.insert(key, id);
            return Result<QString>(id);
        });
}

} // namespace staffroom::mastodon
