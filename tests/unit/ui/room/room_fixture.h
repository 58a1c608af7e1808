#pragma once

#include "tests/unit/ui/chat_fixture.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_panel.h"
#include "ui/room/question_rail.h"
#include "ui/room/room_acting.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_head.h"
#include "ui/room/room_page.h"
#include "ui/room/room_side.h"
#include "ui/room/room_speaker.h"
#include "ui/room/room_status_bar.h"

#include <QTest>

#include <gtest/gtest.h>

namespace staffroom::test {

/// The room of the chat on the fake service, as a page.
struct RoomFixture : ChatFixture {
    RoomFixture()
    {
        QCursor::setPos(3000, 3000); // where no view is
    }

    RoomPage& open(QSize size = {1224, 720})
    {
        page = std::make_unique<RoomPage>(context, book.open(book.recordFor(setup)), nullptr);
        page->setStyleTokens(style);
        page->resize(size);
        page->show();
        page->activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(page.get()));
        page->setWindowActive(true);
        return *page;
    }
    /// With the chat of `sayChat` in it.
    RoomPage& openChat(QSize size = {1224, 720})
    {
        sayChat();
        RoomPage& made = open(size);
        EXPECT_TRUE(soon([&] { return made.room().questions().size() == 3; }));
        EXPECT_TRUE(soon([&] { return made.posts()->feedModel()->rowCount() >= 11; }));
        return made;
    }
    const RoomPost* post(const QString& id) { return page->room().find(fakeId(id)); }

    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 3);
    std::unique_ptr<RoomPage> page;
};

} // namespace staffroom::test
