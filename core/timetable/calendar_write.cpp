#include "core/timetable/calendar_file.h"

#include "core/timetable/calendar_zone.h"
#include "core/timetable/recurrence.h"
#include "core/timetable/zones.h"

#include <QSet>

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChatRule::Kind;

QByteArray dayName(WeekDay day)
{
    static constexpr std::array kDays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    return kDays[size_t(day - 1)];
}

QByteArray ruleText(const ChatListing& listing)
{
    switch (listing.rule.kind) {
    case Kind::Weekly:
        return "FREQ=WEEKLY;BYDAY=" + dayName(*listing.weekday);
    case Kind::Fortnightly:
    case Kind::FortnightlyAlternating:
        return "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + dayName(*listing.weekday) + ";WKST=MO";
    case Kind::MonthlyNth: {
        QByteArrayList days;
        for (const int nth : listing.rule.nth)
            days << QByteArray::number(nth) + dayName(*listing.weekday);
        return "FREQ=MONTHLY;BYDAY=" + days.join(',');
    }
    case Kind::MonthlyLast:
        return "FREQ=MONTHLY;BYDAY=-1" + dayName(*listing.weekday);
    case Kind::Slow: {
        QByteArrayList days;
        for (const WeekDay day : listing.rule.days)
            days << dayName(day);
        return "FREQ=WEEKLY;BYDAY=" + days.join(',');
    }
    case Kind::Unknown:
    case Kind::Irregular:
        break;
    }
    return {};
}

void addText(icalcomponent* to, icalproperty* (*make)(const char*), const QString& text)
{
    if (!text.isEmpty())
        icalcomponent_add_property(to, make(text.toUtf8().constData()));
}

icalproperty* startOf(const ChatListing& listing, const Occurrence& first, const QTimeZone& zone)
{
    const QDateTime wall = toDateTime(first.start).toTimeZone(zone);
    if (first.isWholeDay)
        return icalproperty_new_dtstart(wholeDay(wall.date()));
    // Of the listing, not of the moment: a first meeting in the hour that is skipped would
    // otherwise give all of them another time.
    auto* out = icalproperty_new_dtstart(wallTime(wall.date(), *listing.start));
    icalproperty_add_parameter(out, icalparameter_new_tzid(zone.id().constData()));
    return out;
}

icalcomponent* eventOf(
    const ChatListing& listing, const Occurrence& first, const QTimeZone& zone, Timestamp now)
{
    icalcomponent* event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    addText(event, icalproperty_new_uid, listing.id + u"@chats.staffroom"_s);
    const QDateTime stamp = toDateTime(now);
    icaltimetype stamped = wallTime(stamp.date(), stamp.time());
    stamped.zone = icaltimezone_get_utc_timezone();
    icalcomponent_add_property(event, icalproperty_new_dtstamp(stamped));
    icalcomponent_add_property(event, startOf(listing, first, zone));
    if (listing.minutes && !first.isWholeDay) {
        icalcomponent_add_property(
            event, icalproperty_new_duration(icaldurationtype_from_int(*listing.minutes * 60)));
    }
    icalcomponent_add_property(event,
        icalproperty_new_rrule(icalrecurrencetype_from_string(ruleText(listing).constData())));
    addText(event, icalproperty_new_summary, u"#%1 %2"_s.arg(listing.hashtag, listing.name));
    addText(event, icalproperty_new_description, listing.notes);
    addText(event, icalproperty_new_categories, listing.subject);
    if (!listing.sources.isEmpty())
        addText(event, icalproperty_new_url, listing.sources.front());
    icalproperty* tag = icalproperty_new_x(listing.hashtag.toUtf8().constData());
    icalproperty_set_x_name(tag, "X-STAFFROOM-TAG");
    icalcomponent_add_property(event, tag);
    return event;
}

} // namespace

CalendarText chatsToCalendar(const std::vector<ChatListing>& listings, Timestamp now)
{
    CalendarText out;
    const ComponentPtr calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Staffroom//Chats//EN"));
    QSet<QString> zones;
    std::vector<icalcomponent*> events;
    for (const ChatListing& listing : listings) {
        const auto first = nextStarts(listing, now, 1);
        if (first.empty()) {
            ++out.leftOut;
            continue;
        }
        const QTimeZone zone = zoneOf(listing.timeZone);
        if (!first.front().isWholeDay && !zones.contains(listing.timeZone)) {
            zones.insert(listing.timeZone);
            icalcomponent_add_component(
                calendar.get(), zoneComponent(zone, yearOf(now) - 1).release());
        }
        events.push_back(eventOf(listing, first.front(), zone, now));
    }
    for (icalcomponent* event : events)
        icalcomponent_add_component(calendar.get(), event);
    char* text = icalcomponent_as_ical_string_r(calendar.get());
    out.bytes = text;
    icalmemory_free_buffer(text);
    return out;
}

} // namespace staffroom
