#include "core/room/pacer.h"

#include <QSet>

#include <gtest/gtest.h>

#include <random>

namespace staffroom {
namespace {

using namespace std::chrono_literals;
using Mode = PaceSetting::Mode;

Timestamp at(Millis time)
{
    return timestampFromMs(0) + time;
}

TEST(PacerTest, ShowsAtOnceByItself)
{
    Pacer pacer;
    EXPECT_TRUE(pacer.put({1, at(0s), false}, 0s));
    EXPECT_EQ(pacer.waiting(), 0);
    EXPECT_EQ(pacer.untilNext(0s), std::nullopt);
}

// Ten minutes at 90 posts a minute.
TEST(PacerTest, HeldPostsComeOutOnceAndInOrder)
{
    Pacer pacer;
    pacer.setSetting({Mode::Held, 6}, 0s);
    for (quint64 i = 1; i <= 900; ++i) {
        const Millis now(qint64(i) * 667);
        EXPECT_FALSE(pacer.put({i, at(now), i % 7 == 0}, now));
        EXPECT_TRUE(pacer.take(now).empty());
    }
    EXPECT_EQ(pacer.state(at(601s)).waiting, 900);
    EXPECT_EQ(pacer.untilNext(601s), std::nullopt);
    const auto out = pacer.release();
    ASSERT_EQ(out.size(), 900U);
    for (quint64 i = 0; i < 900; ++i)
        EXPECT_EQ(out[i], i + 1);
    EXPECT_TRUE(pacer.release().empty());
    EXPECT_EQ(pacer.state(at(601s)).waiting, 0);
}

TEST(PacerTest, GentleGivesAtMostSoManyAMinute)
{
    Pacer pacer;
    pacer.setSetting({Mode::Gentle, 6}, 0s);
    std::vector<Millis> shownAt;
    quint64 key = 0;
    for (Millis now = 0s; now < 10min; now += 500ms) {
        if (pacer.put({++key, at(now), false}, now))
            shownAt.push_back(now);
        for ([[maybe_unused]] const quint64 shown : pacer.take(now))
            shownAt.push_back(now);
    }
    EXPECT_EQ(shownAt.size(), 60U);
    for (size_t i = 6; i < shownAt.size(); ++i)
        EXPECT_GE(shownAt[i] - shownAt[i - 6], 60s);
}

TEST(PacerTest, HostsAndRepliesToMeGoFirstTheRestInOrderOfWriting)
{
    Pacer pacer;
    pacer.setSetting({Mode::Gentle, 60}, 0s);
    EXPECT_TRUE(pacer.put({1, at(1s), false}, 1s));
    pacer.put({2, at(3s), false}, 1s);
    pacer.put({3, at(2s), false}, 1s); // arrived after one that was written later
    pacer.put({4, at(9s), true}, 1s);
    std::vector<quint64> out;
    for (Millis now = 2s; now < 10s; now += 1s) {
        for (const quint64 key : pacer.take(now))
            out.push_back(key);
    }
    EXPECT_EQ(out, (std::vector<quint64>{4, 3, 2}));
}

TEST(PacerTest, TellsHowFarItIsBehind)
{
    Pacer pacer;
    pacer.setSetting({Mode::Held, 6}, 0s);
    pacer.put({1, at(60s), false}, 60s);
    pacer.put({2, at(90s), false}, 90s);
    EXPECT_EQ(pacer.state(at(300s)).behind, 240s);
    pacer.remove(1);
    EXPECT_EQ(pacer.state(at(300s)).behind, 210s);
    EXPECT_EQ(pacer.state(at(300s)).waiting, 1);
}

TEST(PacerTest, ReleasesWhatIsNamedAlone)
{
    Pacer pacer;
    pacer.setSetting({Mode::Held, 6}, 0s);
    for (quint64 i = 1; i <= 10; ++i)
        pacer.put({i, at(Millis(qint64(i))), false}, 0s);
    const auto even = pacer.release([](quint64 key) { return key % 2 == 0; });
    EXPECT_EQ(even, (std::vector<quint64>{2, 4, 6, 8, 10}));
    EXPECT_EQ(pacer.release(), (std::vector<quint64>{1, 3, 5, 7, 9}));
}

TEST(PacerTest, AMachineThatSleptDoesNotPourOutTheRest)
{
    Pacer pacer;
    pacer.setSetting({Mode::Gentle, 6}, 0s);
    for (quint64 i = 1; i <= 50; ++i)
        pacer.put({i, at(0s), false}, 0s);
    EXPECT_EQ(pacer.take(8h).size(), 1U);
    EXPECT_TRUE(pacer.take(8h + 5s).empty());
    EXPECT_EQ(pacer.take(8h + 10s).size(), 1U);
}

// Any changes of the setting, removals and releases: each post is given out once or removed.
TEST(PacerTest, LosesAndDoublesNothingWhateverIsDone)
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        Pacer pacer;
        QSet<quint64> shown;
        QSet<quint64> gone;
        const auto give = [&](quint64 key) {
            EXPECT_FALSE(shown.contains(key));
            EXPECT_FALSE(gone.contains(key));
            shown.insert(key);
        };
        quint64 last = 0;
        Millis now = 0s;
        for (int step = 0; step < 600; ++step) {
            now += Millis(random() % 3000);
            switch (random() % 8) {
            case 0:
                pacer.setSetting({Mode(random() % 3), int(random() % 70)}, now);
                break;
            case 1:
                if (last > 0) {
                    const quint64 key = random() % last + 1;
                    if (pacer.isWaiting(key))
                        gone.insert(key);
                    pacer.remove(key);
                }
                break;
            case 2:
                for (const quint64 key :
                    pacer.release([&](quint64 one) { return one % 3 == random() % 3; }))
                    give(key);
                break;
            case 3:
                for (const quint64 key : pacer.take(now))
                    give(key);
                break;
            default:
                ++last;
                if (pacer.put({last, at(now - Millis(random() % 60000)), random() % 5 == 0}, now))
                    give(last);
            }
            EXPECT_EQ(qsizetype(last), shown.size() + gone.size() + pacer.waiting());
        }
        for (const quint64 key : pacer.release())
            give(key);
        EXPECT_EQ(qsizetype(last), shown.size() + gone.size());
    }
}

} // namespace
} // namespace staffroom
