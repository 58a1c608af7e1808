#include "core/timetable/reminders.h"

#include "tests/unit/core/timetable/timetable_fixture.h"

#include <map>
#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::moment;
using test::waitFor;
using test::weeklyChat;

class RemindersTest : public test::TimetableFixture {
protected:
    void SetUp() override
    {
        // Saturday 19:00 in London, that is UTC on this day.
        directory->put(weeklyChat(u"SproutChat"_s, 6, QTime(19, 0), u"Europe/London"_s));
        wake();
    }
    void TearDown() override { reminders.reset(); }

    void wake()
    {
        reminders
            = std::make_unique<Reminders>(Reminders::Context{&clock, store.get(), directory.get()});
        QObject::connect(reminders.get(), &Reminders::due, reminders.get(),
            [this](const AgendaEntry& one) { due << text(one.occurrence.start); });
        QObject::connect(reminders.get(), &Reminders::missed, reminders.get(),
            [this](const AgendaEntry& one) { missed << text(one.occurrence.start); });
        EXPECT_TRUE(await(reminders->load()));
        settle();
    }
    void restartAll()
    {
        settle();
        reminders.reset();
        restart();
        wake();
    }
    /// What was written has been told.
    void settle()
    {
        EXPECT_TRUE(await(store->flush()));
        EXPECT_TRUE(await(store->flush())); // answers come in order: those before are there too
    }
    void pass(Millis time)
    {
        clock.advance(time);
        settle();
    }
    static QString text(Timestamp t) { return toDateTime(t).toString(u"MM-dd HH:mm"_s); }

    std::unique_ptr<Reminders> reminders;
    QStringList due;
    QStringList missed;
};

TEST_F(RemindersTest, TellsAtItsTimeBeforeEachStart)
{
    reminders->set(u"sproutchat"_s, 10);
    pass(6h + 49min + 59s);
    EXPECT_EQ(due, QStringList());
    pass(1s);
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
    pass(24h * 6 + 23h);
    EXPECT_EQ(due.size(), 1);
    pass(1h);
    EXPECT_EQ(due, (QStringList{u"11-28 19:00"_s, u"12-05 19:00"_s}));
    EXPECT_EQ(missed, QStringList());
}

TEST_F(RemindersTest, AfterSleepItIsToldWithinAMinuteWhileTheChatIsOn)
{
    reminders->set(u"sproutchat"_s, 10);
    clock.setNow(moment("2026-11-28T19:20Z")); // no timer ran
    pass(60s);
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
    pass(2h);
    EXPECT_EQ(due.size(), 1);
}

TEST_F(RemindersTest, SleptThroughWhollyIsToldOnceAsMissed)
{
    reminders->set(u"sproutchat"_s, 10);
    clock.setNow(moment("2026-11-28T21:00Z"));
    pass(60s);
    EXPECT_EQ(due, QStringList());
    EXPECT_EQ(missed, QStringList{u"11-28 19:00"_s});
    pass(3h);
    EXPECT_EQ(missed.size(), 1);
}

TEST_F(RemindersTest, SleptThroughLongAgoIsNotToldAtAll)
{
    reminders->set(u"sproutchat"_s, 10);
    clock.setNow(moment("2026-12-02T08:00Z"));
    pass(5min);
    EXPECT_EQ(due + missed, QStringList());
}

TEST_F(RemindersTest, OfAnUnknownLengthAChatCountsAsOnForHalfAnHour)
{
    directory->put(weeklyChat(u"short"_s, 6, QTime(19, 0), u"Etc/GMT"_s, std::nullopt));
    reminders->set(u"short"_s, 5);
    clock.setNow(moment("2026-11-28T19:30Z"));
    pass(60s);
    EXPECT_EQ(due, QStringList());
    EXPECT_EQ(missed, QStringList{u"11-28 19:00"_s});
}

TEST_F(RemindersTest, ARestartTellsNothingTwice)
{
    reminders->set(u"sproutchat"_s, 60);
    pass(6h);
    EXPECT_EQ(due.size(), 1);
    restartAll();
    pass(30min);
    restartAll();
    pass(3h);
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
    EXPECT_EQ(missed, QStringList());
    ASSERT_EQ(reminders->reminders().size(), 1U);
    EXPECT_EQ(reminders->reminders().front().minutesBefore, 60);
}

TEST_F(RemindersTest, WhatBecameDueWhileTheProgramWasNotThereIsToldAtItsStart)
{
    reminders->set(u"sproutchat"_s, 10);
    settle();
    reminders.reset();
    clock.setNow(moment("2026-11-28T18:55Z"));
    restart();
    wake();
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
}

TEST_F(RemindersTest, AClockThatIsSetBackTellsNothingTwice)
{
    reminders->set(u"sproutchat"_s, 10);
    pass(6h + 55min);
    EXPECT_EQ(due.size(), 1);
    clock.setNow(moment("2026-11-28T12:00Z"));
    pass(8h);
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
}

TEST_F(RemindersTest, AClockThatWasFarAheadSilencesNothingLater)
{
    reminders->set(u"sproutchat"_s, 10);
    clock.setNow(moment("2027-11-27T18:55Z"));
    pass(60s);
    clock.setNow(moment("2026-11-28T18:00Z"));
    pass(1h);
    EXPECT_EQ(due, (QStringList{u"11-27 19:00"_s, u"11-28 19:00"_s}));
}

TEST_F(RemindersTest, FollowsTheChatsOwnClockOverAChange)
{
    auto chat = weeklyChat(u"york"_s, 7, QTime(20, 0), u"America/New_York"_s);
    directory->put(chat);
    clock.setNow(moment("2027-03-06T12:00Z")); // the clock changes on 14 March
    reminders->set(u"york"_s, 10);
    pass(24h * 16);
    EXPECT_EQ(due, (QStringList{u"03-08 01:00"_s, u"03-15 00:00"_s, u"03-22 00:00"_s}));
}

TEST_F(RemindersTest, OneMeetingIsToldAndForgotten)
{
    reminders->set(u"sproutchat"_s, 15, moment("2026-12-05T19:00Z"));
    EXPECT_TRUE(reminders->ofStart(u"sproutchat"_s, moment("2026-12-05T19:00Z")));
    pass(24h * 20);
    EXPECT_EQ(due, QStringList{u"12-05 19:00"_s});
    EXPECT_TRUE(reminders->reminders().empty());
    restartAll();
    EXPECT_TRUE(reminders->reminders().empty());
}

TEST_F(RemindersTest, AMeetingWithItsOwnReminderIsNotToldByThatOfTheChatToo)
{
    reminders->set(u"sproutchat"_s, 5);
    reminders->set(u"sproutchat"_s, 60, moment("2026-11-28T19:00Z"));
    pass(24h * 10);
    EXPECT_EQ(due, (QStringList{u"11-28 19:00"_s, u"12-05 19:00"_s}));
}

TEST_F(RemindersTest, WhatHasBegunWhenItIsSetIsNotTold)
{
    clock.setNow(moment("2026-11-28T19:10Z"));
    reminders->set(u"sproutchat"_s, 10);
    pass(1h);
    EXPECT_EQ(due + missed, QStringList());
}

TEST_F(RemindersTest, SetInsideItsTimeItTellsAtOnce)
{
    clock.setNow(moment("2026-11-28T18:55Z"));
    reminders->set(u"sproutchat"_s, 10);
    settle();
    EXPECT_EQ(due, QStringList{u"11-28 19:00"_s});
    reminders->set(u"sproutchat"_s, 5); // another time before: not told again
    pass(2h);
    EXPECT_EQ(due.size(), 1);
}

TEST_F(RemindersTest, ChatsThatEndedOrWereTakenOutStaySilent)
{
    reminders->set(u"sproutchat"_s, 10);
    auto chat = *directory->find(u"sproutchat"_s);
    chat.status = ChatListing::Status::Ended;
    directory->put(chat);
    pass(8h);
    EXPECT_EQ(due + missed, QStringList());
    directory->remove(u"sproutchat"_s);
    pass(24h * 7);
    EXPECT_EQ(due + missed, QStringList());
    directory->undo();
    directory->undo();
    pass(24h * 7);
    EXPECT_EQ(due, QStringList{u"12-12 19:00"_s});
}

TEST_F(RemindersTest, RemovedItIsSilentAlsoAfterARestart)
{
    reminders->set(u"sproutchat"_s, 10);
    settle();
    reminders->remove(reminders->ofChat(u"sproutchat"_s)->id);
    restartAll();
    pass(24h);
    EXPECT_EQ(due, QStringList());
    EXPECT_EQ(reminders->ofChat(u"sproutchat"_s), nullptr);
}

TEST_F(RemindersTest, AChatWithoutAClockCannotBeRemindedOf)
{
    auto chat = weeklyChat(u"slow"_s, 1, QTime(0, 0), u"Etc/GMT"_s);
    EXPECT_TRUE(Reminders::canRemind(chat));
    chat.rule.kind = ChatRule::Kind::Slow;
    chat.rule.days = {1, 2};
    chat.start.reset();
    EXPECT_FALSE(Reminders::canRemind(chat));
}

TEST_F(RemindersTest, TellsEachStartAtMostOnceWhateverTheClockDoes)
{
    auto often = weeklyChat(u"often"_s, 1, QTime(0, 0), u"Europe/Berlin"_s, 30);
    reminders->set(u"sproutchat"_s, 15);
    for (WeekDay day = 1; day <= 7; ++day) {
        often.id = u"often-%1"_s.arg(day);
        often.weekday = day;
        often.start = QTime(day * 3, 30);
        directory->put(often);
        reminders->set(often.id, 5 * day);
    }
    std::mt19937 random(20261128);
    const auto upTo
        = [&random](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (int step = 0; step < 600; ++step) {
        switch (upTo(5)) {
        case 0: // sleep
            clock.setNow(clock.now() + std::chrono::minutes(upTo(60 * 20)));
            break;
        case 1: // set back, by hand or by a time server
            clock.setNow(clock.now() - std::chrono::minutes(upTo(120)));
            break;
        case 2:
            if (upTo(9) == 0)
                restartAll();
            break;
        default:
            break;
        }
        clock.advance(std::chrono::minutes(upTo(90)));
    }
    settle();
    QStringList told = due + missed;
    ASSERT_GT(due.size(), 10);
    ASSERT_GT(told.size(), 25);
    const auto all = told.size();
    told.removeDuplicates();
    EXPECT_EQ(told.size(), all);
}

TEST_F(RemindersTest, WithoutJumpsEveryStartIsTold)
{
    reminders->set(u"sproutchat"_s, 15);
    for (int i = 0; i < 24 * 70; ++i)
        clock.advance(1h);
    settle();
    EXPECT_EQ(due.size(), 10);
    due.removeDuplicates();
    EXPECT_EQ(due.size(), 10);
}

} // namespace
} // namespace staffroom
