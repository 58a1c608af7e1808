#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace staffroom {

using Millis = std::chrono::milliseconds;
/// A moment in UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

inline Timestamp timestampFromMs(qint64 ms)
{
    return Timestamp(Millis(ms));
}
inline qint64 toMs(Timestamp t)
{
    return t.time_since_epoch().count();
}
inline QDateTime toDateTime(Timestamp t)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(t), Qt::UTC);
}
inline Timestamp fromDateTime(const QDateTime& t)
{
    return timestampFromMs(t.toMSecsSinceEpoch());
}

/// A single shot, restartable. Destroying it stops it, also from within its own call. Fires on the
/// thread that made it.
class Timer {
public:
    virtual ~Timer() = default;
    virtual void start(Millis delay) = 0;
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
};

/// Where every class that knows time gets it from; tests give a FakeClock.
class Clock {
public:
    virtual ~Clock() = default;
    /// What the wall says; may jump.
    virtual Timestamp now() const = 0;
    /// Never goes back; its zero means nothing.
    virtual Millis monotonic() const = 0;
    virtual std::unique_ptr<Timer> createTimer(std::function<void()> fire) = 0;
};

/// The machine's clock, with coarse or precise Qt timers.
class SystemClock final : public Clock {
public:
    Timestamp now() const override;
    Millis monotonic() const override;
    std::unique_ptr<Timer> createTimer(std::function<void()> fire) override;
};

} // namespace staffroom
