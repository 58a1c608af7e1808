// The page of chats in the window, the next one in the side bar, and what tells of a start.
#include "ui/shell/chats_desk.h"

#include "core/room/room_book.h"
#include "core/timetable/chat_directory.h"
#include "core/timetable/reminders.h"
#include "tests/unit/ui/shell_fixture.h"
#include "ui/room/room_page.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/main_window.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/timetable/chat_details.h"
#include "ui/timetable/chats_page.h"
#include "ui/timetable/directory_view.h"
#include "ui/timetable/reminder_notice.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class ChatsDeskTest : public testing::Test, public test::ShellFixture {
protected:
    ChatsDeskTest()
    {
        clock.setNow(fromDateTime(QDateTime(QDate(2026, 11, 28), QTime(11, 0), Qt::UTC)));
        EXPECT_TRUE(test::await(directory.load()));
        EXPECT_TRUE(test::await(reminders.load()));
        ChatListing chat;
        chat.id = u"sprout"_s;
        chat.hashtag = u"SproutChat"_s;
        chat.name = u"Sprout"_s;
        chat.weekday = 6;
        chat.start = QTime(19, 0);
        chat.timeZone = u"Etc/GMT"_s;
        chat.minutes = 60;
        chat.rule.kind = ChatRule::Kind::Weekly;
        chat.lastYear = 2026;
        chat.hosts = {u"bea@labcoat.example"_s};
        directory.put(chat);
        context.chats = &directory;
        context.reminders = &reminders;
        context.rooms = &rooms;
        addColumn();
    }
    ~ChatsDeskTest() override { window.reset(); }
    MainWindow& open()
    {
        window = std::make_unique<MainWindow>(context);
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
        return *window;
    }
    void key(QLatin1StringView id) { window->actions().action(id)->trigger(); }
    QAbstractButton* chatsButton()
    {
        return window->sideBar()->findChild<QAbstractButton*>(u"chats"_s);
    }

    QThreadPool pool;
    ChatDirectory directory{{&clock, nullptr, &pool}};
    Reminders reminders{{&clock, nullptr, &directory}};
    RoomBook rooms{{&clock, hub.get(), nullptr, [] { return QStringList(); }}};
    std::unique_ptr<MainWindow> window;
};

TEST_F(ChatsDeskTest, TheSideBarSaysWhichChatComesNext)
{
    open();
    ASSERT_TRUE(chatsButton());
    EXPECT_EQ(chatsButton()->accessibleName(), u"Chats; next: #SproutChat in 8 h"_s);
    clock.advance(7h + 30min);
    EXPECT_EQ(chatsButton()->accessibleName(), u"Chats; next: #SproutChat in 30 min"_s);
    clock.advance(35min);
    EXPECT_EQ(chatsButton()->accessibleName(), u"Chats; next: #SproutChat on for 5 min"_s);
    clock.advance(1h);
    EXPECT_EQ(chatsButton()->accessibleName(), u"Chats"_s);
}

TEST_F(ChatsDeskTest, TheKeyGoesToThePageAndBack)
{
    open();
    key("chats"_L1);
    EXPECT_TRUE(window->chats()->isOpen());
    EXPECT_TRUE(chatsButton()->isChecked());
    EXPECT_TRUE(window->chats()->page()->isVisible());
    test::expectAccessible(*window);
    QTest::keyClick(window->chats()->page()->directoryView()->searchField(), Qt::Key_Escape);
    EXPECT_FALSE(window->chats()->isOpen());
    EXPECT_FALSE(chatsButton()->isChecked());
    chatsButton()->click();
    EXPECT_TRUE(window->chats()->isOpen());
    key("column-1"_L1); // a column is asked for
    EXPECT_FALSE(window->chats()->isOpen());
}

TEST_F(ChatsDeskTest, ColumnsOutOfSightAreNotActedOn)
{
    open();
    key("chats"_L1);
    key("column-close"_L1);
    EXPECT_EQ(deck.deck().columns.size(), 1U);
    addColumn(u"other"_s); // the deck changes behind the page
    EXPECT_TRUE(window->chats()->isOpen());
}

TEST_F(ChatsDeskTest, AStartIsToldInTheWindowAndToTheDesktop)
{
    open();
    reminders.set(u"sprout"_s, 10);
    QSignalSpy desktop(window->chats(), &ChatsDesk::desktopNoticeWanted);
    clock.advance(7h + 50min);
    EXPECT_EQ(window->chats()->bar()->text(), u"#SproutChat begins in 10 min"_s);
    ASSERT_EQ(desktop.size(), 1);
    EXPECT_EQ(desktop[0][0].toString(), u"sprout"_s);
    EXPECT_EQ(desktop[0][2].toString(), u"#SproutChat begins in 10 min"_s);
    EXPECT_EQ(desktop[0][3].toString(), u"Sprout · today 19:00 your time"_s);
    // The bar covers nothing.
    EXPECT_GE(window->deckView()->mapTo(window.get(), QPoint()).y(),
        window->chats()->bar()->height() - 1);
    clock.advance(2h);
    EXPECT_EQ(window->chats()->bar()->text(), QString());
    EXPECT_EQ(desktop.size(), 1);
}

TEST_F(ChatsDeskTest, AStartThatWasSleptThroughIsSaidOnceQuietly)
{
    open();
    reminders.set(u"sprout"_s, 10);
    clock.setNow(clock.now() + 10h);
    clock.advance(1min);
    EXPECT_EQ(window->chats()->bar()->text(), QString());
    EXPECT_EQ(window->noticeBar()->text(), u"#SproutChat was on at today 19:00"_s);
}

TEST_F(ChatsDeskTest, OneActionOpensTheRoomWhereTheChatWasReadBefore)
{
    open();
    RoomSetup before;
    before.id = u"r1"_s;
    before.hashtag = u"sproutchat"_s;
    before.title = u"Sprout"_s;
    before.sources = {test::fakeSpec().source};
    ASSERT_TRUE(window->openRoom(before));
    key("chats"_L1); // leaves the room
    EXPECT_TRUE(window->chats()->isOpen());
    reminders.set(u"sprout"_s, 10);
    clock.advance(7h + 50min);
    window->chats()->bar()->openButton()->click();
    EXPECT_FALSE(window->chats()->isOpen());
    EXPECT_FALSE(chatsButton()->isChecked());
    const auto* page = window->findChild<RoomPage*>();
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->isVisible());
    EXPECT_EQ(page->sharedRoom()->record().setup.begin,
        fromDateTime(QDateTime(QDate(2026, 11, 28), QTime(19, 0), Qt::UTC)));
}

TEST_F(ChatsDeskTest, ARoomKnowsWhatTheDirectoryKnows)
{
    open();
    const ChatListing chat = *directory.find(u"sprout"_s);
    const auto starts = nextStarts(chat, clock.now(), 1);
    const RoomSetup setup = window->chats()->roomFor(chat, starts.front());
    EXPECT_EQ(setup.chatId, u"sprout"_s);
    EXPECT_EQ(setup.hashtag, u"SproutChat"_s);
    EXPECT_EQ(setup.hosts, QStringList{u"bea@labcoat.example"_s});
    EXPECT_EQ(setup.begin, starts.front().start);
    EXPECT_EQ(setup.end, starts.front().start + 1h);
    EXPECT_TRUE(setup.sources.empty()); // it was read nowhere yet: the dialog asks
}

TEST_F(ChatsDeskTest, WhatWasTakenOutComesBackByUndo)
{
    open();
    key("chats"_L1);
    auto* page = window->chats()->page();
    page->showChat(ChatListing(*directory.find(u"sprout"_s)));
    for (auto* button : page->details()->findChildren<QPushButton*>()) {
        if (button->text() == u"Delete"_s)
            button->click();
    }
    EXPECT_EQ(directory.find(u"sprout"_s), nullptr);
    window->noticeBar()->button()->click();
    EXPECT_TRUE(directory.find(u"sprout"_s));
}

} // namespace
} // namespace staffroom
