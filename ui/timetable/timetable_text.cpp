#include "ui/timetable/timetable_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct TimetableText {
    Q_DECLARE_TR_FUNCTIONS(TimetableText)
};
using Tr = TimetableText;
using Kind = ChatRule::Kind;

QString listText(const QStringList& parts)
{
    return QLocale().createSeparatedList(parts);
}

QString clockText(const QTime& time)
{
    return QLocale().toString(time, u"HH:mm"_s);
}

QString nthText(int nth)
{
    switch (nth) {
    case 1:
        return Tr::tr("1st");
    case 2:
        return Tr::tr("2nd");
    case 3:
        return Tr::tr("3rd");
    case 4:
        return Tr::tr("4th");
    default:
        return Tr::tr("5th");
    }
}

QString yearText(const ChatListing& listing)
{
    const QString year = QString::number(*listing.lastYear);
    return listing.isYearEstimated ? Tr::tr("about %1", "a year").arg(year) : year;
}

QString slowText(const ChatRule& rule)
{
    QStringList parts{Tr::tr("over days, without a clock")};
    if (rule.questionsPerDay) {
        parts << (*rule.questionsPerDay == 1
                ? Tr::tr("one question a day")
                : Tr::tr("%n questions a day", nullptr, *rule.questionsPerDay));
    }
    QStringList days;
    for (const WeekDay day : rule.days)
        days << weekDayText(day);
    if (days.size() == 7)
        parts << Tr::tr("all week");
    else if (!days.isEmpty())
        parts << listText(days);
    if (rule.topicPosted) {
        const QString day = weekDayText(rule.topicPosted->day);
        parts << (rule.topicPosted->time
                ? Tr::tr("topic on %1 at %2").arg(day, clockText(*rule.topicPosted->time))
                : Tr::tr("topic on %1").arg(day));
    }
    return parts.join(u", "_s);
}

} // namespace

QString serviceText(const QString& service)
{
    if (service == "x"_L1)
        return u"X"_s;
    if (service == "bluesky"_L1)
        return u"Bluesky"_s;
    if (service == "mastodon"_L1)
        return u"Mastodon"_s;
    return service;
}

QString servicesText(const QStringList& services)
{
    QStringList out;
    for (const QString& one : services)
        out << serviceText(one);
    return listText(out);
}

QString weekDayText(WeekDay day)
{
    return QLocale().standaloneDayName(day);
}

QString languageText(const QString& code)
{
    const QLocale locale(code);
    if (locale.language() == QLocale::C)
        return code;
    return QLocale::languageToString(locale.language());
}

QString zoneText(const QString& zone)
{
    if (zone.startsWith("Etc/"_L1))
        return zone.mid(4);
    return zone.section(u'/', -1).replace(u'_', u' ');
}

QString aliveText(const ChatListing& listing, int thisYear)
{
    const QString year = listing.lastYear ? yearText(listing) : QString();
    switch (stateOf(listing, thisYear)) {
    case ListingState::Known:
        return Tr::tr("seen in %1", "a year").arg(year);
    case ListingState::MayHaveEnded:
        return Tr::tr("may have ended: last seen in %1", "a year").arg(year);
    case ListingState::Ended:
        return year.isEmpty() ? Tr::tr("ended, year unknown")
                              : Tr::tr("ended, last seen in %1", "a year").arg(year);
    case ListingState::Paused:
        return year.isEmpty() ? Tr::tr("paused, year unknown")
                              : Tr::tr("paused, last seen in %1", "a year").arg(year);
    case ListingState::YearUnknown:
        break;
    }
    return Tr::tr("year unknown");
}

QString shortYearText(const ChatListing& listing)
{
    return listing.lastYear ? Tr::tr("seen %1", "a year").arg(*listing.lastYear)
                            : Tr::tr("no year");
}

bool isDoubtful(const ChatListing& listing, int thisYear)
{
    return stateOf(listing, thisYear) != ListingState::Known;
}

QString confidenceText(ChatListing::Confidence confidence)
{
    switch (confidence) {
    case ChatListing::Confidence::High:
        return Tr::tr("timetable well documented");
    case ChatListing::Confidence::Medium:
        return Tr::tr("timetable fairly sure");
    case ChatListing::Confidence::Low:
        break;
    }
    return Tr::tr("timetable uncertain");
}

QString ruleText(const ChatListing& listing)
{
    const QString day = listing.weekday ? weekDayText(*listing.weekday) : QString();
    const ChatRule& rule = listing.rule;
    switch (rule.kind) {
    case Kind::Weekly:
        return Tr::tr("every %1", "a day of the week").arg(day);
    case Kind::Fortnightly:
    case Kind::FortnightlyAlternating:
        return rule.anchor
            ? Tr::tr("every other %1", "a day of the week").arg(day)
            : Tr::tr("every other %1, which ones is a guess", "a day of the week").arg(day);
    case Kind::MonthlyNth: {
        QStringList nth;
        for (const int n : rule.nth)
            nth << nthText(n);
        return Tr::tr("%1 %2 of the month", "2nd and 4th, Thursday").arg(listText(nth), day);
    }
    case Kind::MonthlyLast:
        return Tr::tr("last %1 of the month", "a day of the week").arg(day);
    case Kind::Slow:
        return slowText(rule);
    case Kind::Irregular:
        return day.isEmpty() ? Tr::tr("now and then")
                             : Tr::tr("now and then, on a %1", "a day of the week").arg(day);
    case Kind::Unknown:
        break;
    }
    return day.isEmpty() ? Tr::tr("no times known")
                         : Tr::tr("%1, how often is not known", "a day of the week").arg(day);
}

QString slotText(const ChatListing& listing)
{
    QString out = ruleText(listing);
    if (!listing.start)
        return out;
    const QString time = clockText(*listing.start);
    if (listing.timeZone.isEmpty())
        return Tr::tr("%1, %2 in an unknown zone").arg(out, time);
    const QString zone = listing.timeZone.startsWith("Etc/"_L1)
        ? Tr::tr("%1, %2 %3", "every Friday, 00:00 GMT")
        : Tr::tr("%1, %2 in %3", "every Monday, 18:00 in Los Angeles");
    out = zone.arg(out, time, zoneText(listing.timeZone));
    return listing.isZoneAssumed ? Tr::tr("%1 (zone assumed)").arg(out) : out;
}

QString startText(const Occurrence& one, const QTimeZone& zone, Timestamp now)
{
    const QLocale locale;
    const QDateTime start = toDateTime(one.start).toTimeZone(zone);
    const QDate today = toDateTime(now).toTimeZone(zone).date();
    const auto ahead = today.daysTo(start.date());
    QString day;
    if (ahead == 0)
        day = Tr::tr("today");
    else if (ahead == 1)
        day = Tr::tr("tomorrow");
    else if (start.date().year() == today.year())
        day = locale.toString(start.date(), u"ddd d MMM"_s);
    else
        day = locale.toString(start.date(), u"ddd d MMM yyyy"_s);
    if (one.isWholeDay)
        return day;
    return Tr::tr("%1 %2", "day, time").arg(day, clockText(start.time()));
}

QString hoursText(const Occurrence& one, const QTimeZone& zone)
{
    if (one.isWholeDay)
        return Tr::tr("all day");
    const QString start = clockText(toDateTime(one.start).toTimeZone(zone).time());
    if (!one.end)
        return start;
    return Tr::tr("%1–%2", "from, until")
        .arg(start, clockText(toDateTime(*one.end).toTimeZone(zone).time()));
}

QString countdownText(const Countdown& countdown)
{
    QString length;
    if (countdown.days > 0)
        length = countdown.days == 1 ? Tr::tr("1 day") : Tr::tr("%n days", nullptr, countdown.days);
    else if (countdown.hours > 0 && countdown.minutes > 0)
        length = Tr::tr("%1 h %2 min").arg(countdown.hours).arg(countdown.minutes);
    else if (countdown.hours > 0)
        length = Tr::tr("%1 h").arg(countdown.hours);
    else
        length = Tr::tr("%1 min").arg(countdown.minutes);
    if (!countdown.isOn)
        return Tr::tr("in %1", "a length of time").arg(length);
    if (countdown == Countdown{0, 0, 0, true})
        return Tr::tr("begins now");
    return Tr::tr("on for %1", "a length of time").arg(length);
}

QString nextText(const ChatListing& listing, const std::optional<Occurrence>& next,
    const QTimeZone& readerZone, Timestamp now)
{
    if (listing.status == ChatListing::Status::Ended)
        return Tr::tr("No more meetings");
    if (listing.status == ChatListing::Status::Paused)
        return Tr::tr("No meetings for now");
    if (!next)
        return Tr::tr("Next start not known");
    const QString start = startText(*next, readerZone, now);
    if (isDoubtful(listing, yearOf(now)) && listing.origin == ChatListing::Origin::BuiltIn) {
        return next->isWholeDay ? Tr::tr("If it still goes on: %1").arg(start)
                                : Tr::tr("If it still meets: %1 your time").arg(start);
    }
    if (next->isWholeDay)
        return Tr::tr("Next: %1").arg(start);
    return Tr::tr("Next: %1 your time, %2", "start, countdown")
        .arg(start, countdownText(countdownTo(next->start, now)));
}

QString reminderText(int minutesBefore)
{
    return minutesBefore == 60 ? Tr::tr("1 hour before")
                               : Tr::tr("%n minutes before", nullptr, minutesBefore);
}

} // namespace staffroom
