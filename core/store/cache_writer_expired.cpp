// What a network lets nobody keep any longer goes out of the cache.
#include "core/store/cache_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace staffroom {

namespace {

constexpr int kDropAtOnce = 500;

} // namespace

Result<Done> CacheWriter::notePlaces(qint64 post, QHash<qint64, qint64>& lost)
{
    auto places = m_findPlaces.run(post);
    for (;;) {
        const auto row = places.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return Done{};
        const qint64 feed = places.integer(0);
        lost[feed]
            = std::min(lost.value(feed, std::numeric_limits<qint64>::max()), places.integer(1));
    }
}

Result<Done> CacheWriter::dropExpiredRows(Timestamp now, QHash<qint64, qint64>& lost)
{
    for (;;) {
        // Read whole before anything is changed under it.
        std::vector<std::pair<qint64, QByteArray>> some;
        {
            auto found = m_findExpired.run(toMs(now), kDropAtOnce);
            for (;;) {
                const auto row = found.next();
                if (!row)
                    return fail(row.error());
                if (!*row)
                    break;
                some.emplace_back(found.integer(0), found.blob(1));
            }
        }
        if (some.empty())
            return Done{};
        for (const auto& [id, body] : some) {
            if (auto done = notePlaces(id, lost); !done)
                return done;
            if (auto done = eraseRow(id, body); !done)
                return done;
        }
    }
}

Result<QString> CacheWriter::cutOldEnd(qint64 feed, qint64 lost)
{
    qint64 oldest = std::numeric_limits<qint64>::max(); // nothing is left: no gap either
    {
        auto found = m_findOldest.run(feed);
        const auto row = found.next();
        if (!row)
            return fail(row.error());
        if (*row && !found.isNull(0))
            oldest = found.integer(0);
    }
    if (oldest <= lost)
        return QString();
    if (auto done = m_removeGapsBelow.execute(feed, oldest); !done)
        return fail(std::move(done.error()));
    if (auto done = m_setCursor.execute(QString(), feed); !done)
        return fail(std::move(done.error()));
    if (auto done = m_setEnd.execute(false, feed); !done)
        return fail(std::move(done.error()));
    auto found = m_findKey.run(feed);
    const auto row = found.next();
    if (!row)
        return fail(row.error());
    return *row ? found.text(0) : QString();
}

Result<QStringList> CacheWriter::dropExpired(Timestamp now)
{
    QHash<qint64, qint64> lost; // oldest place that went, by feed
    if (auto done = dropExpiredRows(now, lost); !done)
        return fail(std::move(done.error()));
    QStringList cut;
    for (auto it = lost.cbegin(); it != lost.cend(); ++it) {
        auto key = cutOldEnd(it.key(), it.value());
        if (!key)
            return fail(std::move(key.error()));
        if (!key->isEmpty())
            cut << *key;
    }
    return cut;
}

} // namespace staffroom
