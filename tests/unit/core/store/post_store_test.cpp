#include "tests/unit/core/store/store_fixture.h"

#include "core/store/cache_reader.h"

#include <QFile>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using test::fakeId;
using test::makePost;

class PostStoreTest : public StoreFixture {
protected:
    QStringList search(const QString& words, int limit = 50)
    {
        QStringList out;
        const auto found = await(store().search(words, limit));
        EXPECT_TRUE(found);
        if (found) {
            for (const auto& post : *found)
                out << post->id.remote;
        }
        return out;
    }
    QByteArray bytesOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
};

TEST_F(PostStoreTest, GivesBackWhatWasWrittenNewestFirst)
{
    ASSERT_TRUE(await(store().ready()));
    FeedWrite feed;
    feed.feedKey = u"f"_s;
    const auto boosted = test::makeBoost(makePost(u"old"_s, at(-500)), u"w"_s, at(7));
    feed.entries = {entry(u"1"_s, 1), entry(u"2"_s, 2),
        {boosted.post, {*boosted.reason}, at(7), boosted.reason->wrapper}};
    feed.gaps = std::vector<StoredGap>{{at(2), at(1), u"cursor"_s}};
    feed.olderCursor = u"back"_s;
    feed.reachedEnd = true;
    ASSERT_TRUE(await(store().write(feed)));
    ASSERT_TRUE(await(store().setReadMarker(u"f"_s, fakeId(u"2"_s))));
    ASSERT_TRUE(await(store().setFloor(u"f"_s, at(-9))));

    for (const bool reopened : {false, true}) {
        if (reopened)
            close();
        const auto opening = await(store().open(u"f"_s, 10));
        ASSERT_TRUE(opening);
        EXPECT_EQ(ids(opening->entries), QStringList({u"old"_s, u"2"_s, u"1"_s}));
        EXPECT_EQ(opening->entries[0].reasons, feed.entries[2].reasons);
        EXPECT_EQ(opening->entries[0].placeId, fakeId(u"w"_s));
        EXPECT_EQ(opening->entries[0].time, at(7));
        EXPECT_EQ(*opening->entries[1].post, *feed.entries[1].post);
        EXPECT_EQ(opening->gaps, *feed.gaps);
        EXPECT_EQ(opening->olderCursor, u"back"_s);
        EXPECT_TRUE(opening->reachedEnd);
        EXPECT_EQ(opening->readMarker, fakeId(u"2"_s));
        EXPECT_EQ(opening->floor, at(-9));
    }
    const auto other = await(store().open(u"other"_s, 10));
    ASSERT_TRUE(other);
    EXPECT_TRUE(other->entries.empty());
}

TEST_F(PostStoreTest, PagesByPlaceThroughEqualTimesWithoutLossOrRepeat)
{
    std::vector<StoredEntry> entries;
    for (int i = 0; i < 100; ++i)
        entries.push_back(entry(u"id%1"_s.arg(i, 3, 10, QChar(u'0')), i / 10));
    ASSERT_TRUE(write(u"f"_s, entries));
    const auto opening = await(store().open(u"f"_s, 7));
    ASSERT_TRUE(opening);
    QStringList seen = ids(opening->entries);
    StoredPlace place{opening->entries.back().time, opening->entries.back().placeId.remote};
    for (;;) {
        const auto page = await(store().older(u"f"_s, place, 7));
        ASSERT_TRUE(page);
        if (page->empty())
            break;
        seen << ids(*page);
        place = {page->back().time, page->back().placeId.remote};
    }
    QStringList wanted;
    for (int i = 99; i >= 0; --i)
        wanted << u"id%1"_s.arg(i, 3, 10, QChar(u'0'));
    EXPECT_EQ(seen, wanted);
}

TEST_F(PostStoreTest, GivesASpanOldestFirst)
{
    ASSERT_TRUE(write(u"f"_s, {entry(u"1"_s, 1), entry(u"2"_s, 2), entry(u"3"_s, 3)}));
    auto some = await(store().between(u"f"_s, at(2), std::nullopt, 10));
    ASSERT_TRUE(some);
    EXPECT_EQ(ids(*some), QStringList({u"2"_s, u"3"_s}));
    some = await(store().between(u"f"_s, std::nullopt, at(2), 1));
    ASSERT_TRUE(some);
    EXPECT_EQ(ids(*some), QStringList({u"1"_s}));
}

TEST_F(PostStoreTest, KeepsOnePlaceForAPostInAFeed)
{
    const auto post = makePost(u"1"_s, at(1));
    ASSERT_TRUE(write(u"f"_s, {entry(post)}));
    ASSERT_TRUE(write(u"f"_s, {{post, {}, at(9), fakeId(u"w"_s)}}));
    const auto opening = await(store().open(u"f"_s, 10));
    ASSERT_TRUE(opening);
    ASSERT_EQ(opening->entries.size(), 1U);
    EXPECT_EQ(opening->entries[0].placeId, fakeId(u"w"_s));
}

TEST_F(PostStoreTest, TakesPlacesOutOfOneFeedOnly)
{
    ASSERT_TRUE(write(u"f"_s, {entry(u"1"_s, 1), entry(u"2"_s, 2)}));
    ASSERT_TRUE(write(u"g"_s, {entry(u"1"_s, 1)}));
    FeedWrite removal;
    removal.feedKey = u"f"_s;
    removal.removedPlaces = {fakeId(u"1"_s)};
    ASSERT_TRUE(await(store().write(removal)));
    EXPECT_EQ(ids(await(store().open(u"f"_s, 9))->entries), QStringList({u"2"_s}));
    EXPECT_EQ(ids(await(store().open(u"g"_s, 9))->entries), QStringList({u"1"_s}));
    ASSERT_TRUE(await(store().clearFeed(u"g"_s)));
    EXPECT_TRUE(await(store().open(u"g"_s, 9))->entries.empty());
    EXPECT_EQ(search(u"Post"_s).size(), 2); // the posts themselves stay
}

TEST_F(PostStoreTest, SearchesTextNamesHandlesTagsInEveryScript)
{
    test::MadePost more;
    more.text = u"Retrieval practice beats re-reading, naïve or not"_s;
    more.handle = u"maria@escola.example"_s;
    more.tags = {u"EdChat"_s};
    ASSERT_TRUE(write(u"f"_s,
        {entry(makePost(u"a"_s, at(1), more)), entry(u"b"_s, 2, u"Другое сообщение"_s),
            entry(u"c"_s, 3, u"a \"quoted\" AND word* (odd)"_s)}));
    EXPECT_EQ(search(u"retrieval PRACTICE"_s), QStringList({u"a"_s}));
    EXPECT_EQ(search(u"naive"_s), QStringList({u"a"_s}));
    EXPECT_EQ(search(u"@maria@escola.example"_s), QStringList({u"a"_s}));
    EXPECT_EQ(search(u"retr"_s), QStringList({u"a"_s}));
    EXPECT_EQ(search(u"#edchat"_s).size(), 3);
    EXPECT_EQ(search(u"сообщ"_s), QStringList({u"b"_s}));
    EXPECT_EQ(search(u"\"quoted AND (odd"_s), QStringList({u"c"_s}));
    EXPECT_TRUE(search(u"* ( \" --"_s).isEmpty());
    EXPECT_EQ(search(u"fake"_s, 1), QStringList({u"c"_s})); // newest first
    EXPECT_EQ(searchExpression(u" a\"b  NEAR "_s), u"\"a\"\"b\" \"NEAR\"*"_s);
}

TEST_F(PostStoreTest, EditsAreFoundByTheirNewWordsOnly)
{
    const auto post = makePost(u"1"_s, at(1), {.text = u"first wording"_s});
    ASSERT_TRUE(write(u"f"_s, {entry(post)}));
    const auto edited = test::editedPost(post, u"second wording"_s, at(5));
    const auto unknown = makePost(u"nowhere"_s, at(1));
    ASSERT_TRUE(await(store().updatePosts({edited, unknown})));
    EXPECT_TRUE(search(u"first"_s).isEmpty());
    EXPECT_EQ(search(u"second"_s), QStringList({u"1"_s}));
    EXPECT_TRUE(search(u"nowhere"_s).isEmpty());
    EXPECT_EQ(*await(store().open(u"f"_s, 1))->entries[0].post, *edited);
}

TEST_F(PostStoreTest, ErasingTakesThePostOutOfFeedsSearchFile)
{
    const auto post = makePost(u"1"_s, at(1), {.text = u"zanzibar secret"_s});
    ASSERT_TRUE(write(u"f"_s, {entry(post), entry(u"2"_s, 2)}));
    ASSERT_TRUE(write(u"g"_s, {entry(post)}));
    ASSERT_TRUE(await(store().erasePost(post->id)));
    ASSERT_TRUE(await(store().erasePost(fakeId(u"never seen"_s))));
    EXPECT_TRUE(search(u"zanzibar"_s).isEmpty());
    EXPECT_EQ(ids(await(store().open(u"f"_s, 9))->entries), QStringList({u"2"_s}));
    EXPECT_TRUE(await(store().open(u"g"_s, 9))->entries.empty());
    ASSERT_TRUE(await(store().flush()));
    close();
    EXPECT_FALSE(bytesOf(files().cache).contains("zanzibar secret"));
}

TEST_F(PostStoreTest, WaitingWritesShareATransaction)
{
    ASSERT_TRUE(await(store().ready()));
    int answers = 0;
    QObject context;
    std::vector<TaskHandle> handles;
    for (int i = 0; i < 200; ++i) {
        FeedWrite one;
        one.feedKey = u"f"_s;
        one.entries = {entry(QString::number(i), i)};
        handles.push_back(store().write(std::move(one)).then(&context, [&](Result<Done> done) {
            EXPECT_TRUE(done);
            ++answers;
        }));
    }
    ASSERT_TRUE(await(store().flush()));
    ASSERT_TRUE(test::waitFor([&] { return answers == 200; }));
    const auto totals = store().totals();
    EXPECT_EQ(totals.cachedPosts, 200);
    EXPECT_LT(totals.writes, 200);
    EXPECT_GT(totals.writeMsP99, 0);
    EXPECT_EQ(await(store().open(u"f"_s, 500))->entries.size(), 200U);
}

TEST_F(PostStoreTest, WritesThatWaitAreDrainedWhenItCloses)
{
    for (int i = 0; i < 50; ++i) {
        FeedWrite one;
        one.feedKey = u"f"_s;
        one.entries = {entry(QString::number(i), i)};
        store().write(std::move(one)).then(m_store.get(), [](Result<Done>) {}).detach();
    }
    close();
    EXPECT_EQ(await(store().open(u"f"_s, 500))->entries.size(), 50U);
}

TEST_F(PostStoreTest, SamePostOfTwoServersIsTwoPosts)
{
    const auto other = makePost(u"1"_s, at(1), {.server = u"https://fake2.example"_s});
    ASSERT_TRUE(write(u"f"_s, {entry(u"1"_s, 1)}));
    ASSERT_TRUE(write(u"g"_s, {entry(other)}));
    ASSERT_TRUE(await(store().erasePost(other->id)));
    EXPECT_EQ(await(store().open(u"f"_s, 9))->entries.size(), 1U);
    EXPECT_TRUE(await(store().open(u"g"_s, 9))->entries.empty());
}

} // namespace
} // namespace staffroom
