#include "core/base/clock.h"

#include <QTimer>

namespace staffroom {

namespace {

class QtTimer final : public Timer {
public:
    explicit QtTimer(std::function<void()> fire)
        : m_fire(std::move(fire))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const auto call = m_fire; // the call may destroy this timer
            call();
        });
    }
    void start(Millis delay) override { m_timer.start(std::max(delay, Millis(0))); }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
    std::function<void()> m_fire;
};

} // namespace

Timestamp SystemClock::now() const
{
    return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
}

Millis SystemClock::monotonic() const
{
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
}

std::unique_ptr<Timer> SystemClock::createTimer(std::function<void()> fire)
{
    return std::make_unique<QtTimer>(std::move(fire));
}

} // namespace staffroom
