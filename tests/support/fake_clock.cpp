#include "tests/support/fake_clock.h"

#include <QCoreApplication>

#include <algorithm>

namespace staffroom::test {

class FakeClock::FakeTimer final : public Timer {
public:
    FakeTimer(FakeClock& clock, std::function<void()> fire)
        : m_clock(clock)
        , m_fire(std::move(fire))
    {
        m_clock.m_timers.push_back(this);
    }
    ~FakeTimer() override { std::erase(m_clock.m_timers, this); }
    void start(Millis delay) override
    {
        m_due = m_clock.m_monotonic + std::max(delay, Millis(0));
        m_active = true;
    }
    void stop() override { m_active = false; }
    bool isActive() const override { return m_active; }
    Millis due() const { return m_due; }
    void fire()
    {
        m_active = false;
        const auto call = m_fire; // the call may destroy this timer
        call();
    }

private:
    FakeClock& m_clock;
    std::function<void()> m_fire;
    Millis m_due{0};
    bool m_active = false;
};

std::unique_ptr<Timer> FakeClock::createTimer(std::function<void()> fire)
{
    return std::make_unique<FakeTimer>(*this, std::move(fire));
}

void FakeClock::advance(Millis by)
{
    const Millis target = m_monotonic + by;
    QCoreApplication::processEvents();
    for (;;) {
        FakeTimer* next = nullptr;
        for (auto* timer : m_timers) {
            if (timer->isActive() && timer->due() <= target
                && (!next || timer->due() < next->due()))
                next = timer;
        }
        if (!next)
            break;
        const Millis step = std::max(next->due() - m_monotonic, Millis(0));
        m_monotonic += step;
        m_now += step;
        next->fire();
        QCoreApplication::processEvents();
    }
    m_now += target - m_monotonic;
    m_monotonic = target;
    QCoreApplication::processEvents();
}

} // namespace staffroom::test
