#include "tests/unit/ui/room/room_fixture.h"

#include "ui/columns/column_notice.h"
#include "ui/compose/words_button.h"

#include <QMenu>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class RoomPageTest : public testing::Test, public test::RoomFixture { };

TEST_F(RoomPageTest, TheCurrentQuestionIsInViewWithItsNumberAndTime)
{
    RoomPage& room = openChat();
    EXPECT_TRUE(room.panel()->isVisible());
    EXPECT_EQ(room.panel()->words(), u"How do you let pupils fail safely?"_s);
    EXPECT_TRUE(room.panel()->line().startsWith(u"Q3 of 3 · asked 4 min"_s))
        << qPrintable(room.panel()->line());
    clock.advance(2min);
    EXPECT_TRUE(room.panel()->line().startsWith(u"Q3 of 3 · asked 6 min"_s))
        << qPrintable(room.panel()->line());
}

TEST_F(RoomPageTest, TheQuestionStaysInViewWithLargeTextInASmallWindow)
{
    style = Style::make(Scheme::Light, Density::Comfortable, 2.0, 4);
    RoomPage& room = openChat({1280, 720});
    const QRect panel = room.panel()->geometry();
    EXPECT_TRUE(room.rect().contains(panel));
    EXPECT_GT(panel.height(), 60);
    EXPECT_GT(room.posts()->height(), 100);
    EXPECT_FALSE(room.isSideShown());
    EXPECT_TRUE(room.rect().contains(room.status()->geometry()));
}

TEST_F(RoomPageTest, EveryEarlierQuestionIsOneKeyAway)
{
    RoomPage& room = openChat();
    EXPECT_TRUE(room.run("room-question-1"_L1));
    EXPECT_EQ(room.panel()->words(), u"What do you do in the first five minutes?"_s);
    EXPECT_FALSE(room.isFollowing());
    EXPECT_TRUE(room.panel()->nowButton()->isVisible());
    EXPECT_TRUE(room.run("room-next"_L1));
    EXPECT_EQ(room.question(), 2);
    EXPECT_TRUE(room.run("room-previous"_L1));
    EXPECT_EQ(room.question(), 1);
    EXPECT_TRUE(room.run("room-current"_L1));
    EXPECT_EQ(room.question(), 3);
    EXPECT_TRUE(room.isFollowing());
    // The keys of columns mean questions here.
    EXPECT_TRUE(room.run("column-2"_L1));
    EXPECT_EQ(room.question(), 2);
}

TEST_F(RoomPageTest, WhoFollowsSeesTheNextQuestionAndWhoLooksBackIsLeftAlone)
{
    RoomPage& room = openChat();
    say(host, u"Q4: What will you try on Monday? #edchat"_s, 0);
    ASSERT_TRUE(soon([&] { return room.question() == 4; }));
    room.run("room-question-2"_L1);
    say(host, u"Q5: Who helps you? #edchat"_s, 0);
    ASSERT_TRUE(soon([&] { return room.panel()->nowButton()->text() == u"Now: Q5"_s; }));
    EXPECT_EQ(room.question(), 2);
}

TEST_F(RoomPageTest, TheRailTellsEachQuestionWithItsAnswers)
{
    RoomPage& room = openChat();
    const auto& rows = room.rail()->rows();
    ASSERT_GE(rows.size(), 8U);
    EXPECT_EQ(rows[0].title, u"All"_s);
    EXPECT_EQ(rows[1].lead, u"Q1"_s);
    EXPECT_EQ(rows[1].count, u"2"_s);
    EXPECT_TRUE(rows[3].isCurrent);
    EXPECT_TRUE(rows[3].spoken.startsWith(u"Question 3, the one that is on, "_s));
    EXPECT_EQ(rows.back().title, u"Recap"_s);
}

TEST_F(RoomPageTest, RecapIsAskedForFromTheRail)
{
    RoomPage& room = openChat();
    int asked = 0;
    QObject::connect(&room, &RoomPage::recapWanted, &room, [&] { ++asked; });
    room.rail()->setFocus();
    QTest::keyClick(room.rail(), Qt::Key_End);
    QTest::keyClick(room.rail(), Qt::Key_Return);
    EXPECT_EQ(asked, 1);
}

TEST_F(RoomPageTest, TheSwitchShowsTheAnswersToTheQuestionAlone)
{
    RoomPage& room = openChat();
    room.run("room-question-2"_L1);
    room.run("room-switch"_L1);
    EXPECT_EQ(room.view().show, RoomView::Show::Question);
    ASSERT_TRUE(soon([&] { return room.posts()->feedModel()->rowOfPost(test::fakeId(a2)) >= 0; }));
    EXPECT_LT(room.posts()->feedModel()->rowOfPost(test::fakeId(plain)), 0);
    room.run("room-switch"_L1);
    EXPECT_EQ(room.posts(), room.stream());
}

TEST_F(RoomPageTest, APostIsMovedByKeyboardStaysMovedAndCanBePutBack)
{
    RoomPage& room = openChat();
    const auto before = post(plain)->placement.question;
    room.posts()->focusPost(test::fakeId(plain));
    test::expectWarning("raise()"); // of a popup on this platform
    test::expectWarning("grabbing the keyboard");
    room.run("room-move"_L1);
    auto* menu = room.findChild<QMenu*>();
    ASSERT_TRUE(menu);
    QString told;
    QObject::connect(&room, &RoomPage::told, &room,
        [&](const QString& sentence, bool isUndoable) { told = isUndoable ? sentence : told; });
    QTest::keyClick(menu, Qt::Key_1);
    ASSERT_TRUE(soon([&] { return post(plain)->placement.question == 1; }));
    EXPECT_TRUE(post(plain)->isMoved);
    EXPECT_EQ(told, u"Moved under Q1."_s);
    say(u"omar@fake.example"_s, u"A1 One more about beginnings. #edchat"_s, 0);
    ASSERT_TRUE(soon([&] { return room.room().figures().posts >= 12; }));
    EXPECT_EQ(post(plain)->placement.question, 1);
    room.undo();
    ASSERT_TRUE(soon([&] { return !post(plain)->isMoved; }));
    EXPECT_EQ(post(plain)->placement.question, before);
}

TEST_F(RoomPageTest, AHostIsAddedFromAPostAndEarlierPostsAreJudgedAgain)
{
    sayChat();
    const QString stand = say(u"theo@fake.example"_s, u"Q4: Who stands in for you? #edchat"_s, 30);
    RoomPage& room = open();
    ASSERT_TRUE(
        soon([&] { return room.posts()->feedModel()->rowOfPost(test::fakeId(stand)) >= 0; }));
    EXPECT_EQ(room.room().questions().size(), 3U);
    room.posts()->focusPost(test::fakeId(stand));
    room.run("room-host"_L1);
    ASSERT_TRUE(soon([&] { return room.room().questions().size() == 4; }));
    EXPECT_TRUE(post(stand)->isHost);
    room.undo();
    EXPECT_TRUE(soon([&] { return room.room().questions().size() == 3; }));
}

TEST_F(RoomPageTest, StarsAndHidesThePostThatIsSelected)
{
    RoomPage& room = openChat();
    room.posts()->focusPost(test::fakeId(plain));
    room.run("room-star"_L1);
    ASSERT_TRUE(soon([&] { return post(plain)->isStarred; }));
    room.run("room-hide"_L1);
    ASSERT_TRUE(
        soon([&] { return room.stream()->feedModel()->rowOfPost(test::fakeId(plain)) < 0; }));
    room.run("room-hidden"_L1);
    ASSERT_TRUE(
        soon([&] { return room.posts()->feedModel()->rowOfPost(test::fakeId(plain)) >= 0; }));
    room.posts()->focusPost(test::fakeId(plain));
    room.run("room-show"_L1);
    EXPECT_TRUE(soon([&] { return !post(plain)->placement.isHidden(); }));
}

TEST_F(RoomPageTest, HoldStopsTheStreamCountsAndLetsGo)
{
    RoomPage& room = openChat();
    const int rows = room.stream()->feedModel()->rowCount();
    room.run("room-hold"_L1);
    for (const QString& word : {u"maths"_s, u"music"_s, u"sport"_s, u"latin"_s, u"art"_s})
        say(word + u"@fake.example"_s, u"A3 In "_s + word + u" they start over as they like."_s, 0);
    ASSERT_TRUE(soon([&] { return room.room().pace().waiting == 5; }));
    EXPECT_EQ(room.stream()->feedModel()->rowCount(), rows);
    ASSERT_TRUE(soon([&] { return room.status()->catchUpButton()->isVisible(); }));
    EXPECT_TRUE(room.status()->words().contains(u"5 waiting"_s))
        << qPrintable(room.status()->words());
    EXPECT_EQ(room.stream()->feedModel()->rowCount(), rows);
    QTest::mouseClick(room.status()->catchUpButton(), Qt::LeftButton);
    EXPECT_TRUE(soon([&] { return room.stream()->feedModel()->rowCount() >= rows + 5; }));
    EXPECT_EQ(room.room().pace().waiting, 0);
}

TEST_F(RoomPageTest, TheSelectedPostDoesNotMoveWhileAHundredArrive)
{
    RoomPage& room = openChat({1000, 500});
    FeedView& list = *room.posts();
    list.focusPost(test::fakeId(q2));
    const int row = list.feedModel()->rowOfPost(test::fakeId(q2));
    ASSERT_GE(row, 0);
    const int top = list.visualRect(list.feedModel()->index(row)).top();
    for (int i = 0; i < 100; ++i)
        say(u"p%1@fake.example"_s.arg(i), u"A3 Answer %1 of many different ones. #edchat"_s.arg(i),
            0);
    ASSERT_TRUE(soon([&] { return room.room().figures().posts >= 111; }));
    const int now = list.feedModel()->rowOfPost(test::fakeId(q2));
    EXPECT_EQ(list.visualRect(list.feedModel()->index(now)).top(), top);
}

TEST_F(RoomPageTest, LeavingAtAQuestionComesBackToItAndToThePost)
{
    RoomPage& room = openChat({1000, 500});
    room.run("room-question-2"_L1);
    room.posts()->focusPost(test::fakeId(a2));
    page.reset();
    clock.advance(Millis(24h));
    RoomPage& again = open({1000, 500});
    EXPECT_EQ(again.question(), 2);
    EXPECT_FALSE(again.isFollowing());
    ASSERT_TRUE(soon([&] { return again.posts()->currentPost() != nullptr; }));
    EXPECT_EQ(again.posts()->currentPost()->id, test::fakeId(a2));
}

TEST_F(RoomPageTest, TheStatusLineSpeaksInWords)
{
    setup.sources.push_back(test::fakeSpec(u"edchat"_s, u"https://fake2.example"_s).source);
    service->fake.server(u"https://fake2.example"_s).setDown(true);
    RoomPage& room = openChat();
    EXPECT_TRUE(soon([&] { return room.status()->words().startsWith(u"1 of 2 sources live"_s); }))
        << qPrintable(room.status()->words());
    EXPECT_TRUE(room.status()->words().contains(u"4 people"_s))
        << qPrintable(room.status()->words());
}

TEST_F(RoomPageTest, AScreenReaderHearsASummaryAndNotEachPost)
{
    RoomPage& room = openChat();
    QStringList said;
    QObject::connect(room.speaker(), &RoomSpeaker::said, &room,
        [&](const QString& sentence) { said << sentence; });
    clock.advance(1min);
    said.clear();
    // A minute at 90 posts a minute.
    for (int i = 0; i < 90; ++i) {
        say(u"p%1@fake.example"_s.arg(i % 30),
            u"A3 Reply %1 with its own words %2. #edchat"_s.arg(i).arg(i * 7), 0);
        clock.advance(Millis(667));
        QCoreApplication::processEvents();
    }
    EXPECT_GE(said.size(), 2);
    EXPECT_LE(said.size(), 4);
    EXPECT_TRUE(said.last().contains(u"new posts"_s)) << qPrintable(said.last());
    room.speaker()->setSeconds(0);
    said.clear();
    say(u"bea@fake.example"_s, u"A3 And another. #edchat"_s, 0);
    clock.advance(2min);
    EXPECT_TRUE(said.isEmpty());
}

TEST_F(RoomPageTest, PeopleAndLinksStandBesideTheChat)
{
    RoomPage& room = openChat();
    room.run("room-side-3"_L1);
    ASSERT_EQ(room.side()->people()->rows().size(), 4U);
    const auto& rows = room.side()->people()->rows();
    const auto found = std::find_if(
        rows.begin(), rows.end(), [this](const RowList::Row& row) { return row.key == host; });
    ASSERT_NE(found, rows.end());
    EXPECT_TRUE(found->isHost);
    EXPECT_TRUE(found->detail.startsWith(u"host"_s));
}

TEST_F(RoomPageTest, RepliesToMeAreGatheredAndReadOnce)
{
    sayChat();
    const QString mine = say(own.first(), u"A3 I let them argue first. #edchat"_s, 90);
    const QString reply = say(u"bea@fake.example"_s, u"That is brave! #edchat"_s, 60, mine);
    RoomPage& room = open();
    ASSERT_TRUE(soon([&] { return room.room().figures().toMeUnread == 1; }));
    ASSERT_TRUE(soon([&] { return room.side()->button(RoomSide::Tab::Me)->text() == u"Me 1"_s; }));
    room.run("room-side-2"_L1);
    ASSERT_TRUE(soon([&] { return room.room().figures().toMeUnread == 0; }));
    EXPECT_TRUE(post(reply)->isToMe);
    EXPECT_EQ(room.side()->feed()->feedModel()->rowOfPost(test::fakeId(reply)), 0);
}

TEST_F(RoomPageTest, F6GoesRoundThePartsAndEscapeLeaves)
{
    RoomPage& room = openChat();
    room.focusPosts();
    QSet<const QWidget*> seen;
    for (int i = 0; i < 5; ++i) {
        room.run("room-part-next"_L1);
        seen << room.focusWidget();
    }
    EXPECT_GE(seen.size(), 4);
    int left = 0;
    QObject::connect(&room, &RoomPage::leaveWanted, &room, [&] { ++left; });
    room.focusPosts();
    QTest::keyClick(room.posts(), Qt::Key_Escape);
    EXPECT_EQ(left, 1);
}

TEST_F(RoomPageTest, EveryControlHasANameAndIsReachedByTab)
{
    RoomPage& room = openChat();
    test::expectAccessible(room);
}

TEST_F(RoomPageTest, ARoomWithoutHostsAsksForThem)
{
    sayChat();
    setup.hosts.clear();
    RoomPage& room = open();
    ASSERT_TRUE(soon([&] { return room.room().figures().posts >= 11; }));
    EXPECT_TRUE(room.room().questions().empty());
    int asked = 0;
    QObject::connect(&room, &RoomPage::hostsWanted, &room, [&] { ++asked; });
    ASSERT_TRUE(room.panel()->nowButton()->isVisible());
    room.panel()->nowButton()->click();
    EXPECT_EQ(asked, 1);
    RoomSetup named = room.room().setup();
    named.hosts = {host};
    room.room().setSetup(named);
    EXPECT_TRUE(soon([&] { return room.panel()->line().startsWith(u"Q3 of 3"_s); }));
}

TEST_F(RoomPageTest, NobodyThereAndNoAnswerSaySoInWords)
{
    server().setDown(true);
    RoomPage& room = open();
    EXPECT_TRUE(soon([&] { return room.notice()->isVisible(); }));
    server().setDown(false);
    sayChat();
    EXPECT_TRUE(soon([&] {
        clock.advance(10s);
        return !room.notice()->isVisible();
    }));
}

} // namespace
} // namespace staffroom
