#include "core/timetable/calendar_file.h"

#include "core/model/feed_spec.h"
#include "core/timetable/ical.h"
#include "core/timetable/zones.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChatRule::Kind;

// A calendar of chats is flat and small; more than this is not one.
constexpr int kDeepest = 8;
constexpr int kMostLines = 200'000;
constexpr qsizetype kLongestRule = 500;

/// Nested deeper, worse or longer than libical should be given.
bool isHostile(const QByteArray& bytes)
{
    if (bytes.contains('\0'))
        return true;
    int depth = 0;
    int lines = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto line = QByteArrayView(bytes).sliced(at);
        if (line.size() >= 6 && line.first(6).compare("BEGIN:", Qt::CaseInsensitive) == 0)
            ++depth;
        else if (line.size() >= 4 && line.first(4).compare("END:", Qt::CaseInsensitive) == 0)
            --depth;
        if (depth < 0 || depth > kDeepest || ++lines > kMostLines)
            return true;
        const qsizetype end = bytes.indexOf('\n', at);
        at = end < 0 ? bytes.size() : end + 1;
    }
    return false;
}

struct Reading {
    ChatFile file;
    const icalcomponent* calendar = nullptr;
    QString readerZone;
    Timestamp now{};
    QSet<QString> ids;
};

QString textOf(icalcomponent* event, icalproperty_kind kind)
{
    icalproperty* property = icalcomponent_get_first_property(event, kind);
    const char* text = property ? icalproperty_get_value_as_string(property) : nullptr;
    return QString::fromUtf8(text);
}

/// As people wrote it: without the escapes of the format.
QString wordsOf(icalcomponent* event, const char* (*get)(const icalproperty*),
    icalproperty_kind kind, qsizetype longest, ChatFile& notes)
{
    const icalproperty* property = icalcomponent_get_first_property(event, kind);
    QString text = QString::fromUtf8(property ? get(property) : nullptr).trimmed();
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; });
    if (text.size() > longest) {
        notes.note(FileNote::PartIgnored);
        text.truncate(longest);
        if (text.back().isHighSurrogate())
            text.chop(1);
    }
    return text;
}

/// Our own field, else the first hashtag in its words.
QString tagOf(icalcomponent* event)
{
    for (icalproperty* one = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); one;
         one = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
        if (qstricmp(icalproperty_get_x_name(one), "X-STAFFROOM-TAG") != 0)
            continue;
        if (const auto tag = normaliseTag(QString::fromUtf8(icalproperty_get_x(one))))
            return *tag;
    }
    static const QRegularExpression kTag(
        u"#([\\p{L}\\p{M}\\p{N}_]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    for (const auto kind : {ICAL_SUMMARY_PROPERTY, ICAL_DESCRIPTION_PROPERTY,
             ICAL_CATEGORIES_PROPERTY, ICAL_LOCATION_PROPERTY}) {
        auto matches = kTag.globalMatch(textOf(event, kind).left(kLongestListingNotes));
        while (matches.hasNext()) {
            const QString tag = matches.next().captured(1);
            if (tag.size() <= kLongestListingText && normaliseTag(tag))
                return tag;
        }
    }
    return {};
}

/// A zone's name in the forms in which programs write it.
QString zoneFrom(const QString& tzid, const Reading& reading)
{
    if (zoneOf(tzid).isValid())
        return tzid;
    // "/vendor/20070129/Europe/Berlin"
    const auto parts = tzid.split(u'/', Qt::SkipEmptyParts);
    for (const qsizetype count : {qsizetype(3), qsizetype(2)}) {
        if (parts.size() > count) {
            const QString name = parts.sliced(parts.size() - count).join(u'/');
            if (zoneOf(name).isValid())
                return name;
        }
    }
    const QByteArray windows = QTimeZone::windowsIdToDefaultIanaId(tzid.toLatin1());
    if (!windows.isEmpty())
        return QString::fromLatin1(windows);
    auto* calendar = const_cast<icalcomponent*>(reading.calendar);
    for (icalcomponent* zone
         = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT);
         zone; zone = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
        if (textOf(zone, ICAL_TZID_PROPERTY) != tzid)
            continue;
        for (icalproperty* one = icalcomponent_get_first_property(zone, ICAL_X_PROPERTY); one;
             one = icalcomponent_get_next_property(zone, ICAL_X_PROPERTY)) {
            const QString name = QString::fromUtf8(icalproperty_get_x(one));
            if (qstricmp(icalproperty_get_x_name(one), "X-LIC-LOCATION") == 0
                && zoneOf(name).isValid())
                return name;
        }
    }
    return {};
}

/// Values of a part of a rule, as far as they go.
std::vector<int> valuesOf(const short* values, size_t size)
{
    std::vector<int> out;
    for (size_t i = 0; i < size && values[i] != ICAL_RECURRENCE_ARRAY_MAX; ++i)
        out.push_back(values[i]);
    return out;
}

struct RuleDay {
    WeekDay day = 1;
    int position = 0; ///< 0: every one
};

std::vector<RuleDay> daysOf(const icalrecurrencetype& rule, WeekDay ofStart)
{
    std::vector<RuleDay> out;
    for (const int code : valuesOf(rule.by_day, std::size(rule.by_day))) {
        // libical counts from Sunday, 1.
        const int day = icalrecurrencetype_day_day_of_week(short(code));
        if (day >= 1 && day <= 7)
            out.push_back({day == 1 ? 7 : day - 1, icalrecurrencetype_day_position(short(code))});
    }
    if (out.empty())
        out.push_back({ofStart, 0});
    return out;
}

bool hasOnlyDays(const icalrecurrencetype& rule)
{
    const auto isUnused
        = [](const short* values) { return values[0] == ICAL_RECURRENCE_ARRAY_MAX; };
    return isUnused(rule.by_second) && isUnused(rule.by_minute) && isUnused(rule.by_hour)
        && isUnused(rule.by_month_day) && isUnused(rule.by_year_day) && isUnused(rule.by_week_no)
        && isUnused(rule.by_month);
}

/// The rules that a chat has; several days of a week are several listings. Empty: none of them.
std::vector<std::pair<WeekDay, ChatRule>> rulesOf(
    const icalrecurrencetype& rule, const QDate& start)
{
    if (!hasOnlyDays(rule))
        return {};
    const auto days = daysOf(rule, start.dayOfWeek());
    auto positions = valuesOf(rule.by_set_pos, std::size(rule.by_set_pos));
    std::vector<std::pair<WeekDay, ChatRule>> out;
    if (rule.freq == ICAL_WEEKLY_RECURRENCE && positions.empty()
        && (rule.interval == 1 || rule.interval == 2)) {
        for (const RuleDay& one : days) {
            if (one.position != 0)
                return {};
            ChatRule mine;
            mine.kind = rule.interval == 1 ? Kind::Weekly : Kind::Fortnightly;
            if (rule.interval == 2)
                mine.anchor = start.addDays(one.day - start.dayOfWeek());
            out.emplace_back(one.day, mine);
        }
        return out;
    }
    if (rule.freq != ICAL_MONTHLY_RECURRENCE || rule.interval != 1)
        return {};
    ChatRule mine;
    const WeekDay day = days.front().day;
    for (const RuleDay& one : days) {
        if (one.day != day)
            return {};
        if (one.position != 0)
            positions.push_back(one.position);
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    if (positions == std::vector<int>{-1}) {
        mine.kind = Kind::MonthlyLast;
    } else if (!positions.empty() && positions.front() >= 1 && positions.back() <= 5) {
        mine.kind = Kind::MonthlyNth;
        mine.nth = positions;
    } else {
        return {};
    }
    out.emplace_back(day, mine);
    return out;
}

/// Day, time and zone of the event's start; false: it has none.
bool readStart(icalcomponent* event, ChatListing& listing, QDate& day, Reading& reading)
{
    icalproperty* property = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    const icaltimetype start = property ? icalproperty_get_dtstart(property) : icaltime_null_time();
    day = QDate(start.year, start.month, start.day);
    if (icaltime_is_null_time(start) || !day.isValid())
        return false;
    if (start.is_date) {
        listing.timeZone = reading.readerZone;
        listing.isZoneAssumed = true;
        return true;
    }
    listing.start = QTime(start.hour, start.minute);
    if (!listing.start->isValid())
        return false;
    const icalparameter* tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (tzid) {
        listing.timeZone = zoneFrom(QString::fromUtf8(icalparameter_get_tzid(tzid)), reading);
        if (listing.timeZone.isEmpty())
            reading.file.note(FileNote::ZoneNotKnown);
    } else if (icaltime_is_utc(start)) {
        listing.timeZone = u"Etc/GMT"_s;
    } else {
        listing.timeZone = reading.readerZone;
        listing.isZoneAssumed = true;
    }
    return true;
}

std::optional<int> minutesOf(icalcomponent* event)
{
    constexpr int kLongestSeconds = 24 * 3600;
    if (!icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY)
        && !icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY))
        return std::nullopt;
    const int seconds = icaldurationtype_as_int(icalcomponent_get_duration(event));
    return seconds >= 60 && seconds <= kLongestSeconds ? std::optional(seconds / 60) : std::nullopt;
}

/// "eduskychat" of our own exports; else made of the event's own name, so that reading the file
/// again finds the same chat.
QString idOf(icalcomponent* event, const QString& tag)
{
    const QString uid = textOf(event, ICAL_UID_PROPERTY);
    if (uid.endsWith("@chats.staffroom"_L1) && uid.size() <= kLongestListingText)
        return uid.section(u'@', 0, -2);
    const auto hash = QCryptographicHash::hash(
        (uid.isEmpty() ? tag : uid).toUtf8(), QCryptographicHash::Sha256);
    return u"ics-%1-%2"_s.arg(foldTag(tag), QString::fromLatin1(hash.toHex().left(8)));
}

void add(ChatListing listing, Reading& reading)
{
    if (reading.file.listings.size() >= size_t(kMostListingsInFile)) {
        reading.file.note(FileNote::TooMany);
        return;
    }
    const QString wanted = listing.id;
    for (int n = 2; reading.ids.contains(listing.id); ++n)
        listing.id = u"%1-%2"_s.arg(wanted).arg(n);
    reading.ids.insert(listing.id);
    reading.file.listings.push_back(std::move(listing));
}

void readWords(icalcomponent* event, ChatListing& listing, ChatFile& notes)
{
    listing.name = wordsOf(
        event, icalproperty_get_summary, ICAL_SUMMARY_PROPERTY, kLongestListingText, notes);
    const QString leading = u'#' + listing.hashtag;
    if (listing.name.startsWith(leading, Qt::CaseInsensitive))
        listing.name = listing.name.mid(leading.size()).trimmed();
    if (listing.name.isEmpty())
        listing.name = listing.hashtag;
    listing.notes = wordsOf(event, icalproperty_get_description, ICAL_DESCRIPTION_PROPERTY,
        kLongestListingNotes, notes);
    listing.subject = wordsOf(
        event, icalproperty_get_categories, ICAL_CATEGORIES_PROPERTY, kLongestListingText, notes);
    const QString url = textOf(event, ICAL_URL_PROPERTY);
    if (url.startsWith("https://"_L1) || url.startsWith("http://"_L1))
        listing.sources << url.left(kLongestListingText);
}

void readEvent(icalcomponent* event, Reading& reading)
{
    ChatListing listing;
    QDate day;
    listing.hashtag = tagOf(event);
    if (!readStart(event, listing, day, reading)) {
        reading.file.note(FileNote::NotAnEntry);
        return;
    }
    if (listing.hashtag.isEmpty()) {
        reading.file.note(FileNote::NoTag);
        return;
    }
    listing.id = idOf(event, listing.hashtag);
    listing.minutes = minutesOf(event);
    listing.weekday = day.dayOfWeek();
    // Somebody has it in a calendar: as much as a person who says so.
    listing.lastYear = std::min(std::max(day.year(), 2006), yearOf(reading.now));
    listing.confidence = ChatListing::Confidence::Medium;
    readWords(event, listing, reading.file);
    for (const auto kind : {ICAL_EXDATE_PROPERTY, ICAL_RDATE_PROPERTY, ICAL_EXRULE_PROPERTY}) {
        if (icalcomponent_get_first_property(event, kind))
            reading.file.note(FileNote::ExceptionsIgnored);
    }

    icalproperty* property = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    const bool isReadable = property && textOf(event, ICAL_RRULE_PROPERTY).size() <= kLongestRule;
    if (!isReadable) {
        if (property)
            reading.file.note(FileNote::RuleNotUnderstood);
        listing.rule.kind = Kind::Irregular; // a single day
        add(listing, reading);
        return;
    }
    const icalrecurrencetype rule = icalproperty_get_rrule(property);
    if (rule.count > 0 || !icaltime_is_null_time(rule.until)) {
        reading.file.note(FileNote::EndIgnored);
        const QDate last(rule.until.year, rule.until.month, rule.until.day);
        if (last.isValid() && last < toDateTime(reading.now).date())
            listing.status = ChatListing::Status::Ended;
    }
    const auto rules = rulesOf(rule, day);
    if (rules.empty()) {
        reading.file.note(FileNote::RuleNotUnderstood);
        add(listing, reading);
        return;
    }
    if (!listing.start) { // whole days: a slow chat
        listing.rule.kind = Kind::Slow;
        for (const auto& [weekday, mine] : rules) {
            if (mine.kind == Kind::Weekly)
                listing.rule.days.push_back(weekday);
            else
                reading.file.note(FileNote::RuleNotUnderstood);
        }
        std::sort(listing.rule.days.begin(), listing.rule.days.end());
        listing.weekday.reset();
        add(listing, reading);
        return;
    }
    for (const auto& [weekday, mine] : rules) {
        listing.weekday = weekday;
        listing.rule = mine;
        add(listing, reading);
    }
}

} // namespace

Result<ChatFile> chatsFromCalendar(
    const QByteArray& bytes, const QString& readerZone, Timestamp now)
{
    if (bytes.size() > kLargestChatFile)
        return fail(Error::Kind::TooLarge);
    if (isHostile(bytes) || !bytes.contains("BEGIN:VCALENDAR"))
        return fail(Error::Kind::Protocol, {}, u"calendar"_s);
    icalerror_set_errors_are_fatal(0);
    const ComponentPtr root(icalparser_parse_string(bytes.constData()));
    if (!root)
        return fail(Error::Kind::Protocol, {}, u"calendar"_s);
    // Several calendars in one file come below a root without a name.
    std::vector<icalcomponent*> calendars;
    if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT)
        calendars.push_back(root.get());
    for (icalcomponent* one
         = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT);
         one; one = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT))
        calendars.push_back(one);
    Reading reading;
    reading.readerZone = readerZone;
    reading.now = now;
    for (icalcomponent* calendar : calendars) {
        reading.calendar = calendar;
        // Gathered first: looking up a zone walks the same component.
        std::vector<icalcomponent*> events;
        for (icalcomponent* one
             = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
             one; one = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
            events.push_back(one);
        for (icalcomponent* event : events)
            readEvent(event, reading);
    }
    return std::move(reading.file);
}

} // namespace staffroom
