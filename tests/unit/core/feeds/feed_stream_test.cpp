#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeId;
using test::fakeSpec;
using test::makePost;
using Kind = FeedState::Kind;

class FeedStreamTest : public FeedFixture {
protected:
    FeedStreamTest() { server().hasStream = true; }
};

TEST_F(FeedStreamTest, DeliversAndIsPolledSeldom)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Live);
    addPost(u"b"_s);
    run(100ms);
    EXPECT_EQ(feed->entries().front().post->id.remote, u"b"_s);
    run(1min);
    server().pages.clear();
    for (int i = 0; i < 300; ++i) {
        addPost(u"c%1"_s.arg(i));
        run(1s);
    }
    EXPECT_EQ(feed->entries().size(), 304U);
    EXPECT_NEAR(double(server().pages.size()), 5, 2);
    EXPECT_EQ(feed->state().kind, Kind::Live);
}

TEST_F(FeedStreamTest, ABurstIsOneInsertEveryTenthOfASecond)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    int inserts = 0;
    int rows = 0;
    QObject::connect(feed.get(), &Feed::inserted, feed.get(), [&](int first, int last) {
        ++inserts;
        rows += last - first + 1;
    });
    for (int i = 0; i < 1000; ++i) {
        server().add(makePost(u"p%1"_s.arg(i, 4, 10, QChar(u'0')), now()));
        run(1ms);
    }
    run(100ms);
    EXPECT_EQ(rows, 1000);
    EXPECT_LE(inserts, 12);
    expectOrdered(*feed);
}

TEST_F(FeedStreamTest, FollowsEditsCountsDeletionsEverywhere)
{
    const test::MadePost both{.tags = {u"edchat"_s, u"ukedchat"_s}};
    const auto a = hub().feed(fakeSpec(u"edchat"_s));
    const auto b = hub().feed(fakeSpec(u"ukedchat"_s));
    run(1s);
    const auto one = makePost(u"1"_s, now(), both);
    server().add(one);
    server().add(makePost(u"2"_s, now(), both));
    server().edit(test::editedPost(one, u"edited in the same breath"_s, now()));
    run(200ms);
    EXPECT_EQ(a->entries()[1].post->text.text, u"edited in the same breath"_s);
    EXPECT_EQ(a->entries()[1].post, b->entries()[1].post);
    server().count(one->id, {1, 2, 3});
    run(200ms);
    EXPECT_EQ(b->entries()[1].post->counts.favourites, 3);
    server().remove(one->id);
    run(200ms);
    EXPECT_EQ(ids(*a), QStringList({u"2"_s}));
    EXPECT_EQ(ids(*b), QStringList({u"2"_s}));
}

TEST_F(FeedStreamTest, TakesBackBoosts)
{
    auto spec = fakeSpec();
    spec.kind = FeedSpec::Kind::Home;
    const auto feed = hub().feed(spec);
    run(1s);
    const auto post = makePost(u"1"_s, now() - 1h);
    server().add(test::makeBoost(post, u"w1"_s, now() - 2s, u"ann@fake.example"_s));
    server().add(test::makeBoost(post, u"w2"_s, now() - 1s, u"cy@fake.example"_s));
    server().add(makePost(u"2"_s, now()));
    run(200ms);
    ASSERT_EQ(ids(*feed), QStringList({u"2"_s, u"1"_s}));
    server().remove(fakeId(u"w1"_s)); // the one that placed it
    run(200ms);
    ASSERT_EQ(ids(*feed), QStringList({u"2"_s, u"1"_s}));
    EXPECT_EQ(feed->entries()[1].placeId, fakeId(u"w2"_s));
    server().remove(fakeId(u"w2"_s));
    run(200ms);
    EXPECT_EQ(ids(*feed), QStringList({u"2"_s}));
}

TEST_F(FeedStreamTest, BackfillsAfterEveryReopening)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(20s);
    server().cutStreams();
    run(1s);
    EXPECT_NE(feed->state().kind, Kind::Live);
    addPosts(u"missed"_s, 2);
    server().openStreams();
    run(1s);
    EXPECT_EQ(feed->entries().size(), 5U);
    EXPECT_EQ(feed->state().kind, Kind::Live);
}

TEST_F(FeedStreamTest, WhatOnlyTheStreamToldDoesNotHideAHole)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(20s);
    server().setDown(true);
    run(60s);
    addPosts(u"missed"_s, 55);
    server().hold(); // the poll is slow, the stream is not
    server().setDown(false);
    run(2s);
    for (int i = 0; i < 60; ++i)
        addPost(u"streamed%1"_s.arg(i));
    run(1s);
    server().release();
    run(100s);
    EXPECT_EQ(feed->entries().size(), 118U);
    EXPECT_TRUE(feed->gaps().empty());
    expectOrdered(*feed);
}

TEST_F(FeedStreamTest, ASilentStreamIsNotBelievedForLong)
{
    server().streamSilent = true;
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    for (int i = 0; i < 40; ++i) {
        addPost(u"b%1"_s.arg(i));
        run(2s);
    }
    run(10s);
    EXPECT_EQ(feed->entries().size(), 43U);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
    // Nor is it tried again for another tag there.
    const auto other = hub().feed(fakeSpec(u"ukedchat"_s));
    run(1s);
    EXPECT_EQ(other->state().kind, Kind::Polling);
}

TEST_F(FeedStreamTest, AServerWithoutStreamsIsPolled)
{
    server().streamUnavailable = true;
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Polling);
    addPost(u"b"_s);
    run(10s);
    EXPECT_EQ(feed->entries().size(), 4U);
}

TEST_F(FeedStreamTest, EndsWhenAllHasBeenTold)
{
    const auto feed = hub().feed(fakeSpec());
    run(1s);
    addPost(u"1"_s);
    server().endStreams();
    run(1s);
    EXPECT_EQ(feed->state().kind, Kind::Ended);
    EXPECT_EQ(feed->entries().size(), 1U);
}

TEST_F(FeedStreamTest, CatchesUpWhenTheMachineWakes)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    run(5min);
    server().streamSilent = true; // half-open: nothing comes through, nobody says so
    addPosts(u"night"_s, 100);
    hub().wokeUp();
    run(30s);
    EXPECT_EQ(feed->entries().size(), 103U);
    EXPECT_TRUE(feed->gaps().empty());
}

TEST_F(FeedStreamTest, KeepsAThousandInMemoryAndBringsTheRestBack)
{
    useStore();
    const auto feed = hub().feed(fakeSpec());
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        return feed->state().kind == Kind::Live;
    }));
    for (int i = 0; i < 1500; ++i) {
        addPost(u"p%1"_s.arg(i));
        run(50ms);
        if (i % 20 == 0) {
            ASSERT_TRUE(test::await(hub().flush()));
        }
    }
    run(1s);
    EXPECT_LE(feed->entries().size(), 1200U);
    EXPECT_GE(feed->entries().size(), 1000U);
    ASSERT_TRUE(test::waitFor([&] {
        run(100ms);
        if (feed->end() == FeedEnd::MayHaveMore)
            feed->loadOlder();
        return feed->entries().size() == 1500;
    }));
    expectOrdered(*feed);
    EXPECT_EQ(pagesAsked(PageRequest::Direction::Older), 0);
}

} // namespace
} // namespace staffroom
