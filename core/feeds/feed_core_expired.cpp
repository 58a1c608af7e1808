// What a network lets nobody keep any longer, as one feed loses it: see FeedCore.
#include "core/feeds/feed_core.h"
#include "core/feeds/feed_gap_filler.h"
#include "core/feeds/feed_older.h"

#include <algorithm>
#include <utility>

namespace staffroom {

void FeedCore::dropExpired(Timestamp now)
{
    const auto& all = m_entries.all();
    const auto isOver = [now](const FeedEntry& entry) { return isExpired(*entry.post, now); };
    if (std::none_of(all.begin(), all.end(), isOver))
        return;
    const bool losesTop = isOver(all.front());
    const bool losesEnd = isOver(all.back());
    if (losesEnd) {
        // What they ask for leads on from a place that goes now.
        m_gapFiller->stop();
        m_older->stop();
    }
    std::vector<FeedGap> gaps = m_gaps;
    for (int last = int(all.size()) - 1; last >= 0; --last) {
        if (!isOver(all[size_t(last)]))
            continue;
        int first = last;
        while (first > 0 && isOver(all[size_t(first - 1)]))
            --first;
        if (first > 0 && last + 1 < int(all.size()))
            noteHole(gaps, all[size_t(first - 1)].time, all[size_t(last + 1)].time);
        m_entries.removeRun(first, last);
        last = first;
    }
    if (m_entries.isEmpty())
        m_entries.clear(); // as if nothing had ever been here: the next page is the first
    if (losesTop && !all.empty())
        std::erase_if(gaps, [&](const FeedGap& gap) { return gap.newer > all.front().time; });
    if (losesEnd) {
        dropGapsBelow(gaps);
        setOlder({}, false);
        setEnd(FeedEnd::MayHaveMore);
    }
    setGaps(std::move(gaps));
    write();
    if (losesEnd && m_isOpen)
        m_gapFiller->fillNext();
}

/// What lies between is missing from now on. Without a cursor it is fetched only when somebody
/// asks for it: those posts have been read once.
void FeedCore::noteHole(std::vector<FeedGap>& gaps, Timestamp newer, Timestamp older)
{
    const auto known = std::find_if(
        gaps.begin(), gaps.end(), [&](const FeedGap& gap) { return gap.newer == newer; });
    if (known != gaps.end()) {
        known->older = std::min(known->older, older);
        return;
    }
    std::erase_if(
        gaps, [&](const FeedGap& gap) { return gap.newer < newer && gap.older >= older; });
    FeedGap gap;
    gap.id = m_shared->nextGapId();
    gap.newer = newer;
    gap.older = older;
    gaps.push_back(std::move(gap));
}

void FeedCore::dropGapsBelow(std::vector<FeedGap>& gaps) const
{
    const auto& all = m_entries.all();
    std::erase_if(
        gaps, [&](const FeedGap& gap) { return all.empty() || gap.newer <= all.back().time; });
}

void FeedCore::loseOldEnd()
{
    if (!m_isOpen) {
        m_hasLostEnd = true;
        return;
    }
    if (m_olderCursor.isEmpty() && !m_reachedEnd)
        return;
    m_gapFiller->stop();
    m_older->stop();
    setOlder({}, false);
    setEnd(FeedEnd::MayHaveMore);
    write();
    m_gapFiller->fillNext();
}

std::vector<FeedItem> FeedCore::withoutNewer(std::vector<FeedItem> items) const
{
    if (!m_entries.isEmpty()) {
        const Timestamp newest = m_entries.all().front().time;
        std::erase_if(items, [&](const FeedItem& item) { return placeTime(item) > newest; });
    }
    return items;
}

} // namespace staffroom
