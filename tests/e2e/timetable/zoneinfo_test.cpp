// Every start of ten years equals what Python's zoneinfo says: each rule that occurs in the data,
// in several zones, at ordinary hours and at those that a clock change skips or repeats.
#include "core/timetable/builtin_chats.h"
#include "core/timetable/recurrence.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

using Kind = ChatRule::Kind;

struct Span {
    QLatin1StringView from;
    QLatin1StringView until;
};
constexpr Span kTenYears{"2026-11-28T00:00:00"_L1, "2036-11-28T00:00:00"_L1};
/// Zone files may end in 2037 and give a rule for all later.
constexpr Span kTheNextTen{"2036-11-28T00:00:00"_L1, "2046-11-28T00:00:00"_L1};

QJsonObject askPython(const std::vector<ChatListing>& chats, const Span& span)
{
    QJsonArray entries;
    for (const auto& chat : chats)
        entries.append(listingToJson(chat));
    QProcess python;
    python.start(u"python3"_s, {QStringLiteral(STAFFROOM_STARTS_SCRIPT)});
    EXPECT_TRUE(python.waitForStarted()) << "python3 is needed";
    python.write(QJsonDocument(QJsonObject{{u"from"_s, span.from + u"+00:00"_s},
                                   {u"until"_s, span.until + u"+00:00"_s}, {u"chats"_s, entries}})
                     .toJson());
    python.closeWriteChannel();
    EXPECT_TRUE(python.waitForFinished(120'000));
    EXPECT_EQ(python.exitCode(), 0) << python.readAllStandardError().constData();
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object();
}

Timestamp at(QLatin1StringView text)
{
    return fromDateTime(QDateTime::fromString(text + u'Z', Qt::ISODate));
}

/// Compares all of them; returns how many starts there were.
int compare(const std::vector<ChatListing>& chats, const Span& span)
{
    const QJsonObject wanted = askPython(chats, span);
    EXPECT_EQ(size_t(wanted.size()), chats.size());
    int count = 0;
    for (const ChatListing& chat : chats) {
        const QJsonArray theirs = wanted[chat.id].toArray();
        std::vector<Occurrence> ours;
        for (Timestamp from = at(span.from);;) {
            const auto some = startsBetween(chat, from, at(span.until));
            if (some.empty())
                break;
            ours.insert(ours.end(), some.begin(), some.end());
            from = some.back().start + Millis(1);
        }
        EXPECT_EQ(ours.size(), size_t(theirs.size())) << qPrintable(chat.id);
        for (size_t i = 0; i < std::min(ours.size(), size_t(theirs.size())); ++i) {
            if (toMs(ours[i].start) != theirs[qsizetype(i)].toInteger()) {
                ADD_FAILURE() << qPrintable(chat.id) << " number " << i << ": "
                              << qPrintable(toDateTime(ours[i].start).toString(Qt::ISODate))
                              << " instead of "
                              << qPrintable(QDateTime::fromMSecsSinceEpoch(
                                     theirs[qsizetype(i)].toInteger(), Qt::UTC)
                                                .toString(Qt::ISODate));
                break;
            }
        }
        count += int(ours.size());
    }
    return count;
}

TEST(TimetableAgainstZoneinfo, TheBuiltInDirectory)
{
    initBuiltinChats();
    const auto chats = builtinChats();
    ASSERT_EQ(chats.size(), 83U + 47U + 21U);
    EXPECT_GT(compare(chats, kTenYears), 20'000);
    EXPECT_GT(compare(chats, kTheNextTen), 20'000);
}

TEST(TimetableAgainstZoneinfo, EveryRuleInEveryZoneAtEveryKindOfHour)
{
    ChatRule weekly;
    weekly.kind = Kind::Weekly;
    ChatRule fortnightly;
    fortnightly.kind = Kind::Fortnightly;
    ChatRule anchored = fortnightly;
    anchored.anchor = QDate(2026, 12, 6);
    ChatRule first;
    first.kind = Kind::FortnightlyAlternating;
    first.alternatesWith = u"tue 21:00"_s;
    ChatRule nth;
    nth.kind = Kind::MonthlyNth;
    nth.nth = {2, 4};
    ChatRule fifth = nth;
    fifth.nth = {1, 3, 5};
    ChatRule last;
    last.kind = Kind::MonthlyLast;
    ChatRule slow;
    slow.kind = Kind::Slow;
    slow.days = {1, 3, 7};
    ChatRule irregular;
    irregular.kind = Kind::Irregular;

    std::vector<ChatListing> chats;
    for (const auto& zone : {u"America/New_York"_s, u"Europe/London"_s, u"Europe/Berlin"_s,
             u"Australia/Sydney"_s, u"Etc/GMT"_s, u"Asia/Kolkata"_s, u"Europe/Dublin"_s,
             u"Pacific/Auckland"_s, u"America/Sao_Paulo"_s, u"Africa/Casablanca"_s,
             u"Australia/Lord_Howe"_s, u"Pacific/Chatham"_s, u"America/Santiago"_s}) {
        for (const ChatRule& rule :
            {weekly, fortnightly, anchored, first, nth, fifth, last, slow, irregular}) {
            for (const WeekDay day : {2, 4, 7}) {
                // Sundays at half past one, two and three are what clocks skip and repeat.
                for (const QTime time : {QTime(0, 0), QTime(0, 30), QTime(1, 30), QTime(2, 30),
                         QTime(3, 0), QTime(19, 30), QTime(23, 45)}) {
                    if (rule.kind == Kind::Slow && time != QTime(0, 0))
                        continue;
                    ChatListing chat;
                    chat.id = QString::number(chats.size()) + u' ' + zone;
                    chat.hashtag = chat.name = u"x"_s;
                    chat.timeZone = zone;
                    chat.weekday = day;
                    if (rule.kind != Kind::Slow)
                        chat.start = time;
                    chat.rule = rule;
                    chats.push_back(chat);
                }
            }
        }
    }
    EXPECT_GT(compare(chats, kTenYears), 400'000);
}

} // namespace
} // namespace staffroom
