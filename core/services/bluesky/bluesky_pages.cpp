// Pages of feeds, see BlueskyClient.
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/live_hub.h"
#include "core/services/bluesky/task_steps.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using FeedKind = FeedSpec::Kind;

namespace {

constexpr qsizetype kPostsPerCall = 25;
/// Calls for one page, when they bring little or nothing.
constexpr int kMostSteps = 6;

/// Kinds that can be read by whoever is not signed in.
bool isOpenToAll(FeedKind kind)
{
    return kind == FeedKind::User || kind == FeedKind::List;
}

/// A list or a custom feed: by its at-uri, or by the address that a browser shows for it
/// ("https://bsky.app/profile/WHO/lists/KEY", ".../feed/KEY").
std::optional<AtUri> listOfTarget(const QString& target)
{
    std::optional<AtUri> uri = parseAtUri(target);
    const QUrl page(target);
    const QStringList parts = page.path().split(u'/', Qt::SkipEmptyParts);
    if (page.scheme().startsWith("http"_L1) && parts.size() == 4 && parts[0] == "profile"_L1) {
        const QString collection = parts[2] == "lists"_L1 ? QString(kListCollection)
            : parts[2] == "feed"_L1                       ? QString(kFeedCollection)
                                                          : QString();
        uri = parseAtUri(AtUri{parts[1], collection, parts[3]}.text());
    }
    const bool isOne = uri && !uri->key.isEmpty()
        && (uri->collection == kListCollection || uri->collection == kFeedCollection);
    return isOne ? uri : std::nullopt;
}

} // namespace

Task<Page> BlueskyClient::page(const PageRequest& request)
{
    const FeedKind kind = request.feed.kind;
    const QString cursor
        = request.direction == PageRequest::Direction::Older ? request.cursor : QString();
    if (isLive() && kind == FeedKind::Hashtag)
        return m_live->page(request.feed, cursor, request.limit);
    // What is known to be refused is not even tried.
    if (!m_calls.isSignedIn() && !isOpenToAll(kind))
        return readyTask<Page>(fail(Error::Kind::Unauthorised));
    const auto fetch = fetchOf(request);
    if (!fetch)
        return readyTask<Page>(fail(Error::Kind::Unsupported));
    return walk(request, *fetch, cursor, {}, kMostSteps);
}

std::optional<BlueskyClient::Fetch> BlueskyClient::fetchOf(const PageRequest& request)
{
    const auto calls = [this, request](QLatin1StringView nsid, Params params, Decode decode) {
        return Fetch(
            [this, request, nsid, params = std::move(params), decode](const QString& cursor) {
                return pagedCall(request, nsid, params, decode, cursor);
            });
    };
    const FeedSpec& feed = request.feed;
    switch (feed.kind) {
    case FeedKind::Hashtag:
        return [this, request](const QString& until) { return tagged(request, until); };
    case FeedKind::Search:
        return [this, request](const QString& until) {
            return searched(request, request.feed.target, until)
                .andThen(this, [until](FeedSlice slice) {
                    if (!slice.next.isEmpty())
                        endAt(slice, *slice.oldest, until);
                    return Result<FeedSlice>(std::move(slice));
                });
        };
    case FeedKind::List:
        if (const auto list = listOfTarget(feed.target))
            return [this, request, list](
                       const QString& cursor) { return listed(request, *list, cursor); };
        return std::nullopt;
    case FeedKind::Home:
        return calls("app.bsky.feed.getTimeline"_L1, {}, decodeFeed);
    case FeedKind::User:
        // Without pins: a pinned post stands at its own time, once, so that what was missed between
        // two polls can be told from what is known.
        return calls("app.bsky.feed.getAuthorFeed"_L1,
            {{"actor", feed.target}, {"filter", u"posts_with_replies"_s}}, decodeFeed);
    case FeedKind::Notifications:
        return [this, request](const QString& cursor) { return notified(request, {}, cursor); };
    case FeedKind::Mentions:
        return [this, request](const QString& cursor) {
            return notified(request, {"mention", "reply"}, cursor);
        };
    case FeedKind::Bookmarks:
        return calls("app.bsky.bookmark.getBookmarks"_L1, {}, decodeBookmarks);
    case FeedKind::Favourites:
        return [this, request](const QString& cursor) {
            return reading(request.lane).andThen(this, [this, request, cursor](const Reading& r) {
                return pagedCall(request, "app.bsky.feed.getActorLikes"_L1,
                    {{"actor", r.context.reader}}, decodeFeed, cursor);
            });
        };
    case FeedKind::Received:
        return [this, request](const QString& cursor) { return received(request, cursor); };
    case FeedKind::Public:
    case FeedKind::Scheduled:
        break;
    }
    return std::nullopt;
}

Task<FeedSlice> BlueskyClient::listed(const PageRequest& request, AtUri list, const QString& cursor)
{
    const bool isFeed = list.collection == kFeedCollection;
    const auto fetch = [this, request, isFeed, cursor](const AtUri& uri) {
        return pagedCall(request,
            isFeed ? "app.bsky.feed.getFeed"_L1 : "app.bsky.feed.getListFeed"_L1,
            {{isFeed ? "feed" : "list", uri.text()}}, decodeFeed, cursor);
    };
    if (isDid(list.authority))
        return fetch(list);
    return didsOf({list.authority})
        .andThen(this, [list, fetch](const QHash<QString, QString>& dids) {
            const QString did = dids.value(list.authority.toLower());
            if (did.isEmpty())
                return readyTask<FeedSlice>(fail(Error::Kind::NotFound));
            return fetch({did, list.collection, list.key});
        });
}

Task<Page> BlueskyClient::walk(
    const PageRequest& request, const Fetch& fetch, const QString& cursor, Page soFar, int left)
{
    return fetch(cursor).andThen(this,
        [this, request, fetch, cursor, left, soFar = std::move(soFar)](
            FeedSlice slice) mutable -> Task<Page> {
            soFar.items.insert(soFar.items.end(), slice.items.begin(), slice.items.end());
            dropCopies(soFar.items);
            soFar.skipped += slice.skipped;
            soFar.older = slice.next == cursor ? QString() : slice.next;
            const bool isNewest = request.direction == PageRequest::Direction::Newest;
            const size_t enough
                = isNewest ? 1 : static_cast<size_t>(std::max(1, request.limit / 2));
            if (soFar.older.isEmpty() || soFar.items.size() >= enough || left <= 1)
                return readyTask<Page>(std::move(soFar));
            const QString next = soFar.older;
            return walk(request, fetch, next, std::move(soFar), left - 1);
        });
}

Task<FeedSlice> BlueskyClient::pagedCall(const PageRequest& request, QLatin1StringView nsid,
    Params params, Decode decode, const QString& cursor)
{
    params.emplace_back("limit", perCall(request.limit));
    if (!cursor.isEmpty())
        params.emplace_back("cursor", cursor);
    return ask<RawPage>(
        request.lane,
        [nsid, params = std::move(params)](
            const Reading& reading) { return query(reading.host, nsid, params); },
        decode)
        .andThen(this, [this](RawPage raw) {
            note(raw);
            return Result<FeedSlice>(
                FeedSlice{std::move(raw.items), raw.cursor, raw.oldest, raw.skipped});
        });
}

Task<FeedSlice> BlueskyClient::searched(
    const PageRequest& request, const QString& words, const QString& until)
{
    // One more than is wanted: what a page ends with is left for the next one.
    const QString limit = perCall(request.limit + 1);
    Params params{{"q", words}, {"sort", u"latest"_s}, {"limit", limit}};
    if (!until.isEmpty())
        params.emplace_back("until", until);
    return ask<RawPage>(
        request.lane,
        [params = std::move(params)](const Reading& reading) {
            return query(reading.host, "app.bsky.feed.searchPosts"_L1, params);
        },
        decodePosts)
        .andThen(this, [this, until, limit = limit.toInt()](RawPage raw) {
            note(raw);
            FeedSlice slice{std::move(raw.items), {}, raw.oldest, raw.skipped};
            // A short page without a cursor is the end; one without entries in any case.
            const bool isEnd
                = raw.entries == 0 || (raw.cursor.isEmpty() && raw.entries < limit) || !raw.oldest;
            if (!isEnd)
                slice.next = nextUntil(*raw.oldest, until);
            return Result<FeedSlice>(std::move(slice));
        });
}

Task<std::vector<PostPtr>> BlueskyClient::fetchPosts(const QStringList& uris, Lane lane)
{
    using Posts = std::vector<PostPtr>;
    std::vector<Task<Posts>> calls;
    for (qsizetype at = 0; at < uris.size(); at += kPostsPerCall) {
        Params params;
        for (const auto& uri : uris.mid(at, kPostsPerCall))
            params.emplace_back("uris", uri);
        calls.push_back(ask<RawPage>(
            lane,
            [params = std::move(params)](const Reading& reading) {
                return query(reading.host, "app.bsky.feed.getPosts"_L1, params);
            },
            decodePosts)
                            .andThen(this, [this](const RawPage& raw) {
                                note(raw);
                                Posts posts;
                                for (const auto& item : raw.items)
                                    posts.push_back(item.post);
                                return Result<Posts>(std::move(posts));
                            }));
    }
    return allOf(std::move(calls), this).andThen(this, [](const std::vector<Posts>& parts) {
        Posts all;
        for (const auto& part : parts)
            all.insert(all.end(), part.begin(), part.end());
        return Result<Posts>(std::move(all));
    });
}

} // namespace staffroom::bluesky
