#include "core/timetable/calendar_zone.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kYears = 12;

/// One change of the clock.
struct Change {
    QDateTime wall; ///< what the clock shows when it comes, before it is set
    int from = 0; ///< seconds to UTC
    int to = 0;
    QByteArray name;
};

std::vector<Change> changesOf(const QTimeZone& zone, int year)
{
    const QDateTime begin(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
    int before = zone.offsetFromUtc(begin.addSecs(-1));
    std::vector<Change> out;
    for (const auto& one : zone.transitions(begin, begin.addYears(kYears).addSecs(-1))) {
        if (one.offsetFromUtc == before)
            continue;
        out.push_back({one.atUtc.toUTC().addSecs(before), before, one.offsetFromUtc,
            one.abbreviation.toLatin1()});
        before = one.offsetFromUtc;
    }
    return out;
}

int nthInMonth(const QDate& day)
{
    return (day.day() - 1) / 7 + 1;
}

bool isLastInMonth(const QDate& day)
{
    return day.addDays(7).month() != day.month();
}

/// "FREQ=YEARLY;..." where all follow one rule, one a year without a gap.
QByteArray yearlyRule(const std::vector<Change>& changes)
{
    static constexpr std::array kDays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    const QDateTime& first = changes.front().wall;
    if (int(changes.size()) != kYears)
        return {};
    bool isNth = true;
    bool isLast = true;
    for (size_t i = 0; i < changes.size(); ++i) {
        const QDateTime& wall = changes[i].wall;
        if (wall.date().year() != first.date().year() + int(i)
            || wall.date().month() != first.date().month()
            || wall.date().dayOfWeek() != first.date().dayOfWeek() || wall.time() != first.time()
            || changes[i].from != changes.front().from || changes[i].to != changes.front().to)
            return {};
        isNth = isNth && nthInMonth(wall.date()) == nthInMonth(first.date());
        isLast = isLast && isLastInMonth(wall.date());
    }
    if (!isNth && !isLast)
        return {};
    return "FREQ=YEARLY;BYMONTH=" + QByteArray::number(first.date().month())
        + ";BYDAY=" + QByteArray::number(isLast ? -1 : nthInMonth(first.date()))
        + kDays[size_t(first.date().dayOfWeek() - 1)];
}

void add(icalcomponent* zone, const Change& change, const QByteArray& rule,
    const std::vector<Change>& further)
{
    icalcomponent* part = icalcomponent_new(
        change.to > change.from ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
    icalcomponent_add_property(
        part, icalproperty_new_dtstart(wallTime(change.wall.date(), change.wall.time())));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetfrom(change.from));
    icalcomponent_add_property(part, icalproperty_new_tzoffsetto(change.to));
    if (!change.name.isEmpty())
        icalcomponent_add_property(part, icalproperty_new_tzname(change.name.constData()));
    if (!rule.isEmpty()) {
        icalcomponent_add_property(
            part, icalproperty_new_rrule(icalrecurrencetype_from_string(rule.constData())));
    }
    for (const Change& one : further) {
        icaldatetimeperiodtype when{};
        when.time = wallTime(one.wall.date(), one.wall.time());
        when.period = icalperiodtype_null_period();
        icalcomponent_add_property(part, icalproperty_new_rdate(when));
    }
    icalcomponent_add_component(zone, part);
}

} // namespace

ComponentPtr zoneComponent(const QTimeZone& zone, int year)
{
    ComponentPtr out(icalcomponent_new(ICAL_VTIMEZONE_COMPONENT));
    icalcomponent_add_property(out.get(), icalproperty_new_tzid(zone.id().constData()));
    const auto changes = changesOf(zone, year);
    // What holds until the first change.
    const QDateTime begin(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
    const int offset = zone.offsetFromUtc(begin);
    const Change standing{begin, offset, offset, zone.abbreviation(begin).toLatin1()};
    add(out.get(), standing, {}, {});

    std::vector<Change> rest = changes;
    while (!rest.empty()) {
        const Change first = rest.front();
        const auto split = std::stable_partition(rest.begin(), rest.end(), [&](const Change& one) {
            return one.from != first.from || one.to != first.to || one.name != first.name;
        });
        std::vector<Change> same(split, rest.end());
        rest.erase(split, rest.end());
        const QByteArray rule = yearlyRule(same);
        if (rule.isEmpty())
            add(out.get(), first, {}, {same.begin() + 1, same.end()});
        else
            add(out.get(), first, rule, {});
    }
    return out;
}

} // namespace staffroom
