#pragma once

#include "core/room/pace.h"

#include <QHash>

#include <functional>
#include <set>
#include <vector>

namespace staffroom {

/// Decides which posts may be shown when. Knows posts by key only; gives each out once, and never
/// takes one back. Pure: `now` is a clock that never goes back (Clock::monotonic), the times of
/// writing are the room's.
class Pacer {
public:
    struct Item {
        quint64 key = 0;
        Timestamp written{};
        bool isFirst = false; ///< a host, a question, a reply to the reader: before the others
    };

    const PaceSetting& setting() const { return m_setting; }
    void setSetting(const PaceSetting& setting, Millis now);

    /// A post that has arrived; true: it may be shown at once, else it waits. Known: its place in
    /// the queue may change.
    bool put(const Item& item, Millis now);
    void remove(quint64 key);
    bool isWaiting(quint64 key) const { return m_items.contains(key); }
    int waiting() const { return int(m_queue.size()); }

    /// What may be shown now; it no longer waits.
    std::vector<quint64> take(Millis now);
    /// How long until `take` gives something; absent: nothing waits, or all is held.
    std::optional<Millis> untilNext(Millis now) const;
    /// All that waits, or all of it that `which` names, in order of writing.
    std::vector<quint64> release(const std::function<bool(quint64)>& which = {});

    /// `roomNow` is the moment the room is at.
    PaceState state(Timestamp roomNow) const;

private:
    struct Place {
        bool isRest = false; ///< not one of the first
        Timestamp written{};
        quint64 key = 0;
        auto operator<=>(const Place&) const = default;
    };
    Millis interval() const;

    PaceSetting m_setting;
    std::set<Place> m_queue; ///< in the order in which they are to be shown
    QHash<quint64, Place> m_items;
    Millis m_nextAt{0}; ///< Gentle: nothing is shown before
};

} // namespace staffroom
