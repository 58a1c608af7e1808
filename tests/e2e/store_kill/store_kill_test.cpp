#include "core/deck/deck_file.h"
#include "core/store/post_store.h"
#include "core/store/statement.h"

#include "tests/support/wait_for.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <iostream>
#include <map>
#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kRounds = 200;

/// What the child said was safe.
struct Ledger {
    std::map<QString, QSet<QString>> posts; ///< by feed
    int posted = 0;
    int lastDeck = 0;
    int lastMark = 0;
    int highest = 0;
    int rounds = 0; ///< that came to writing

    void read(const QByteArray& line)
    {
        const auto words = QString::fromUtf8(line).split(u' ');
        if (words.at(0) == "ready"_L1)
            ++rounds;
        for (qsizetype i = 1; i < words.size(); ++i)
            highest = std::max(highest, words.at(i).toInt());
        if (words.at(0) == "posts"_L1) {
            for (qsizetype i = 2; i < words.size(); ++i)
                posts[words.at(1)].insert(words.at(i));
            posted += int(words.size()) - 2;
        } else if (words.at(0) == "deck"_L1) {
            lastDeck = words.at(1).toInt();
        } else if (words.at(0) == "mark"_L1) {
            lastMark = words.at(1).toInt();
        }
    }
};

class StoreKill : public testing::Test {
protected:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    /// One life and death. Some die while they start, most while they write.
    void round(int number)
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QStringLiteral(STAFFROOM_BIN_DIR "/store_kill_child"),
            {m_folder.path(), QString::number(m_ledger.highest + 1000)});
        ASSERT_TRUE(child.waitForStarted());
        if (number % 5 != 0) {
            ASSERT_TRUE(child.waitForReadyRead(20'000));
        }
        const QDeadlineTimer life(std::uniform_int_distribution<int>(0, 40)(m_random));
        while (!life.hasExpired() && child.state() == QProcess::Running)
            child.waitForReadyRead(int(life.remainingTime()));
        ASSERT_EQ(child.state(), QProcess::Running) << "it ended by itself: " << child.exitCode();
        child.kill();
        child.waitForFinished();
        // A last line without its end was not said.
        while (child.canReadLine())
            m_ledger.read(child.readLine().trimmed());
    }
    void expectDeck()
    {
        if (m_ledger.lastDeck == 0)
            return;
        const auto loaded = DeckFile(path(u"deck.json"_s)).load();
        ASSERT_TRUE(loaded);
        EXPECT_FALSE(loaded->isFromBackup);
        // It may have been saved and not yet said.
        EXPECT_GE(loaded->deck.name.toInt(), m_ledger.lastDeck);
    }
    void expectSound(const QString& file)
    {
        auto db = Database::open(file, Database::Mode::ReadWrite);
        ASSERT_TRUE(db);
        auto check = Statement::prepare(*db, "PRAGMA integrity_check");
        ASSERT_TRUE(check);
        auto rows = check->run();
        ASSERT_TRUE(rows.next().value_or(false));
        EXPECT_EQ(rows.text(0), u"ok"_s);
    }
    void expectPosts()
    {
        PostStore store({path(u"cache.db"_s), path(u"user.db"_s)});
        ASSERT_TRUE(test::await(store.ready()));
        for (const auto& [feed, ids] : m_ledger.posts) {
            const auto entries
                = test::await(store.between(feed, std::nullopt, std::nullopt, 10'000'000),
                    std::chrono::minutes(1));
            ASSERT_TRUE(entries);
            QSet<QString> found;
            for (const auto& entry : *entries) {
                EXPECT_FALSE(found.contains(entry.post->id.remote)) << "doubled";
                found.insert(entry.post->id.remote);
            }
            EXPECT_TRUE((ids - found).isEmpty()) << (ids - found).size() << " posts are lost";
        }
        const auto opening = test::await(store.open(u"feed0"_s, 1));
        ASSERT_TRUE(opening);
        EXPECT_GE(opening->readMarker.remote.toInt(), m_ledger.lastMark);
        EXPECT_EQ(opening->gaps.size(), 1U);
    }

    QTemporaryDir m_folder;
    std::mt19937 m_random{20251122};
    Ledger m_ledger;
};

TEST_F(StoreKill, NothingAcknowledgedIsLostInTwoHundredKills)
{
    for (int i = 1; i <= kRounds; ++i) {
        round(i);
        expectDeck();
        if (i % 50 == 0) {
            expectPosts();
            expectSound(path(u"cache.db"_s));
            expectSound(path(u"user.db"_s));
        }
        if (HasFatalFailure())
            return;
    }
    EXPECT_FALSE(QFile::exists(path(u"cache.db.bad"_s)));
    EXPECT_FALSE(QFile::exists(path(u"user.db.bad"_s)));
    EXPECT_GT(m_ledger.rounds, kRounds / 2);
    EXPECT_GT(m_ledger.posted, kRounds);
    EXPECT_GT(m_ledger.lastDeck, 0);
    EXPECT_GT(m_ledger.lastMark, 0);
    std::cout << m_ledger.posted << " posts acknowledged in " << m_ledger.rounds << " lives\n";
}

} // namespace
} // namespace staffroom
