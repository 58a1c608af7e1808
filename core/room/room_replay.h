#pragma once

#include "core/room/room.h"
#include "core/room/room_content.h"

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

/// Plays posts that are known already by a clock of its own, in the order in which they were
/// written. Main thread.
class RoomReplay {
public:
    struct Outlet {
        std::function<void(const RoomArrival&)> arrived;
        std::function<void()> changed; ///< came to its end
    };
    /// `posts` in any order. What was written before `from` is there at once.
    RoomReplay(Clock& clock, std::vector<RoomArrival> posts, std::optional<Timestamp> from,
        double speed, Outlet outlet);

    void start();
    void setPaused(bool paused);
    void setSpeed(double speed);
    bool isPlaying() const { return !m_isPaused && m_next < m_posts.size(); }
    Timestamp now() const;

private:
    void tick();
    void giveUpTo(Timestamp time);

    Clock& m_clock;
    std::vector<RoomArrival> m_posts;
    size_t m_next = 0;
    double m_speed;
    bool m_isPaused = false;
    Timestamp m_from{}; ///< moment of the chat at `m_since`
    Millis m_since{0};
    Outlet m_outlet;
    std::unique_ptr<Timer> m_timer;
};

} // namespace staffroom
