#pragma once

#include "core/timetable/reminders.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_main.h"
#include "tests/support/wait_for.h"
#include "tests/unit/ui/shell_fixture.h"
#include "ui/timetable/chats_page.h"

#include <QThreadPool>

namespace staffroom::test {

/// A page over the built-in directory and two own chats, on Saturday, 28 November 2026, read in
/// Berlin. Nothing is kept.
struct PageFixture {
    PageFixture()
    {
        initIcons();
        clock.setNow(fromDateTime(QDateTime(QDate(2026, 11, 28), QTime(11, 0), Qt::UTC)));
        EXPECT_TRUE(await(directory.load()));
        EXPECT_TRUE(await(reminders.load()));
        directory.put(ownChat(QStringLiteral("SproutChat"), 6, QTime(19, 0)));
        auto second = ownChat(QStringLiteral("LabCoatTalk"), 2, QTime(17, 30));
        second.minutes.reset();
        second.timeZone = QStringLiteral("America/Chicago");
        directory.put(second);
    }
    static ChatListing ownChat(const QString& tag, WeekDay day, const QTime& start)
    {
        ChatListing out;
        out.id = tag.toLower();
        out.hashtag = tag;
        out.name = tag == QStringLiteral("SproutChat")
            ? QStringLiteral("Sprout: science in small classes")
            : tag;
        out.subject = QStringLiteral("science teachers");
        out.language = QStringLiteral("en");
        out.weekday = day;
        out.start = start;
        out.timeZone = QStringLiteral("Europe/London");
        out.minutes = 60;
        out.rule.kind = ChatRule::Kind::Weekly;
        out.services = {QStringLiteral("mastodon"), QStringLiteral("bluesky")};
        out.lastYear = 2026;
        out.confidence = ChatListing::Confidence::High;
        out.hosts = {QStringLiteral("bea@labcoat.example")};
        out.notes = QStringLiteral("Topics are chosen by poll during the week.");
        out.sources = {QStringLiteral("https://sprout.example.org/")};
        return out;
    }
    ChatsPage& open(const Style& style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1),
        const QSize& size = {1120, 760})
    {
        page = std::make_unique<ChatsPage>(
            TimetableContext{&directory, &reminders, &clock, QTimeZone("Europe/Berlin")});
        page->setStyleTokens(style);
        page->resize(size);
        page->show();
        settle();
        return *page;
    }
    void settle()
    {
        for (int i = 0; i < 10; ++i) {
            clock.advance(Millis(1));
            QCoreApplication::processEvents();
        }
    }

    FakeClock clock;
    QThreadPool pool;
    ChatDirectory directory{{&clock, nullptr, &pool}};
    Reminders reminders{{&clock, nullptr, &directory}};
    std::unique_ptr<ChatsPage> page;
};

} // namespace staffroom::test
