#include "tests/support/shared_data.h"
#include "tests/unit/core/services/bluesky/decode_fixture.h"

#include <QDir>

namespace staffroom::bluesky {
namespace {

/// Every decoder at once; what counts is that they come back.
void decodeEverything(const QByteArray& bytes)
{
    const auto context = beaReads();
    (void)decodeFeed(bytes, context, u"/p"_s);
    (void)decodePosts(bytes, context, u"/p"_s);
    (void)decodeBookmarks(bytes, context, u"/p"_s);
    if (const auto raw = decodeNotifications(bytes, context, u"/p"_s))
        (void)joinNotifications(*raw, {});
    (void)decodeThread(bytes, context, u"/p"_s);
    (void)decodeLists(bytes, u"/p"_s);
    (void)decodeGenerators(bytes, u"/p"_s);
    (void)decodeProfile(bytes, context, u"/p"_s);
    (void)decodeActors(bytes, context, u"/p"_s);
    (void)decodePreferences(bytes, u"/p"_s);
}

QJsonObject replyTo(QJsonObject view, const QString& key, const QString& parent)
{
    const QString uri = u"at://"_s + kCemDid + u"/app.bsky.feed.post/"_s;
    QJsonObject record = view["record"_L1].toObject();
    const QString cid = view["cid"_L1].toString();
    record["reply"_L1] = QJsonObject{
        {"root"_L1, QJsonObject{{"uri"_L1, QString(uri + u"3n3ecgh2tbs23"_s)}, {"cid"_L1, cid}}},
        {"parent"_L1, QJsonObject{{"uri"_L1, QString(uri + parent)}, {"cid"_L1, cid}}}};
    view["record"_L1] = record;
    view["uri"_L1] = QString(uri + key);
    return view;
}

TEST(BlueskyFeedTest, ReadsATimeline)
{
    const auto page = decodeFeed(recorded(u"timeline.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(page);
    EXPECT_FALSE(page->cursor.isEmpty());
    EXPECT_EQ(page->entries, 6);
    ASSERT_EQ(page->items.size(), 6u);
    const auto& first = page->items[0];
    ASSERT_TRUE(first.reason);
    EXPECT_EQ(first.reason->kind, Reason::Kind::Boost);
    EXPECT_EQ(first.reason->by.handle, u"cem.test"_s);
    EXPECT_TRUE(first.reason->wrapper.remote.contains(u"/app.bsky.feed.repost/"_s));
    EXPECT_EQ(first.post->author.handle, u"dora.test"_s);
    EXPECT_NE(first.pagingId(), page->items[1].pagingId());
    EXPECT_FALSE(page->items[3].reason);
    EXPECT_EQ(page->oldest, page->items.back().time());
}

TEST(BlueskyFeedTest, MarksThePinnedPost)
{
    const auto page = decodeFeed(recorded(u"author_feed.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(page);
    ASSERT_FALSE(page->items.empty());
    const auto& pinned = page->items[0];
    ASSERT_TRUE(pinned.reason);
    EXPECT_EQ(pinned.reason->kind, Reason::Kind::Pin);
    EXPECT_EQ(pinned.reason->by.handle, u"bea.test"_s);
    EXPECT_EQ(pinned.time(), pinned.post->created);
}

TEST(BlueskyFeedTest, TellsWhomAReplyAnswers)
{
    const auto entry = [](const QByteArray& parentType, const QByteArray& author) {
        return QJsonObject{{"post"_L1, replyTo(madeView(), u"3n3edk7hwbs2p"_s, u"3n3eciabuzs24"_s)},
            {"reply"_L1,
                QJsonObject{{"parent"_L1,
                    jsonOf("{\"$type\":\"" + parentType
                        + R"(","uri":"at://did:plc:m44taptrchdgo5rloyty77bh/app.bsky.feed.post/3n3eciabuzs24","author":)"
                        + author + '}')}}}};
    };
    const auto handle = [](const QJsonObject& object) {
        const auto page
            = decodeFeed(bytesOf({{"feed"_L1, QJsonArray{object}}}), beaReads(), u"/p"_s);
        EXPECT_TRUE(page && page->items.size() == 1);
        return page->items.front().post->inReplyToHandle;
    };
    const QByteArray dora = R"({"did":"did:plc:svaplaprdhynboohkuagxkrz","handle":"dora.test"})";
    EXPECT_EQ(handle(entry("app.bsky.feed.defs#postView", dora)), u"dora.test"_s);
    // Without a view only an answer to oneself is known.
    EXPECT_EQ(handle(entry("app.bsky.feed.defs#blockedPost", dora)), u"cem.test"_s);
}

TEST(BlueskyFeedTest, CountsFlawedEntriesAndGoesOn)
{
    const QJsonObject good{{"post"_L1, madeView()}};
    const QJsonObject badReason{{"post"_L1, madeView()},
        {"reason"_L1, QJsonObject{{"$type"_L1, "app.bsky.feed.defs#reasonRepost"_L1}}}};
    const QJsonObject newReason{{"post"_L1, madeView()},
        {"reason"_L1, QJsonObject{{"$type"_L1, "app.bsky.feed.defs#reasonFromTomorrow"_L1}}}};
    const auto page = decodeFeed(
        bytesOf({{"feed"_L1, QJsonArray{good, badReason, newReason, QJsonObject(), 5}}}),
        beaReads(), u"/p"_s);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->items.size(), 2u);
    EXPECT_EQ(page->skipped, 3);
    EXPECT_EQ(page->entries, 5);
    EXPECT_FALSE(page->items[1].reason);
}

TEST(BlueskyFeedTest, NamesARepostWithoutItsRecordToo)
{
    const QJsonObject entry{{"post"_L1, madeView()},
        {"reason"_L1,
            jsonOf(R"({"$type":"app.bsky.feed.defs#reasonRepost","indexedAt":"2026-11-28T09:00:00Z",
                "by":{"did":"did:plc:svaplaprdhynboohkuagxkrz","handle":"dora.test"}})")}};
    const auto page = decodeFeed(bytesOf({{"feed"_L1, QJsonArray{entry}}}), beaReads(), u"/p"_s);
    ASSERT_TRUE(page && page->items.size() == 1);
    EXPECT_TRUE(page->items[0].reason->wrapper.remote.contains(kDoraDid));
    EXPECT_NE(page->items[0].pagingId(), page->items[0].post->id);
}

TEST(BlueskyFeedTest, ReadsBookmarksWhosePostIsGone)
{
    const auto page = decodeBookmarks(recorded(u"bookmarks.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->entries, 2);
    EXPECT_EQ(page->skipped, 0);
    ASSERT_EQ(page->items.size(), 1u);
    EXPECT_TRUE(page->items[0].post->viewer->isBookmarked);
}

TEST(BlueskyFeedTest, ReadsASearch)
{
    const auto page = decodePosts(recorded(u"search.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(page);
    EXPECT_EQ(page->skipped, 0);
    ASSERT_FALSE(page->items.empty());
    for (const auto& item : page->items)
        EXPECT_TRUE(item.post->tags.contains(u"labcoatchat"_s, Qt::CaseInsensitive));
}

TEST(BlueskyNotificationTest, ReadsEveryKind)
{
    const auto raw = decodeNotifications(recorded(u"notifications.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(raw);
    EXPECT_EQ(raw->skipped, 0);
    using Kind = Reason::Kind;
    std::vector<Kind> kinds;
    for (const auto& entry : raw->entries)
        kinds.push_back(entry.reason.kind);
    EXPECT_EQ(kinds,
        (std::vector<Kind>{Kind::Boost, Kind::Other, Kind::Favourite, Kind::Favourite, Kind::Follow,
            Kind::Follow, Kind::Quote, Kind::Mention, Kind::Mention}));
    // Likes and reposts through a repost are about the post, not about the repost.
    for (const auto& uri : raw->wanted)
        EXPECT_TRUE(uri.contains(u"/app.bsky.feed.post/"_s)) << uri.toStdString();
    EXPECT_EQ(raw->wanted.size(), 5);
    EXPECT_EQ(raw->entries[0].post, raw->entries[2].post);
    EXPECT_TRUE(raw->entries[1].post.isEmpty()); // a custom feed was liked
    EXPECT_TRUE(raw->entries[4].post.isEmpty());
    EXPECT_EQ(raw->entries[4].about, u"Librarian at https://library.example"_s);
}

TEST(BlueskyNotificationTest, JoinsThePostsItSpeaksOf)
{
    const auto raw = decodeNotifications(recorded(u"notifications.json"_s), beaReads(), u"/p"_s);
    const auto known = decodePosts(recorded(u"posts.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(raw && known);
    std::vector<PostPtr> posts;
    for (const auto& item : known->items)
        posts.push_back(item.post);
    const RawPage page = joinNotifications(*raw, posts);
    EXPECT_EQ(page.entries, 9);
    // The quote of Bea's card is not among the posts: as if it were gone.
    ASSERT_EQ(page.items.size(), 8u);
    EXPECT_EQ(page.oldest, raw->entries.back().reason.at);
    const auto& follow = page.items[4];
    EXPECT_EQ(follow.reason->kind, Reason::Kind::Follow);
    EXPECT_EQ(follow.post->author.handle, u"dora.test"_s);
    EXPECT_EQ(follow.post->text.text, u"Librarian at https://library.example"_s);
    EXPECT_EQ(follow.post->text.spans.size(), 1u);
    QSet<QString> ids;
    for (const auto& item : page.items)
        ids.insert(item.pagingId().remote);
    EXPECT_EQ(ids.size(), 8);
    for (const auto& item : joinNotifications(*raw, {}).items)
        EXPECT_TRUE(
            item.reason->kind == Reason::Kind::Follow || item.reason->kind == Reason::Kind::Other);
}

TEST(BlueskyNotificationTest, KeepsUnknownKindsAndCountsFlaws)
{
    const auto notice = [](const QByteArray& reason, const QByteArray& uri) {
        return jsonOf(R"({"cid":"x","author":{"did":"did:plc:m44taptrchdgo5rloyty77bh",
            "handle":"cem.test"},"record":{},"isRead":true,"indexedAt":"2026-11-28T09:00:00Z",
            "reason":")"
            + reason + R"(","uri":")" + uri + "\"}");
    };
    const QByteArray post
        = "at://did:plc:m44taptrchdgo5rloyty77bh/app.bsky.feed.post/3n3eciabuzs24";
    const QJsonArray entries{notice("subscribed-post", post), notice("reply", post),
        notice("quote", post), notice("invented-tomorrow", post),
        notice("verified", "at://did:plc:m44taptrchdgo5rloyty77bh/app.bsky.graph.verification/1"),
        notice("like", "at://did:plc:m44taptrchdgo5rloyty77bh/app.bsky.feed.like/1"),
        notice("", post), notice("like", "no uri"), 5};
    const auto raw
        = decodeNotifications(bytesOf({{"notifications"_L1, entries}}), beaReads(), u"/p"_s);
    ASSERT_TRUE(raw);
    EXPECT_EQ(raw->skipped, 3);
    ASSERT_EQ(raw->entries.size(), 6u);
    using Kind = Reason::Kind;
    EXPECT_EQ(raw->entries[0].reason.kind, Kind::Post);
    EXPECT_EQ(raw->entries[1].reason.kind, Kind::Mention);
    EXPECT_EQ(raw->entries[2].reason.kind, Kind::Quote);
    EXPECT_EQ(raw->entries[3].reason.kind, Kind::Other);
    EXPECT_EQ(raw->entries[4].reason.kind, Kind::Other);
    EXPECT_EQ(raw->entries[5].reason.kind, Kind::Other);
    EXPECT_NE(raw->entries[1].reason.wrapper, raw->entries[2].reason.wrapper);
    EXPECT_TRUE(raw->entries[0].isRead);
    EXPECT_EQ(raw->wanted, QStringList{QString::fromLatin1(post)});
}

TEST(BlueskyThreadTest, ReadsARecordedThread)
{
    const auto thread = decodeThread(recorded(u"thread.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(thread);
    ASSERT_EQ(thread->ancestors.size(), 1u);
    EXPECT_TRUE(thread->ancestors[0]->text.text.startsWith(u"Q1"_s));
    EXPECT_TRUE(thread->post->text.text.startsWith(u"A1"_s));
    EXPECT_EQ(thread->post->inReplyToHandle, u"bea.test"_s);
    ASSERT_EQ(thread->descendants.size(), 1u);
    EXPECT_EQ(thread->descendants[0]->inReplyToHandle, u"cem.test"_s);
    EXPECT_EQ(thread->refs.size(), 3);
    EXPECT_EQ(thread->missing, 0);
}

TEST(BlueskyThreadTest, OrdersRepliesAndCountsHoles)
{
    const auto node = [](const QJsonObject& post, const QJsonArray& replies = {}) {
        return QJsonObject{{"$type"_L1, "app.bsky.feed.defs#threadViewPost"_L1}, {"post"_L1, post},
            {"replies"_L1, replies}};
    };
    const auto at = [](QJsonObject view, const QString& key, const QString& parent, int minute) {
        view = replyTo(std::move(view), key, parent);
        const QString time = u"2026-11-28T08:%1:00.000Z"_s.arg(minute);
        QJsonObject record = view["record"_L1].toObject();
        record["createdAt"_L1] = time;
        record["text"_L1] = key;
        view["record"_L1] = record;
        view["indexedAt"_L1] = time;
        return view;
    };
    const QJsonObject gone{{"$type"_L1, "app.bsky.feed.defs#notFoundPost"_L1},
        {"uri"_L1, "at://x"_L1}, {"notFound"_L1, true}};
    const QJsonObject blocked{{"$type"_L1, "app.bsky.feed.defs#blockedPost"_L1},
        {"uri"_L1, "at://x"_L1}, {"blocked"_L1, true}};
    const auto muted = [](QJsonObject view) {
        QJsonObject author = view["author"_L1].toObject();
        author["viewer"_L1] = QJsonObject{{"muted"_L1, true}};
        view["author"_L1] = author;
        return view;
    };
    QJsonObject anchor = node(at(madeView(), u"anchor"_s, u"gone"_s, 10),
        {node(at(madeView(), u"late"_s, u"anchor"_s, 40)),
            node(at(madeView(), u"early"_s, u"anchor"_s, 20),
                {node(at(madeView(), u"under"_s, u"early"_s, 50))}),
            node(QJsonObject{{"uri"_L1, 5}}, {node(at(madeView(), u"kept"_s, u"flawed"_s, 45))}),
            node(muted(at(madeView(), u"muted"_s, u"anchor"_s, 30))), gone, blocked});
    anchor["parent"_L1] = gone;
    const auto thread = decodeThread(bytesOf({{"thread"_L1, anchor}}), beaReads(), u"/p"_s);
    ASSERT_TRUE(thread);
    QStringList order;
    for (const auto& post : thread->descendants)
        order << post->text.text;
    // What stands under a flawed reply is read all the same.
    EXPECT_EQ(order, (QStringList{u"kept"_s, u"early"_s, u"under"_s, u"late"_s}));
    EXPECT_EQ(thread->skipped, 1);
    EXPECT_EQ(thread->missing, 3);
    EXPECT_TRUE(thread->ancestors.empty());
}

TEST(BlueskyThreadTest, ReadsALongRowOfAnswers)
{
    const auto node = [](int number) {
        return QJsonObject{{"$type"_L1, "app.bsky.feed.defs#threadViewPost"_L1},
            {"post"_L1, replyTo(madeView(), u"p%1"_s.arg(number), u"p%1"_s.arg(number - 1))}};
    };
    QJsonObject above = node(0);
    for (int i = 1; i < 80; ++i) {
        QJsonObject next = node(i);
        next["parent"_L1] = above;
        above = next;
    }
    QJsonObject below = node(130);
    for (int i = 129; i > 80; --i) {
        QJsonObject next = node(i);
        next["replies"_L1] = QJsonArray{below};
        below = next;
    }
    QJsonObject anchor = node(80);
    anchor["parent"_L1] = above;
    anchor["replies"_L1] = QJsonArray{below};
    const auto thread = decodeThread(bytesOf({{"thread"_L1, anchor}}), beaReads(), u"/p"_s);
    ASSERT_TRUE(thread);
    EXPECT_EQ(thread->ancestors.size(), 80u);
    EXPECT_EQ(thread->descendants.size(), 50u);
    EXPECT_TRUE(thread->descendants.back()->uri.endsWith(u"/p130"_s));
}

TEST(BlueskyThreadTest, SaysNotFoundForWhatIsGone)
{
    const auto blocked = decodeThread(recorded(u"thread_blocked.json"_s), beaReads(), u"/p"_s);
    ASSERT_FALSE(blocked);
    EXPECT_EQ(blocked.error().kind, Error::Kind::NotFound);
    const auto odd = decodeThread("{\"thread\":{}}", beaReads(), u"/p"_s);
    ASSERT_FALSE(odd);
    EXPECT_EQ(odd.error().kind, Error::Kind::Protocol);
}

TEST(BlueskyListTest, TakesListsToReadOnly)
{
    const auto lists = decodeLists(recorded(u"lists.json"_s), u"/p"_s);
    ASSERT_TRUE(lists);
    ASSERT_EQ(lists->size(), 1u);
    EXPECT_EQ(lists->front().title, u"Chat people"_s);
    EXPECT_EQ(lists->front().id, u"at://"_s + kBeaDid + u"/app.bsky.graph.list/3n3efrs46ok2a"_s);
    const auto feeds = decodeGenerators(recorded(u"generators.json"_s), u"/p"_s);
    ASSERT_TRUE(feeds);
    ASSERT_EQ(feeds->size(), 1u);
    EXPECT_EQ(feeds->front().title, u"Labcoat chat"_s);
    EXPECT_EQ(feeds->front().id, u"at://"_s + kBeaDid + u"/app.bsky.feed.generator/labcoat"_s);
    EXPECT_FALSE(decodeLists("{}", u"/p"_s));
}

TEST(BlueskyListTest, ReadsProfilesAndPeople)
{
    const auto cem = decodeProfile(recorded(u"profile.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(cem);
    EXPECT_EQ(cem->author.handle, u"cem.test"_s);
    EXPECT_TRUE(cem->relationship.isFollowing);
    EXPECT_TRUE(cem->relationship.isFollowedBy);
    EXPECT_FALSE(cem->relationship.isMuting);
    EXPECT_TRUE(cem->followUri.contains(u"/app.bsky.graph.follow/"_s));
    EXPECT_TRUE(cem->blockUri.isEmpty());
    EXPECT_FALSE(cem->needsSignIn);
    const auto people = decodeActors(recorded(u"actors.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(people);
    ASSERT_EQ(people->size(), 1u);
    EXPECT_EQ(people->front().handle, u"cem.test"_s);
    EXPECT_FALSE(decodeProfile("{}", beaReads(), u"/p"_s));
}

TEST(BlueskyDecodeTest, SaysWhatItGotInstead)
{
    const auto html = decodeFeed("<!doctype html>", beaReads(), u"/xrpc/x"_s);
    ASSERT_FALSE(html);
    EXPECT_EQ(html.error().kind, Error::Kind::Protocol);
    EXPECT_EQ(html.error().path, u"/xrpc/x"_s);
    EXPECT_FALSE(decodePosts("{}", beaReads(), u"/p"_s));
    EXPECT_FALSE(decodePosts("[]", beaReads(), u"/p"_s));
    EXPECT_FALSE(decodeNotifications("{}", beaReads(), u"/p"_s));
    EXPECT_FALSE(decodeBookmarks("", beaReads(), u"/p"_s));
}

TEST(BlueskyDecodeTest, SurvivesTheJsonTestSuite)
{
    STAFFROOM_NEED_SHARED(folder, "corpora/json-test-suite");
    int files = 0;
    for (const auto& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = folder + u'/' + name;
        for (const auto& entry : QDir(path).entryList({u"*.json"_s}, QDir::Files)) {
            QFile file(path + u'/' + entry);
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            decodeEverything(bytes);
            for (const auto member : {"posts", "feed", "bookmarks", "notifications", "thread",
                     "lists", "feeds", "actors", "preferences"}) {
                decodeEverything(QByteArray("{\"") + member + "\":" + bytes + '}');
                decodeEverything(QByteArray("{\"") + member + "\":[{\"post\":{\"record\":" + bytes
                    + ",\"embed\":" + bytes + "}}]}");
            }
            ++files;
        }
    }
    EXPECT_GT(files, 300);
}

TEST(BlueskyDecodeTest, SurvivesEveryCutAndEverySpoiltByteOfAPage)
{
    const QByteArray whole = recorded(u"bookmarks.json"_s);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        decodeEverything(whole.left(i));
        QByteArray spoilt = whole;
        spoilt[i] = static_cast<char>(i * 31);
        (void)decodeBookmarks(spoilt, beaReads(), u"/p"_s);
    }
    EXPECT_TRUE(decodeBookmarks(whole, beaReads(), u"/p"_s));
}

} // namespace
} // namespace staffroom::bluesky
