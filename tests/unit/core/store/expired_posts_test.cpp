#include "tests/unit/core/store/store_fixture.h"

#include <QFile>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using test::fakeId;
using test::makePost;

/// Posts whose network lets nobody keep them for ever.
class ExpiredPostsTest : public StoreFixture {
protected:
    static PostPtr kept(const QString& remote, int second, int until, const QString& text = {})
    {
        auto post
            = std::make_shared<Post>(*makePost(remote, at(second), test::MadePost{.text = text}));
        post->terms = PostTerms{u"Fake"_s, at(until)};
        return post;
    }
    QStringList drop(int now)
    {
        auto cut = await(store().dropExpired(at(now)));
        EXPECT_TRUE(cut);
        if (cut)
            cut->sort();
        return cut ? *cut : QStringList();
    }
    QStringList inFeed(const QString& feed)
    {
        return ids(await(store().open(feed, 5000))->entries);
    }
    bool isFound(const QString& word)
    {
        const auto found = await(store().search(word, 9));
        EXPECT_TRUE(found);
        return found && !found->empty();
    }
};

TEST_F(ExpiredPostsTest, GoFromFeedsSearchAndFileWhenTheirTimeIsOver)
{
    ASSERT_TRUE(write(u"f"_s,
        {entry(kept(u"1"_s, 1, 100, u"zanzibar secret"_s)), entry(kept(u"2"_s, 2, 200)),
            entry(u"3"_s, 3)}));
    ASSERT_TRUE(write(u"g"_s, {entry(kept(u"1"_s, 1, 100, u"zanzibar secret"_s))}));
    EXPECT_TRUE(drop(99).isEmpty());
    EXPECT_EQ(inFeed(u"f"_s).size(), 3);
    EXPECT_EQ(drop(100), QStringList({u"f"_s, u"g"_s}));
    EXPECT_EQ(inFeed(u"f"_s), QStringList({u"3"_s, u"2"_s}));
    EXPECT_TRUE(inFeed(u"g"_s).isEmpty());
    EXPECT_FALSE(isFound(u"zanzibar"_s));
    EXPECT_TRUE(isFound(u"Post"_s));
    EXPECT_TRUE(drop(100).isEmpty());
    drop(1'000'000);
    EXPECT_EQ(inFeed(u"f"_s), QStringList({u"3"_s})); // without terms: for ever
    ASSERT_TRUE(await(store().flush()));
    close();
    QFile file(files().cache);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_FALSE(file.readAll().contains("zanzibar secret"));
}

TEST_F(ExpiredPostsTest, MayBeStoredAgain)
{
    ASSERT_TRUE(write(u"f"_s, {entry(kept(u"1"_s, 1, 100, u"zanzibar"_s))}));
    drop(100);
    ASSERT_TRUE(write(u"f"_s, {entry(kept(u"1"_s, 1, 300, u"zanzibar"_s))}));
    drop(299);
    EXPECT_EQ(inFeed(u"f"_s), QStringList({u"1"_s}));
    EXPECT_TRUE(isFound(u"zanzibar"_s));
}

TEST_F(ExpiredPostsTest, LeaveNoWordsToThePostThatTakesTheirRow)
{
    ASSERT_TRUE(write(u"f"_s, {entry(kept(u"1"_s, 1, 100, u"zanzibar"_s))}));
    drop(100);
    ASSERT_TRUE(write(u"f"_s, {entry(u"2"_s, 2, u"madagascar"_s)}));
    EXPECT_TRUE(isFound(u"madagascar"_s));
    EXPECT_FALSE(isFound(u"zanzibar"_s));
}

TEST_F(ExpiredPostsTest, TheLastDeliveryCounts)
{
    ASSERT_TRUE(write(u"f"_s, {entry(kept(u"1"_s, 1, 100)), entry(kept(u"2"_s, 2, 100))}));
    ASSERT_TRUE(await(store().updatePosts({kept(u"1"_s, 1, 200)})));
    ASSERT_TRUE(await(store().updatePosts({makePost(u"2"_s, at(2))})));
    drop(150);
    EXPECT_EQ(inFeed(u"f"_s), QStringList({u"2"_s, u"1"_s}));
    drop(250);
    EXPECT_EQ(inFeed(u"f"_s), QStringList({u"2"_s}));
}

TEST_F(ExpiredPostsTest, AFeedThatLosesItsOldEndForgetsTheCursorAndTheGapsDownThere)
{
    FeedWrite feed;
    feed.feedKey = u"f"_s;
    feed.entries = {entry(kept(u"1"_s, 1, 100)), entry(kept(u"2"_s, 2, 100)),
        entry(kept(u"5"_s, 5, 200)), entry(kept(u"8"_s, 8, 200))};
    feed.gaps = std::vector<StoredGap>{
        {at(8), at(5), u"high"_s}, {at(5), at(2), u"between"_s}, {at(2), at(1), u"low"_s}};
    feed.olderCursor = u"back"_s;
    feed.reachedEnd = true;
    ASSERT_TRUE(await(store().write(feed)));
    ASSERT_TRUE(await(store().setReadMarker(u"f"_s, fakeId(u"1"_s))));
    EXPECT_EQ(drop(100), QStringList({u"f"_s}));
    const auto opening = await(store().open(u"f"_s, 9));
    EXPECT_EQ(ids(opening->entries), QStringList({u"8"_s, u"5"_s}));
    EXPECT_EQ(opening->gaps, (std::vector<StoredGap>{{at(8), at(5), u"high"_s}}));
    EXPECT_EQ(opening->olderCursor, QString());
    EXPECT_FALSE(opening->reachedEnd);
    EXPECT_EQ(opening->readMarker, fakeId(u"1"_s));
    EXPECT_EQ(drop(200), QStringList({u"f"_s}));
    EXPECT_TRUE(await(store().open(u"f"_s, 9))->gaps.empty());
}

TEST_F(ExpiredPostsTest, AFeedThatKeepsItsOldEndKeepsTheCursor)
{
    FeedWrite feed;
    feed.feedKey = u"f"_s;
    feed.entries = {entry(kept(u"1"_s, 1, 300)), entry(kept(u"2"_s, 2, 100))};
    feed.olderCursor = u"back"_s;
    ASSERT_TRUE(await(store().write(feed)));
    EXPECT_TRUE(drop(100).isEmpty());
    const auto opening = await(store().open(u"f"_s, 9));
    EXPECT_EQ(ids(opening->entries), QStringList({u"1"_s}));
    EXPECT_EQ(opening->olderCursor, u"back"_s);
}

TEST_F(ExpiredPostsTest, ManyGoAtOnce)
{
    std::vector<StoredEntry> entries;
    for (int i = 0; i < 1500; ++i)
        entries.push_back(entry(kept(QString::number(i), i, i < 1200 ? 100 : 200)));
    ASSERT_TRUE(write(u"f"_s, std::move(entries)));
    drop(100);
    EXPECT_EQ(inFeed(u"f"_s).size(), 300);
}

} // namespace
} // namespace staffroom
