#include "tests/unit/core/services/bluesky/bluesky_client_fixture.h"

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using FeedKind = FeedSpec::Kind;
using test::FaultRequest;

class BlueskyPagesTest : public BlueskyClientTest {
protected:
    /// A search over these posts, newest first, as the network does it: by tag, `until` exclusive.
    void offerSearch(std::vector<QJsonObject> posts)
    {
        answer("app.bsky.feed.searchPosts", [posts](const FaultRequest& request) {
            const QUrlQuery query = request.query();
            EXPECT_FALSE(query.hasQueryItem(u"cursor"_s));
            EXPECT_EQ(query.queryItemValue(u"sort"_s), u"latest"_s);
            const QString tag = query.queryItemValue(u"q"_s, QUrl::FullyDecoded).mid(1);
            const QString until = query.queryItemValue(u"until"_s, QUrl::FullyDecoded);
            QJsonArray found;
            bool isMore = false;
            for (const auto& post : posts) {
                const QJsonObject record = post[u"record"_s].toObject();
                const auto tags = record[u"tags"_s].toArray();
                const bool isTagged = std::any_of(tags.begin(), tags.end(), [&](const auto& value) {
                    return value.toString().compare(tag, Qt::CaseInsensitive) == 0;
                });
                const bool isBefore = until.isEmpty() || record[u"createdAt"_s].toString() < until;
                if (!isTagged || !isBefore)
                    continue;
                isMore = found.size() == query.queryItemValue(u"limit"_s).toInt();
                if (isMore)
                    break;
                found.append(post);
            }
            QJsonObject answer{{u"posts"_s, found}};
            if (isMore)
                answer[u"cursor"_s] = u"25"_s;
            return reply(answer);
        });
    }
    static QJsonObject feedOf(const std::vector<QJsonObject>& views, const QString& cursor = {})
    {
        QJsonArray entries;
        for (const auto& view : views)
            entries.append(view.contains(u"post"_s) ? view : QJsonObject{{u"post"_s, view}});
        QJsonObject answer{{u"feed"_s, entries}};
        if (!cursor.isEmpty())
            answer[u"cursor"_s] = cursor;
        return answer;
    }
    QJsonObject notice(const QString& reason, const QString& key, int age) const
    {
        return {{u"uri"_s, uriOf(key)}, {u"cid"_s, u"bafy"_s + key}, {u"reason"_s, reason},
            {u"isRead"_s, false},
            {u"indexedAt"_s, isoTime(clock.now() - std::chrono::seconds(age))},
            {u"author"_s,
                QJsonObject{{u"did"_s, QString(kOtherDid)}, {u"handle"_s, u"cem.test"_s}}},
            {u"record"_s, QJsonObject()}};
    }
};

TEST_F(BlueskyPagesTest, WalksAHashtagBackByTime)
{
    signIn();
    std::vector<QJsonObject> posts;
    QStringList expected;
    for (int i = 0; i < 45; ++i) {
        expected << u"k%1"_s.arg(i);
        posts.push_back(view(expected.back(), i * 60, {i % 2 ? u"EdChat"_s : u"edchat"_s}));
    }
    offerSearch(posts);
    const auto first = page(hashtag({u"edchat"_s}), {}, 10);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->items.size(), 10U);
    EXPECT_TRUE(timeOfIso(first->older)) << first->older.toStdString();
    EXPECT_EQ(walked(hashtag({u"edchat"_s}), 10), expected); // each once
}

TEST_F(BlueskyPagesTest, GoesOnThroughAMomentFullOfPosts)
{
    signIn();
    std::vector<QJsonObject> posts;
    for (int i = 0; i < 30; ++i)
        posts.push_back(view(u"k%1"_s.arg(i), i < 20 ? 60 : 120 + i, {u"edchat"_s}));
    offerSearch(posts);
    const QStringList all = walked(hashtag({u"edchat"_s}), 8);
    for (int i = 20; i < 30; ++i)
        EXPECT_TRUE(all.contains(u"k%1"_s.arg(i)));
}

TEST_F(BlueskyPagesTest, JoinsSeveralTagsWithoutHoles)
{
    signIn();
    std::vector<QJsonObject> posts;
    QStringList expected;
    for (int i = 0; i < 60; ++i) {
        QStringList tags{u"often"_s};
        if (i % 7 == 0)
            tags = QStringList{u"seldom"_s};
        if (i % 14 == 0)
            tags << u"often"_s;
        expected << u"k%1"_s.arg(i);
        posts.push_back(view(expected.back(), i * 60, tags));
    }
    offerSearch(posts);
    // Newest first over all pages, each once, and none is missing.
    EXPECT_EQ(walked(hashtag({u"often"_s, u"seldom"_s}), 6), expected);
}

TEST_F(BlueskyPagesTest, KeepsTheRulesOfAHashtagColumn)
{
    signIn();
    std::vector<QJsonObject> posts;
    for (int i = 0; i < 30; ++i)
        posts.push_back(view(u"k%1"_s.arg(i), i * 60, {u"edchat"_s, u"other"_s}));
    posts.push_back(view(u"both"_s, 3'000, {u"edchat"_s, u"Maths"_s}));
    posts.push_back(view(u"none"_s, 3'060, {u"edchat"_s, u"maths"_s, u"ads"_s}));
    QJsonObject inWordsOnly = view(u"words"_s, 3'120, {u"edchat"_s, u"maths"_s});
    QJsonObject record = inWordsOnly[u"record"_s].toObject();
    record[u"tags"_s] = QJsonArray();
    inWordsOnly[u"record"_s] = record;
    offerSearch(posts);
    FeedSpec spec = hashtag({u"edchat"_s});
    spec.allTags = {u"maths"_s};
    spec.noneTags = {u"ads"_s};
    // Pages that hold nothing of it are walked over.
    EXPECT_EQ(walked(spec, 10).first(), u"both"_s);
    EXPECT_FALSE(walked(spec, 10).contains(u"none"_s));
    // A search engine that goes by words finds posts that are not under the tag.
    answer("app.bsky.feed.searchPosts", QJsonObject{{u"posts"_s, QJsonArray{inWordsOnly}}});
    EXPECT_TRUE(page(hashtag({u"edchat"_s}))->items.empty());
}

TEST_F(BlueskyPagesTest, TriesNothingThatIsKnownToBeRefused)
{
    readAnonymously();
    for (const auto kind :
        {FeedKind::Hashtag, FeedKind::Search, FeedKind::Home, FeedKind::Notifications,
            FeedKind::Mentions, FeedKind::Bookmarks, FeedKind::Favourites, FeedKind::Received}) {
        const auto answer = page(feed(kind));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
    }
    EXPECT_TRUE(server.requests().empty());
    signIn();
    for (const auto kind : {FeedKind::Public, FeedKind::Scheduled})
        EXPECT_EQ(page(feed(kind)).error().kind, Error::Kind::Unsupported);
}

TEST_F(BlueskyPagesTest, ReadsPeopleAndListsWithoutAnAccount)
{
    readAnonymously();
    FeedSpec spec = feed(FeedKind::User);
    spec.target = u"cem.test"_s;
    answer("app.bsky.feed.getAuthorFeed", feedOf({view(u"a"_s, 10)}));
    EXPECT_EQ(walked(spec, 40), QStringList{u"a"_s});
    EXPECT_EQ(server.requests().back().query().queryItemValue(u"actor"_s), u"cem.test"_s);
    EXPECT_TRUE(server.requests().back().header("authorization").isEmpty());
    spec.kind = FeedKind::List;
    spec.target = u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.graph.list/3kabcdefghijk"_s;
    answer("app.bsky.feed.getListFeed", feedOf({view(u"b"_s, 10)}));
    EXPECT_EQ(walked(spec, 40), QStringList{u"b"_s});
    spec.target = u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.feed.generator/science"_s;
    answer("app.bsky.feed.getFeed", feedOf({view(u"c"_s, 10)}));
    EXPECT_EQ(walked(spec, 40), QStringList{u"c"_s});
    spec.target = u"17"_s;
    EXPECT_EQ(page(spec).error().kind, Error::Kind::Unsupported);
}

TEST_F(BlueskyPagesTest, ReadsAListByTheAddressThatABrowserShows)
{
    readAnonymously();
    FeedSpec spec = feed(FeedKind::List);
    answer("app.bsky.feed.getListFeed", feedOf({view(u"b"_s, 10)}));
    answer("app.bsky.feed.getFeed", feedOf({view(u"c"_s, 10)}));
    answer("com.atproto.identity.resolveHandle", QJsonObject{{u"did"_s, QString(kOtherDid)}});
    const auto asked = [this](const QString& name) {
        return server.requests().back().query().queryItemValue(name, QUrl::FullyDecoded);
    };
    spec.target = u"https://bsky.app/profile/cem.test/lists/3kabcdefghijk"_s;
    EXPECT_EQ(walked(spec, 40), QStringList{u"b"_s});
    EXPECT_EQ(asked(u"list"_s),
        u"at://"_s + QString(kOtherDid) + u"/app.bsky.graph.list/3kabcdefghijk"_s);
    spec.target = u"https://bsky.app/profile/"_s + QString(kOtherDid) + u"/feed/science"_s;
    EXPECT_EQ(walked(spec, 40), QStringList{u"c"_s});
    EXPECT_EQ(
        asked(u"feed"_s), u"at://"_s + QString(kOtherDid) + u"/app.bsky.feed.generator/science"_s);
    spec.target = u"https://bsky.app/profile/cem.test/post/3kabcdefghijk"_s;
    EXPECT_EQ(page(spec).error().kind, Error::Kind::Unsupported);
}

TEST_F(BlueskyPagesTest, WalksOverEmptyPagesButNotForEver)
{
    signIn();
    answer("app.bsky.feed.getTimeline", [this](const FaultRequest& request) {
        const int at = request.query().queryItemValue(u"cursor"_s).toInt();
        return at < 3 ? reply(feedOf({}, QString::number(at + 1)))
                      : reply(feedOf({view(u"late"_s, 900)}));
    });
    EXPECT_EQ(walked(feed(FeedKind::Home), 40), QStringList{u"late"_s});
    EXPECT_EQ(calls("app.bsky.feed.getTimeline"), 4);
    server.forgetRequests();
    answer("app.bsky.feed.getTimeline", [](const FaultRequest& request) {
        const int at = request.query().queryItemValue(u"cursor"_s).toInt();
        return reply(feedOf({}, QString::number(at + 1)));
    });
    const auto answer = page(feed(FeedKind::Home));
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->older.isEmpty());
    EXPECT_EQ(calls("app.bsky.feed.getTimeline"), 6);
}

TEST_F(BlueskyPagesTest, ShowsEachPostOfAPageOnceForEachReason)
{
    signIn();
    const QJsonObject post = view(u"p"_s, 100);
    const QJsonObject repost{{u"post"_s, post},
        {u"reason"_s,
            QJsonObject{{u"$type"_s, u"app.bsky.feed.defs#reasonRepost"_s},
                {u"uri"_s, u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.feed.repost/3k"_s},
                {u"indexedAt"_s, isoTime(clock.now())},
                {u"by"_s,
                    QJsonObject{{u"did"_s, QString(kOtherDid)}, {u"handle"_s, u"cem.test"_s}}}}}};
    answer("app.bsky.feed.getTimeline", feedOf({repost, post, repost, post}));
    const auto answer = page(feed(FeedKind::Home));
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->items.size(), 2U);
    EXPECT_TRUE(answer->items[0].reason);
    EXPECT_FALSE(answer->items[1].reason);
}

TEST_F(BlueskyPagesTest, LooksUpWhatNotificationsAreAbout)
{
    signIn();
    QJsonArray notices;
    std::vector<QJsonObject> posts;
    for (int i = 0; i < 30; ++i) {
        notices.append(notice(u"reply"_s, u"k%1"_s.arg(i), i * 60));
        posts.push_back(view(u"k%1"_s.arg(i), i * 60));
    }
    offerPosts(posts);
    answer("app.bsky.notification.listNotifications", QJsonObject{{u"notifications"_s, notices}});
    const auto all = page(feed(FeedKind::Notifications));
    ASSERT_TRUE(all);
    EXPECT_EQ(all->items.size(), 30U);
    EXPECT_EQ(calls("app.bsky.feed.getPosts"), 2); // 25 a call
    ASSERT_TRUE(page(feed(FeedKind::Mentions)));
    const auto& asked = server.requests();
    const auto mentions = std::find_if(asked.rbegin(), asked.rend(),
        [](const auto& request) { return request.path().endsWith(u"listNotifications"_s); });
    EXPECT_EQ(mentions->query().allQueryItemValues(u"reasons"_s),
        (QStringList{u"mention"_s, u"reply"_s}));
}

TEST_F(BlueskyPagesTest, GathersWhatAChatSendsToTheReader)
{
    signIn();
    QJsonObject answering = view(u"answer"_s, 30);
    QJsonObject record = answering[u"record"_s].toObject();
    const QJsonObject own{{u"uri"_s, uriOf(u"mine"_s, QString(kReaderDid))}, {u"cid"_s, u"b"_s}};
    record[u"reply"_s] = QJsonObject{{u"root"_s, own}, {u"parent"_s, own}};
    answering[u"record"_s] = record;
    const QString host = u"did:plc:cccccccccccccccccccccccc"_s;
    std::vector<QJsonObject> ofHost;
    for (int i = 0; i < 20; ++i)
        ofHost.push_back(view(u"h%1"_s.arg(i), i * 100, {i % 2 ? u"edchat"_s : u"lunch"_s}, host));
    offerPosts({answering, view(u"named"_s, 1'450, {u"edchat"_s}), view(u"apart"_s, 1'600)});
    answer("app.bsky.notification.listNotifications",
        QJsonObject{{u"notifications"_s,
            QJsonArray{notice(u"reply"_s, u"answer"_s, 30), notice(u"mention"_s, u"named"_s, 1'450),
                notice(u"mention"_s, u"apart"_s, 1'600)}}});
    answer("app.bsky.feed.getAuthorFeed", [ofHost](const FaultRequest& request) {
        const auto from = request.query().queryItemValue(u"cursor"_s).toUInt();
        const auto to = std::min<size_t>(from + 6, ofHost.size());
        return reply(feedOf({ofHost.begin() + from, ofHost.begin() + qsizetype(to)},
            to < ofHost.size() ? QString::number(to) : QString()));
    });
    FeedSpec spec = feed(FeedKind::Received);
    spec.tags = {u"EdChat"_s};
    spec.people = {u"dora.test"_s};
    const QStringList all = walked(spec, 6);
    EXPECT_EQ(all,
        (QStringList{u"answer"_s, u"h1"_s, u"h3"_s, u"h5"_s, u"h7"_s, u"h9"_s, u"h11"_s, u"h13"_s,
            u"named"_s, u"h15"_s, u"h17"_s, u"h19"_s}));
}

TEST_F(BlueskyPagesTest, AsksForPreferencesOnceInHalfAnHour)
{
    signIn();
    answer("app.bsky.feed.getTimeline", feedOf({view(u"a"_s, 10), view(u"b"_s, 20)}));
    std::vector<Task<Page>> pages;
    PageRequest request;
    request.feed = feed(FeedKind::Home);
    pages.push_back(client->page(request));
    pages.push_back(client->page(request));
    for (auto& task : pages)
        EXPECT_EQ(test::await(std::move(task))->items.size(), 2U);
    EXPECT_EQ(calls("app.bsky.actor.getPreferences"), 1);
    answer("app.bsky.actor.getPreferences",
        QJsonObject{{u"preferences"_s,
            QJsonArray{QJsonObject{{u"$type"_s, u"app.bsky.actor.defs#hiddenPostsPref"_s},
                {u"items"_s, QJsonArray{uriOf(u"a"_s)}}}}}});
    EXPECT_EQ(walked(feed(FeedKind::Home), 40).size(), 2);
    clock.advance(30min);
    EXPECT_EQ(walked(feed(FeedKind::Home), 40), QStringList{u"b"_s});
    EXPECT_TRUE(server.requests().back().header("atproto-accept-labelers").startsWith("did:plc:"));
    // What was known holds while the server does not say.
    answer("app.bsky.actor.getPreferences", [](const auto&) { return refusal(500, "Internal"); });
    clock.advance(30min);
    EXPECT_EQ(walked(feed(FeedKind::Home), 40), QStringList{u"b"_s});
}

TEST_F(BlueskyPagesTest, ReadsOnePostAndItsThread)
{
    signIn();
    offerPosts({view(u"a"_s, 10, {u"EdChat"_s})});
    const auto post = test::await(client->post(idOf(u"a"_s), Lane::Visible));
    ASSERT_TRUE(post);
    EXPECT_EQ((*post)->id, idOf(u"a"_s));
    EXPECT_EQ(test::await(client->post(idOf(u"gone"_s), Lane::Visible)).error().kind,
        Error::Kind::NotFound);
    // What introduces a new follower is no post that could be asked for.
    const PostId introduction{{u"bluesky"_s}, {}, u"notification-at://x"_s};
    EXPECT_EQ(test::await(client->post(introduction, Lane::Visible)).error().kind,
        Error::Kind::Unsupported);
    answer("app.bsky.feed.getPostThread",
        QJsonObject{{u"thread"_s,
            QJsonObject{{u"$type"_s, u"app.bsky.feed.defs#threadViewPost"_s},
                {u"post"_s, view(u"a"_s, 10)}, {u"replies"_s, QJsonArray()}}}});
    EXPECT_EQ(test::await(client->thread(idOf(u"a"_s)))->post->id, idOf(u"a"_s));
    answer("app.bsky.feed.getPostThread", [](const auto&) { return refusal(400, "NotFound"); });
    EXPECT_EQ(test::await(client->thread(idOf(u"a"_s))).error().kind, Error::Kind::NotFound);
}

TEST_F(BlueskyPagesTest, FindsAPostByItsAddress)
{
    signIn();
    offerPosts({view(u"3kabcdefghijk"_s, 10)});
    answer("com.atproto.identity.resolveHandle", QJsonObject{{u"did"_s, QString(kOtherDid)}});
    Post elsewhere;
    elsewhere.url = QUrl(u"https://bsky.app/profile/cem.test/post/3kabcdefghijk"_s);
    const auto found = test::await(client->findPost(elsewhere));
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)->id, idOf(u"3kabcdefghijk"_s));
    elsewhere.url = QUrl(u"https://mastodon.example/@cem/3"_s);
    EXPECT_EQ(test::await(client->findPost(elsewhere)).error().kind, Error::Kind::NotFound);
}

TEST_F(BlueskyPagesTest, KnowsOwnListsThenPinnedOnes)
{
    signIn();
    const auto list = [](const QString& did, const QString& key) {
        return QJsonObject{{u"uri"_s, u"at://%1/app.bsky.graph.list/%2"_s.arg(did, key)},
            {u"name"_s, key}, {u"purpose"_s, u"app.bsky.graph.defs#curatelist"_s}};
    };
    const QString generator
        = u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.feed.generator/science"_s;
    const auto saved = [](const QString& type, const QString& value) {
        return QJsonObject{
            {u"id"_s, value}, {u"type"_s, type}, {u"value"_s, value}, {u"pinned"_s, true}};
    };
    answer("app.bsky.actor.getPreferences",
        QJsonObject{{u"preferences"_s,
            QJsonArray{QJsonObject{{u"$type"_s, u"app.bsky.actor.defs#savedFeedsPrefV2"_s},
                {u"items"_s,
                    QJsonArray{saved(u"feed"_s, generator),
                        saved(u"list"_s,
                            list(QString(kOtherDid), u"theirs"_s)[u"uri"_s].toString())}}}}}});
    answer("app.bsky.graph.getLists",
        QJsonObject{{u"lists"_s, QJsonArray{list(QString(kReaderDid), u"mine"_s)}}});
    answer("app.bsky.graph.getList",
        QJsonObject{
            {u"list"_s, list(QString(kOtherDid), u"theirs"_s)}, {u"items"_s, QJsonArray()}});
    answer("app.bsky.feed.getFeedGenerators",
        QJsonObject{{u"feeds"_s,
            QJsonArray{QJsonObject{{u"uri"_s, generator}, {u"displayName"_s, u"Science"_s}}}}});
    const auto lists = test::await(client->lists());
    ASSERT_TRUE(lists) << lists.error().detail.toStdString();
    QStringList titles;
    for (const auto& each : *lists)
        titles << each.title;
    EXPECT_EQ(titles, (QStringList{u"mine"_s, u"theirs"_s, u"Science"_s}));
}

TEST_F(BlueskyPagesTest, SuggestsTagsThatWereRead)
{
    signIn();
    answer("app.bsky.feed.getTimeline",
        feedOf({view(u"a"_s, 1, {u"EdChat"_s}), view(u"b"_s, 2, {u"edchat"_s, u"Education"_s}),
            view(u"c"_s, 3, {u"maths"_s})}));
    ASSERT_TRUE(page(feed(FeedKind::Home)));
    ASSERT_TRUE(page(feed(FeedKind::Home))); // the same posts count once
    const auto tags = test::await(client->findTags(u"#ED"_s, 5));
    ASSERT_TRUE(tags);
    EXPECT_EQ(*tags, (std::vector<TagInfo>{{u"edchat"_s, 2}, {u"Education"_s, 1}}));
}

} // namespace
} // namespace staffroom::bluesky
