#include "core/feeds/feed_model.h"

#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::fakeId;
using test::fakeSpec;
using test::makePost;

constexpr Millis kKept = 24h;

/// A network whose posts may be kept for a day from when they were fetched.
class FeedExpiryTest : public FeedFixture {
protected:
    FeedExpiryTest()
    {
        server().delivered = [this](const PostPtr& post) { return withTerms(post, now() + kKept); };
    }
    static PostPtr withTerms(const PostPtr& post, Timestamp until)
    {
        auto next = std::make_shared<Post>(*post);
        next->terms = PostTerms{u"Fake"_s, until};
        return next;
    }
    /// Polls once, so that what a feed shows is not fetched again and again.
    std::shared_ptr<Feed> pausedFeed(const FeedSpec& spec = fakeSpec())
    {
        auto feed = hub().feed(spec);
        EXPECT_TRUE(test::waitFor([&] {
            run(100ms);
            return !feed->entries().empty();
        }));
        feed->setPaused(true);
        return feed;
    }
    /// So that what was dropped is told apart from what came again.
    void askOnce(Feed& feed)
    {
        feed.refresh();
        run(1s);
    }
    QStringList stored(const FeedSpec& spec)
    {
        QStringList out;
        EXPECT_TRUE(await(hub().flush()));
        const auto opening = await(m_store->open(spec.key(), 500));
        EXPECT_TRUE(opening);
        if (opening) {
            for (const auto& entry : opening->entries)
                out << entry.post->id.remote;
        }
        return out;
    }
};

TEST_F(FeedExpiryTest, PostsGoFromEveryFeedWhenTheirTimeIsOver)
{
    addPosts(u"a"_s, 3);
    auto home = fakeSpec();
    home.kind = FeedSpec::Kind::Home;
    const auto feed = pausedFeed();
    const auto other = pausedFeed(home);
    const FeedModel model(feed, FeedOrder::NewestFirst, {});
    run(kKept - 1min);
    EXPECT_EQ(feed->entries().size(), 3U);
    std::vector<PostId> told;
    QObject::connect(
        &hub(), &FeedHub::postExpired, &hub(), [&](const PostId& id) { told.push_back(id); });
    bool isDeletion = false;
    QObject::connect(
        &hub(), &FeedHub::postDeleted, &hub(), [&](const PostId&) { isDeletion = true; });
    run(11min);
    EXPECT_TRUE(feed->entries().empty());
    EXPECT_TRUE(other->entries().empty());
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_EQ(told.size(), 3U);
    EXPECT_FALSE(isDeletion);
    EXPECT_EQ(hub().find(fakeId(u"a1"_s)), nullptr);
}

TEST_F(FeedExpiryTest, PostsOfNetworksWithoutTermsStay)
{
    server().delivered = nullptr;
    addPosts(u"a"_s, 3);
    const auto feed = pausedFeed();
    run(1000h);
    EXPECT_EQ(feed->entries().size(), 3U);
}

TEST_F(FeedExpiryTest, WhatWentMayComeAgainFromTheNetwork)
{
    addPosts(u"a"_s, 3);
    const auto feed = pausedFeed();
    run(kKept + 11min);
    ASSERT_TRUE(feed->entries().empty());
    server().pages.clear();
    askOnce(*feed);
    // As if it had been empty all along.
    EXPECT_EQ(server().pages.back().known, std::nullopt);
    EXPECT_EQ(ids(*feed), QStringList({u"a2"_s, u"a1"_s, u"a0"_s}));
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
    run(kKept - 5min);
    EXPECT_EQ(feed->entries().size(), 3U);
}

TEST_F(FeedExpiryTest, WhatIsDeliveredAgainIsKeptFromThenOn)
{
    addPosts(u"a"_s, 3);
    const auto feed = pausedFeed();
    run(10h);
    askOnce(*feed);
    int changes = 0;
    QObject::connect(feed.get(), &Feed::changed, feed.get(), [&] { ++changes; });
    run(10min);
    askOnce(*feed); // a little longer is not worth telling
    EXPECT_EQ(changes, 0);
    run(kKept - 10h);
    EXPECT_EQ(feed->entries().size(), 3U);
    run(10h);
    EXPECT_TRUE(feed->entries().empty());
}

TEST_F(FeedExpiryTest, BelowWhatIsLeftTheNetworkIsAskedAnew)
{
    addPosts(u"a"_s, 100);
    const auto feed = pausedFeed();
    feed->loadOlder();
    run(1s);
    ASSERT_EQ(feed->entries().size(), 80U);
    run(12h);
    addPosts(u"b"_s, 5);
    askOnce(*feed);
    ASSERT_EQ(feed->entries().size(), 85U);
    feed->setReadMarker(fakeId(u"a90"_s));
    run(12h + 11min);
    // The newest page is kept longer: it was fetched again with the new ones.
    ASSERT_EQ(feed->entries().size(), 40U);
    EXPECT_EQ(feed->entries().back().post->id.remote, u"a65"_s);
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore);
    EXPECT_EQ(feed->readMarker(), fakeId(u"a90"_s));
    EXPECT_TRUE(feed->gaps().empty());
    for (int i = 0; i < 4 && feed->end() != FeedEnd::Reached; ++i) {
        feed->loadOlder();
        run(10s);
    }
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
    EXPECT_EQ(feed->entries().size(), 105U);
    EXPECT_EQ(feed->readMarker(), fakeId(u"a90"_s));
    expectOrdered(*feed);
}

TEST_F(FeedExpiryTest, LookingBackDoesNotHideWhatTheNextPollFindsMissing)
{
    addPosts(u"a"_s, 10);
    const auto feed = pausedFeed();
    run(12h);
    server().answersSince = true; // a2 and so on are not fetched again
    addPosts(u"b"_s, 5);
    askOnce(*feed);
    run(12h + 11min);
    ASSERT_EQ(feed->entries().size(), 5U);
    addPosts(u"c"_s, 90);
    feed->loadOlder();
    run(10s);
    EXPECT_EQ(feed->entries().front().post->id.remote, u"b4"_s); // the poll's to show
    askOnce(*feed);
    ASSERT_EQ(feed->gaps().size(), 1U);
    EXPECT_EQ(feed->entries().front().post->id.remote, u"c89"_s);
}

TEST_F(FeedExpiryTest, AHoleInTheMiddleIsOnRecordAndFilledWhenAsked)
{
    addPosts(u"a"_s, 60);
    const auto feed = pausedFeed();
    run(6h);
    feed->loadOlder(); // a0 to a19 are kept longer than what is above them
    run(1s);
    ASSERT_EQ(feed->entries().size(), 60U);
    run(6h);
    server().answersSince = true;
    addPosts(u"b"_s, 5);
    askOnce(*feed);
    server().pages.clear();
    run(12h + 11min);
    ASSERT_EQ(feed->entries().size(), 25U);
    ASSERT_EQ(feed->gaps().size(), 1U);
    EXPECT_EQ(feed->gaps()[0].newer, feed->entries()[4].time);
    EXPECT_EQ(feed->gaps()[0].older, feed->entries()[5].time);
    feed->setPaused(false);
    run(1min);
    EXPECT_EQ(pagesAsked(PageRequest::Direction::Older), 0); // not by itself
    ASSERT_EQ(feed->gaps().size(), 1U);
    const FeedModel model(feed, FeedOrder::NewestFirst, {});
    EXPECT_EQ(model.row(5).kind, FeedRow::Kind::Gap);
    feed->fillGap(feed->gaps()[0].id);
    run(10s);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 65U);
    expectOrdered(*feed);
}

TEST_F(FeedExpiryTest, AClearedFeedIsReadBackToWhereItWasCleared)
{
    addPosts(u"old"_s, 60);
    const auto feed = pausedFeed();
    feed->clear();
    run(1h);
    addPosts(u"a"_s, 5);
    askOnce(*feed);
    ASSERT_EQ(feed->entries().size(), 5U);
    run(12h);
    server().answersSince = true;
    addPosts(u"b"_s, 1);
    askOnce(*feed);
    run(12h + 11min);
    ASSERT_EQ(ids(*feed), QStringList({u"b0"_s}));
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore);
    feed->loadOlder();
    run(10s);
    EXPECT_EQ(feed->entries().size(), 6U);
    EXPECT_EQ(feed->end(), FeedEnd::Reached);
}

TEST_F(FeedExpiryTest, TheCacheLosesItTooAlsoOfFeedsThatAreNotOpen)
{
    useStore();
    addPosts(u"a"_s, 3);
    {
        const auto feed = pausedFeed();
        ASSERT_EQ(stored(fakeSpec()).size(), 3);
        feed->setReadMarker(fakeId(u"a1"_s));
    }
    run(kKept + 11min);
    EXPECT_TRUE(stored(fakeSpec()).isEmpty());
    EXPECT_TRUE(await(m_store->search(u"Post"_s, 9))->empty());
    EXPECT_EQ(await(m_store->open(fakeSpec().key(), 9))->readMarker, fakeId(u"a1"_s));
}

TEST_F(FeedExpiryTest, NothingThatIsOverIsShownAtTheStart)
{
    useStore();
    addPosts(u"a"_s, 50);
    {
        const auto feed = pausedFeed();
        run(12h);
        addPosts(u"b"_s, 3);
        server().answersSince = true;
        askOnce(*feed);
        ASSERT_EQ(feed->entries().size(), 43U);
        ASSERT_TRUE(await(hub().flush()));
    }
    m_hub.reset(); // nothing runs meanwhile
    run(13h);
    restart();
    server().setDown(true);
    const auto feed = hub().feed(fakeSpec());
    size_t most = 0;
    QObject::connect(feed.get(), &Feed::inserted, feed.get(),
        [&] { most = std::max(most, feed->entries().size()); });
    settle(*feed, 3);
    ASSERT_TRUE(await(hub().flush()));
    EXPECT_EQ(most, 3U);
    EXPECT_EQ(ids(*feed), QStringList({u"b2"_s, u"b1"_s, u"b0"_s}));
    EXPECT_EQ(stored(fakeSpec()), ids(*feed));
    // And what is older comes from the network, from there on.
    server().setDown(false);
    run(70s);
    for (int i = 0; i < 3 && feed->end() != FeedEnd::Reached; ++i) {
        feed->loadOlder();
        ASSERT_TRUE(test::waitFor([&] {
            run(1s);
            return feed->end() != FeedEnd::Loading;
        }));
    }
    EXPECT_EQ(feed->entries().size(), 53U);
    expectOrdered(*feed);
}

TEST_F(FeedExpiryTest, WhatIsOverSinceTheLastPurgeIsNotShownEither)
{
    useStore();
    addPosts(u"a"_s, 60);
    {
        const auto feed = pausedFeed();
        run(12h);
        server().answersSince = true;
        addPosts(u"b"_s, 3);
        askOnce(*feed);
        ASSERT_EQ(feed->entries().size(), 43U);
        ASSERT_TRUE(await(hub().flush()));
    }
    restart();
    ASSERT_TRUE(await(hub().flush())); // nothing was to be dropped at the start
    m_clock.setNow(now() + 13h);
    const auto feed = hub().feed(fakeSpec());
    size_t most = 0;
    QObject::connect(feed.get(), &Feed::inserted, feed.get(),
        [&] { most = std::max(most, feed->entries().size()); });
    settle(*feed, 3);
    run(1s);
    EXPECT_EQ(most, 3U);
    for (int i = 0; i < 4 && feed->end() != FeedEnd::Reached; ++i) {
        feed->loadOlder();
        ASSERT_TRUE(test::waitFor([&] {
            run(1s);
            return feed->end() != FeedEnd::Loading;
        }));
    }
    EXPECT_EQ(feed->entries().size(), 63U);
}

TEST_F(FeedExpiryTest, WhatGoesFromTheCacheBelowWhatIsLoadedIsAskedForAnew)
{
    useStore();
    addPosts(u"a"_s, 40);
    {
        const auto feed = pausedFeed();
        run(12h);
        server().answersSince = true;
        addPosts(u"b"_s, 210);
        feed->setPaused(false);
        run(1min);
        ASSERT_EQ(feed->entries().size(), 250U);
        ASSERT_TRUE(await(hub().flush()));
    }
    restart();
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 200);
    ASSERT_EQ(feed->entries().size(), 200U);
    run(1s);
    feed->setPaused(true);
    run(12h);
    ASSERT_TRUE(await(hub().flush()));
    ASSERT_EQ(feed->entries().size(), 200U);
    for (int i = 0; i < 20 && feed->end() != FeedEnd::Reached; ++i) {
        feed->loadOlder();
        ASSERT_TRUE(test::waitFor([&] {
            run(1s);
            return feed->end() != FeedEnd::Loading;
        }));
    }
    EXPECT_EQ(feed->entries().size(), 250U);
    expectOrdered(*feed);
}

TEST_F(FeedExpiryTest, APollThatIsQuickerThanLookingBackIsNoCircle)
{
    addPosts(u"a"_s, 90);
    const auto feed = pausedFeed();
    run(kKept + 11min);
    ASSERT_TRUE(feed->entries().empty());
    server().hold();
    feed->refresh();
    run(1ms);
    feed->loadOlder();
    run(1ms);
    server().release();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 40U);
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore);
    feed->loadOlder();
    run(1s);
    feed->loadOlder();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 90U);
}

TEST_F(FeedExpiryTest, NothingIsLeftOfOneThatWasThereUnderTwoIds)
{
    addPosts(u"a"_s, 60);
    test::MadePost same;
    same.uri = server().items().back().post->uri;
    server().add(makePost(u"again"_s, now(), same));
    const auto feed = pausedFeed();
    ASSERT_EQ(feed->entries().size(), 39U);
    run(kKept + 11min);
    ASSERT_TRUE(feed->entries().empty());
    addPosts(u"b"_s, 60);
    askOnce(*feed);
    EXPECT_EQ(feed->entries().size(), 40U);
    EXPECT_TRUE(feed->gaps().empty()); // the first page again
}

TEST_F(FeedExpiryTest, WhatIsDeliveredTooLateIsNotShown)
{
    server().delivered = [this](const PostPtr& post) { return withTerms(post, now()); };
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(feed->state().kind, FeedState::Kind::Polling);
    EXPECT_TRUE(feed->entries().empty());
}

TEST_F(FeedExpiryTest, WhatIsOverIsNotTakenFromElsewhereEither)
{
    const auto post = withTerms(makePost(u"over"_s, now()), now() - 1s);
    EXPECT_EQ(hub().adopt(post, true), nullptr);
    EXPECT_EQ(hub().adopt(post, false), nullptr);
    EXPECT_NE(hub().adopt(withTerms(post, now() + 1s), true), nullptr);
}

TEST_F(FeedExpiryTest, AMachineThatSleptForgetsBeforeItShows)
{
    addPosts(u"a"_s, 3);
    const auto feed = pausedFeed();
    m_clock.setNow(now() + 25h); // no timer ran
    hub().wokeUp();
    EXPECT_TRUE(feed->entries().empty());
}

TEST_F(FeedExpiryTest, APageOnItsWayWhileAllWentSaysNothingOfTheEnd)
{
    server().answersSince = true;
    addPosts(u"a"_s, 60);
    const auto feed = pausedFeed();
    ASSERT_EQ(feed->end(), FeedEnd::MayHaveMore);
    server().hold();
    feed->refresh();
    run(1s);
    m_clock.setNow(now() + 25h);
    hub().wokeUp();
    ASSERT_TRUE(feed->entries().empty());
    server().release(); // nothing is newer than what was known then
    run(1s);
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore);
    askOnce(*feed);
    EXPECT_EQ(feed->entries().size(), 40U);
    feed->loadOlder();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 60U);
}

} // namespace
} // namespace staffroom
