#pragma once

// What the two halves of the calendar file share of libical's C interface.

#include <QByteArray>
#include <QDate>
#include <QTime>

#include <memory>

#include <libical/ical.h>

namespace staffroom {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using ComponentPtr = std::unique_ptr<icalcomponent, FreeComponent>;

/// A wall clock without a zone of its own; the TZID stands beside it.
inline icaltimetype wallTime(const QDate& day, const QTime& time)
{
    icaltimetype out = icaltime_null_time();
    out.year = day.year();
    out.month = day.month();
    out.day = day.day();
    out.hour = time.hour();
    out.minute = time.minute();
    out.second = time.second();
    return out;
}

/// A whole day.
inline icaltimetype wholeDay(const QDate& day)
{
    icaltimetype out = wallTime(day, QTime(0, 0));
    out.is_date = 1;
    return out;
}

} // namespace staffroom
