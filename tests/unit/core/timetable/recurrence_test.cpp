#include "core/timetable/recurrence.h"

#include "tests/unit/core/timetable/timetable_fixture.h"

#include <QTimeZone>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::moment;
using test::weeklyChat;

using Kind = ChatRule::Kind;

QStringList starts(const ChatListing& chat, const char* from, int count)
{
    QStringList out;
    for (const auto& one : nextStarts(chat, moment(from), count))
        out << toDateTime(one.start).toString(u"yyyy-MM-dd HH:mm"_s);
    return out;
}

ChatListing monthly(Kind kind, std::vector<int> nth, WeekDay day, const QTime& time)
{
    auto chat = weeklyChat(u"x"_s, day, time, u"America/New_York"_s);
    chat.rule.kind = kind;
    chat.rule.nth = std::move(nth);
    return chat;
}

// The table below was made by hand from a calendar and the published days of clock changes.

TEST(Recurrence, SecondAndFourthThursday)
{
    const auto chat = monthly(Kind::MonthlyNth, {2, 4}, 4, QTime(21, 0));
    // New York changes on 8 March 2026.
    EXPECT_EQ(starts(chat, "2026-02-01T00:00Z", 4),
        (QStringList{u"2026-02-13 02:00"_s, u"2026-02-27 02:00"_s, u"2026-03-13 01:00"_s,
            u"2026-03-27 01:00"_s}));
}

TEST(Recurrence, LastThursdayAlsoWhenItIsTheFifth)
{
    const auto chat = monthly(Kind::MonthlyLast, {}, 4, QTime(19, 30));
    EXPECT_EQ(starts(chat, "2026-10-01T00:00Z", 3),
        (QStringList{u"2026-10-29 23:30"_s, u"2026-11-27 00:30"_s, u"2027-01-01 00:30"_s}));
}

TEST(Recurrence, ThirdSunday)
{
    const auto chat = monthly(Kind::MonthlyNth, {3}, 7, QTime(19, 0));
    EXPECT_EQ(starts(chat, "2026-10-20T00:00Z", 2),
        (QStringList{u"2026-11-16 00:00"_s, u"2026-12-21 00:00"_s}));
}

TEST(Recurrence, AFifthWeekdayLeavesOutMonthsThatHaveNone)
{
    const auto chat = monthly(Kind::MonthlyNth, {5}, 1, QTime(12, 0));
    EXPECT_EQ(starts(chat, "2026-03-01T00:00Z", 3),
        (QStringList{u"2026-03-30 16:00"_s, u"2026-06-29 16:00"_s, u"2026-08-31 16:00"_s}));
}

TEST(Recurrence, AlternatingFortnightsTakeTurns)
{
    auto monday = weeklyChat(u"critlib"_s, 1, QTime(14, 0), u"America/New_York"_s);
    monday.rule.kind = Kind::FortnightlyAlternating;
    monday.rule.alternatesWith = u"tue 21:00"_s;
    auto tuesday = weeklyChat(u"critlib"_s, 2, QTime(21, 0), u"America/New_York"_s);
    tuesday.rule.kind = Kind::FortnightlyAlternating;
    tuesday.rule.alternatesWith = u"mon 14:00"_s;
    // Monday 7 December 2026 is 2970 weeks after 5 January 1970: an even week.
    EXPECT_EQ(starts(monday, "2026-12-01T12:00Z", 2),
        (QStringList{u"2026-12-07 19:00"_s, u"2026-12-21 19:00"_s}));
    EXPECT_EQ(starts(tuesday, "2026-12-01T12:00Z", 2),
        (QStringList{u"2026-12-02 02:00"_s, u"2026-12-16 02:00"_s}));
}

TEST(Recurrence, AnAnchorDecidesTheFortnight)
{
    auto chat = weeklyChat(u"edchatNZ"_s, 4, QTime(20, 30), u"Pacific/Auckland"_s);
    chat.rule.kind = Kind::Fortnightly;
    EXPECT_EQ(starts(chat, "2026-12-01T00:00Z", 1), QStringList{u"2026-12-10 07:30"_s});
    chat.rule.anchor = QDate(2026, 7, 2);
    EXPECT_EQ(starts(chat, "2026-12-01T00:00Z", 2),
        (QStringList{u"2026-12-03 07:30"_s, u"2026-12-17 07:30"_s}));
    chat.rule.anchor = QDate(1969, 12, 25); // before the weeks are counted
    EXPECT_EQ(starts(chat, "2026-12-01T00:00Z", 1), QStringList{u"2026-12-10 07:30"_s});
}

TEST(Recurrence, MidnightInGreenwichDoesNotMoveWithSummer)
{
    const auto chat = weeklyChat(u"mathchat"_s, 5, QTime(0, 0), u"Etc/GMT"_s);
    EXPECT_EQ(starts(chat, "2026-03-25T00:00Z", 2),
        (QStringList{u"2026-03-27 00:00"_s, u"2026-04-03 00:00"_s}));
}

TEST(Recurrence, BothSidesOfClockChangesInThreeContinents)
{
    const auto us = weeklyChat(u"a"_s, 7, QTime(20, 0), u"America/New_York"_s);
    EXPECT_EQ(starts(us, "2026-10-25T12:00Z", 2),
        (QStringList{u"2026-10-26 00:00"_s, u"2026-11-02 01:00"_s}));
    const auto eu = weeklyChat(u"b"_s, 2, QTime(20, 0), u"Europe/Berlin"_s);
    EXPECT_EQ(starts(eu, "2026-03-22T12:00Z", 2),
        (QStringList{u"2026-03-24 19:00"_s, u"2026-03-31 18:00"_s}));
    const auto au = weeklyChat(u"c"_s, 7, QTime(20, 30), u"Australia/Sydney"_s);
    EXPECT_EQ(starts(au, "2026-03-29T00:00Z", 3),
        (QStringList{u"2026-03-29 09:30"_s, u"2026-04-05 10:30"_s, u"2026-04-12 10:30"_s}));
}

TEST(Recurrence, AnHourThatIsSkippedIsReadWithTheOffsetFromBefore)
{
    const QTimeZone york("America/New_York");
    EXPECT_EQ(fromWallClock(QDate(2026, 3, 8), QTime(2, 30), york), moment("2026-03-08T07:30Z"));
    const QTimeZone sydney("Australia/Sydney");
    EXPECT_EQ(fromWallClock(QDate(2026, 10, 4), QTime(2, 30), sydney), moment("2026-10-03T16:30Z"));
}

TEST(Recurrence, AnHourThatComesTwiceIsItsFirst)
{
    const QTimeZone york("America/New_York");
    EXPECT_EQ(fromWallClock(QDate(2026, 11, 1), QTime(1, 30), york), moment("2026-11-01T05:30Z"));
    const QTimeZone london("Europe/London");
    EXPECT_EQ(
        fromWallClock(QDate(2026, 10, 25), QTime(1, 30), london), moment("2026-10-25T00:30Z"));
    EXPECT_EQ(fromWallClock(QDate(2026, 10, 25), QTime(2, 0), london), moment("2026-10-25T02:00Z"));
}

TEST(Recurrence, SlowChatsHaveWholeDaysOfTheirZone)
{
    auto chat = weeklyChat(u"slow"_s, 1, QTime(0, 0), u"America/Los_Angeles"_s);
    chat.weekday.reset();
    chat.start.reset();
    chat.rule.kind = Kind::Slow;
    chat.rule.days = {1, 2, 3, 4, 5};
    const auto some = nextStarts(chat, moment("2026-11-27T12:00Z"), 2);
    ASSERT_EQ(some.size(), 2U);
    EXPECT_TRUE(some[0].isWholeDay);
    EXPECT_EQ(some[0].start, moment("2026-11-30T08:00Z")); // a weekend between
    EXPECT_EQ(some[0].end, moment("2026-12-01T08:00Z"));
    chat.rule.days.clear(); // no days are said
    EXPECT_TRUE(nextStarts(chat, moment("2026-11-27T12:00Z"), 2).empty());
}

TEST(Recurrence, NothingIsGuessedWhereTheRuleTheZoneOrTheTimeIsUnknown)
{
    auto chat = weeklyChat(u"x"_s, 4, QTime(20, 0), u"Europe/London"_s);
    for (const Kind kind : {Kind::Unknown, Kind::Irregular}) {
        chat.rule.kind = kind;
        EXPECT_TRUE(starts(chat, "2026-01-01T00:00Z", 1).isEmpty());
    }
    chat.rule.kind = Kind::Weekly;
    chat.timeZone = u"Europe/Atlantis"_s;
    EXPECT_TRUE(starts(chat, "2026-01-01T00:00Z", 1).isEmpty());
    chat.timeZone = u"../../../etc/localtime"_s;
    EXPECT_TRUE(starts(chat, "2026-01-01T00:00Z", 1).isEmpty());
    chat.timeZone = u"Europe/London"_s;
    chat.start.reset();
    EXPECT_TRUE(starts(chat, "2026-01-01T00:00Z", 1).isEmpty());
}

TEST(Recurrence, AMeetingThatIsOnComesBeforeTheNext)
{
    const auto chat = weeklyChat(u"x"_s, 6, QTime(19, 0), u"Etc/GMT"_s, 60);
    EXPECT_EQ(currentOrNext(chat, moment("2026-11-28T19:59Z"))->start, moment("2026-11-28T19:00Z"));
    EXPECT_EQ(currentOrNext(chat, moment("2026-11-28T20:00Z"))->start, moment("2026-12-05T19:00Z"));
    auto unsaid = chat;
    unsaid.minutes.reset();
    EXPECT_EQ(
        currentOrNext(unsaid, moment("2026-11-28T19:29Z"))->start, moment("2026-11-28T19:00Z"));
    EXPECT_EQ(
        currentOrNext(unsaid, moment("2026-11-28T19:30Z"))->start, moment("2026-12-05T19:00Z"));
    EXPECT_FALSE(currentOrNext(unsaid, moment("2026-11-28T19:00Z"))->end);
}

TEST(Recurrence, AStartAtTheMomentAskedForCounts)
{
    const auto chat = weeklyChat(u"x"_s, 6, QTime(19, 0), u"Etc/GMT"_s);
    EXPECT_EQ(starts(chat, "2026-11-28T19:00Z", 1), QStringList{u"2026-11-28 19:00"_s});
    EXPECT_EQ(
        startsBetween(chat, moment("2026-11-28T00:00Z"), moment("2026-12-05T19:00Z")).size(), 1U);
    EXPECT_TRUE(nextStarts(chat, moment("2026-11-28T19:00Z"), 0).empty());
}

} // namespace
} // namespace staffroom
