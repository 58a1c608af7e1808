#include "core/services/x/ledger.h"

#include "core/base/whole_file.h"
#include "core/services/x/ledger_day.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;

const QString kFeed = u"x|https://api.x.com|bea_teaches|hashtag|edchat||"_s;
const QString kOtherFeed = u"x|https://api.x.com|bea_teaches|home"_s;

Bill postsBill(const QStringList& ids)
{
    Bill bill;
    bill.posts = ids;
    return bill;
}

QStringList manyIds(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids << QString::number(1'900'000'000'000'000'000LL + i);
    return ids;
}

struct LedgerTest : testing::Test {
    test::FakeClock clock; // 2025-11-22 19:00 UTC
    QTemporaryDir folder;
    QString path = folder.filePath(u"x-spending.json"_s);
    QThreadPool pool; // after the folder: what is under way in it would make it again
    std::unique_ptr<Ledger> ledger;
    int changes = 0;

    /// As a program that starts does.
    void open()
    {
        ledger.reset();
        ledger = std::make_unique<Ledger>(Ledger::Context{&clock, &pool, path});
        QObject::connect(ledger.get(), &Ledger::changed, [this] { ++changes; });
    }
    void openReady()
    {
        open();
        ASSERT_TRUE(await(ledger->ready()));
    }
    /// As one that is killed: nothing more is written. The file is what the pool wrote.
    QJsonObject onDisk() const
    {
        const auto bytes = readWholeFile(path, 1 << 26);
        return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    }
    int postsOnDisk() const
    {
        return static_cast<int>(onDisk().value("posts"_L1).toArray().size());
    }
    void writeFile(const QByteArray& bytes) { ASSERT_TRUE(writeWholeFile(path, bytes)); }
    /// Nothing of the pool runs before this goes.
    struct BusyPool {
        explicit BusyPool(QThreadPool& pool)
        {
            pool.setMaxThreadCount(1);
            pool.start([held = gate] { held->acquire(); });
        }
        ~BusyPool() { release(); }
        void release()
        {
            if (!std::exchange(isReleased, true))
                gate->release();
        }
        std::shared_ptr<QSemaphore> gate = std::make_shared<QSemaphore>();
        bool isReleased = false;
    };
};

TEST_F(LedgerTest, CountsEveryResourceOnceADay)
{
    openReady();
    Bill bill;
    bill.posts = {u"1"_s, u"2"_s, u"2"_s};
    bill.users = {u"7"_s, u"7"_s};
    bill.lists = {u"9"_s};
    bill.other = kPriceCounts;
    EXPECT_EQ(ledger->add(kFeed, bill), 2 * kPricePost + kPriceUser + kPriceList + kPriceCounts);
    EXPECT_EQ(ledger->readsToday(), 2 * kPricePost + kPriceUser + kPriceList);
    // Requests are charged each time, resources are not.
    EXPECT_EQ(ledger->add(kFeed, bill), kPriceCounts);
    EXPECT_EQ(ledger->today(), 2 * kPricePost + kPriceUser + kPriceList + 2 * kPriceCounts);
    EXPECT_EQ(ledger->readsToday(), 2 * kPricePost + kPriceUser + kPriceList);
    // The same number as a post and as a person are two things.
    Bill person;
    person.users = {u"1"_s};
    EXPECT_EQ(ledger->add(kFeed, person), kPriceUser);
}

TEST_F(LedgerTest, AResourceIsOnTheAccountOfTheFeedThatReadItFirst)
{
    openReady();
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s, u"2"_s})), 2 * kPricePost);
    EXPECT_EQ(ledger->add(kOtherFeed, postsBill({u"2"_s, u"3"_s})), kPricePost);
    EXPECT_EQ(ledger->add({}, postsBill({u"3"_s, u"4"_s})), kPricePost);
    EXPECT_EQ(ledger->today(kFeed), 2 * kPricePost);
    EXPECT_EQ(ledger->today(kOtherFeed), kPricePost);
    EXPECT_EQ(ledger->today(QString()), kPricePost);
    EXPECT_EQ(ledger->today(u"another"_s), 0);
    EXPECT_EQ(ledger->today(), 4 * kPricePost);
    EXPECT_TRUE(ledger->hasPaidFor(u"4"_s));
    EXPECT_FALSE(ledger->hasPaidFor(u"5"_s));
}

TEST_F(LedgerTest, TellsOfChangesAndOfNothingElse)
{
    openReady();
    changes = 0;
    ledger->add(kFeed, postsBill({u"1"_s}));
    EXPECT_EQ(changes, 1);
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), 0);
    EXPECT_EQ(ledger->add(kFeed, Bill()), 0);
    ledger->today();
    EXPECT_EQ(changes, 1);
    ledger->setDailyLimit(5);
    ledger->setDailyLimit(5);
    EXPECT_EQ(changes, 2);
}

TEST_F(LedgerTest, StopsAtTheLimitUntilMidnight)
{
    openReady();
    EXPECT_FALSE(ledger->left());
    EXPECT_TRUE(ledger->mayRead());
    ledger->setDailyLimit(2 * kPricePost);
    EXPECT_EQ(ledger->left(), 2 * kPricePost);
    ledger->add(kFeed, postsBill({u"1"_s}));
    EXPECT_EQ(ledger->left(), kPricePost);
    EXPECT_TRUE(ledger->mayRead());
    ledger->add(kFeed, postsBill({u"2"_s, u"3"_s}));
    EXPECT_EQ(ledger->left(), 0); // never less
    const auto refused = ledger->mayRead();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Error::Kind::RateLimited);
    EXPECT_EQ(refused.error().path, kSpendingLimit);
    EXPECT_EQ(refused.error().retryAfter, std::optional<std::chrono::seconds>(5h));
    EXPECT_TRUE(refused.error().isRetryable());
    clock.advance(5h - 1ms);
    EXPECT_EQ(ledger->mayRead().error().retryAfter, std::optional<std::chrono::seconds>(1s));
    clock.advance(1ms);
    EXPECT_TRUE(ledger->mayRead());
    EXPECT_EQ(ledger->left(), 2 * kPricePost);
    // A higher limit goes on at once.
    ledger->add(kFeed, postsBill({u"1"_s, u"2"_s}));
    EXPECT_FALSE(ledger->mayRead());
    ledger->setDailyLimit(3 * kPricePost);
    EXPECT_TRUE(ledger->mayRead());
}

TEST_F(LedgerTest, MidnightBeginsAnewAndSaysSo)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    changes = 0;
    clock.advance(5h);
    EXPECT_EQ(changes, 1);
    EXPECT_EQ(ledger->today(), 0);
    EXPECT_EQ(ledger->today(kFeed), 0);
    EXPECT_FALSE(ledger->hasPaidFor(u"1"_s));
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), kPricePost);
    clock.advance(24h);
    EXPECT_EQ(changes, 3);
    EXPECT_EQ(ledger->today(), 0);
}

TEST_F(LedgerTest, GoesByTheClockAtEachCallWhateverTimersDo)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    clock.setNow(clock.now() + 5h); // as after sleep: no timer has fired
    changes = 0;
    EXPECT_EQ(ledger->today(), 0);
    EXPECT_TRUE(test::waitFor([&] { return changes == 1; }));
    ledger->add(kFeed, postsBill({u"1"_s}));
    // Set right by some seconds: not yesterday again, for what was spent would be forgotten.
    clock.setNow(clock.now() - 30s);
    EXPECT_EQ(ledger->today(), kPricePost);
    clock.setNow(clock.now() - 2h);
    EXPECT_EQ(ledger->today(), 0);
}

TEST_F(LedgerTest, RestartsDoNotForget)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s, u"2"_s}));
    openReady();
    EXPECT_EQ(ledger->today(kFeed), 2 * kPricePost);
    EXPECT_EQ(ledger->readsToday(), 2 * kPricePost);
    Bill bill = postsBill({u"2"_s, u"3"_s});
    bill.other = kPriceNewPost;
    EXPECT_EQ(ledger->add(kOtherFeed, bill), kPricePost + kPriceNewPost);
    openReady();
    EXPECT_EQ(ledger->today(), 3 * kPricePost + kPriceNewPost);
    EXPECT_EQ(ledger->today(kOtherFeed), kPricePost + kPriceNewPost);
    EXPECT_EQ(ledger->readsToday(), 3 * kPricePost);
    EXPECT_TRUE(ledger->hasPaidFor(u"3"_s));
    // The other day it is all over.
    clock.advance(5h);
    openReady();
    EXPECT_EQ(ledger->today(), 0);
}

TEST_F(LedgerTest, WhatComesBeforeTheFileIsReadIsNotCountedTwice)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s, u"2"_s}));
    open();
    ledger->add(kOtherFeed, postsBill({u"2"_s, u"3"_s}));
    ASSERT_TRUE(await(ledger->ready()));
    EXPECT_EQ(ledger->today(), 3 * kPricePost);
    EXPECT_EQ(ledger->today(kOtherFeed), kPricePost);
    openReady();
    EXPECT_EQ(ledger->today(), 3 * kPricePost);
}

TEST_F(LedgerTest, GoingBeforeTheFileIsReadLosesNothing)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    ledger.reset();
    {
        BusyPool busy(pool);
        open();
        ledger->add(kFeed, postsBill({u"1"_s, u"2"_s}));
        ledger.reset();
        EXPECT_EQ(postsOnDisk(), 2);
        open(); // and without anything new the file stays as it is
        ledger.reset();
        EXPECT_EQ(postsOnDisk(), 2);
    }
    openReady();
    EXPECT_EQ(ledger->today(), 2 * kPricePost);
}

TEST_F(LedgerTest, WritesAtMostOnceASecondAndTheNewest)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    ledger->add(kFeed, postsBill({u"2"_s}));
    pool.waitForDone();
    EXPECT_FALSE(QFile::exists(path));
    clock.advance(999ms);
    pool.waitForDone();
    EXPECT_FALSE(QFile::exists(path));
    clock.advance(1ms);
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 2);
    // The ledger has heard of it before the next one is due.
    QCoreApplication::processEvents();
    ledger->add(kFeed, postsBill({u"3"_s}));
    clock.advance(999ms);
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 2);
    clock.advance(1ms);
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 3);
}

TEST_F(LedgerTest, WhatIsAddedWhileItWritesIsWrittenNext)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    {
        BusyPool busy(pool);
        clock.advance(1s); // handed to the pool, which has no time
        ledger->add(kFeed, postsBill({u"2"_s}));
        clock.advance(10s);
        EXPECT_FALSE(QFile::exists(path));
    }
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 1);
    QCoreApplication::processEvents();
    clock.advance(1s);
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 2);
}

TEST_F(LedgerTest, AWriteThatComesLateDoesNotReplaceTheLastOne)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    {
        BusyPool busy(pool);
        clock.advance(1s);
        ledger->add(kFeed, postsBill({u"2"_s}));
        ledger.reset();
        EXPECT_EQ(postsOnDisk(), 2);
    }
    pool.waitForDone();
    EXPECT_EQ(postsOnDisk(), 2);
}

TEST_F(LedgerTest, DamagedFilesCountAsEmptyAndAreReplaced)
{
    const QByteArray good = [this] {
        LedgerDay day(clock.now());
        day.add(kFeed, postsBill({u"1"_s}));
        return day.toJson();
    }();
    const auto changed = [&](const QString& name, const QJsonValue& value) {
        auto object = QJsonDocument::fromJson(good).object();
        object.insert(name, value);
        return QJsonDocument(object).toJson();
    };
    QList<QByteArray> damaged{"", "{}", "[]", "null", "\xFF\xFE", good.chopped(1), good + '}',
        changed(u"version"_s, 2), changed(u"day"_s, u"today"_s), changed(u"day"_s, 5),
        changed(u"posts"_s, QJsonObject()), changed(u"posts"_s, QJsonArray{1}),
        changed(u"posts"_s, QJsonArray{u"1"_s, u"2"_s}),
        changed(u"users"_s, QJsonArray{QString(1000, u'1')}), changed(u"lists"_s, QJsonValue()),
        changed(u"feeds"_s, QJsonArray()), changed(u"feeds"_s, QJsonObject{{u"a"_s, -1}}),
        changed(u"feeds"_s, QJsonObject{{u"a"_s, 1e300}}),
        changed(u"feeds"_s, QJsonObject{{u"a"_s, 0.5}}),
        changed(u"feeds"_s, QJsonObject{{u"a"_s, u"5000"_s}}), changed(u"day"_s, u"2025-11-21"_s),
        changed(u"day"_s, u"2025-11-23"_s)};
    for (const auto& bytes : damaged) {
        ledger.reset();
        writeFile(bytes);
        openReady();
        EXPECT_EQ(ledger->today(), 0) << bytes.constData();
        EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), kPricePost) << bytes.constData();
        openReady();
        EXPECT_EQ(ledger->today(), kPricePost) << bytes.constData();
    }
    ledger.reset();
    writeFile(good);
    openReady();
    EXPECT_EQ(ledger->today(), kPricePost);
}

TEST_F(LedgerTest, AFolderThatCannotBeWrittenCostsNothingButTheMemory)
{
    path = folder.path(); // a folder, no file
    openReady();
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), kPricePost);
    clock.advance(1s);
    pool.waitForDone();
    QCoreApplication::processEvents();
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), 0);
    clock.advance(10s);
    EXPECT_EQ(ledger->today(), kPricePost);
    ledger.reset();
    EXPECT_TRUE(QDir(folder.path()).exists());
}

TEST_F(LedgerTest, WithoutAFileNothingIsKept)
{
    path.clear();
    openReady();
    EXPECT_EQ(ledger->add(kFeed, postsBill({u"1"_s})), kPricePost);
    clock.advance(5s);
    openReady();
    EXPECT_EQ(ledger->today(), 0);
    EXPECT_TRUE(QDir(folder.path()).isEmpty());
}

TEST_F(LedgerTest, TheFileHoldsNoNamesAndIsNobodyElsesToRead)
{
    openReady();
    ledger->add(kFeed, postsBill({u"1"_s}));
    ledger.reset();
    const auto bytes = readWholeFile(path, 1 << 20);
    ASSERT_TRUE(bytes);
    EXPECT_FALSE(bytes->contains("bea"));
    EXPECT_FALSE(bytes->contains("edchat"));
    EXPECT_EQ(QFile::permissions(path)
            & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
        QFile::Permissions());
    EXPECT_EQ(onDisk().value("version"_L1).toInt(), 1);
    EXPECT_EQ(onDisk().value("day"_L1).toString(), u"2025-11-22"_s);
}

TEST_F(LedgerTest, FiftyThousandIdsSurviveARestart)
{
    const auto ids = manyIds(50'000);
    openReady();
    for (int i = 0; i < ids.size(); i += 100)
        ledger->add(kFeed, postsBill(ids.mid(i, 100)));
    EXPECT_EQ(ledger->today(), 50'000 * kPricePost);
    openReady();
    EXPECT_EQ(ledger->today(), 50'000 * kPricePost);
    EXPECT_EQ(ledger->add(kFeed, postsBill(ids)), 0);
    EXPECT_LT(QFile(path).size(), 2 * 1024 * 1024);
}

} // namespace
} // namespace staffroom::x
