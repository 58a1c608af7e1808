// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, rooms are drawn in all
// states, schemes, sizes and directions.
#include "tests/unit/ui/room/room_fixture.h"
#include "ui/room/hosts_dialog.h"
#include "ui/room/open_room_dialog.h"

#include <QApplication>
#include <QMenu>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class RoomPictures : public testing::Test, public test::RoomFixture {
protected:
    void SetUp() override
    {
        m_folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (m_folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
    }
    void TearDown() override
    {
        page.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }
    void look(Scheme scheme, double scale)
    {
        style = Style::make(scheme, Density::Comfortable, scale, 9);
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
    }
    void save(const QString& name) { save(*page, name); }
    void save(QWidget& widget, const QString& name)
    {
        for (int i = 0; i < 5; ++i) {
            widget.grab();
            QCoreApplication::processEvents();
        }
        EXPECT_TRUE(widget.grab().save(m_folder + u'/' + name + u".png"_s));
    }
    void sayStorm()
    {
        for (int i = 0; i < 7; ++i)
            say(u"bot%1@spam.example"_s.arg(i),
                u"Win a free tablet now, only today, click here #edchat %1"_s.arg(i), 50 - i);
    }

private:
    QString m_folder;
};

TEST_F(RoomPictures, Light)
{
    look(Scheme::Light, 1.0);
    openChat();
    save(u"room-light"_s);
}

TEST_F(RoomPictures, Dark)
{
    look(Scheme::Dark, 1.0);
    RoomPage& room = openChat();
    room.run("room-question-2"_L1);
    room.run("room-switch"_L1);
    room.posts()->selectNext();
    timePasses();
    save(u"room-answers-dark"_s);
}

TEST_F(RoomPictures, HighContrast)
{
    look(Scheme::HighContrast, 1.0);
    openChat();
    save(u"room-contrast"_s);
}

TEST_F(RoomPictures, LargeText)
{
    look(Scheme::Light, 2.0);
    openChat({1224, 720});
    save(u"room-200"_s);
}

TEST_F(RoomPictures, LargeTextWithTheSideOver)
{
    look(Scheme::Dark, 2.0);
    RoomPage& room = openChat({1224, 720});
    room.run("room-side-3"_L1);
    save(u"room-200-side"_s);
}

TEST_F(RoomPictures, RightToLeft)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    look(Scheme::Light, 1.0);
    openChat();
    save(u"room-rtl"_s);
}

TEST_F(RoomPictures, Narrow)
{
    look(Scheme::Light, 1.0);
    openChat({520, 760});
    save(u"room-narrow"_s);
}

TEST_F(RoomPictures, Storm)
{
    look(Scheme::Light, 1.0);
    sayChat();
    sayStorm();
    RoomPage& room = open();
    EXPECT_TRUE(soon([&] { return room.room().questions().size() == 3; }));
    save(u"room-storm"_s);
    room.run("room-hidden"_L1);
    timePasses();
    save(u"room-hidden"_s);
}

TEST_F(RoomPictures, MoveChooser)
{
    look(Scheme::Light, 1.0);
    RoomPage& room = openChat();
    room.posts()->focusPost(test::fakeId(plain));
    test::expectWarning("raise()"); // of a popup on this platform
    test::expectWarning("grabbing the keyboard");
    room.run("room-move"_L1);
    auto* menu = room.findChild<QMenu*>();
    ASSERT_TRUE(menu);
    save(*menu, u"room-move"_s);
    menu->close();
}

TEST_F(RoomPictures, Held)
{
    look(Scheme::Dark, 1.0);
    RoomPage& room = openChat();
    room.run("room-hold"_L1);
    for (int i = 0; i < 14; ++i)
        say(u"bea@fake.example"_s, u"A3 Thought %1 on failing. #edchat"_s.arg(i), 0);
    EXPECT_TRUE(soon([&] { return room.room().pace().waiting > 10; }));
    clock.advance(3min);
    save(u"room-held-dark"_s);
}

TEST_F(RoomPictures, Empty)
{
    look(Scheme::Light, 1.0);
    RoomPage& room = open();
    EXPECT_TRUE(soon([&] {
        return !room.room().sources().empty()
            && room.room().sources().front().state.kind != FeedState::Kind::Loading;
    }));
    save(u"room-empty"_s);
}

TEST_F(RoomPictures, Loading)
{
    look(Scheme::Light, 1.0);
    server().hold();
    open();
    save(u"room-loading"_s);
}

TEST_F(RoomPictures, Offline)
{
    look(Scheme::Light, 1.0);
    server().setDown(true);
    RoomPage& room = open();
    EXPECT_TRUE(
        soon([&] { return room.room().sources().front().state.kind == FeedState::Kind::Offline; }));
    save(u"room-offline"_s);
}

TEST_F(RoomPictures, Dialogs)
{
    look(Scheme::Light, 1.0);
    RoomPage& room = openChat();
    HostsDialog hosts(room.room(), services, style, nullptr);
    hosts.setAttribute(Qt::WA_DeleteOnClose, false);
    hosts.show();
    save(hosts, u"room-hosts"_s);
    settings.rememberServer(u"https://mastodon.example"_s);
    OpenRoomDialog dialog(context, room.room().setup(), style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    save(dialog, u"room-open"_s);
    look(Scheme::Dark, 2.0);
    OpenRoomDialog large(context, {}, style, nullptr);
    large.setAttribute(Qt::WA_DeleteOnClose, false);
    large.show();
    save(large, u"room-open-200"_s);
}

} // namespace
} // namespace staffroom
