#pragma once

#include "core/base/clock.h"
#include "core/feeds/feed.h"
#include "core/room/room.h"

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

class FeedHub;

/// The part of time that belongs to a session.
struct RoomWindow {
    Timestamp since{};
    std::optional<Timestamp> until;
    /// The room has no time of its own: where reading costs money nothing before this is read by
    /// itself.
    std::optional<Timestamp> paidSince{};
    bool contains(Timestamp time) const { return time >= since && (!until || time <= *until); }
    bool operator==(const RoomWindow&) const = default;
};
/// Which one it is for a room that was last open at `lastOpened` and is opened at `now`.
RoomWindow roomWindowOf(const RoomSetup& setup, Timestamp lastOpened, Timestamp now);

/// Reads the tag from one source: keeps its feed whole in memory, goes back to the beginning of the
/// session, fills the holes in it, and tells what arrives. Main thread.
class RoomSourceReader : public QObject {
public:
    struct Outlet {
        /// `seen`: now, or when it was written where that is long over.
        std::function<void(const FeedEntry& entry, Timestamp seen, bool isLate)> arrived;
        /// The entry that was of `before` shows something else now.
        std::function<void(const PostId& before, const FeedEntry& entry)> changed;
        std::function<void(const PostId& id)> gone; ///< from this source
        std::function<void()> status;
    };
    RoomSourceReader(Clock& clock, std::shared_ptr<Feed> feed, RoomWindow window, Outlet outlet);
    ~RoomSourceReader() override;

    /// Tells what the feed has already, then what comes.
    void start();
    void setWindow(const RoomWindow& window);
    Feed& feed() const { return *m_feed; }
    RoomSource status(const Source& source) const;
    void refresh();

private:
    struct Span {
        quint64 gap = 0;
        Timestamp older{};
        Timestamp newer{};
        bool isOpen = true;
        int tries = 0;
    };

    void inserted(int first, int last);
    void changed(int first, int last);
    void removed(int first, int last);
    void stateChanged();
    void gapsChanged();
    void wantWork();
    void work();
    bool fillNext();
    bool reachBack();
    /// How far back it reads by itself.
    Timestamp since() const;
    bool isInWindow(const Span& span) const;
    bool isLateArrival(const FeedEntry& entry, Timestamp now) const;

    Clock& m_clock;
    std::shared_ptr<Feed> m_feed;
    RoomWindow m_window;
    Outlet m_outlet;
    std::vector<PostId> m_ids; ///< of the feed's entries, in its order
    std::vector<Span> m_spans; ///< every hole of this run
    std::optional<Timestamp> m_oldest;
    std::optional<Timestamp> m_liveSince;
    std::optional<Timestamp> m_filledFrom;
    std::optional<Timestamp> m_filledTo;
    int m_posts = 0; ///< in the window
    int m_loads = 0;
    int m_emptyLoads = 0;
    int m_failures = 0;
    size_t m_sizeAtLoad = 0;
    bool m_isLoading = false;
    std::unique_ptr<Timer> m_timer;
};

} // namespace staffroom
