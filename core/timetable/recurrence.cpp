#include "core/timetable/recurrence.h"

#include "core/timetable/week_days.h"

#include "core/timetable/zones.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChatRule::Kind;

constexpr qint64 kDayMs = 24LL * 3600 * 1000;
constexpr int kMostStarts = 1000;
/// Every quarter has a month with a fifth of any weekday; nothing is rarer.
constexpr int kMonthsToSearch = 12;

qint64 offsetMs(const QTimeZone& zone, qint64 utcMs)
{
    return qint64(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC))) * 1000;
}

/// Weeks since the one that begins on Monday, 5 January 1970.
qint64 weekNumber(const QDate& day)
{
    static const qint64 kWeekZero = QDate(1970, 1, 5).toJulianDay();
    const qint64 days = day.toJulianDay() - kWeekZero;
    return days >= 0 ? days / 7 : (days - 6) / 7;
}

bool isEven(qint64 number)
{
    return number % 2 == 0;
}

QDate onWeekday(const QDate& from, WeekDay day)
{
    return from.addDays((day - from.dayOfWeek() + 7) % 7);
}

/// Does this slot come before the other one in a week?
bool isFirstSlot(const ChatListing& listing)
{
    const auto parts = listing.rule.alternatesWith.split(u' ', Qt::SkipEmptyParts);
    const auto day = parts.isEmpty() ? std::nullopt : weekDayFromCode(parts.front());
    if (!day)
        return true;
    if (*day != *listing.weekday)
        return *listing.weekday < *day;
    const QTime time = parts.size() > 1 ? QTime::fromString(parts[1], u"HH:mm"_s) : QTime();
    return !time.isValid() || *listing.start <= time;
}

bool wantsEvenWeeks(const ChatListing& listing)
{
    if (listing.rule.anchor)
        return isEven(weekNumber(*listing.rule.anchor));
    return listing.rule.kind != Kind::FortnightlyAlternating || isFirstSlot(listing);
}

QDate nextInMonths(const ChatListing& listing, const QDate& from)
{
    QDate month(from.year(), from.month(), 1);
    for (int i = 0; i < kMonthsToSearch; ++i, month = month.addMonths(1)) {
        const QDate first = onWeekday(month, *listing.weekday);
        if (listing.rule.kind == Kind::MonthlyLast) {
            const QDate last = onWeekday(month.addMonths(1).addDays(-7), *listing.weekday);
            if (last >= from)
                return last;
            continue;
        }
        for (const int nth : listing.rule.nth) {
            const QDate day = first.addDays(7 * (nth - 1));
            if (day.month() == month.month() && day >= from)
                return day;
        }
    }
    return {};
}

/// Days one after the other until `take` says no.
template <class Take>
void walk(const ChatListing& listing, Timestamp from, Take take)
{
    if (!listing.hasTimetable())
        return;
    const QTimeZone zone = zoneOf(listing.timeZone);
    if (!zone.isValid())
        return;
    const bool isWholeDay = listing.isSlow() && !listing.start;
    const QTime time = listing.start.value_or(QTime(0, 0));
    // A day earlier: the zone's day may be another than that of UTC.
    QDate day = toDateTime(from).date().addDays(-2);
    for (;;) {
        day = nextDay(listing, day.addDays(1));
        if (!day.isValid())
            return;
        Occurrence one{listing.id, fromWallClock(day, time, zone), std::nullopt, isWholeDay};
        if (one.start < from)
            continue;
        if (isWholeDay)
            one.end = fromWallClock(day.addDays(1), time, zone);
        else if (listing.minutes)
            one.end = one.start + std::chrono::minutes(*listing.minutes);
        if (!take(one))
            return;
    }
}

} // namespace

Timestamp fromWallClock(const QDate& day, const QTime& time, const QTimeZone& zone)
{
    const qint64 wall = QDateTime(day, time, Qt::UTC).toMSecsSinceEpoch();
    // No zone changes its clock twice within two days.
    const qint64 before = offsetMs(zone, wall - kDayMs);
    const qint64 after = offsetMs(zone, wall + kDayMs);
    if (before != after && offsetMs(zone, wall - before) != before
        && offsetMs(zone, wall - after) == after)
        return timestampFromMs(wall - after);
    return timestampFromMs(wall - before);
}

QDate nextDay(const ChatListing& listing, QDate from)
{
    switch (listing.rule.kind) {
    case Kind::Weekly:
        return onWeekday(from, *listing.weekday);
    case Kind::Fortnightly:
    case Kind::FortnightlyAlternating: {
        const QDate day = onWeekday(from, *listing.weekday);
        return isEven(weekNumber(day)) == wantsEvenWeeks(listing) ? day : day.addDays(7);
    }
    case Kind::MonthlyNth:
    case Kind::MonthlyLast:
        return nextInMonths(listing, from);
    case Kind::Slow: {
        QDate found;
        for (const WeekDay day : listing.rule.days) {
            const QDate next = onWeekday(from, day);
            found = found.isValid() ? std::min(found, next) : next;
        }
        return found;
    }
    case Kind::Unknown:
    case Kind::Irregular:
        break;
    }
    return {};
}

std::vector<Occurrence> nextStarts(const ChatListing& listing, Timestamp from, int count)
{
    std::vector<Occurrence> out;
    if (count > 0) {
        walk(listing, from, [&](const Occurrence& one) {
            out.push_back(one);
            return int(out.size()) < count;
        });
    }
    return out;
}

std::vector<Occurrence> startsBetween(const ChatListing& listing, Timestamp from, Timestamp until)
{
    std::vector<Occurrence> out;
    walk(listing, from, [&](const Occurrence& one) {
        if (one.start >= until || out.size() >= kMostStarts)
            return false;
        out.push_back(one);
        return true;
    });
    return out;
}

std::optional<Occurrence> currentOrNext(const ChatListing& listing, Timestamp now)
{
    const Millis longest = listing.isSlow() && !listing.start
        ? std::chrono::hours(25) // the day on which the clock goes back
        : listing.minutes ? Millis(std::chrono::minutes(*listing.minutes))
                          : kUnknownLength;
    std::optional<Occurrence> found;
    walk(listing, now - longest, [&](const Occurrence& one) {
        if (endOrGuess(one) <= now)
            return true;
        found = one;
        return false;
    });
    return found;
}

} // namespace staffroom
