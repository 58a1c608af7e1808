#include "core/feeds/feed_model.h"

#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::fakeId;
using test::fakeSpec;
using Kind = FeedState::Kind;

class FeedCacheTest : public FeedFixture {
protected:
    void fillOnce(int posts)
    {
        useStore();
        addPosts(u"a"_s, posts);
        const auto feed = hub().feed(fakeSpec());
        ASSERT_TRUE(test::waitFor([&] {
            run(100ms);
            return feed->state().kind == Kind::Polling;
        }));
        ASSERT_TRUE(await(hub().flush()));
    }
};

TEST_F(FeedCacheTest, OpensFromTheCacheBeforeTheNetworkAnswers)
{
    fillOnce(10);
    restart();
    server().hold();
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 10);
    EXPECT_EQ(feed->state().kind, Kind::Loading);
    EXPECT_EQ(feed->entries()[0].arrival, 0U);
    EXPECT_EQ(ids(*feed).first(), u"a9"_s);
    run(1s);
    addPost(u"b"_s);
    server().release();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 10U); // the answer was made before the post
    run(70s);
    EXPECT_EQ(feed->entries().size(), 11U);
    EXPECT_GT(feed->entries()[0].arrival, 0U);
}

TEST_F(FeedCacheTest, ReadsWithoutANetwork)
{
    fillOnce(10);
    restart();
    server().setDown(true);
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 10);
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Offline);
    EXPECT_EQ(feed->entries().size(), 10U);
}

TEST_F(FeedCacheTest, FillsTheHoleSinceTheLastRun)
{
    fillOnce(10);
    m_hub.reset();
    run(1h);
    addPosts(u"b"_s, 100);
    restart();
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 10);
    run(30s);
    EXPECT_EQ(feed->entries().size(), 110U);
    EXPECT_TRUE(feed->gaps().empty());
    expectOrdered(*feed);
}

TEST_F(FeedCacheTest, RemembersAHoleThatWasNotFilled)
{
    fillOnce(10);
    auto feed = hub().feed(fakeSpec());
    settle(*feed, 10);
    hub().setOnline(false);
    run(1h);
    addPosts(u"b"_s, 100);
    server().hold();
    hub().setOnline(true);
    run(1s);
    server().release();
    server().setPageError(Error{Error::Kind::Server, 500, {}, {}, {}});
    run(10s);
    ASSERT_EQ(feed->gaps().size(), 1U);
    ASSERT_TRUE(await(hub().flush()));
    feed.reset();
    restart();
    feed = hub().feed(fakeSpec());
    settle(*feed, 50);
    ASSERT_EQ(feed->gaps().size(), 1U);
    server().setPageError(std::nullopt);
    run(90s);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 110U);
}

TEST_F(FeedCacheTest, ReadMarkerOutlivesTheProgram)
{
    fillOnce(10);
    hub().feed(fakeSpec())->setReadMarker(fakeId(u"a4"_s));
    ASSERT_TRUE(await(hub().flush()));
    restart();
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 10);
    EXPECT_EQ(feed->readMarker(), fakeId(u"a4"_s));
}

TEST_F(FeedCacheTest, OlderPostsComeFromTheCacheThenTheNetwork)
{
    fillOnce(200);
    {
        const auto feed = hub().feed(fakeSpec());
        settle(*feed, 40);
        for (int i = 0; i < 3; ++i) {
            feed->loadOlder();
            ASSERT_TRUE(test::waitFor([&] {
                run(100ms);
                return feed->end() == FeedEnd::MayHaveMore;
            }));
        }
        EXPECT_EQ(feed->entries().size(), 160U);
        ASSERT_TRUE(await(hub().flush()));
    }
    restart();
    server().pages.clear();
    server().setDown(true);
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 160);
    server().setDown(false);
    run(70s);
    EXPECT_EQ(pagesAsked(PageRequest::Direction::Older), 0);
    feed->loadOlder();
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return feed->end() == FeedEnd::Reached;
    }));
    EXPECT_EQ(feed->entries().size(), 200U);
    expectOrdered(*feed);
}

TEST_F(FeedCacheTest, EphemeralServicesStartEmpty)
{
    fillOnce(10);
    hub().feed(fakeSpec())->setReadMarker(fakeId(u"a4"_s));
    ASSERT_TRUE(await(hub().flush()));
    m_service->mutableCapabilities().isEphemeral = true;
    restart();
    server().hold();
    const auto feed = hub().feed(fakeSpec());
    run(100ms);
    ASSERT_TRUE(await(hub().flush()));
    EXPECT_TRUE(feed->entries().empty());
    EXPECT_TRUE(feed->readMarker().isEmpty());
    EXPECT_TRUE(await(m_store->open(fakeSpec().key(), 9))->entries.empty());
    server().release();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 10U);
}

TEST_F(FeedCacheTest, EditsReachPostsThatAreOnlyInTheCache)
{
    fillOnce(3);
    const auto post = server().items()[1].post;
    m_hub.reset();
    server().hasStream = true;
    const auto other = hub().feed(fakeSpec(u"ukedchat"_s)); // shows none of them
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return other->state().kind == Kind::Live;
    }));
    auto edited = std::make_shared<Post>(*test::editedPost(post, u"corrected"_s, now()));
    edited->tags = {u"edchat"_s, u"ukedchat"_s};
    server().edit(edited);
    run(1s);
    ASSERT_TRUE(await(hub().flush()));
    EXPECT_EQ(await(m_store->search(u"corrected"_s, 9))->size(), 1U);
}

} // namespace
} // namespace staffroom
