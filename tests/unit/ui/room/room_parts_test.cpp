// The parts of a room by themselves: words, the question, lists, status, handles.
#include "tests/unit/ui/room/room_fixture.h"
#include "ui/base/icon_button.h"
#include "ui/compose/words_button.h"
#include "ui/room/hosts_dialog.h"
#include "ui/room/room_words.h"

#include <QMenu>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kNow = timestampFromMs(1'763'838'000'000);

RoomSource sourceIn(FeedState::Kind kind)
{
    RoomSource source;
    source.source = test::fakeSpec().source;
    source.state.kind = kind;
    return source;
}

TEST(RoomWords, SourcesAreCountedByWhetherTheyWork)
{
    using Kind = FeedState::Kind;
    EXPECT_EQ(sourcesLine({sourceIn(Kind::Live)}, kNow), u"fake.example: live"_s);
    EXPECT_EQ(
        sourcesLine({sourceIn(Kind::Live), sourceIn(Kind::Offline), sourceIn(Kind::Polling)}, kNow),
        u"2 of 3 sources live"_s);
}

TEST(RoomWords, WhatWasMissedIsSaidWithItsTimes)
{
    RoomSource source = sourceIn(FeedState::Kind::Live);
    EXPECT_EQ(gapsLine({source}, kNow), QString());
    source.filledFrom = kNow - 20min;
    source.filledTo = kNow - 15min;
    EXPECT_EQ(gapsLine({source}, kNow), u"18:40 to 18:45 filled"_s);
    source.gapsOpen = 2;
    EXPECT_EQ(gapsLine({source}, kNow), u"2 gaps still open"_s);
}

TEST(RoomWords, PaceSaysHowFarBehindOneIs)
{
    PaceState pace;
    EXPECT_EQ(paceLine(pace), QString());
    pace.waiting = 12;
    pace.behind = 4min;
    EXPECT_EQ(paceLine(pace), u"4 min behind, 12 waiting"_s);
    pace.waiting = 0;
    pace.setting.mode = PaceSetting::Mode::Held;
    EXPECT_EQ(paceLine(pace), u"on hold"_s);
}

TEST(RoomWords, AQuestionTellsItsPlaceAndAge)
{
    ChatQuestion question;
    question.number = 3;
    question.asked = kNow - 4min;
    EXPECT_EQ(questionLine(question, 6, kNow), u"Q3 of 6 · asked 4 min ago"_s);
    question.asked = kNow - 5s;
    EXPECT_EQ(questionLine(question, 2, kNow), u"Q3 of 3 · asked just now"_s);
    question.hasText = false;
    EXPECT_EQ(questionWords(question), u"Asked by a picture without a description"_s);
}

TEST(RoomWords, TheSummaryIsEmptyWhenNothingIsNew)
{
    EXPECT_EQ(summaryLine(0, 0, std::nullopt, 3), QString());
    EXPECT_EQ(summaryLine(4, 1, 3, 0), u"Question 3 was asked, 4 new posts, 1 reply to you"_s);
}

TEST(FullHandle, NamesWithoutAServerBelongToTheRoomsOwn)
{
    ServiceRegistry services;
    services.add(std::make_unique<test::FakeService>());
    const Source home = test::fakeSpec().source;
    EXPECT_EQ(fullHandle(u" @bea "_s, home, services), u"bea@fake.example"_s);
    EXPECT_EQ(fullHandle(u"@bea@labcoat.example"_s, home, services), u"bea@labcoat.example"_s);
    EXPECT_EQ(fullHandle(u"sprout.pond.example"_s, home, services), u"sprout.pond.example"_s);
    EXPECT_EQ(fullHandle(u"two words"_s, home, services), QString());
    EXPECT_EQ(fullHandle(u"bea"_s, Source{}, services), QString());
}

TEST(FullHandle, WhereNamesAreWholeNoHostIsAdded)
{
    auto fake = std::make_unique<test::FakeService>();
    fake->hasWholeNames = true;
    ServiceRegistry services;
    services.add(std::move(fake));
    const Source home = test::fakeSpec().source;
    EXPECT_EQ(fullHandle(u"@bea"_s, home, services), u"bea"_s);
    EXPECT_EQ(fullHandle(u"bea@https://fake.example"_s, home, services), QString()) << "an address";
}

TEST(QuestionPanelTest, TheSameQuestionOnTwoServicesHasTwoPlacesToAnswer)
{
    initIcons();
    QuestionPanel panel;
    QuestionPanel::Shown shown;
    ChatQuestion question;
    question.number = 2;
    question.text = u"Which routine did you give up?"_s;
    question.asked = kNow - 1min;
    shown.question = question;
    shown.last = 2;
    shown.targets
        = {{test::fakeId(u"m"_s), u"mastodon.social"_s}, {test::fakeId(u"b"_s), u"bsky.app"_s}};
    panel.resize(500, 200);
    panel.showQuestion(shown, kNow);
    panel.show();
    PostId wanted;
    QObject::connect(
        &panel, &QuestionPanel::answerWanted, &panel, [&](const PostId& id) { wanted = id; });
    QAbstractButton* second = nullptr;
    for (auto* button : panel.findChildren<QAbstractButton*>()) {
        if (button->text() == u"Answer on bsky.app"_s)
            second = button;
    }
    ASSERT_TRUE(second);
    second->click();
    EXPECT_EQ(wanted, test::fakeId(u"b"_s));
}

TEST(QuestionPanelTest, ALongQuestionNeverTakesMoreThanItsShare)
{
    initIcons();
    QuestionPanel panel;
    QuestionPanel::Shown shown;
    ChatQuestion question;
    question.text
        = u"Which of these many routines would you give up first, and why? "_s.repeated(20);
    shown.question = question;
    panel.setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 2.0, 2));
    panel.showQuestion(shown, kNow);
    EXPECT_LE(panel.fitTo(600, 240), 240);
    EXPECT_GT(panel.fitTo(600, 4000), 400);
}

TEST(RowListTest, KeepsItsPlaceWhenRowsComeAndPicksByEnterAlone)
{
    initIcons();
    RowList list;
    list.resize(200, 300);
    RowList::Row a;
    a.key = u"a"_s;
    a.title = u"Ann"_s;
    RowList::Row b = a;
    b.key = u"b"_s;
    b.title = u"Bea"_s;
    list.setRows({a, b});
    list.show();
    list.setCurrentRow(1);
    RowList::Row c = a;
    c.key = u"c"_s;
    list.setRows({c, a, b});
    EXPECT_EQ(list.currentKey(), u"b"_s);
    QStringList picked;
    QObject::connect(&list, &RowList::picked, &list, [&](const QString& key) { picked << key; });
    QTest::keyClick(&list, Qt::Key_C); // a key of the window, no search
    EXPECT_EQ(list.currentKey(), u"b"_s);
    QTest::keyClick(&list, Qt::Key_Return);
    EXPECT_EQ(picked, QStringList{u"b"_s});
    EXPECT_EQ(list.item(2)->data(Qt::AccessibleTextRole).toString(), u"Bea"_s);
}

class RoomStatusBarTest : public testing::Test, public test::RoomFixture { };

TEST_F(RoomStatusBarTest, PaceIsChosenFromItsMenu)
{
    RoomPage& room = openChat();
    QMenu* menu = room.status()->paceMenu();
    QAction* gentle = nullptr;
    for (QAction* action : menu->actions()) {
        if (action->text().startsWith(u"Gentle: 6 a minute"_s))
            gentle = action;
    }
    ASSERT_TRUE(gentle);
    gentle->trigger();
    EXPECT_EQ(room.room().pace().setting.mode, PaceSetting::Mode::Gentle);
    EXPECT_EQ(room.room().pace().setting.perMinute, 6);
    ASSERT_TRUE(
        soon([&] { return room.status()->paceButton()->text() == u"Gentle: 6 a minute"_s; }));
    delete menu;
}

TEST_F(RoomStatusBarTest, AReplayHasItsControls)
{
    RoomPage& room = openChat();
    EXPECT_FALSE(room.status()->playButton()->isVisible());
    Room::Play play;
    play.isReplay = true;
    play.speed = 2;
    room.room().setPlay(play);
    ASSERT_TRUE(soon([&] { return room.status()->playButton()->isVisible(); }));
    EXPECT_EQ(room.status()->speedButton()->text(), u"Replay, 2 times"_s);
    room.run("room-speed"_L1);
    EXPECT_TRUE(soon([&] { return room.status()->speedButton()->text() == u"Replay, 5 times"_s; }));
}

} // namespace
} // namespace staffroom
