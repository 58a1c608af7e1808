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

/// A server that leaves out what is known, and one that names its own pace.
class FeedSinceTest : public FeedFixture {
protected:
    FeedSinceTest() { server().answersSince = true; }
    std::optional<PostId> lastKnown()
    {
        EXPECT_FALSE(server().pages.empty());
        return server().pages.back().known;
    }
};

TEST_F(FeedSinceTest, PollsNameTheNewestKnownPostOnceThereIsOne)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(lastKnown(), std::nullopt);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), std::nullopt); // still empty
    addPosts(u"a"_s, 3);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), std::nullopt);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"a2"_s));
    addPost(u"b"_s);
    feed->refresh();
    run(1s);
    EXPECT_EQ(ids(*feed), QStringList({u"b"_s, u"a2"_s, u"a1"_s, u"a0"_s}));
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"b"_s));
}

TEST_F(FeedSinceTest, PagesBackNameNothing)
{
    addPosts(u"a"_s, 90);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    feed->loadOlder();
    run(100ms);
    EXPECT_EQ(server().pages.back().direction, PageRequest::Direction::Older);
    EXPECT_EQ(lastKnown(), std::nullopt);
}

TEST_F(FeedSinceTest, APostThatCameByItselfIsNamedBeforeABoost)
{
    auto spec = fakeSpec();
    spec.kind = FeedSpec::Kind::Home;
    addPost(u"a"_s, 60s);
    server().add(makeBoost(makePost(u"old"_s, now() - 1h), u"w"_s, now()));
    const auto feed = hub().feed(spec);
    run(1s);
    ASSERT_EQ(feed->entries().size(), 2U);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"a"_s));
}

TEST_F(FeedSinceTest, WithBoostsAloneTheNewestBoostIsNamed)
{
    auto spec = fakeSpec();
    spec.kind = FeedSpec::Kind::Home;
    server().add(makeBoost(makePost(u"1"_s, now() - 1h), u"w1"_s, now() - 60s));
    server().add(makeBoost(makePost(u"2"_s, now() - 2h), u"w2"_s, now()));
    const auto feed = hub().feed(spec);
    run(1s);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"w2"_s));
}

TEST_F(FeedSinceTest, WhatOnlyTheStreamToldIsNotKnown)
{
    server().hasStream = true;
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    addPost(u"streamed"_s);
    run(200ms);
    ASSERT_EQ(ids(*feed).first(), u"streamed"_s);
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"a2"_s));
    feed->refresh();
    run(1s);
    EXPECT_EQ(lastKnown(), fakeId(u"streamed"_s)); // the page has shown it too
}

TEST_F(FeedSinceTest, ARestartGoesOnFromTheCache)
{
    useStore();
    addPosts(u"a"_s, 3);
    {
        const auto feed = hub().feed(fakeSpec());
        ASSERT_TRUE(test::waitFor([&] {
            run(100ms);
            return feed->entries().size() == 3;
        }));
        ASSERT_TRUE(test::await(hub().flush()));
    }
    restart();
    server().pages.clear();
    const auto feed = hub().feed(fakeSpec());
    settle(*feed, 3);
    run(1s);
    ASSERT_FALSE(server().pages.empty());
    EXPECT_EQ(server().pages.front().known, fakeId(u"a2"_s));
    EXPECT_EQ(feed->entries().size(), 3U);
}

TEST_F(FeedSinceTest, APageThatReachesTheKnownLeavesNoHoleHoweverItEnds)
{
    addPosts(u"a"_s, 100);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    ASSERT_EQ(feed->entries().size(), 40U);
    ASSERT_EQ(feed->end(), FeedEnd::MayHaveMore);
    run(60s);
    addPosts(u"b"_s, 40); // as many as a page holds, and none of the known ones with them
    feed->refresh();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 80U);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->end(), FeedEnd::MayHaveMore); // it says nothing about that
    feed->loadOlder();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 120U);
    expectOrdered(*feed);
}

TEST_F(FeedSinceTest, MoreThanOnePageSinceIsAHoleThatIsFilled)
{
    addPosts(u"a"_s, 5);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    hub().setOnline(false);
    run(10min);
    addPosts(u"b"_s, 130);
    bool hadGap = false;
    QObject::connect(
        feed.get(), &Feed::gapsChanged, feed.get(), [&] { hadGap |= !feed->gaps().empty(); });
    hub().setOnline(true);
    run(30s);
    EXPECT_TRUE(hadGap);
    EXPECT_TRUE(feed->gaps().empty());
    EXPECT_EQ(feed->entries().size(), 135U);
}

TEST_F(FeedSinceTest, WhatIsRightlyLeftOutIsNotTakenForDeleted)
{
    addPosts(u"a"_s, 10);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(60s); // empty pages
    addPost(u"b"_s);
    feed->refresh();
    run(5s);
    addPost(u"late"_s, 65s); // written among the known ones
    feed->refresh();
    run(5s);
    EXPECT_EQ(feed->entries().size(), 12U);
    EXPECT_TRUE(server().lookups.empty());
}

TEST_F(FeedSinceTest, WhatTheStreamToldAndThePageLacksIsLookedUp)
{
    server().hasStream = true;
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    addPost(u"gone"_s);
    run(1s);
    addPost(u"b"_s);
    run(1s);
    server().streamSilent = true;
    server().remove(fakeId(u"gone"_s));
    addPost(u"low"_s, 30s); // so that the page reaches far down
    feed->refresh();
    run(5s);
    EXPECT_EQ(server().lookups, std::vector{fakeId(u"gone"_s)});
    EXPECT_EQ(ids(*feed), QStringList({u"b"_s, u"a2"_s, u"a1"_s, u"a0"_s, u"low"_s}));
}

TEST_F(FeedSinceTest, TheServicesPaceTakesThePlaceOfOurs)
{
    server().askAgainAfter = 20min;
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    EXPECT_EQ(feed->state().interval, 20min);
    server().pages.clear();
    run(20min - 2s);
    EXPECT_TRUE(server().pages.empty()); // never sooner
    run(2min + 3s);
    EXPECT_EQ(server().pages.size(), 1U);

    // It says something else, then nothing.
    server().askAgainAfter = 10s;
    feed->refresh();
    run(1s);
    EXPECT_EQ(feed->state().interval, 10s);
    server().askAgainAfter.reset();
    run(12s);
    server().pages.clear();
    run(3min);
    EXPECT_GE(server().pages.size(), 2U);
    EXPECT_LE(feed->state().interval, 60s);
    EXPECT_NE(feed->state().interval, 10s);
}

TEST_F(FeedSinceTest, UnseenFeedsTakeTwiceTheServicesPace)
{
    server().askAgainAfter = 10min;
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    EXPECT_EQ(feed->state().interval, 20min);
    server().pages.clear();
    run(20min - 2s);
    EXPECT_TRUE(server().pages.empty());
    run(2min + 3s);
    EXPECT_EQ(server().pages.size(), 1U);
    // Somebody looks: what is due by the quicker pace comes at once.
    run(9min);
    server().pages.clear();
    feed->addViewer();
    EXPECT_EQ(feed->state().interval, 10min);
    run(3min);
    EXPECT_EQ(server().pages.size(), 1U);
}

} // namespace
} // namespace staffroom
