#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QString>

#include <chrono>

namespace staffroom::x {

/// How long to wait between two polls of a feed: by how many posts the last ones brought, so that a
/// busy hour is followed closely and a quiet week hardly costs a call. The bounds keep every kind
/// of column far below X's limits for 15 minutes.
class Pacing {
public:
    struct Bounds {
        Millis fastest{15'000};
        Millis slowest{120'000};
    };
    /// After an answer with so many posts that were new.
    Millis next(const QString& feed, int fresh, const Bounds& bounds);

private:
    QHash<QString, Millis> m_intervals;
};

} // namespace staffroom::x
