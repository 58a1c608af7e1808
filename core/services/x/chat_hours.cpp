#include "core/services/x/chat_hours.h"

#include <algorithm>

namespace staffroom::x {

namespace {

constexpr qint64 kHourMs = 3'600'000;
constexpr qsizetype kMostSeen = 5'000;

} // namespace

void ChatHours::take(const QString& feed, const std::vector<FeedItem>& items)
{
    auto& hours = m_feeds[feed];
    if (hours.seen.size() > kMostSeen) { // what is older says nothing any more
        hours.seen.clear();
        hours.posts.clear();
    }
    for (const auto& item : items) {
        const QString& id = item.pagingId().remote;
        if (hours.seen.contains(id))
            continue;
        hours.seen.insert(id);
        ++hours.posts[toMs(item.time()) / kHourMs];
    }
}

void ChatHours::take(const QString& feed, const RawCounts& counts)
{
    m_feeds[feed].counted = counts.busiest();
}

std::optional<int> ChatHours::busiest(const QString& feed) const
{
    const auto known = m_feeds.constFind(feed);
    if (known == m_feeds.constEnd())
        return std::nullopt;
    int most = known->counted.value_or(0);
    for (const int posts : known->posts)
        most = std::max(most, posts);
    return most > 0 ? std::optional(most) : std::nullopt;
}

} // namespace staffroom::x
