#include "core/services/x/pacing.h"

#include <algorithm>

namespace staffroom::x {

namespace {

/// A poll should bring about so many posts.
constexpr int kWanted = 4;

} // namespace

Millis Pacing::next(const QString& feed, int fresh, const Bounds& bounds)
{
    const auto before = m_intervals.value(feed, bounds.fastest * 2);
    Millis interval = before * 3 / 2;
    if (fresh > 0) {
        // As if posts went on coming at this rate; never more than half of what it was at once.
        const Millis fitting = before * kWanted / fresh;
        interval = std::clamp(fitting, before / 2, before);
    }
    interval = std::clamp(interval, bounds.fastest, bounds.slowest);
    m_intervals.insert(feed, interval);
    return interval;
}

} // namespace staffroom::x
