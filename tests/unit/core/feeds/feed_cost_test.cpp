#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeId;
using test::fakeSpec;
using Kind = FeedState::Kind;

/// Reading costs money, and the reader's own limit ends it for the day.
class FeedCostTest : public FeedFixture {
protected:
    static Error spent(std::chrono::seconds untilMidnight)
    {
        return {Error::Kind::RateLimited, 0, untilMidnight, QString(kSpendingLimit), {}};
    }
};

TEST_F(FeedCostTest, TheStateTellsWhatTheFeedCostsWheneverThatChanges)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(feed->state().cost, std::nullopt);
    int told = 0;
    QObject::connect(feed.get(), &Feed::stateChanged, feed.get(), [&] { ++told; });
    const FeedCost cost{5000, 200'000, 12'000, 2'000'000};
    server().setCost(cost);
    EXPECT_EQ(feed->state().cost, cost);
    EXPECT_EQ(told, 1);
    server().setCost(cost);
    EXPECT_EQ(told, 1);
    feed->setPaused(true);
    EXPECT_EQ(feed->state().kind, Kind::Paused);
    EXPECT_EQ(feed->state().cost, cost);
    server().setCost(std::nullopt);
    EXPECT_EQ(feed->state().cost, std::nullopt);
}

TEST_F(FeedCostTest, ANewClientIsListenedToAndTheOldOneNoMore)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    hub().renewClient(feed->spec().source);
    int told = 0;
    QObject::connect(feed.get(), &Feed::stateChanged, feed.get(), [&] { ++told; });
    server().setCost(FeedCost{1, {}, 1, {}}); // both clients are there and say so
    EXPECT_EQ(told, 1);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    ASSERT_EQ(server().clientCount(), 1);
    server().setCost(FeedCost{2, {}, 2, {}});
    ASSERT_TRUE(feed->state().cost);
    EXPECT_EQ(feed->state().cost->today, 2);
}

TEST_F(FeedCostTest, AHoleIsFilledWhenSomebodyAsksNotByItself)
{
    addPosts(u"a"_s, 5);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    server().setCost(FeedCost{});
    hub().setOnline(false);
    run(10min);
    addPosts(u"b"_s, 150);
    hub().setOnline(true);
    run(2min);
    EXPECT_EQ(feed->entries().size(), 45U);
    ASSERT_EQ(feed->gaps().size(), 1U);
    EXPECT_EQ(pagesAsked(PageRequest::Direction::Older), 0);
    feed->fillGap(feed->gaps()[0].id);
    run(10s);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 155U);
}

TEST_F(FeedCostTest, TheReadersLimitHoldsUntilTheDayIsOver)
{
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    a->addViewer();
    b->addViewer();
    run(1s);
    const Timestamp midnight = now() + 5h;
    server().failNext(spent(5h));
    a->refresh();
    run(1s);
    for (const auto& feed : {a, b}) {
        EXPECT_EQ(feed->state().kind, Kind::Limited);
        EXPECT_EQ(feed->state().error.kind, Error::Kind::RateLimited);
        EXPECT_EQ(feed->state().error.path, kSpendingLimit);
        EXPECT_GE(feed->state().until, midnight);
        EXPECT_LE(feed->state().until, midnight + 5s);
    }
    server().pages.clear();
    a->refresh();
    run(4h + 50min);
    EXPECT_TRUE(server().pages.empty());
    EXPECT_EQ(a->state().kind, Kind::Limited);
    run(11min);
    EXPECT_FALSE(server().pages.empty());
    EXPECT_EQ(a->state().kind, Kind::Polling);
    EXPECT_EQ(b->state().kind, Kind::Polling);
}

TEST_F(FeedCostTest, AServersOwnLimitIsAsBefore)
{
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    server().failNext({Error::Kind::RateLimited, 429, 5h, u"/api"_s, u"slow down"_s});
    feed->refresh();
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Limited);
    EXPECT_EQ(feed->state().error, (Error{Error::Kind::RateLimited, 0, {}, {}, {}}));
    EXPECT_LE(feed->state().until, now() + 15min + 1s);
    run(17min);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedCostTest, AnswersToWhatWasAskedBeforeDoNotLiftTheReadersLimit)
{
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    a->addViewer();
    run(1s);
    server().failNext({Error::Kind::Offline, 0, {}, {}, {}});
    a->refresh();
    run(50ms);
    ASSERT_EQ(a->state().kind, Kind::Offline);
    server().hold();
    server().failNext(spent(5h));
    b->refresh();
    run(1ms);
    a->refresh(); // is answered with a page, after the other
    run(1ms);
    server().release();
    run(1s);
    EXPECT_EQ(a->state().kind, Kind::Limited);
    EXPECT_EQ(a->state().error.path, kSpendingLimit);
    server().pages.clear();
    run(1h);
    EXPECT_TRUE(server().pages.empty());
}

TEST_F(FeedCostTest, ANetworkThatIsBackDoesNotLiftTheReadersLimit)
{
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    run(1s);
    server().hold();
    server().failNext(spent(5h));
    server().failNext({Error::Kind::Offline, 0, {}, {}, {}});
    a->refresh();
    b->refresh();
    run(1ms);
    server().release();
    run(1s);
    ASSERT_EQ(b->state().kind, Kind::Limited);
    server().pages.clear();
    hub().setOnline(false);
    EXPECT_EQ(b->state().kind, Kind::Offline);
    hub().setOnline(true);
    run(1h);
    EXPECT_EQ(b->state().kind, Kind::Limited);
    EXPECT_EQ(b->state().error.path, kSpendingLimit);
    EXPECT_TRUE(server().pages.empty());
}

TEST_F(FeedCostTest, ARenewedClientAsksAtOnceWhateverKeptItFromThat)
{
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    server().failNext(spent(5h));
    feed->refresh();
    run(1s);
    ASSERT_EQ(feed->state().kind, Kind::Limited);
    server().pages.clear();
    hub().renewClient(feed->spec().source); // the limit was raised
    run(1s);
    EXPECT_EQ(server().pages.size(), 1U);
    EXPECT_EQ(feed->state().kind, Kind::Polling);

    server().setDown(true);
    run(5min);
    ASSERT_EQ(feed->state().kind, Kind::Offline);
    server().setDown(false);
    hub().renewClient(feed->spec().source);
    run(100ms);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedCostTest, WhatAClientNoticesIsShownByEveryFeedAndKept)
{
    useStore();
    addPosts(u"a"_s, 4);
    auto spec = fakeSpec();
    const auto feed = hub().feed(spec);
    spec.kind = FeedSpec::Kind::Home;
    const auto home = hub().feed(spec);
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return feed->entries().size() == 4 && home->entries().size() == 4;
    }));
    const auto post = server().items()[1].post; // a1
    server().notice(Edited{test::editedPost(post, u"mended"_s, now())});
    server().notice(Counted{fakeId(u"a2"_s), PostCounts{1, 2, 3}});
    server().notice(Deleted{fakeId(u"a0"_s)});
    server().notice(Arrived{{test::makePost(u"unasked"_s, now()), std::nullopt}});
    for (const auto& one : {feed, home}) {
        ASSERT_EQ(ids(*one), QStringList({u"a3"_s, u"a2"_s, u"a1"_s}));
        EXPECT_EQ(one->entries()[1].post->counts, (PostCounts{1, 2, 3}));
        EXPECT_EQ(one->entries()[2].post->text.text, u"mended"_s);
    }
    ASSERT_TRUE(test::await(m_store->flush())); // it is written at once
    const auto stored = test::await(m_store->open(feed->spec().key(), 9));
    ASSERT_EQ(stored->entries.size(), 3U);
    EXPECT_EQ(stored->entries[2].post->text.text, u"mended"_s);
    EXPECT_EQ(stored->entries[1].post->counts.favourites, 3);
}

TEST_F(FeedCostTest, SomethingNoticedIsToldOnceHoweverManyFeedsThereAre)
{
    addPosts(u"a"_s, 2);
    const auto feed = hub().feed(fakeSpec(u"edchat"_s));
    const auto other = hub().feed(fakeSpec(u"ukedchat"_s));
    run(1s);
    int deletions = 0;
    QObject::connect(&hub(), &FeedHub::postDeleted, &hub(), [&](const PostId&) { ++deletions; });
    server().notice(Deleted{fakeId(u"a0"_s)});
    EXPECT_EQ(deletions, 1);
    EXPECT_EQ(ids(*feed), QStringList({u"a1"_s}));
}

} // namespace
} // namespace staffroom
