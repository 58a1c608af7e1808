// What reading costs: counted as X counts it, shown for each column, stopped at the limit.
#include "tests/unit/core/services/x/x_client_fixture.h"

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class XCost : public XClientTest { };

TEST_F(XCost, IsWhatTheOtherSideCharges)
{
    for (int i = 0; i < 30; ++i)
        add(u"post %1"_s.arg(i), i % 2 ? u"alpha"_s : u"beta"_s, 1 + i % 3);
    const FeedSpec a = tag({u"alpha"_s});
    const FeedSpec b = tag({u"beta"_s});
    const auto first = newest(a);
    ASSERT_TRUE(first && newest(b));
    const QString known = add(u"again"_s);
    for (int i = 0; i < 5; ++i) {
        clock.advance(10s);
        ASSERT_TRUE(newest(a, idsOf(*first).front()));
    }
    ASSERT_TRUE(newest(feed(FeedSpec::Kind::Home)));
    const int counted = fake.asked(u"/2/tweets/counts/recent"_s);
    EXPECT_EQ(counted, 2) << "once a day for each hashtag";
    const auto cost = client->cost(a);
    ASSERT_TRUE(cost);
    EXPECT_EQ(cost->accountToday, fake.charged() + counted * kPriceCounts);
    EXPECT_EQ(spentOn(a) + spentOn(b) + spentOn(feed(FeedSpec::Kind::Home)), cost->accountToday);
    EXPECT_GT(spentOn(a), 0);
    EXPECT_GT(spentOn(b), 0);
}

TEST_F(XCost, AnHourIsAsBusyAsTheBusiestLately)
{
    for (int i = 0; i < 50; ++i)
        add(u"post %1"_s.arg(i));
    const FeedSpec spec = tag({u"alpha"_s});
    EXPECT_FALSE(client->cost(spec)->hour) << "nothing is known yet";
    ASSERT_TRUE(newest(spec));
    const auto cost = client->cost(spec);
    ASSERT_TRUE(cost->hour);
    // X counted 50 posts in its hour; by one author, a post costs little more than itself.
    EXPECT_GE(*cost->hour, 50 * kPricePost);
    EXPECT_LE(*cost->hour, 50 * (kPricePost + kPriceUser));
}

TEST_F(XCost, WhereXDoesNotCountThePaceOfWhatIsReadTells)
{
    fake.server().enqueue(u"/2/tweets/counts/recent"_s,
        test::jsonReply(
            QJsonObject{{u"title"_s, u"Unsupported Authentication"_s}, {u"status"_s, 403},
                {u"type"_s, u"https://api.twitter.com/2/problems/unsupported-authentication"_s}},
            403));
    for (int i = 0; i < 10; ++i)
        add(u"post %1"_s.arg(i));
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    EXPECT_TRUE(client->cost(spec)->hour);
    ASSERT_TRUE(newest(tag({u"beta"_s})));
    EXPECT_EQ(fake.asked(u"/2/tweets/counts/recent"_s), 1) << "not asked again";
}

TEST_F(XCost, StopsAtTheDailyLimitAndGoesOnWhenItIsRaised)
{
    for (int i = 0; i < 60; ++i)
        add(u"post %1"_s.arg(i));
    signIn(u"0.10"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    const auto first = newest(spec);
    ASSERT_TRUE(first);
    EXPECT_LE(first->items.size(), 10U) << "no more than there is money for, X gives no less";
    EXPECT_EQ(client->cost(spec)->dailyLimit, 100'000);
    QString known = idsOf(*first).front();
    Result<Page> page = fail(Error::Kind::Cancelled);
    int polls = 0;
    do {
        for (int i = 0; i < 10; ++i)
            add(u"more %1 %2"_s.arg(polls).arg(i));
        clock.advance(20s);
        page = newest(spec, known);
        if (page && !page->items.empty())
            known = idsOf(*page).front();
    } while (page && ++polls < 10);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Error::Kind::RateLimited);
    EXPECT_EQ(page.error().path, QString(kSpendingLimit));
    EXPECT_TRUE(page.error().retryAfter) << "tomorrow";
    EXPECT_LE(client->cost(spec)->accountToday, 100'000 + 10 * (kPricePost + kPriceUser));
    const int before = searches();
    ASSERT_FALSE(newest(spec, known, Lane::User));
    EXPECT_EQ(searches(), before) << "nothing is asked any more";

    signIn(u"5.00"_s);
    EXPECT_TRUE(newest(spec, known));
}

TEST_F(XCost, BeginsAnewAtMidnightOfUtc)
{
    add(u"post"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    EXPECT_GT(spentOn(spec), 0);
    clock.advance(24h);
    EXPECT_EQ(spentOn(spec), 0);
}

TEST_F(XCost, WithoutCreditNothingIsAskedInALoop)
{
    fake.setOutOfCredit(true);
    const auto page = newest(tag({u"alpha"_s}));
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Error::Kind::Forbidden);
    EXPECT_EQ(page.error().path, QString(kNoCredit));
    EXPECT_FALSE(page.error().isRetryable());
}

} // namespace
} // namespace staffroom::x
