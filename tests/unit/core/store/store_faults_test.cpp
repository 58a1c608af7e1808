#include "tests/unit/core/store/store_fixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

class StoreFaultsTest : public StoreFixture {
protected:
    void fill(int count)
    {
        std::vector<StoredEntry> entries;
        for (int i = 0; i < count; ++i)
            entries.push_back(entry(QString::number(i), i, u"text "_s.repeated(40)));
        ASSERT_TRUE(write(u"f"_s, entries));
        ASSERT_TRUE(await(store().flush()));
        close();
    }
    void damage(qint64 from, const QByteArray& bytes)
    {
        QFile file(files().cache);
        ASSERT_TRUE(file.open(QIODevice::ReadWrite));
        ASSERT_TRUE(file.seek(from));
        file.write(bytes);
    }
    void expectUsable()
    {
        EXPECT_TRUE(write(u"f"_s, {entry(u"new"_s, 900)}));
        const auto opening = await(store().open(u"f"_s, 500));
        ASSERT_TRUE(opening);
        ASSERT_FALSE(opening->entries.empty());
        EXPECT_EQ(opening->entries.front().post->id.remote, u"new"_s);
        EXPECT_TRUE(QFile::exists(files().cache + u".bad"_s));
    }
};

TEST_F(StoreFaultsTest, ACacheThatIsNoDatabaseIsSetAside)
{
    fill(50);
    damage(0, QByteArray(4096, 'x'));
    EXPECT_TRUE(await(store().ready()));
    EXPECT_TRUE(await(store().open(u"f"_s, 10))->entries.empty());
    expectUsable();
}

TEST_F(StoreFaultsTest, GarbageInTheMiddleIsSetAsideByTheFirstReader)
{
    fill(300);
    const qint64 size = QFileInfo(files().cache).size();
    damage(4096 * 2, QByteArray(int(size - 4096 * 2), 'x'));
    EXPECT_TRUE(await(store().open(u"f"_s, 500)));
    expectUsable();
}

TEST_F(StoreFaultsTest, GarbageInTheMiddleIsSetAsideByTheFirstWriter)
{
    fill(300);
    const qint64 size = QFileInfo(files().cache).size();
    damage(4096 * 2, QByteArray(int(size - 4096 * 2), 'x'));
    EXPECT_TRUE(write(u"f"_s, {entry(u"a"_s, 800)}));
    expectUsable();
}

TEST_F(StoreFaultsTest, ACacheCutShortIsSetAside)
{
    fill(300);
    ASSERT_TRUE(QFile::resize(files().cache, 4096 * 3 + 100));
    std::ignore = await(store().open(u"f"_s, 500));
    expectUsable();
}

TEST_F(StoreFaultsTest, ADamagedUserFileIsSetAsideWhileTheCacheStays)
{
    fill(5);
    QFile file(files().user);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    EXPECT_TRUE(await(store().ready()));
    EXPECT_TRUE(await(store().setReadMarker(u"f"_s, test::fakeId(u"1"_s))));
    EXPECT_EQ(await(store().open(u"f"_s, 10))->readMarker, test::fakeId(u"1"_s));
    EXPECT_EQ(await(store().open(u"f"_s, 10))->entries.size(), 5U);
    EXPECT_TRUE(QFile::exists(files().user + u".bad"_s));
}

TEST_F(StoreFaultsTest, AFolderThatIsMissingMeansMemory)
{
    PostStore store({m_folder.filePath(u"no/cache.db"_s), m_folder.filePath(u"no/user.db"_s)});
    const auto ready = await(store.ready());
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().kind, Error::Kind::Storage);
    FeedWrite one;
    one.feedKey = u"f"_s;
    one.entries = {entry(u"1"_s, 1)};
    EXPECT_TRUE(await(store.write(one)));
    EXPECT_EQ(await(store.open(u"f"_s, 10))->entries.size(), 1U);
    EXPECT_EQ(await(store.search(u"Post"_s, 10))->size(), 1U);
    EXPECT_FALSE(await(store.setReadMarker(u"f"_s, test::fakeId(u"1"_s))));
}

/// Permission bits mean nothing to root: become somebody else for a while.
class AsNobody {
public:
    AsNobody()
        : m_wasRoot(geteuid() == 0)
    {
        if (m_wasRoot)
            m_isChanged = seteuid(65534) == 0;
    }
    ~AsNobody()
    {
        if (m_wasRoot && seteuid(0) != 0)
            std::abort();
    }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
    bool works() const { return !m_wasRoot || m_isChanged; }

private:
    bool m_wasRoot;
    bool m_isChanged = false;
};

TEST_F(StoreFaultsTest, AReadOnlyFolderIsReadFrom)
{
    fill(20);
    const QByteArray folder = m_folder.path().toLocal8Bit();
    for (const QString& path : {files().cache, files().user})
        ASSERT_EQ(::chmod(path.toLocal8Bit().constData(), 0444), 0);
    ASSERT_EQ(::chmod(folder.constData(), 0555), 0);
    {
        const AsNobody nobody;
        if (!nobody.works())
            GTEST_SKIP() << "cannot give up root here";
        const auto ready = await(store().ready());
        ASSERT_FALSE(ready);
        EXPECT_EQ(ready.error().kind, Error::Kind::Storage);
        const auto opening = await(store().open(u"f"_s, 100));
        ASSERT_TRUE(opening);
        EXPECT_EQ(opening->entries.size(), 20U);
        const auto written = write(u"f"_s, {entry(u"new"_s, 900)});
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().kind, Error::Kind::Storage);
        EXPECT_EQ(await(store().open(u"f"_s, 100))->entries.size(), 20U);
        close();
    }
    ::chmod(folder.constData(), 0755);
}

TEST_F(StoreFaultsTest, AFullDiskRefusesWritesUntilThereIsRoom)
{
    ASSERT_TRUE(write(u"f"_s, {entry(u"first"_s, 0)}));
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit tight = before;
    tight.rlim_cur = 512 * 1024;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);

    int refused = 0;
    Error error;
    QStringList acknowledged{u"first"_s};
    for (int i = 0; i < 400; ++i) {
        const QString id = u"p%1"_s.arg(i);
        const auto done = write(u"f"_s, {entry(id, i + 1, u"words and more "_s.repeated(200))});
        if (done) {
            acknowledged << id;
        } else {
            ++refused;
            error = done.error();
        }
    }
    const auto reading = await(store().open(u"f"_s, 1000));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, oldHandler);

    EXPECT_GT(refused, 0);
    EXPECT_EQ(error.kind, Error::Kind::Storage);
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->entries.size(), size_t(acknowledged.size()));

    // Room again: it goes on by itself.
    EXPECT_TRUE(write(u"f"_s, {entry(u"last"_s, 5000)}));
    acknowledged << u"last"_s;
    close();
    const auto opening = await(store().open(u"f"_s, 1000));
    ASSERT_TRUE(opening);
    auto found = ids(opening->entries);
    found.sort();
    acknowledged.sort();
    EXPECT_EQ(found, acknowledged);
    EXPECT_FALSE(QFile::exists(files().cache + u".bad"_s));
}

} // namespace
} // namespace staffroom
