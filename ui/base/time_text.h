#pragma once

#include "core/base/clock.h"

#include <QString>

namespace staffroom {

/// "now", "2 min", "3 h", "yesterday", then the date; in the person's zone and language. A time
/// up to five minutes ahead counts as now, since servers' clocks differ.
QString relativeTime(Timestamp t, Timestamp now);
/// The same for a screen reader: "2 minutes ago".
QString spokenTime(Timestamp t, Timestamp now);
/// Date and time in full, for tooltips.
QString absoluteTime(Timestamp t);
/// Time of day, with the day in front when it is not today.
QString clockTime(Timestamp t, Timestamp now);
/// How long: "9 min", "2 h", "3 days".
QString durationText(Millis length);

} // namespace staffroom
