// kill -9 while somebody types, and while posts are sent.
#include "tests/support/fake_mastodon.h"
#include "tests/support/wait_for.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kTypingKills = 100;
#if defined(__SANITIZE_ADDRESS__) // several times slower
constexpr int kSendingKills = 20;
#else
constexpr int kSendingKills = 100;
#endif

qint64 nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

class OutboxKill : public testing::Test {
protected:
    void startChild(const QStringList& arguments)
    {
        m_child = std::make_unique<QProcess>();
        m_child->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_child->start(QStringLiteral(STAFFROOM_BIN_DIR "/outbox_kill_child"),
            QStringList{m_folder.path()} + arguments);
        ASSERT_TRUE(m_child->waitForStarted());
    }
    bool waitForWord(const QByteArray& word)
    {
        return test::waitFor([&] {
            readLines();
            return std::any_of(m_lines.begin(), m_lines.end(),
                [&](const QByteArray& line) { return line.startsWith(word); });
        });
    }
    /// A last line without its end was not said.
    void readLines()
    {
        while (m_child->canReadLine())
            m_lines.push_back(m_child->readLine().trimmed());
    }
    /// Lets it live so long, then kills it.
    qint64 killAfter(int ms)
    {
        const QDeadlineTimer life(ms);
        std::ignore = test::waitFor([&] { return life.hasExpired(); });
        EXPECT_EQ(m_child->state(), QProcess::Running) << m_child->exitCode();
        const qint64 moment = nowMs();
        m_child->kill();
        m_child->waitForFinished();
        readLines();
        return moment;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_child;
    std::vector<QByteArray> m_lines;
    std::mt19937 m_random{20261122};
};

TEST_F(OutboxKill, AHundredKillsCostAtMostTheLastSecondOfTyping)
{
    int typed = 0; // up to here it must be there
    int longest = 0;
    for (int i = 0; i < kTypingKills; ++i) {
        m_lines.clear();
        startChild({u"type"_s, QString::number(longest)});
        ASSERT_TRUE(waitForWord("restored"));
        const int restored = m_lines.front().split(' ').at(1).toInt();
        EXPECT_GE(restored, typed) << "in life " << i;
        const qint64 killed
            = killAfter(std::uniform_int_distribution<int>(50, i % 10 == 0 ? 2500 : 350)(m_random));
        for (const auto& line : m_lines) {
            const auto words = line.split(' ');
            if (words.front() != "key")
                continue;
            longest = words.at(1).toInt();
            if (killed - words.at(2).toLongLong() > 1000)
                typed = longest;
        }
    }
    EXPECT_GT(typed, 0) << "some lived longer than a second";
    std::cout << longest << " keys, " << typed << " of them older than a second at a kill\n";
}

class OutboxKillSending : public OutboxKill, public testing::WithParamInterface<test::Flavour> { };

INSTANTIATE_TEST_SUITE_P(Servers, OutboxKillSending,
    testing::Values(test::Flavour::Mastodon, test::Flavour::GoToSocial),
    [](const auto& one) { return test::flavourName(one.param).toStdString(); });

TEST_P(OutboxKillSending, AHundredKillsLoseAndDoubleNothing)
{
    test::FakeMastodon::Settings settings;
    settings.flavour = GetParam();
    test::FakeMastodon fake(settings);
    const QStringList server{fake.base(), fake.handle(), QString::fromLatin1(fake.token())};
    // Looking goes with a pause of ten seconds where the server cannot be asked by key.
    const int kills = GetParam() == test::Flavour::Mastodon ? kSendingKills : 10;
    int next = 1;
    std::vector<int> off;
    for (int i = 0; i < kills; ++i) {
        m_lines.clear();
        startChild(QStringList{u"send"_s, QString::number(next)} + server);
        ASSERT_TRUE(waitForWord("loaded"));
        killAfter(std::uniform_int_distribution<int>(0, 60)(m_random));
        for (const auto& line : m_lines) {
            if (line.startsWith("off"))
                off.push_back(line.split(' ').at(1).toInt());
        }
        next = (off.empty() ? next : std::max(next, off.back() + 1))
            + 1; // one may not have been said
        // Some are sent now, some wait for many lives.
        if (i % 10 == 9) {
            startChild(QStringList{u"drain"_s, u"0"_s} + server);
            ASSERT_TRUE(test::waitFor([&] { return m_child->state() == QProcess::NotRunning; },
                std::chrono::seconds(100)));
        }
    }
    QHash<QString, int> there;
    int last = 0;
    for (const auto* post : fake.ownPosts()) {
        ++there[post->draft.text];
        const int number = post->draft.text.section(u' ', 2).toInt();
        EXPECT_GT(number, last) << "out of order";
        last = number;
    }
    for (const int number : off)
        EXPECT_EQ(there.value(u"Answer number %1"_s.arg(number)), 1) << number;
    for (auto it = there.begin(); it != there.end(); ++it)
        EXPECT_EQ(it.value(), 1) << qPrintable(it.key());
    EXPECT_GT(int(off.size()), kills / 2);
    std::cout << off.size() << " posts sent off in " << kills << " lives, " << there.size()
              << " arrived\n";
}

} // namespace
} // namespace staffroom
