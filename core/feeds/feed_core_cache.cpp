// What a feed keeps: its changes for the cache, and how much of it stays in memory.
#include "core/feeds/feed_core.h"
#include "core/feeds/feed_gap_filler.h"
#include "core/feeds/feed_older.h"

#include <algorithm>
#include <utility>

namespace staffroom {

namespace {

/// Entries kept in memory while nobody reads back; the rest comes again from the cache.
constexpr int kKeep = 1000;
constexpr int kTrimAt = 1200;

} // namespace

void FeedCore::finishBatch()
{
    trimIfIdle();
    write();
}

void FeedCore::write()
{
    auto* store = m_shared ? m_shared->store() : nullptr;
    if (!store)
        return;
    FeedWrite out;
    out.feedKey = m_key;
    QSet<PostId> held;
    for (const auto& id : std::as_const(m_dirty)) {
        const auto* entry = m_entries.find(id);
        if (!entry)
            continue;
        if (m_holdsLoose && !m_entries.isFirm(entry->placeId)) {
            held.insert(id);
            continue;
        }
        out.entries.push_back({entry->post, entry->reasons, entry->time, entry->placeId});
    }
    m_dirty = std::move(held);
    out.removedPlaces = std::exchange(m_removedPlaces, {});
    if (std::exchange(m_gapsDirty, false)) {
        out.gaps.emplace();
        for (const auto& gap : m_gaps)
            out.gaps->push_back({gap.newer, gap.older, gap.cursor});
    }
    if (std::exchange(m_olderDirty, false)) {
        out.olderCursor = m_olderCursor;
        out.reachedEnd = m_reachedEnd;
    }
    if (out.entries.empty() && out.removedPlaces.empty() && !out.gaps && !out.olderCursor)
        return;
    // The feed may be gone when the answer comes; the shared part tells whether it is.
    auto* shared = m_shared;
    store->write(std::move(out))
        .then(shared,
            [shared, self = this](const Result<Done>& done) {
                const auto feeds = shared->feeds();
                if (std::find(feeds.begin(), feeds.end(), self) != feeds.end())
                    self->m_isCacheGood = done.has_value();
            })
        .detach();
}

void FeedCore::trimIfIdle()
{
    const bool isReadingBack = m_holders > 0 || m_older->wasUsedLately() || m_gapFiller->isBusy();
    if (!m_isCacheGood || isReadingBack || int(m_entries.all().size()) <= kTrimAt || m_holdsLoose)
        return;
    write();
    m_entries.trim(kKeep);
    setEnd(FeedEnd::MayHaveMore);
}

} // namespace staffroom
