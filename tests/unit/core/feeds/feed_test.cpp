#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeId;
using test::fakeSpec;
using test::makeBoost;
using test::makePost;
using Kind = FeedState::Kind;

class FeedTest : public FeedFixture { };

TEST_F(FeedTest, SameSpecSharesOneFeedOneClient)
{
    auto spec = fakeSpec(u"EdChat"_s);
    const auto a = hub().feed(spec);
    spec.tags = {u"edchat"_s};
    const auto b = hub().feed(spec);
    const auto other = hub().feed(fakeSpec(u"ukedchat"_s));
    EXPECT_EQ(a, b);
    EXPECT_NE(a, other);
    EXPECT_EQ(m_service->clientsMade(), 1);
}

TEST_F(FeedTest, FeedThatNobodyHoldsIsNotAskedAnyMore)
{
    auto feed = hub().feed(fakeSpec());
    run(10s);
    const auto asked = server().pages.size();
    EXPECT_GT(asked, 0U);
    feed.reset();
    run(10min);
    EXPECT_EQ(server().pages.size(), asked);
}

TEST_F(FeedTest, UnknownServiceIsAFailedFeed)
{
    auto spec = fakeSpec();
    spec.source.service = {u"none"_s};
    const auto feed = hub().feed(spec);
    EXPECT_EQ(feed->state().kind, Kind::Failed);
    EXPECT_EQ(feed->state().error.kind, Error::Kind::Unsupported);
    feed->refresh();
    feed->loadOlder();
    feed->clear();
    run(1min);
    EXPECT_EQ(feed->state().kind, Kind::Failed);
}

TEST_F(FeedTest, LoadsThenPollsAndShowsNewPosts)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    EXPECT_EQ(feed->state().kind, Kind::Loading);
    run(100ms);
    EXPECT_EQ(ids(*feed), QStringList({u"a2"_s, u"a1"_s, u"a0"_s}));
    EXPECT_EQ(feed->state().kind, Kind::Polling);
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
    run(1s);
    addPost(u"b"_s);
    run(10s);
    EXPECT_EQ(feed->entries().front().post->id.remote, u"b"_s);
    EXPECT_EQ(feed->state().interval, 5s);
    EXPECT_EQ(hub().totals().shown, 4);
    EXPECT_GT(hub().totals().received, 4);
}

TEST_F(FeedTest, QuietFeedsAreAskedLessOftenUnseenOnesLeast)
{
    addPosts(u"a"_s, 3);
    const auto seen = hub().feed(fakeSpec());
    seen->addViewer();
    run(10min);
    EXPECT_EQ(seen->state().interval, 60s);
    server().pages.clear();
    run(10min);
    EXPECT_NEAR(double(server().pages.size()), 10, 2);
    seen->removeViewer();
    server().pages.clear();
    run(30min);
    EXPECT_NEAR(double(server().pages.size()), 10, 2);
    for (const auto& request : server().pages) {
        EXPECT_TRUE(request.cursor.isEmpty());
        EXPECT_EQ(request.lane, Lane::Background);
    }
}

TEST_F(FeedTest, FillsAHoleByItself)
{
    addPosts(u"a"_s, 5);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    server().setDown(true);
    for (int i = 0; i < 200; ++i) {
        run(1s);
        addPost(u"lost%1"_s.arg(i));
    }
    EXPECT_EQ(feed->state().kind, Kind::Offline);
    EXPECT_EQ(feed->state().error.kind, Error::Kind::Offline);
    EXPECT_GT(feed->state().until, now() - 1s);
    bool hadGap = false;
    QObject::connect(
        feed.get(), &Feed::gapsChanged, feed.get(), [&] { hadGap |= !feed->gaps().empty(); });
    server().setDown(false);
    run(75s);
    EXPECT_TRUE(hadGap);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 205U);
    expectOrdered(*feed);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedTest, AHoleOfManyPagesWaitsForThePerson)
{
    addPosts(u"a"_s, 5);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    hub().setOnline(false);
    EXPECT_EQ(feed->state().kind, Kind::Offline);
    run(1000s);
    addPosts(u"lost"_s, 700);
    hub().setOnline(true);
    run(60s);
    ASSERT_EQ(feed->gaps().size(), 1U);
    EXPECT_EQ(feed->entries().size(), 5U + 11 * 40);
    EXPECT_FALSE(feed->gaps()[0].isLoading);
    EXPECT_GT(feed->gaps()[0].newer, feed->gaps()[0].older);
    feed->fillGap(feed->gaps()[0].id);
    EXPECT_TRUE(feed->gaps()[0].isLoading);
    run(30s);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 705U);
    expectOrdered(*feed);
}

TEST_F(FeedTest, AHoleThatCannotBeFilledSaysWhy)
{
    addPosts(u"a"_s, 2);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    hub().setOnline(false);
    run(300s);
    addPosts(u"b"_s, 90);
    server().hold();
    hub().setOnline(true);
    run(1s);
    server().release();
    server().failNext({Error::Kind::Forbidden, 403, {}, {}, u"no"_s});
    run(5s);
    ASSERT_EQ(feed->gaps().size(), 1U);
    ASSERT_TRUE(feed->gaps()[0].error);
    EXPECT_EQ(feed->gaps()[0].error->kind, Error::Kind::Forbidden);
    feed->fillGap(feed->gaps()[0].id);
    run(10s);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 92U);
}

TEST_F(FeedTest, LateArrivalsArePlacedByWhenTheyWereWritten)
{
    addPosts(u"a"_s, 10);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(60s);
    addPost(u"late"_s, 65s); // written between a4 and a5
    run(70s);
    EXPECT_EQ(feed->entries().size(), 11U);
    expectOrdered(*feed);
    EXPECT_GT(feed->entries()[5].arrival, feed->entries()[4].arrival);
    EXPECT_TRUE(ids(*feed).indexOf(u"late"_s) > 0);
}

TEST_F(FeedTest, APostOfTheFutureIsPlacedWhereItArrived)
{
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    server().add(makePost(u"future"_s, now() + 24h));
    run(10s);
    run(5s);
    addPost(u"next"_s);
    run(10s);
    EXPECT_EQ(ids(*feed), QStringList({u"next"_s, u"future"_s}));
    EXPECT_LE(feed->entries()[1].time, now());
}

TEST_F(FeedTest, EditsAreSeenByEveryFeed)
{
    auto post = makePost(u"1"_s, now(), {.tags = {u"edchat"_s, u"ukedchat"_s}});
    server().add(post);
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    a->addViewer();
    run(1s);
    ASSERT_EQ(b->entries().size(), 1U);
    server().edit(test::editedPost(post, u"better"_s, now()));
    a->refresh();
    run(200ms);
    EXPECT_EQ(a->entries()[0].post->text.text, u"better"_s);
    EXPECT_EQ(b->entries()[0].post, a->entries()[0].post);
    // A slow answer with the old text changes nothing.
    server().edit(post);
    a->refresh();
    run(200ms);
    EXPECT_EQ(a->entries()[0].post->text.text, u"better"_s);
}

TEST_F(FeedTest, APostMissingFromThePageIsAskedForThenErasedEverywhere)
{
    useStore();
    auto tags = test::MadePost{.tags = {u"edchat"_s, u"ukedchat"_s}};
    for (int i = 0; i < 5; ++i)
        server().add(makePost(QString::number(i), now() - std::chrono::seconds(10 - i), tags));
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return a->entries().size() == 5 && b->entries().size() == 5;
    }));
    a->setReadMarker(fakeId(u"3"_s));
    server().remove(fakeId(u"3"_s));
    a->refresh();
    run(2s);
    EXPECT_EQ(server().lookups, std::vector{fakeId(u"3"_s)});
    EXPECT_EQ(ids(*a), QStringList({u"4"_s, u"2"_s, u"1"_s, u"0"_s}));
    EXPECT_EQ(ids(*b), ids(*a));
    EXPECT_EQ(a->readMarker(), fakeId(u"2"_s));
    ASSERT_TRUE(test::await(hub().flush()));
    EXPECT_EQ(test::await(m_store->open(a->spec().key(), 9))->entries.size(), 4U);
    EXPECT_TRUE(test::await(m_store->search(u"\"Post 3\""_s, 9))->empty());
    // A late page does not bring it back.
    server().add(makePost(u"3"_s, now(), tags));
    a->refresh();
    run(2s);
    EXPECT_EQ(a->entries().size(), 4U);
}

TEST_F(FeedTest, APostThatLostTheTagIsNotAskedForAgainAndAgain)
{
    addPosts(u"a"_s, 5);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    auto post = std::make_shared<Post>(*server().items()[2].post);
    post->tags = {u"other"_s};
    post->edited = now();
    server().edit(post);
    run(5min);
    EXPECT_EQ(server().lookups.size(), 1U);
    EXPECT_EQ(feed->entries().size(), 5U);
}

TEST_F(FeedTest, FoldsBoostsOfOnePost)
{
    auto spec = fakeSpec();
    spec.kind = FeedSpec::Kind::Home;
    const auto post = makePost(u"1"_s, now() - 1h);
    server().add(makePost(u"0"_s, now() - 2min));
    server().add(makeBoost(post, u"w1"_s, now() - 60s, u"ann@fake.example"_s));
    const auto feed = hub().feed(spec);
    feed->addViewer();
    run(1s);
    ASSERT_EQ(ids(*feed), QStringList({u"1"_s, u"0"_s}));
    server().add(makeBoost(post, u"w2"_s, now(), u"cy@fake.example"_s));
    run(10s);
    ASSERT_EQ(ids(*feed), QStringList({u"1"_s, u"0"_s}));
    ASSERT_EQ(feed->entries()[0].reasons.size(), 2U);
    EXPECT_EQ(feed->entries()[0].reasons[0].by.handle, u"cy@fake.example"_s);
    EXPECT_EQ(feed->entries()[0].placeId, fakeId(u"w1"_s));
    expectOrdered(*feed);
}

TEST_F(FeedTest, PausedAsksNothingUntilItGoesOn)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    feed->setPaused(true);
    EXPECT_EQ(feed->state().kind, Kind::Paused);
    server().pages.clear();
    addPost(u"1"_s);
    run(10min);
    EXPECT_TRUE(server().pages.empty());
    feed->refresh(); // the person asks once
    run(1s);
    EXPECT_EQ(server().pages.size(), 1U);
    EXPECT_EQ(feed->state().kind, Kind::Paused);
    run(10min);
    EXPECT_EQ(server().pages.size(), 1U);
    addPost(u"2"_s);
    feed->setPaused(false);
    run(1s);
    EXPECT_EQ(feed->entries().size(), 2U);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedTest, LimitedAsksNothingBeforeTheServersTime)
{
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    a->addViewer();
    b->addViewer();
    run(1s);
    server().failNext({Error::Kind::RateLimited, 429, 90s, {}, {}});
    a->refresh();
    run(1s);
    EXPECT_EQ(a->state().kind, Kind::Limited);
    EXPECT_EQ(b->state().kind, Kind::Limited);
    EXPECT_GE(a->state().until, now() + 89s);
    server().pages.clear();
    a->refresh();
    run(88s);
    EXPECT_TRUE(server().pages.empty());
    run(10s);
    EXPECT_FALSE(server().pages.empty());
    EXPECT_EQ(a->state().kind, Kind::Polling);
    EXPECT_EQ(b->state().kind, Kind::Polling);
}

TEST_F(FeedTest, NeedsLoginStaysUntilThePersonAsks)
{
    server().setPageError(Error{Error::Kind::Unauthorised, 401, {}, {}, u"sign in"_s});
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::NeedsLogin);
    server().pages.clear();
    run(1h);
    EXPECT_TRUE(server().pages.empty());
    server().setPageError(std::nullopt);
    feed->refresh();
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedTest, AServerInTroubleIsAskedEverMoreSlowly)
{
    server().setPageError(Error{Error::Kind::Server, 503, {}, {}, {}});
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(10min);
    EXPECT_EQ(feed->state().kind, Kind::Offline);
    EXPECT_GE(server().pages.size(), 12U);
    EXPECT_LE(server().pages.size(), 20U);
    server().setPageError(std::nullopt);
    run(61s);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedTest, ADownServerGetsAtMostOneRequestASecondFromAllFeeds)
{
    std::vector<std::shared_ptr<Feed>> feeds;
    for (int i = 0; i < 8; ++i) {
        feeds.push_back(hub().feed(fakeSpec(u"tag%1"_s.arg(i))));
        feeds.back()->addViewer();
    }
    run(2s);
    server().setDown(true);
    run(10s);
    for (int second = 0; second < 300; ++second) {
        server().pages.clear();
        run(1s);
        EXPECT_LE(server().pages.size(), 1U);
    }
    for (const auto& feed : feeds)
        EXPECT_EQ(feed->state().kind, Kind::Offline);
    server().setDown(false);
    run(75s);
    for (const auto& feed : feeds)
        EXPECT_EQ(feed->state().kind, Kind::Polling);
}

TEST_F(FeedTest, ManyFeedsKeepToTheServersBudget)
{
    std::vector<std::shared_ptr<Feed>> feeds;
    for (int i = 0; i < 30; ++i) {
        feeds.push_back(hub().feed(fakeSpec(u"tag%1"_s.arg(i))));
        feeds.back()->addViewer();
    }
    for (int i = 0; i < 299; ++i) {
        server().add(makePost(u"p%1"_s.arg(i), now(), {.tags = {u"tag%1"_s.arg(i % 30)}}));
        run(1s);
    }
    EXPECT_LE(server().pages.size(), 240U);
    run(300s);
    size_t shown = 0;
    for (const auto& feed : feeds)
        shown += feed->entries().size();
    EXPECT_EQ(shown, 299U);
}

TEST_F(FeedTest, ClearHidesForGoodWhatWasThere)
{
    useStore();
    addPosts(u"a"_s, 60);
    auto feed = hub().feed(fakeSpec());
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return feed->entries().size() == 40;
    }));
    int resets = 0;
    QObject::connect(feed.get(), &Feed::reset, feed.get(), [&] { ++resets; });
    feed->clear();
    EXPECT_EQ(resets, 1);
    EXPECT_TRUE(feed->entries().empty());
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
    run(2s);
    addPost(u"new"_s);
    feed->refresh();
    run(2min);
    EXPECT_EQ(ids(*feed), QStringList({u"new"_s}));
    feed->loadOlder();
    run(10s);
    EXPECT_EQ(feed->entries().size(), 1U);
    ASSERT_TRUE(test::await(hub().flush()));
    const auto spec = feed->spec();
    feed.reset();
    restart();
    feed = hub().feed(spec);
    settle(*feed, 1);
    run(2min);
    EXPECT_EQ(ids(*feed), QStringList({u"new"_s}));
}

TEST_F(FeedTest, LoadsOlderPagesToTheEnd)
{
    addPosts(u"a"_s, 100);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(feed->entries().size(), 40U);
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore);
    feed->loadOlder();
    EXPECT_EQ(feed->end(), FeedEnd::Loading);
    run(1s);
    EXPECT_EQ(feed->entries().size(), 80U);
    server().failNext({Error::Kind::Server, 500, {}, {}, {}});
    feed->loadOlder();
    run(1s);
    EXPECT_EQ(feed->end(), FeedEnd::Failed);
    feed->loadOlder();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 100U);
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
    expectOrdered(*feed);
}

} // namespace
} // namespace staffroom
