#include "core/feeds/poll_scheduler.h"

#include "tests/support/fake_clock.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class PollSchedulerTest : public testing::Test {
protected:
    void add(const QString& server, Lane lane, Millis delay, const QString& name)
    {
        m_tickets.push_back(
            m_scheduler.schedule(server, lane, delay, [this, name] { m_ran << name; }));
    }
    test::FakeClock m_clock;
    PollScheduler m_scheduler{m_clock};
    std::vector<PollScheduler::Ticket> m_tickets;
    QStringList m_ran;
};

TEST_F(PollSchedulerTest, NeverRunsInsideTheCall)
{
    add(u"s"_s, Lane::User, 0ms, u"a"_s);
    EXPECT_TRUE(m_ran.isEmpty());
    EXPECT_TRUE(m_tickets[0].isWaiting());
    m_clock.advance(0ms);
    EXPECT_EQ(m_ran, QStringList({u"a"_s}));
    EXPECT_FALSE(m_tickets[0].isWaiting());
}

TEST_F(PollSchedulerTest, LanesGoInOrder)
{
    add(u"s"_s, Lane::Background, 0ms, u"unseen"_s);
    add(u"s"_s, Lane::Visible, 0ms, u"seen"_s);
    add(u"s"_s, Lane::User, 0ms, u"person"_s);
    m_clock.advance(0ms);
    EXPECT_EQ(m_ran, QStringList({u"person"_s, u"seen"_s, u"unseen"_s}));
}

TEST_F(PollSchedulerTest, OneASecondAfterTheFirstTen)
{
    for (int i = 0; i < 20; ++i) {
        add(u"s"_s, Lane::Visible, 0ms, u"x"_s);
        add({}, Lane::Visible, 0ms, u"inside"_s);
    }
    m_clock.advance(0ms);
    EXPECT_EQ(m_ran.count(u"x"_s), 10);
    EXPECT_EQ(m_ran.count(u"inside"_s), 20);
    m_clock.advance(3100ms);
    EXPECT_EQ(m_ran.count(u"x"_s), 13);
    add(u"s"_s, Lane::User, 0ms, u"person"_s);
    add(u"t"_s, Lane::Background, 0ms, u"other"_s);
    m_clock.advance(0ms);
    EXPECT_TRUE(m_ran.contains(u"person"_s));
    EXPECT_TRUE(m_ran.contains(u"other"_s));
}

TEST_F(PollSchedulerTest, DroppedTicketsDoNotRun)
{
    add(u"s"_s, Lane::User, 1s, u"a"_s);
    add(u"s"_s, Lane::User, 1s, u"b"_s);
    m_tickets[0].drop();
    m_tickets[1] = {};
    m_clock.advance(10s);
    EXPECT_TRUE(m_ran.isEmpty());
}

TEST_F(PollSchedulerTest, BlockedServersWaitOthersDoNot)
{
    m_scheduler.block(u"s"_s, 30s);
    add(u"s"_s, Lane::User, 0ms, u"a"_s);
    add(u"t"_s, Lane::Background, 0ms, u"b"_s);
    m_clock.advance(29s);
    EXPECT_EQ(m_ran, QStringList({u"b"_s}));
    m_clock.advance(1s);
    EXPECT_EQ(m_ran, QStringList({u"b"_s, u"a"_s}));
    m_scheduler.block(u"s"_s, 30s);
    add(u"s"_s, Lane::Visible, 0ms, u"c"_s);
    m_scheduler.unblock(u"s"_s);
    m_clock.advance(0ms);
    EXPECT_EQ(m_ran.last(), u"c"_s);
}

TEST_F(PollSchedulerTest, OfflineHoldsAllButThePersonAndWhatIsInside)
{
    m_scheduler.setOnline(false);
    add(u"s"_s, Lane::Visible, 0ms, u"a"_s);
    add(u"s"_s, Lane::User, 0ms, u"person"_s);
    add({}, Lane::Background, 0ms, u"inside"_s);
    m_clock.advance(1h);
    EXPECT_EQ(m_ran, QStringList({u"person"_s, u"inside"_s}));
    m_scheduler.setOnline(true);
    m_clock.advance(0ms);
    EXPECT_EQ(m_ran.last(), u"a"_s);
}

TEST_F(PollSchedulerTest, WallClockJumpsChangeNothing)
{
    add(u"s"_s, Lane::Visible, 10s, u"a"_s);
    m_clock.setNow(m_clock.now() - 24h);
    m_clock.advance(9s);
    m_clock.setNow(m_clock.now() + 48h);
    EXPECT_TRUE(m_ran.isEmpty());
    m_clock.advance(1s);
    EXPECT_EQ(m_ran.size(), 1);
}

} // namespace
} // namespace staffroom
