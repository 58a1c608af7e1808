#pragma once

#include "core/timetable/ical.h"

class QTimeZone;

namespace staffroom {

/// The VTIMEZONE of a zone as it is from `year` on. Changes that follow a yearly rule are given as
/// that rule, others day by day for twelve years.
ComponentPtr zoneComponent(const QTimeZone& zone, int year);

} // namespace staffroom
