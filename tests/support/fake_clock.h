#pragma once

#include "core/base/clock.h"

#include <vector>

namespace staffroom::test {

/// Time that stands still until a test moves it.
class FakeClock final : public Clock {
public:
    Timestamp now() const override { return m_now; }
    Millis monotonic() const override { return m_monotonic; }
    std::unique_ptr<Timer> createTimer(std::function<void()> fire) override;

    /// Both clocks go on; timers fire in order, each at its own moment, and posted events of the
    /// main loop are delivered after each.
    void advance(Millis by);
    /// The wall clock jumps; timers do not care.
    void setNow(Timestamp now) { m_now = now; }

private:
    class FakeTimer;
    Timestamp m_now = timestampFromMs(1'763'838'000'000); // 2025-11-22 19:00 UTC
    Millis m_monotonic{1'000'000};
    std::vector<FakeTimer*> m_timers;
};

} // namespace staffroom::test
