#include "core/room/room_replay.h"

#include "core/feeds/feed_entries.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr Millis kTick{100};
constexpr Millis kBefore{2000}; ///< a breath before the first post

} // namespace

RoomReplay::RoomReplay(Clock& clock, std::vector<RoomArrival> posts, std::optional<Timestamp> from,
    double speed, Outlet outlet)
    : m_clock(clock)
    , m_posts(std::move(posts))
    , m_speed(std::clamp(speed, 1.0, 20.0))
    , m_outlet(std::move(outlet))
    , m_timer(clock.createTimer([this] { tick(); }))
{
    std::sort(m_posts.begin(), m_posts.end(), [](const RoomArrival& a, const RoomArrival& b) {
        return isOlderPlace(a.time, a.post->id, b.time, b.post->id);
    });
    if (from)
        m_from = *from - kBefore;
    else if (!m_posts.empty())
        m_from = m_posts.front().time - kBefore;
    m_since = m_clock.monotonic();
}

void RoomReplay::start()
{
    m_since = m_clock.monotonic();
    while (m_next < m_posts.size() && m_posts[m_next].time < m_from) {
        auto arrival = m_posts[m_next++];
        arrival.mayWait = false; // it is the past, also in the replay
        m_outlet.arrived(arrival);
    }
    tick();
}

Timestamp RoomReplay::now() const
{
    if (m_posts.empty())
        return m_from;
    if (m_next >= m_posts.size() && !m_isPaused && !m_timer->isActive())
        return std::max(m_from, m_posts.back().time);
    if (m_isPaused)
        return m_from;
    const auto passed = double((m_clock.monotonic() - m_since).count()) * m_speed;
    return m_from + Millis(qint64(passed));
}

void RoomReplay::setPaused(bool paused)
{
    if (paused == m_isPaused)
        return;
    if (paused) {
        m_from = now();
        m_timer->stop();
    }
    m_isPaused = paused;
    m_since = m_clock.monotonic();
    if (!paused)
        tick();
}

void RoomReplay::setSpeed(double speed)
{
    m_from = now();
    m_since = m_clock.monotonic();
    m_speed = std::clamp(speed, 1.0, 20.0);
}

void RoomReplay::giveUpTo(Timestamp time)
{
    while (m_next < m_posts.size() && m_posts[m_next].time <= time)
        m_outlet.arrived(m_posts[m_next++]);
}

void RoomReplay::tick()
{
    giveUpTo(now());
    if (m_next < m_posts.size()) {
        m_timer->start(kTick);
        return;
    }
    if (!m_posts.empty())
        m_from = m_posts.back().time;
    m_outlet.changed();
}

} // namespace staffroom
