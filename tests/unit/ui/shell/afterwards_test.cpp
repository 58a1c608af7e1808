// What surrounds a room in the window: recap, shelf, notes, new voices, the host's desk, and the
// question after the chat.
#include "core/hosting/host_desk.h"
#include "core/recap/keepsakes.h"
#include "core/room/room_book.h"
#include "tests/unit/ui/shell/writing_fixture.h"
#include "ui/hosting/hosting_dialog.h"
#include "ui/room/room_page.h"
#include "ui/shell/afterwards_desk.h"
#include "ui/shell/room_desk.h"
#include "ui/shell/window_notice.h"
#include "ui/takeaway/note_dialog.h"
#include "ui/takeaway/recap_dialog.h"
#include "ui/takeaway/reflection_dialog.h"
#include "ui/takeaway/shelf_dialog.h"

#include <QPushButton>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class AfterwardsTest : public testing::Test, public test::WritingFixture {
protected:
    AfterwardsTest()
        : book({&clock, hub.get(), &store, [this] { return QStringList{me.account}; }})
        , kept(clock, nullptr)
        , desk({&clock, &store, &outbox})
    {
        context.rooms = &book;
        context.keepsakes = &kept;
        context.hosting = &desk;
    }
    ~AfterwardsTest() override { window.reset(); }

    void say(const QString& id, const QString& handle, const QString& text, int ago)
    {
        test::MadePost more;
        more.text = text;
        more.handle = handle;
        server().add(test::makePost(id, clock.now() - std::chrono::seconds(ago), more));
    }
    RoomPage& openRoom(std::optional<Timestamp> end = std::nullopt)
    {
        say(u"q1"_s, u"host@fake.example"_s, u"Q1: What do you do first? #edchat"_s, 300);
        say(u"a1"_s, u"omar@fake.example"_s, u"A1 tidy up #edchat"_s, 200);
        RoomSetup setup;
        setup.title = u"SproutChat"_s;
        setup.hashtag = u"edchat"_s;
        setup.sources = {test::fakeSpec().source};
        setup.hosts = {u"host@fake.example"_s};
        setup.end = end;
        open();
        RoomPage* page = window->openRoom(setup);
        EXPECT_TRUE(soon([&] { return page->room().questions().size() == 1; }));
        return *page;
    }
    template <class Dialog>
    Dialog* dialog() const
    {
        return window->findChild<Dialog*>();
    }

    RoomBook book;
    Keepsakes kept;
    HostDesk desk;
};

TEST_F(AfterwardsTest, TheRoomOpensItsRecapShelfAndHostDesk)
{
    signIn();
    RoomPage& page = openRoom();
    Q_EMIT page.recapWanted();
    ASSERT_NE(dialog<RecapDialog>(), nullptr);
    EXPECT_TRUE(dialog<RecapDialog>()->summary().startsWith(u"1 question, "_s));
    Q_EMIT page.shelfWanted();
    EXPECT_NE(dialog<ShelfDialog>(), nullptr);
    Q_EMIT page.hostDeskWanted();
    ASSERT_NE(dialog<HostingDialog>(), nullptr);
    EXPECT_EQ(desk.scripts().size(), 1U);
    EXPECT_EQ(desk.scripts().front().hashtag, u"edchat"_s);
}

TEST_F(AfterwardsTest, ANoteFromAPostNamesItsAuthorAndQuestion)
{
    RoomPage& page = openRoom();
    Q_EMIT page.noteWanted(page.room().find(test::fakeId(u"a1"_s))->entry.post);
    auto* note = dialog<NoteDialog>();
    ASSERT_NE(note, nullptr);
    note->save();
    ASSERT_EQ(kept.notes().size(), 1U);
    EXPECT_EQ(kept.notes().front().name, u"@omar@fake.example"_s);
    EXPECT_EQ(kept.notes().front().found.question, 1);
}

TEST_F(AfterwardsTest, NewVoicesWithoutAnAccountAskToSignIn)
{
    RoomPage& page = openRoom();
    Q_EMIT page.newVoicesWanted();
    EXPECT_TRUE(window->noticeBar()->text().contains(u"sign in"_s, Qt::CaseInsensitive));
}

TEST_F(AfterwardsTest, AChatThatIsOverAsksOnceWhatOneWillTry)
{
    openRoom(clock.now() - 1min);
    window->rooms()->leave();
    ASSERT_TRUE(window->noticeBar()->text().contains(u"What will you try"_s));
    window->noticeBar()->button()->click();
    auto* question = dialog<ReflectionDialog>();
    ASSERT_NE(question, nullptr);
    question->never();
    EXPECT_FALSE(settings.isOn(Setting::AsksAfterChat));
}

TEST_F(AfterwardsTest, AChatThatGoesOnAsksNothing)
{
    openRoom(clock.now() + 30min);
    window->rooms()->leave();
    EXPECT_FALSE(window->noticeBar()->text().contains(u"What will you try"_s));
}

TEST_F(AfterwardsTest, WhatWasWrittenDownComesBackInTwoWeeks)
{
    Reflection reflection;
    reflection.id = u"r0"_s;
    reflection.chat = u"edchat"_s;
    reflection.text = u"the rope"_s;
    kept.put(reflection);
    clock.setNow(clock.now() + std::chrono::weeks(2));
    open();
    EXPECT_TRUE(window->noticeBar()->text().contains(u"Two weeks ago"_s));
}

} // namespace
} // namespace staffroom
