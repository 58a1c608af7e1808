#include "core/feeds/pending_posts.h"
#include "core/feeds/post_actions.h"
#include "tests/unit/core/feeds/feed_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeSpec;
using test::makePost;

const Source kMe{test::kFakeService, u"https://fake.example"_s, u"me@fake.example"_s};

PostPtr pending(const QString& id, Timestamp at, Delivery::State state, const QString& text = {})
{
    auto post = std::make_shared<Post>(
        *makePost(u"outbox:"_s + id, at, {text.isEmpty() ? u"A1 a jam jar #edchat"_s : text}));
    post->uri.clear();
    post->author.handle = kMe.account;
    Delivery delivery;
    delivery.state = state;
    delivery.outboxId = id;
    post->delivery = delivery;
    post->isOwn = true;
    return post;
}

class PendingPostsTest : public FeedFixture {
protected:
    std::shared_ptr<Feed> openFeed(int posts = 3)
    {
        addPosts(u"a"_s, posts);
        auto feed = hub().feed(fakeSpec());
        feed->addViewer();
        run(200ms);
        return feed;
    }
};

TEST_F(PendingPostsTest, StandsInItsColumnsAtOnce)
{
    const auto feed = openFeed();
    const auto other = hub().feed(fakeSpec(u"maths"_s));
    hub().showPending(pending(u"1"_s, now(), Delivery::State::Queued), kMe);
    EXPECT_EQ(ids(*feed).first(), u"outbox:1"_s);
    EXPECT_FALSE(ids(*other).contains(u"outbox:1"_s));
    // Somebody who opens the column later sees it, too.
    const auto mine = [] {
        FeedSpec spec;
        spec.kind = FeedSpec::Kind::Home;
        spec.source = kMe;
        return spec;
    }();
    EXPECT_TRUE(ids(*hub().feed(mine)).contains(u"outbox:1"_s));
}

TEST_F(PendingPostsTest, BecomesTheServersCopyInTheSameRow)
{
    const auto feed = openFeed();
    const auto mine = pending(u"1"_s, now(), Delivery::State::Sending);
    hub().showPending(mine, kMe);
    int removed = 0;
    int changed = 0;
    QObject::connect(feed.get(), &Feed::aboutToRemove, feed.get(), [&] { ++removed; });
    QObject::connect(feed.get(), &Feed::changed, feed.get(), [&] { ++changed; });
    hub().pendingSent(mine->id, makePost(u"77"_s, now() + 2s));
    EXPECT_EQ(ids(*feed), QStringList({u"77"_s, u"a2"_s, u"a1"_s, u"a0"_s}));
    EXPECT_EQ(removed, 0);
    EXPECT_EQ(changed, 1);
}

TEST_F(PendingPostsTest, IsOneRowWhenAPageIsQuickerThanTheAnswer)
{
    const auto feed = openFeed();
    const auto mine = pending(u"1"_s, now(), Delivery::State::Sending);
    hub().showPending(mine, kMe);
    test::MadePost made;
    made.text = mine->text.text;
    made.handle = kMe.account;
    const auto real = makePost(u"77"_s, now() + 1s, made);
    server().add(real);
    run(30s);
    EXPECT_EQ(ids(*feed).count(u"77"_s), 1);
    EXPECT_FALSE(ids(*feed).contains(u"outbox:1"_s));
    hub().pendingSent(mine->id, real); // the answer comes after all
    EXPECT_EQ(ids(*feed).size(), 4);
}

TEST_F(PendingPostsTest, IsNeverTakenForDeletedNorAskedFor)
{
    const auto feed = openFeed();
    hub().showPending(pending(u"1"_s, now(), Delivery::State::Queued), kMe);
    for (int i = 0; i < 5; ++i) {
        addPost(u"b"_s + QString::number(i));
        run(1min);
    }
    EXPECT_TRUE(ids(*feed).contains(u"outbox:1"_s));
    for (const auto& asked : server().lookups)
        EXPECT_FALSE(asked.remote.startsWith(u"outbox:"_s));
}

TEST_F(PendingPostsTest, GoesWhenItIsDiscarded)
{
    const auto feed = openFeed();
    const auto mine = pending(u"1"_s, now(), Delivery::State::Failed);
    hub().showPending(mine, kMe);
    hub().dropPending(mine->id);
    EXPECT_FALSE(ids(*feed).contains(u"outbox:1"_s));
}

TEST_F(PendingPostsTest, BelongsWhereTheServerWillShowIt)
{
    Post post = *pending(u"1"_s, Timestamp(1s), Delivery::State::Queued);
    EXPECT_TRUE(belongsTo(fakeSpec(), post, kMe));
    FeedSpec elsewhere = fakeSpec();
    elsewhere.source.server = u"https://other.example"_s;
    EXPECT_FALSE(belongsTo(elsewhere, post, kMe));
    FeedSpec without = fakeSpec();
    without.noneTags = {u"EdChat"_s};
    EXPECT_FALSE(belongsTo(without, post, kMe));
    post.visibility = Visibility::Unlisted;
    EXPECT_FALSE(belongsTo(fakeSpec(), post, kMe)) << "a hashtag finds public posts only";
    post.delivery->state = Delivery::State::Scheduled;
    FeedSpec later;
    later.kind = FeedSpec::Kind::Scheduled;
    later.source = kMe;
    EXPECT_TRUE(belongsTo(later, post, kMe));
    EXPECT_FALSE(belongsTo(fakeSpec(), post, kMe));
}

class PostActionsTest : public PendingPostsTest {
protected:
    PostActionsTest() { lock.setLocked(false); }
    Act on(Act::Kind kind, const QString& id = u"a1"_s)
    {
        Act act;
        act.kind = kind;
        act.post = test::fakeId(id);
        return act;
    }
    const Post& shown(const Feed& feed, const QString& id)
    {
        for (const auto& entry : feed.entries()) {
            if (entry.post->id.remote == id)
                return *entry.post;
        }
        throw std::runtime_error("no such post");
    }
    Result<ActOutcome> runAct(PostActions& actions, const Act& act)
    {
        std::optional<Result<ActOutcome>> answer;
        const auto handle = actions.run(act, kMe, column).then(&context, [&](Result<ActOutcome> r) {
            answer = std::move(r);
        });
        run(1s);
        return answer ? *answer : fail(Error::Kind::Timeout);
    }

    QObject context;
    ColumnId column{u"c1"_s};
    WriteLock lock;
};

TEST_F(PostActionsTest, ShowsAtOnceAndKeepsWhatTheServerTook)
{
    const auto feed = openFeed();
    PostActions actions({&hub(), &lock});
    auto task = actions.run(on(Act::Kind::Favourite), kMe, column);
    EXPECT_TRUE(shown(*feed, u"a1"_s).viewer->isFavourited);
    EXPECT_EQ(shown(*feed, u"a1"_s).counts.favourites, 1);
    run(1s);
    EXPECT_TRUE(shown(*feed, u"a1"_s).viewer->isFavourited);
    EXPECT_EQ(server().acts.size(), 1U);
}

TEST_F(PostActionsTest, TakesBackWhatWasRefused)
{
    const auto feed = openFeed();
    PostActions actions({&hub(), &lock});
    int refused = 0;
    QObject::connect(&actions, &PostActions::refused, &context, [&] { ++refused; });
    server().actError = Error{Error::Kind::Forbidden, 403, {}, {}, {}};
    EXPECT_FALSE(runAct(actions, on(Act::Kind::Boost)));
    EXPECT_EQ(refused, 1);
    EXPECT_FALSE(shown(*feed, u"a1"_s).viewer->isBoosted);
    EXPECT_EQ(shown(*feed, u"a1"_s).counts.boosts, 0);
}

TEST_F(PostActionsTest, SameActTwiceAtOnceGoesOutOnce)
{
    const auto feed = openFeed();
    PostActions actions({&hub(), &lock});
    auto first = actions.run(on(Act::Kind::Boost), kMe, column);
    EXPECT_EQ(runAct(actions, on(Act::Kind::Boost)).error().kind, Error::Kind::Conflict);
    EXPECT_EQ(server().acts.size(), 1U);
}

TEST_F(PostActionsTest, LockedNothingLeavesForAnyAct)
{
    const auto feed = openFeed();
    PostActions actions({&hub(), &lock});
    for (const bool wholeProgram : {true, false}) {
        lock.setLocked(wholeProgram);
        lock.setColumnLocked(column, !wholeProgram);
        for (const Act::Kind kind : kActKinds)
            EXPECT_EQ(runAct(actions, on(kind)).error().kind, Error::Kind::Locked) << int(kind);
    }
    EXPECT_TRUE(server().acts.empty());
    EXPECT_FALSE(shown(*feed, u"a1"_s).viewer && shown(*feed, u"a1"_s).viewer->isFavourited);
}

TEST_F(PostActionsTest, MutingHidesAPersonUntilItIsUndone)
{
    const auto feed = openFeed();
    PostActions actions({&hub(), &lock});
    Act mute = on(Act::Kind::Mute);
    mute.person = shown(*feed, u"a1"_s).author.id;
    ASSERT_TRUE(runAct(actions, mute));
    EXPECT_TRUE(feed->entries().empty());
    addPost(u"late"_s);
    run(1min);
    EXPECT_TRUE(feed->entries().empty());
}

TEST_F(PostActionsTest, EveryToggleIsUndoneByItsOpposite)
{
    const auto post = makePost(u"1"_s, Timestamp(1s));
    for (const Act::Kind kind : kActKinds) {
        Act act;
        act.kind = kind;
        const auto back = inverseOf(act);
        const auto there = withAct(act, post);
        if (!back || !there)
            continue;
        const auto again = withAct(*inverseOf(*back), withAct(*back, there));
        EXPECT_EQ(*again->viewer, *there->viewer) << int(kind);
        EXPECT_EQ(again->counts, there->counts) << int(kind);
    }
}

} // namespace
} // namespace staffroom
