// Pages that are made of several calls, see BlueskyClient.
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/task_steps.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kNoticesKept = 2'000;

} // namespace

Task<FeedSlice> BlueskyClient::tagged(const PageRequest& request, const QString& until)
{
    std::vector<Task<FeedSlice>> calls;
    for (const auto& tag : request.feed.tags)
        calls.push_back(searched(request, u'#' + tag, until));
    return allOf(std::move(calls), this)
        .andThen(this, [feed = request.feed, until](const std::vector<FeedSlice>& slices) {
            MergedSlices merged = mergeSlices(slices);
            std::erase_if(merged.items,
                [&feed](const FeedItem& item) { return !hasTagsOf(*item.post, feed); });
            FeedSlice slice{std::move(merged.items), {}, merged.horizon, merged.skipped};
            if (merged.horizon)
                endAt(slice, *merged.horizon, until);
            return Result<FeedSlice>(std::move(slice));
        });
}

Task<FeedSlice> BlueskyClient::notified(
    const PageRequest& request, const std::vector<const char*>& reasons, const QString& cursor)
{
    Params params{{"limit", perCall(request.limit)}};
    for (const char* reason : reasons)
        params.emplace_back("reasons", QString::fromLatin1(reason));
    if (!cursor.isEmpty())
        params.emplace_back("cursor", cursor);
    return ask<RawNotifications>(
        request.lane,
        [params = std::move(params)](const Reading& reading) {
            return query(reading.host, "app.bsky.notification.listNotifications"_L1, params);
        },
        decodeNotifications)
        .andThen(this, [this, lane = request.lane](const RawNotifications& raw) {
            return fetchPosts(raw.wanted, lane)
                .andThen(this, [this, raw](const std::vector<PostPtr>& posts) {
                    RawPage page = joinNotifications(raw, posts);
                    if (m_noticed.size() > kNoticesKept)
                        m_noticed.clear();
                    for (const auto& item : page.items)
                        m_noticed.insert(item.reason->wrapper.remote, item.reason->at);
                    return Result<FeedSlice>(
                        FeedSlice{std::move(page.items), page.cursor, page.oldest, page.skipped});
                });
        });
}

Task<FeedSlice> BlueskyClient::received(const PageRequest& request, const QString& cursor)
{
    const QStringList& hosts = request.feed.people;
    const JoinedCursor asked = splitCursor(cursor, static_cast<size_t>(hosts.size()) + 1);
    std::vector<Task<FeedSlice>> calls;
    for (size_t i = 0; i < asked.places.size(); ++i) {
        const auto& place = asked.places[i];
        if (place.isAtEnd) {
            calls.push_back(readyTask<FeedSlice>(FeedSlice()));
        } else if (i + 1 == asked.places.size()) {
            calls.push_back(notified(request, {"mention", "reply"}, place.cursor));
        } else {
            auto posts = pagedCall(request, "app.bsky.feed.getAuthorFeed"_L1,
                {{"actor", hosts[static_cast<qsizetype>(i)]}, {"filter", u"posts_with_replies"_s}},
                decodeFeed, place.cursor);
            // A host who is gone or has blocked the reader does not take the others away.
            calls.push_back(orElse(std::move(posts), this, [](Error error) {
                const bool isGone = error.kind == Error::Kind::NotFound
                    || error.kind == Error::Kind::Invalid || error.kind == Error::Kind::Forbidden;
                return isGone ? readyTask<FeedSlice>(FeedSlice())
                              : readyTask<FeedSlice>(fail(std::move(error)));
            }));
        }
    }
    return allOf(std::move(calls), this)
        .andThen(this, [this, feed = request.feed, asked](const std::vector<FeedSlice>& slices) {
            MergedSlices merged = mergeSlices(slices);
            std::erase_if(merged.items, [&](const FeedItem& item) {
                // Calls that were cut give the page before once more.
                const bool isKnown = asked.horizon && item.post->created > *asked.horizon;
                return isKnown || !isReceived(item, feed, m_calls.did());
            });
            for (auto& item : merged.items)
                item.reason.reset();
            dropCopies(merged.items);
            JoinedCursor next = asked;
            next.horizon = merged.horizon;
            for (size_t i = 0; i < slices.size(); ++i) {
                auto& place = next.places[i];
                if (place.isAtEnd || merged.isCut[i])
                    continue;
                place = {slices[i].next, slices[i].next.isEmpty()};
            }
            return Result<FeedSlice>(
                FeedSlice{std::move(merged.items), next.text(), merged.horizon, merged.skipped});
        });
}

} // namespace staffroom::bluesky
