#include "core/store/migrations.h"

#include "tests/unit/core/store/store_fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

/// Days pass, and user.db meets with accidents.
class UserFileTest : public StoreFixture {
protected:
    void openAt(int day)
    {
        auto where = files();
        where.today = QDate(2026, 11, 1).addDays(day);
        m_store = std::make_unique<PostStore>(where);
        ASSERT_TRUE(await(m_store->ready()));
    }
    void put(const QString& id, const QByteArray& body)
    {
        RecordWrite write;
        write.put.push_back({RecordKind::Draft, id, 1, body});
        ASSERT_TRUE(await(m_store->writeRecords(std::move(write))));
    }
    QStringList drafts()
    {
        QStringList out;
        const auto records = await(m_store->records(RecordKind::Draft));
        EXPECT_TRUE(records);
        for (const auto& record : records.value_or(std::vector<UserRecord>()))
            out << record.id;
        return out;
    }
    QStringList copies() const
    {
        return QDir(m_folder.path()).entryList({u"user.db.copy-*"_s}, QDir::Files, QDir::Name);
    }
    void damageUser(qint64 from, qint64 count)
    {
        QFile file(files().user);
        ASSERT_TRUE(file.open(QIODevice::ReadWrite));
        ASSERT_TRUE(file.seek(from));
        file.write(QByteArray(int(count), 'x'));
    }
};

TEST_F(UserFileTest, RecordsStayInOrderAndAreReplacedAndRemoved)
{
    openAt(0);
    RecordWrite write;
    write.put
        = {{RecordKind::OutboxItem, u"b"_s, 2, "two"}, {RecordKind::OutboxItem, u"a"_s, 3, "three"},
            {RecordKind::OutboxItem, u"c"_s, 1, "one"}, {RecordKind::Draft, u"a"_s, 1, "draft"}};
    ASSERT_TRUE(await(store().writeRecords(write)));
    write = {};
    write.put = {{RecordKind::OutboxItem, u"b"_s, 9, QByteArray("nine\0x", 6)}};
    write.removed = {{RecordKind::OutboxItem, u"c"_s}};
    ASSERT_TRUE(await(store().writeRecords(write)));
    close();
    openAt(0);
    const auto records = await(store().records(RecordKind::OutboxItem));
    ASSERT_TRUE(records);
    const std::vector<UserRecord> expected{{RecordKind::OutboxItem, u"a"_s, 3, "three"},
        {RecordKind::OutboxItem, u"b"_s, 9, QByteArray("nine\0x", 6)}};
    EXPECT_EQ(*records, expected);
    EXPECT_EQ(drafts(), QStringList{u"a"_s}) << "another kind is another record";
}

TEST_F(UserFileTest, OfADayTheLongestCopyStays)
{
    openAt(0);
    RecordWrite write;
    write.copies = {{u"d"_s, 5, 10, at(1), "long"}};
    ASSERT_TRUE(await(store().writeRecords(write)));
    write.copies = {{u"d"_s, 5, 4, at(2), "short"}, {u"d"_s, 6, 1, at(3), "next day"}};
    ASSERT_TRUE(await(store().writeRecords(write)));
    auto kept = await(store().draftCopies());
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->size(), 2U);
    EXPECT_EQ(kept->front().body, "next day");
    EXPECT_EQ(kept->back().body, "long");
    write = {};
    write.forgetCopiesBefore = 6;
    ASSERT_TRUE(await(store().writeRecords(write)));
    EXPECT_EQ(await(store().draftCopies())->size(), 1U);
}

TEST_F(UserFileTest, SevenDailyCopiesAreKept)
{
    for (int day = 0; day < 10; ++day) {
        openAt(day);
        put(u"day%1"_s.arg(day), "x");
        close();
        openAt(day); // a second opening makes none
        close();
    }
    const auto names = copies();
    ASSERT_EQ(names.size(), 7);
    EXPECT_EQ(names.front(), u"user.db.copy-2026-11-04"_s);
    EXPECT_EQ(names.back(), u"user.db.copy-2026-11-10"_s);
    for (const auto& name : names) {
        const auto mode = QFile::permissions(m_folder.filePath(name));
        EXPECT_FALSE(mode & (QFile::ReadGroup | QFile::ReadOther));
    }
}

TEST_F(UserFileTest, TheNewestSoundCopyTakesThePlaceOfADamagedFile)
{
    for (int day = 0; day < 3; ++day) {
        openAt(day);
        put(u"day%1"_s.arg(day), QByteArray(3000, 'd'));
        EXPECT_FALSE(store().userRestoredFrom());
        close();
    }
    const qint64 size = QFileInfo(files().user).size();
    struct Accident {
        qint64 from;
        qint64 count;
    };
    for (const auto& [from, count] : {Accident{0, 200}, Accident{4096, size - 4096}}) {
        damageUser(from, count);
        openAt(3);
        EXPECT_EQ(drafts(), (QStringList{u"day0"_s, u"day1"_s})) << "as at the opening of day 2";
        EXPECT_EQ(store().userRestoredFrom(), QDate(2026, 11, 3));
        put(u"new"_s, "x");
        RecordWrite undo;
        undo.removed.emplace_back(RecordKind::Draft, u"new"_s);
        ASSERT_TRUE(await(store().writeRecords(undo)));
        close();
        QFile::remove(m_folder.filePath(u"user.db.copy-2026-11-04"_s));
    }
    EXPECT_TRUE(QFile::exists(files().user + u".bad"_s));
    EXPECT_TRUE(QFile::exists(files().user + u".bad-2"_s)) << "every bad one is kept";
}

TEST_F(UserFileTest, ADamagedCopyIsPassedOver)
{
    for (int day = 0; day < 3; ++day) {
        openAt(day);
        put(u"day%1"_s.arg(day), "x");
        close();
    }
    QFile copy(m_folder.filePath(u"user.db.copy-2026-11-03"_s));
    ASSERT_TRUE(copy.open(QIODevice::WriteOnly));
    copy.write("nothing");
    copy.close();
    damageUser(0, 4096);
    openAt(3);
    EXPECT_EQ(drafts(), QStringList{u"day0"_s});
    EXPECT_EQ(store().userRestoredFrom(), QDate(2026, 11, 2));
}

TEST_F(UserFileTest, DamageWhileItRunsIsMendedToo)
{
    for (int day = 0; day < 2; ++day) {
        openAt(day);
        for (int i = 0; i < 300; ++i)
            put(u"day%1-%2"_s.arg(day).arg(i, 3, 10, QChar(u'0')), QByteArray(2000, 'd'));
        ASSERT_TRUE(await(store().flush()));
        close();
    }
    openAt(1);
    const qint64 size = QFileInfo(files().user).size();
    damageUser(4096 * 2, size - 4096 * 2);
    const auto records = await(store().records(RecordKind::Draft));
    ASSERT_TRUE(records);
    EXPECT_EQ(records->size(), 300U) << "of the copy";
    put(u"new"_s, "x");
    EXPECT_EQ(await(store().records(RecordKind::Draft))->size(), 301U);
}

TEST_F(UserFileTest, AnOlderRevisionIsCopiedBeforeItIsChanged)
{
    {
        auto db = Database::open(files().user, Database::Mode::ReadWrite);
        ASSERT_TRUE(db);
        ASSERT_TRUE(migrate(*db, userSchema(), 2));
    }
    openAt(0);
    put(u"a"_s, "x");
    close();
    ASSERT_EQ(copies().size(), 1);
    auto copy = Database::open(m_folder.filePath(copies().front()), Database::Mode::Immutable);
    ASSERT_TRUE(copy);
    EXPECT_EQ(*copy->userVersion(), 2);
}

} // namespace
} // namespace staffroom
