#include "core/store/migrations.h"

#include "tests/unit/core/store/store_fixture.h"

#include "core/store/post_codec.h"
#include "core/store/statement.h"

#include <QFile>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

class MigrationsTest : public StoreFixture {
protected:
    Database fileAt(const QString& path, std::span<const SchemaStep> steps, int revision)
    {
        auto db = Database::open(path, Database::Mode::ReadWrite);
        EXPECT_TRUE(db);
        EXPECT_TRUE(migrate(*db, steps, revision));
        EXPECT_EQ(*db->userVersion(), revision);
        return std::move(*db);
    }
    static void put(Database& db, const char* sql, const auto&... values)
    {
        auto statement = Statement::prepare(db, sql);
        ASSERT_TRUE(statement);
        ASSERT_TRUE(statement->execute(values...));
    }
    void fillRevisionOne(Database& db, int count)
    {
        put(db, "INSERT INTO servers VALUES (1, 'fake', 'https://fake.example')");
        put(db, "INSERT INTO feeds VALUES (1, 'f')");
        for (int i = 0; i < count; ++i) {
            const auto post
                = test::makePost(QString::number(i), at(i), {.text = u"word%1"_s.arg(i)});
            put(db, "INSERT INTO posts VALUES (?, 1, ?, ?, ?)", i + 1, post->id.remote,
                toMs(post->created), encodePost(*post));
            put(db,
                "INSERT INTO posts_fts (rowid, text, author, handle, tags) VALUES (?, ?, ?, ?, ?)",
                i + 1, post->text.text, post->author.name.text, post->author.handle, u"edchat"_s);
            put(db, "INSERT INTO entries VALUES (1, ?, 1, ?, ?, NULL)", post->id.remote,
                toMs(post->created), i + 1);
        }
    }
    QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
};

TEST_F(MigrationsTest, EveryRevisionIsReadWithNothingLost)
{
    for (const int revision : {1, 2, 3, 4}) {
        const QString path = m_folder.filePath(u"r%1.db"_s.arg(revision));
        {
            auto db = fileAt(path, cacheSchema(), 1);
            fillRevisionOne(db, 30);
            if (revision < 3) // two places of one post were possible then; the newer one stays
                put(db, "INSERT INTO entries VALUES (1, 'w', 1, ?, 5, NULL)", toMs(at(100)));
            ASSERT_TRUE(migrate(db, cacheSchema(), revision));
            if (revision >= 2)
                put(db, "INSERT INTO gaps VALUES (1, 9, 4, 'cursor')");
        }
        PostStore store({path, m_folder.filePath(u"u%1.db"_s.arg(revision))});
        ASSERT_TRUE(await(store.ready()));
        const auto opening = await(store.open(u"f"_s, 100));
        ASSERT_TRUE(opening);
        EXPECT_EQ(opening->entries.size(), 30U) << revision;
        EXPECT_EQ(opening->gaps.size(), revision >= 2 ? 1U : 0U);
        if (revision < 3) {
            EXPECT_EQ(opening->entries.front().post->id.remote, u"4"_s);
        }
        EXPECT_EQ(await(store.search(u"word17"_s, 9))->size(), 1U);
        // None of them has to go at any time.
        EXPECT_TRUE(await(store.dropExpired(at(1'000'000'000)))->isEmpty());
        EXPECT_EQ(await(store.open(u"f"_s, 100))->entries.size(), 30U);
        // It can be written, and what was indexed then can be taken out now.
        ASSERT_TRUE(await(store.erasePost(test::fakeId(u"17"_s))));
        EXPECT_TRUE(await(store.search(u"word17"_s, 9))->empty());
    }
}

TEST_F(MigrationsTest, UserMarksOfRevisionOneStay)
{
    {
        auto db = fileAt(files().user, userSchema(), 1);
        put(db, "INSERT INTO read_markers VALUES ('f', 'fake', 'https://fake.example', '7')");
    }
    ASSERT_TRUE(await(store().ready()));
    EXPECT_EQ(await(store().open(u"f"_s, 1))->readMarker, test::fakeId(u"7"_s));
    ASSERT_TRUE(await(store().setFloor(u"f"_s, at(1))));
    EXPECT_EQ(await(store().open(u"f"_s, 1))->floor, at(1));
}

TEST_F(MigrationsTest, AStepThatFailsLeavesTheOldRevision)
{
    auto db = fileAt(files().cache, cacheSchema(), 1);
    const SchemaStep steps[] = {{1, ""}, {2, "CREATE TABLE extra (a);"}, {3, "NOT SQL;"}};
    EXPECT_FALSE(migrate(db, steps));
    EXPECT_EQ(*db.userVersion(), 1);
    EXPECT_FALSE(Statement::prepare(db, "SELECT a FROM extra"));
}

TEST_F(MigrationsTest, AFileOfANewerProgramIsNotTouched)
{
    for (const QString& path : {files().cache, files().user}) {
        auto db = Database::open(path, Database::Mode::ReadWrite);
        ASSERT_TRUE(db);
        ASSERT_TRUE(db->execute("PRAGMA user_version = 99; CREATE TABLE future (a);"));
    }
    const QByteArray cache = bytesOf(files().cache);
    const QByteArray user = bytesOf(files().user);

    const auto ready = await(store().ready());
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().kind, Error::Kind::Storage);
    EXPECT_TRUE(ready.error().detail.contains(u"newer version"_s));
    EXPECT_TRUE(ready.error().detail.contains(u"cache.db"_s));
    // The deck still runs, out of memory.
    EXPECT_TRUE(write(u"f"_s, {entry(u"1"_s, 1)}));
    EXPECT_EQ(await(store().open(u"f"_s, 9))->entries.size(), 1U);
    const auto marker = await(store().setReadMarker(u"f"_s, test::fakeId(u"1"_s)));
    ASSERT_FALSE(marker);
    EXPECT_EQ(marker.error().kind, Error::Kind::Storage);
    close();
    EXPECT_EQ(bytesOf(files().cache), cache);
    EXPECT_EQ(bytesOf(files().user), user);
    EXPECT_FALSE(QFile::exists(files().cache + u".bad"_s));
}

} // namespace
} // namespace staffroom
