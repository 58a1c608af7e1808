#pragma once

#include "core/timetable/chat_directory.h"
#include "core/timetable/reminders.h"

#include "core/store/post_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QThreadPool>

namespace staffroom::test {

/// "2026-11-28T19:00Z"
inline Timestamp moment(const char* text)
{
    const auto time = QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
    EXPECT_TRUE(time.isValid()) << text;
    return fromDateTime(time);
}

/// A chat that meets every week.
inline ChatListing weeklyChat(const QString& tag, WeekDay day, const QTime& start,
    const QString& zone, std::optional<int> minutes = 60)
{
    ChatListing out;
    out.id = tag.toLower();
    out.hashtag = tag;
    out.name = tag + QStringLiteral(" chat");
    out.weekday = day;
    out.start = start;
    out.timeZone = zone;
    out.minutes = minutes;
    out.rule.kind = ChatRule::Kind::Weekly;
    out.lastYear = 2026;
    out.confidence = ChatListing::Confidence::High;
    return out;
}

/// A directory over a store in a temporary folder; both can be ended and started again.
class TimetableFixture : public testing::Test {
protected:
    TimetableFixture()
    {
        clock.setNow(moment("2026-11-28T12:00Z")); // a Saturday
        start();
    }
    ~TimetableFixture() override { end(); }

    void start()
    {
        store = std::make_unique<PostStore>(
            PostStore::Files{folder.filePath(QStringLiteral("cache.db")),
                folder.filePath(QStringLiteral("user.db"))});
        directory
            = std::make_unique<ChatDirectory>(ChatDirectory::Context{&clock, store.get(), &pool});
        EXPECT_TRUE(await(directory->load()));
    }
    void end()
    {
        directory.reset();
        store.reset();
    }
    void restart()
    {
        EXPECT_TRUE(await(store->flush()));
        end();
        start();
    }
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        return file.fileName();
    }

    QTemporaryDir folder;
    FakeClock clock;
    QThreadPool pool;
    std::unique_ptr<PostStore> store;
    std::unique_ptr<ChatDirectory> directory;
};

} // namespace staffroom::test
