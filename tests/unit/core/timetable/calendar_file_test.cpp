#include "core/timetable/calendar_file.h"

#include "core/timetable/builtin_chats.h"
#include "core/timetable/recurrence.h"
#include "core/timetable/zones.h"
#include "tests/unit/core/timetable/timetable_fixture.h"

#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::moment;
using test::weeklyChat;

using Kind = ChatRule::Kind;
using Notes = std::vector<std::pair<FileNote, int>>;

const Timestamp kNow = fromDateTime(QDateTime(QDate(2026, 11, 28), QTime(12, 0), Qt::UTC));

QByteArray calendarOf(const QByteArray& event)
{
    QByteArray text
        = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\n" + event + "END:VCALENDAR\n";
    return text.replace('\n', "\r\n");
}

QByteArray eventOf(const QByteArray& lines, const QByteArray& summary = "SproutChat #sprout")
{
    return "BEGIN:VEVENT\nUID:1@example.org\nDTSTAMP:20261101T000000Z\nSUMMARY:" + summary + "\n"
        + lines + "END:VEVENT\n";
}

ChatFile read(const QByteArray& event)
{
    const auto file = chatsFromCalendar(calendarOf(event), u"Europe/Berlin"_s, kNow);
    EXPECT_TRUE(file);
    return file.value_or(ChatFile{});
}

ChatRule ruleOf(const QByteArray& rrule)
{
    const auto file
        = read(eventOf("DTSTART;TZID=America/New_York:20261203T190000\n" + rrule + "\n"));
    EXPECT_EQ(file.listings.size(), 1U) << rrule.constData();
    return file.listings.empty() ? ChatRule{} : file.listings.front().rule;
}

TEST(CalendarFile, WritesEachKindAsItsRule)
{
    auto chat = weeklyChat(u"SproutChat"_s, 4, QTime(19, 0), u"America/New_York"_s);
    const auto textOf = [&chat] { return chatsToCalendar({chat}, kNow).bytes; };
    QByteArray text = textOf();
    EXPECT_TRUE(text.contains("RRULE:FREQ=WEEKLY;BYDAY=TH\r\n"));
    EXPECT_TRUE(text.contains("DTSTART;TZID=America/New_York:20261203T190000\r\n"))
        << text.constData();
    EXPECT_TRUE(text.contains("DURATION:PT1H\r\n"));
    EXPECT_TRUE(text.contains("SUMMARY:#SproutChat SproutChat chat\r\n"));
    EXPECT_TRUE(text.contains("UID:sproutchat@chats.staffroom\r\n"));
    chat.rule.kind = Kind::Fortnightly;
    EXPECT_TRUE(textOf().contains("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"));
    chat.rule.kind = Kind::MonthlyNth;
    chat.rule.nth = {2, 4};
    EXPECT_TRUE(textOf().contains("FREQ=MONTHLY;BYDAY=2TH,4TH"));
    chat.rule.kind = Kind::MonthlyLast;
    EXPECT_TRUE(textOf().contains("FREQ=MONTHLY;BYDAY=-1TH"));
    chat.rule = {};
    chat.rule.kind = Kind::Slow;
    chat.rule.days = {1, 5};
    chat.start.reset();
    text = textOf();
    EXPECT_TRUE(text.contains("FREQ=WEEKLY;BYDAY=MO,FR"));
    EXPECT_TRUE(text.contains("DTSTART;VALUE=DATE:20261130"));
}

TEST(CalendarFile, ZonesComeWithTheirRules)
{
    const auto text = [](const QString& zone) {
        return chatsToCalendar({weeklyChat(u"x1"_s, 4, QTime(19, 0), zone)}, kNow).bytes;
    };
    const QByteArray york = text(u"America/New_York"_s);
    EXPECT_TRUE(york.contains("TZID:America/New_York\r\n"));
    EXPECT_TRUE(york.contains("RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n")
        || york.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"))
        << york.constData();
    EXPECT_TRUE(york.contains("TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n"));
    const QByteArray sydney = text(u"Australia/Sydney"_s);
    EXPECT_TRUE(sydney.contains("BYDAY=1SU"));
    const QByteArray berlin = text(u"Europe/Berlin"_s);
    EXPECT_TRUE(berlin.contains("BYDAY=-1SU"));
    // Ramadan moves: day by day.
    EXPECT_GT(text(u"Africa/Casablanca"_s).count("RDATE"), 10);
    EXPECT_FALSE(text(u"Asia/Kolkata"_s).contains("DAYLIGHT"));
}

TEST(CalendarFile, LeavesOutWhatHasNoTimetableAndSaysHowMany)
{
    auto none = weeklyChat(u"x"_s, 4, QTime(19, 0), u"Etc/GMT"_s);
    none.rule.kind = Kind::Irregular;
    const auto text
        = chatsToCalendar({none, weeklyChat(u"y"_s, 4, QTime(19, 0), u"Etc/GMT"_s)}, kNow);
    EXPECT_EQ(text.leftOut, 1);
    EXPECT_EQ(text.bytes.count("BEGIN:VEVENT"), 1);
}

TEST(CalendarFile, TheWholeDirectoryComesBackWithTheSameStarts)
{
    initBuiltinChats();
    const auto chats = builtinChats();
    const auto text = chatsToCalendar(chats, kNow);
    const auto file = chatsFromCalendar(text.bytes, u"Europe/Berlin"_s, kNow);
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->notes.empty());
    EXPECT_EQ(file->listings.size() + size_t(text.leftOut), chats.size());
    for (const ChatListing& ours : file->listings) {
        const auto original = std::find_if(chats.begin(), chats.end(),
            [&ours](const ChatListing& one) { return one.id == ours.id; });
        ASSERT_NE(original, chats.end()) << qPrintable(ours.id);
        EXPECT_EQ(ours.hashtag, original->hashtag);
        EXPECT_EQ(ours.name, original->name);
        if (ours.isSlow())
            continue; // a day has no zone in a calendar
        EXPECT_EQ(nextStarts(ours, kNow, 60), nextStarts(*original, kNow, 60))
            << qPrintable(ours.id);
    }
}

TEST(CalendarFile, ReadsTheRulesThatChatsHave)
{
    EXPECT_EQ(ruleOf("RRULE:FREQ=WEEKLY").kind, Kind::Weekly);
    const ChatRule fortnight = ruleOf("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
    EXPECT_EQ(fortnight.kind, Kind::Fortnightly);
    EXPECT_EQ(fortnight.anchor, QDate(2026, 12, 3));
    EXPECT_EQ(ruleOf("RRULE:FREQ=MONTHLY;BYDAY=2TH,4TH").nth, (std::vector<int>{2, 4}));
    EXPECT_EQ(ruleOf("RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=3").nth, std::vector<int>{3});
    EXPECT_EQ(ruleOf("RRULE:FREQ=MONTHLY;BYDAY=-1TH").kind, Kind::MonthlyLast);
    EXPECT_EQ(ruleOf("RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1").kind, Kind::MonthlyLast);
}

TEST(CalendarFile, SeveralDaysOfAWeekAreSeveralChats)
{
    const auto file = read(
        eventOf("DTSTART;TZID=Europe/London:20261201T190000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH\n"));
    ASSERT_EQ(file.listings.size(), 2U);
    EXPECT_EQ(file.listings[0].weekday, 2);
    EXPECT_EQ(file.listings[1].weekday, 4);
    EXPECT_NE(file.listings[0].id, file.listings[1].id);
    EXPECT_EQ(file.listings[0].name, u"SproutChat #sprout"_s);
    EXPECT_EQ(file.listings[0].hashtag, u"sprout"_s);
}

TEST(CalendarFile, OtherRulesKeepTheEntryWithoutStartsAndAreCounted)
{
    for (const char* rule :
        {"RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;INTERVAL=3", "RRULE:FREQ=MONTHLY;BYMONTHDAY=13",
            "RRULE:FREQ=MONTHLY;BYDAY=-2TH", "RRULE:FREQ=WEEKLY;BYMONTH=9,10",
            "RRULE:FREQ=MONTHLY;BYDAY=1TH,2FR", "RRULE:FREQ=YEARLY"}) {
        const auto file = read(
            eventOf("DTSTART;TZID=Europe/London:20261203T190000\n" + QByteArray(rule) + "\n"));
        ASSERT_EQ(file.listings.size(), 1U) << rule;
        EXPECT_FALSE(file.listings.front().hasTimetable()) << rule;
        EXPECT_EQ(file.notes, (Notes{{FileNote::RuleNotUnderstood, 1}})) << rule;
    }
}

TEST(CalendarFile, WhatIsIgnoredIsCounted)
{
    const auto file = read(eventOf("DTSTART;TZID=Europe/London:20261203T190000\n"
                                   "RRULE:FREQ=WEEKLY;UNTIL=20270601T000000Z\n"
                                   "EXDATE;TZID=Europe/London:20261224T190000\n")
        + eventOf("DTSTART;TZID=Europe/London:20261203T190000\nRRULE:FREQ=WEEKLY\n", "No tag here")
        + eventOf("RRULE:FREQ=WEEKLY\n"));
    EXPECT_EQ(file.listings.size(), 1U);
    EXPECT_EQ(file.notes,
        (Notes{{FileNote::ExceptionsIgnored, 1}, {FileNote::EndIgnored, 1}, {FileNote::NoTag, 1},
            {FileNote::NotAnEntry, 1}}));
}

TEST(CalendarFile, ARuleThatIsOverHasEnded)
{
    const auto file = read(eventOf("DTSTART;TZID=Europe/London:20161203T190000\n"
                                   "RRULE:FREQ=WEEKLY;UNTIL=20170601T000000Z\n"));
    ASSERT_EQ(file.listings.size(), 1U);
    EXPECT_EQ(file.listings.front().status, ChatListing::Status::Ended);
    EXPECT_EQ(file.listings.front().lastYear, 2016);
}

TEST(CalendarFile, FindsTheZoneHoweverItIsWritten)
{
    const auto zone = [](const QByteArray& start) {
        const auto file = read(eventOf(start + "\nRRULE:FREQ=WEEKLY\n"));
        return file.listings.empty() ? u"none"_s : file.listings.front().timeZone;
    };
    EXPECT_EQ(zone("DTSTART;TZID=/example.org/20070129_1/Europe/Paris:20261203T190000"),
        u"Europe/Paris"_s);
    EXPECT_EQ(zone("DTSTART;TZID=GMT Standard Time:20261203T190000"), u"Europe/London"_s);
    EXPECT_EQ(zone("DTSTART:20261203T190000Z"), u"Etc/GMT"_s);
    EXPECT_EQ(zone("DTSTART:20261203T190000"), u"Europe/Berlin"_s); // the reader's
    EXPECT_EQ(zone("DTSTART;TZID=../../../etc/passwd:20261203T190000"), QString());
    const auto lost = read(eventOf("DTSTART;TZID=Mars:20261203T190000\nRRULE:FREQ=WEEKLY\n"));
    EXPECT_EQ(lost.notes, (Notes{{FileNote::ZoneNotKnown, 1}}));
    EXPECT_EQ(lost.listings.size(), 1U);
}

TEST(CalendarFile, ReadingAFileTwiceFindsTheSameChats)
{
    const auto event = eventOf("DTSTART;TZID=Europe/London:20261203T190000\nRRULE:FREQ=WEEKLY\n");
    EXPECT_EQ(read(event).listings, read(event).listings);
}

TEST(CalendarFile, NoCalendarIsRefused)
{
    const auto kindOf = [](const QByteArray& bytes) {
        const auto file = chatsFromCalendar(bytes, {}, kNow);
        return file ? std::optional<Error::Kind>() : file.error().kind;
    };
    EXPECT_EQ(kindOf(""), Error::Kind::Protocol);
    EXPECT_EQ(kindOf("hello"), Error::Kind::Protocol);
    EXPECT_EQ(
        kindOf(QByteArray("BEGIN:VCALENDAR\r\n\0END:VCALENDAR\r\n", 34)), Error::Kind::Protocol);
    EXPECT_EQ(kindOf(calendarOf("").repeated(1) + QByteArray(kLargestChatFile, 'x')),
        Error::Kind::TooLarge);
    QByteArray deep;
    for (int i = 0; i < 5000; ++i)
        deep += "BEGIN:VEVENT\n";
    EXPECT_EQ(kindOf(calendarOf(deep)), Error::Kind::Protocol);
}

TEST(CalendarFile, ManyEventsAreReadToTheLimit)
{
    QByteArray many;
    for (int i = 0; i < 2003; ++i)
        many += "BEGIN:VEVENT\nSUMMARY:#t" + QByteArray::number(i)
            + "a\nDTSTART:20261203T190000Z\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n";
    const auto file = read(many);
    EXPECT_EQ(file.listings.size(), 2000U);
    EXPECT_EQ(file.notes, (Notes{{FileNote::TooMany, 3}}));
}

TEST(CalendarFile, BrokenFilesDoNoHarm)
{
    initBuiltinChats();
    const QByteArray whole = chatsToCalendar(builtinChats(), kNow).bytes.left(20'000);
    std::mt19937 random(4);
    for (int round = 0; round < 60; ++round) {
        QByteArray broken = whole;
        for (int i = 0; i < 40; ++i) {
            const auto at = qsizetype(random() % size_t(broken.size()));
            switch (random() % 3) {
            case 0:
                broken[at] = char(random() % 256);
                break;
            case 1:
                broken.remove(at, qsizetype(random() % 20));
                break;
            default:
                broken.insert(at, ";=:\r\n\"");
            }
        }
        const auto file = chatsFromCalendar(broken, u"Europe/Berlin"_s, kNow);
        if (!file)
            continue;
        for (const ChatListing& one : file->listings)
            (void)nextStarts(one, kNow, 3);
    }
}

} // namespace
} // namespace staffroom
