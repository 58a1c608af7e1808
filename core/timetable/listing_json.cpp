#include "core/timetable/listing_json.h"

#include "core/model/feed_spec.h"
#include "core/timetable/week_days.h"

#include "core/timetable/zones.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChatRule::Kind;

template <class Value>
using Words = std::pair<QLatin1StringView, Value>;

constexpr std::array kKinds{Words<Kind>{"weekly"_L1, Kind::Weekly},
    Words<Kind>{"fortnightly"_L1, Kind::Fortnightly},
    Words<Kind>{"fortnightly_alternating"_L1, Kind::FortnightlyAlternating},
    Words<Kind>{"monthly_nth"_L1, Kind::MonthlyNth},
    Words<Kind>{"monthly_last"_L1, Kind::MonthlyLast}, Words<Kind>{"slow"_L1, Kind::Slow},
    Words<Kind>{"irregular"_L1, Kind::Irregular}};

using Status = ChatListing::Status;
constexpr std::array kStates{Words<Status>{"unknown"_L1, Status::Unknown},
    Words<Status>{"ended"_L1, Status::Ended}, Words<Status>{"paused"_L1, Status::Paused},
    Words<Status>{"irregular"_L1, Status::Irregular}};

using Confidence = ChatListing::Confidence;
constexpr std::array kConfidences{Words<Confidence>{"low"_L1, Confidence::Low},
    Words<Confidence>{"medium"_L1, Confidence::Medium},
    Words<Confidence>{"high"_L1, Confidence::High}};

template <class Table>
auto valueOf(const Table& table, const QString& word)
    -> std::optional<decltype(table.front().second)>
{
    for (const auto& [known, value] : table) {
        if (known == word)
            return value;
    }
    return std::nullopt;
}

template <class Table, class Value>
QString wordOf(const Table& table, Value value)
{
    for (const auto& [word, known] : table) {
        if (known == value)
            return word;
    }
    return {};
}

constexpr int kFirstReadableYear = 1990;
constexpr int kLastYear = 2200;

template <class T>
QJsonValue orNull(const std::optional<T>& value)
{
    return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QString clock(const QTime& time)
{
    return time.toString(u"HH:mm"_s);
}

std::optional<QTime> clockFrom(const QJsonValue& value)
{
    const QTime time = QTime::fromString(value.toString(), u"HH:mm"_s);
    return time.isValid() ? std::optional(time) : std::nullopt;
}

/// A text of a file, cut of control characters, and not longer than is kept.
QString textOf(const QJsonValue& value, qsizetype longest, ChatFile& notes)
{
    QString text = value.toString();
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && c != u'\n'; });
    if (text.size() > longest) {
        notes.note(FileNote::PartIgnored);
        text.truncate(longest);
        if (text.back().isHighSurrogate())
            text.chop(1);
    }
    return text.trimmed();
}

QStringList textsOf(const QJsonValue& value, ChatFile& notes)
{
    QStringList out;
    const auto array = value.toArray();
    for (const auto& one : array) {
        const QString text = textOf(one, kLongestListingText, notes);
        if (text.isEmpty())
            continue;
        if (out.size() >= kMostListingItems) {
            notes.note(FileNote::PartIgnored);
            break;
        }
        out << text;
    }
    return out;
}

QStringList addressesOf(const QJsonValue& value, ChatFile& notes)
{
    QStringList out = textsOf(value, notes);
    const auto removed = out.removeIf([](const QString& text) {
        const QString scheme = QUrl(text).scheme();
        return scheme != "http"_L1 && scheme != "https"_L1;
    });
    if (removed > 0)
        notes.note(FileNote::PartIgnored);
    return out;
}

QJsonArray dayCodes(const std::vector<WeekDay>& days)
{
    QJsonArray out;
    for (const WeekDay day : days)
        out.append(weekDayCode(day));
    return out;
}

QJsonValue ruleToJson(const ChatRule& rule)
{
    if (rule.kind == Kind::Unknown)
        return QJsonValue::Null;
    QJsonObject out{{u"kind"_s, wordOf(kKinds, rule.kind)}};
    if (!rule.nth.empty()) {
        QJsonArray nth;
        for (const int n : rule.nth)
            nth.append(n);
        out["nth"_L1] = nth;
    }
    if (!rule.alternatesWith.isEmpty())
        out["alternates_with"_L1] = rule.alternatesWith;
    if (!rule.days.empty())
        out["days"_L1] = dayCodes(rule.days);
    if (rule.questionsPerDay)
        out["questions_per_day"_L1] = *rule.questionsPerDay;
    if (rule.topicPosted) {
        QJsonObject topic{{u"weekday"_s, weekDayCode(rule.topicPosted->day)}};
        if (rule.topicPosted->time)
            topic["start_local"_L1] = clock(*rule.topicPosted->time);
        out["topic_posted"_L1] = topic;
    }
    if (rule.anchor)
        out["first_date"_L1] = rule.anchor->toString(Qt::ISODate);
    return out;
}

/// Numbers from 1 to `most`, ascending, each once.
std::vector<int> numbersOf(const QJsonValue& value, int most)
{
    std::vector<int> out;
    const auto array = value.toArray();
    for (const auto& one : array) {
        const int n = one.toInt();
        if (n >= 1 && n <= most && std::find(out.begin(), out.end(), n) == out.end())
            out.push_back(n);
    }
    std::sort(out.begin(), out.end());
    return out;
}

ChatRule ruleFromJson(const QJsonValue& value, ChatFile& notes)
{
    ChatRule rule;
    if (value.isNull() || value.isUndefined())
        return rule;
    const QJsonObject json = value.toObject();
    const auto kind = valueOf(kKinds, json["kind"_L1].toString());
    rule.nth = numbersOf(json["nth"_L1], 5);
    if (!kind || (*kind == Kind::MonthlyNth && rule.nth.empty())) {
        notes.note(FileNote::RuleNotUnderstood);
        return {};
    }
    rule.kind = *kind;
    rule.alternatesWith = textOf(json["alternates_with"_L1], kLongestListingText, notes);
    const auto days = json["days"_L1].toArray();
    for (const auto& one : days) {
        if (const auto day = weekDayFromCode(one.toString());
            day && std::find(rule.days.begin(), rule.days.end(), *day) == rule.days.end())
            rule.days.push_back(*day);
    }
    std::sort(rule.days.begin(), rule.days.end());
    if (const int perDay = json["questions_per_day"_L1].toInt(); perDay > 0)
        rule.questionsPerDay = perDay;
    const QJsonObject topic = json["topic_posted"_L1].toObject();
    if (const auto day = weekDayFromCode(topic["weekday"_L1].toString()))
        rule.topicPosted = {*day, clockFrom(topic["start_local"_L1])};
    if (const auto day = QDate::fromString(json["first_date"_L1].toString(), Qt::ISODate);
        day.isValid())
        rule.anchor = day;
    return rule;
}

void readSlot(const QJsonObject& json, ChatListing& listing, ChatFile& notes)
{
    listing.weekday = weekDayFromCode(json["weekday"_L1].toString());
    listing.start = clockFrom(json["start_local"_L1]);
    if (!listing.start && json["start_local"_L1].isString())
        notes.note(FileNote::PartIgnored);
    listing.timeZone = textOf(json["time_zone"_L1], kLongestListingText, notes);
    if (!listing.timeZone.isEmpty() && !zoneOf(listing.timeZone).isValid()) {
        notes.note(FileNote::ZoneNotKnown);
        listing.timeZone.clear();
    }
    listing.isZoneAssumed = json["time_zone_assumed"_L1].toBool();
    if (const int minutes = json["duration_minutes"_L1].toInt();
        minutes > 0 && minutes <= kLongestMinutes)
        listing.minutes = minutes;
    listing.rule = ruleFromJson(json["recurrence"_L1], notes);
}

std::optional<int> yearFrom(const QJsonValue& value, ChatFile& notes)
{
    if (!value.isDouble())
        return std::nullopt;
    const int year = value.toInt();
    if (year >= kFirstReadableYear && year <= kLastYear)
        return year;
    notes.note(FileNote::PartIgnored);
    return std::nullopt;
}

/// Reads one array of the file; `complete` fills in what its entries do not say.
template <class Complete>
void readArray(const QJsonArray& array, ChatFile& file, QSet<QString>& ids, Complete complete)
{
    for (const auto& value : array) {
        if (file.listings.size() >= size_t(kMostListingsInFile)) {
            file.note(FileNote::TooMany);
            continue;
        }
        auto listing = listingFromJson(value.toObject(), file);
        if (!listing)
            continue;
        complete(*listing, value.toObject());
        const QString wanted = listing->id;
        for (int n = 2; ids.contains(listing->id); ++n)
            listing->id = u"%1-%2"_s.arg(wanted).arg(n);
        ids.insert(listing->id);
        file.listings.push_back(std::move(*listing));
    }
}

} // namespace

void ChatFile::note(FileNote note)
{
    const auto found = std::find_if(
        notes.begin(), notes.end(), [note](const auto& one) { return one.first == note; });
    if (found == notes.end())
        notes.emplace_back(note, 1);
    else
        ++found->second;
}

QJsonObject listingToJson(const ChatListing& listing)
{
    QJsonObject out{{u"id"_s, listing.id}, {u"hashtag"_s, listing.hashtag},
        {u"name"_s, listing.name}, {u"audience_subject"_s, listing.subject},
        {u"region"_s, textOrNull(listing.region)}, {u"language"_s, textOrNull(listing.language)},
        {u"weekday"_s,
            listing.weekday ? QJsonValue(weekDayCode(*listing.weekday))
                            : QJsonValue(QJsonValue::Null)},
        {u"start_local"_s,
            listing.start ? QJsonValue(clock(*listing.start)) : QJsonValue(QJsonValue::Null)},
        {u"time_zone"_s, textOrNull(listing.timeZone)},
        {u"time_zone_assumed"_s, listing.isZoneAssumed},
        {u"duration_minutes"_s, orNull(listing.minutes)},
        {u"recurrence"_s, ruleToJson(listing.rule)},
        {u"services"_s, QJsonArray::fromStringList(listing.services)},
        {u"last_known_year"_s, orNull(listing.lastYear)},
        {u"last_known_year_estimated"_s, listing.isYearEstimated},
        {u"status"_s, wordOf(kStates, listing.status)},
        {u"confidence"_s, wordOf(kConfidences, listing.confidence)},
        {u"sources"_s, QJsonArray::fromStringList(listing.sources)}, {u"notes"_s, listing.notes}};
    if (!listing.hosts.isEmpty())
        out["hosts"_L1] = QJsonArray::fromStringList(listing.hosts);
    return out;
}

std::optional<ChatListing> listingFromJson(const QJsonObject& json, ChatFile& notes)
{
    if (json.isEmpty()) {
        notes.note(FileNote::NotAnEntry);
        return std::nullopt;
    }
    const auto text
        = [&](QLatin1StringView key) { return textOf(json[key], kLongestListingText, notes); };
    ChatListing out;
    const auto tag = normaliseTag(text("hashtag"_L1));
    if (!tag) {
        notes.note(FileNote::NoTag);
        return std::nullopt;
    }
    out.hashtag = *tag;
    out.id = text("id"_L1);
    if (out.id.isEmpty())
        out.id = foldTag(out.hashtag);
    out.name = text("name"_L1);
    if (out.name.isEmpty())
        out.name = out.hashtag;
    out.subject = text("audience_subject"_L1);
    out.region = text("region"_L1);
    out.language = text("language"_L1);
    readSlot(json, out, notes);
    out.services = textsOf(json["services"_L1], notes);
    out.lastYear = yearFrom(json["last_known_year"_L1], notes);
    out.isYearEstimated = json["last_known_year_estimated"_L1].toBool();
    out.status = valueOf(kStates, text("status"_L1)).value_or(Status::Unknown);
    out.confidence = valueOf(kConfidences, text("confidence"_L1)).value_or(Confidence::Low);
    out.sources = addressesOf(json["sources"_L1], notes);
    out.notes = textOf(json["notes"_L1], kLongestListingNotes, notes);
    out.hosts = textsOf(json["hosts"_L1], notes);
    return out;
}

QByteArray chatsToJson(const std::vector<ChatListing>& listings, const QDate& today)
{
    QJsonArray chats;
    for (const ChatListing& listing : listings)
        chats.append(listingToJson(listing));
    const QJsonObject out{{u"format"_s, u"education-chats/1"_s},
        {u"compiled"_s, today.toString(Qt::ISODate)}, {u"chats"_s, chats}};
    return QJsonDocument(out).toJson();
}

Result<ChatFile> chatsFromJson(const QByteArray& bytes)
{
    if (bytes.size() > kLargestChatFile)
        return fail(Error::Kind::TooLarge);
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json["format"_L1].toString() != "education-chats/1"_L1 || !json["chats"_L1].isArray())
        return fail(Error::Kind::Protocol, {}, u"format"_s);
    ChatFile file;
    QSet<QString> ids;
    readArray(json["chats"_L1].toArray(), file, ids, [](ChatListing&, const QJsonObject&) {});

    const QJsonObject regional = json["regional_hashtags"_L1].toObject();
    readArray(
        regional["items"_L1].toArray(), file, ids, [&](ChatListing& listing, const QJsonObject&) {
            listing.id = u"region-"_s + listing.id;
            listing.notes = textOf(regional["note"_L1], kLongestListingNotes, file);
            listing.sources = addressesOf(QJsonArray{regional["source"_L1]}, file);
            listing.lastYear = yearFrom(regional["last_known_year"_L1], file);
        });
    readArray(json["hashtags_without_schedule"_L1].toArray(), file, ids,
        [&](ChatListing& listing, const QJsonObject& one) {
            listing.id = u"tag-"_s + listing.id;
            listing.notes = textOf(one["note"_L1], kLongestListingNotes, file);
            listing.sources = addressesOf(QJsonArray{one["source"_L1]}, file);
        });
    return file;
}

} // namespace staffroom
