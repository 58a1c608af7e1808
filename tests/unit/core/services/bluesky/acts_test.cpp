#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/records.h"
#include "tests/unit/core/services/bluesky/bluesky_client_fixture.h"

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using ActKind = Act::Kind;
using test::FaultRequest;

class BlueskyActsTest : public BlueskyClientTest {
protected:
    void SetUp() override
    {
        signIn();
        answer("com.atproto.repo.putRecord", [this](const FaultRequest& request) {
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            const QString place = placeOf(body);
            if (places.contains(place))
                return refusal(400, "InvalidSwap");
            places << place;
            return reply({{u"uri"_s, u"at://"_s + place}, {u"cid"_s, u"bafy"_s}});
        });
        answer("com.atproto.repo.getRecord", [this](const FaultRequest&) {
            return reply({{u"uri"_s, u"at://x"_s}, {u"cid"_s, u"bafy"_s}, {u"value"_s, stored}});
        });
        answer("com.atproto.repo.deleteRecord", [this](const FaultRequest& request) {
            const QString place = placeOf(QJsonDocument::fromJson(request.body).object());
            places.removeAll(place);
            deleted << place;
            return reply({}); // also where there was none
        });
        for (const char* nsid :
            {"app.bsky.bookmark.createBookmark", "app.bsky.bookmark.deleteBookmark",
                "app.bsky.graph.muteThread", "app.bsky.graph.unmuteThread",
                "app.bsky.graph.muteActor", "app.bsky.graph.unmuteActor",
                "app.bsky.notification.updateSeen", "com.atproto.moderation.createReport"}) {
            answer(nsid, [](const auto&) { return test::jsonReply(QByteArray()); });
        }
        offerProfile({});
    }
    static QString placeOf(const QJsonObject& body)
    {
        return body[u"repo"_s].toString() + u'/' + body[u"collection"_s].toString() + u'/'
            + body[u"rkey"_s].toString();
    }
    void offerProfile(const QJsonObject& viewer)
    {
        answer("app.bsky.actor.getProfile",
            QJsonObject{{u"did"_s, QString(kOtherDid)}, {u"handle"_s, u"cem.test"_s},
                {u"viewer"_s, viewer}});
    }
    Act on(ActKind kind) const
    {
        Act act;
        act.kind = kind;
        act.post = idOf(u"3kpost"_s);
        act.person = {{u"bluesky"_s}, {}, QString(kOtherDid)};
        return act;
    }
    Result<ActOutcome> act(const Act& act) { return test::await(client->act(act, open.pass())); }
    static QString ownRecord(QLatin1StringView collection, const QString& key)
    {
        return u"%1/%2/%3"_s.arg(kReaderDid, collection, key);
    }

    QStringList places; ///< records that are there
    QStringList deleted;
    QJsonObject stored;
};

TEST_F(BlueskyActsTest, LikesAndRepostsLandOnOneRecordHoweverOften)
{
    offerPosts({view(u"3kpost"_s, 60)});
    for (const auto& [kind, back, collection] :
        {std::tuple{ActKind::Favourite, ActKind::Unfavourite, kLikeCollection},
            std::tuple{ActKind::Boost, ActKind::Unboost, kRepostCollection}}) {
        places.clear();
        ASSERT_TRUE(act(on(kind)));
        ASSERT_TRUE(act(on(kind)));
        const QString record = ownRecord(collection, subjectKey(collection, uriOf(u"3kpost"_s)));
        EXPECT_EQ(places, QStringList{record});
        ASSERT_TRUE(act(on(back)));
        ASSERT_TRUE(act(on(back)));
        EXPECT_TRUE(places.isEmpty());
        ASSERT_TRUE(act(on(kind)));
        EXPECT_EQ(places, QStringList{record});
    }
    EXPECT_EQ(calls("app.bsky.feed.getPosts"), 1);
    const auto sent = bodies("com.atproto.repo.putRecord");
    EXPECT_EQ(sent.front()[u"record"_s][u"subject"_s].toObject(),
        strongRef(uriOf(u"3kpost"_s), u"bafy3kpost"_s));
}

TEST_F(BlueskyActsTest, TakesBackWhatAnotherProgramDid)
{
    QJsonObject liked = view(u"3kpost"_s, 60);
    const QString foreign = ownRecord(kLikeCollection, u"3kforeign"_s);
    liked[u"viewer"_s] = QJsonObject{{u"like"_s, u"at://"_s + foreign}};
    offerPosts({liked});
    ASSERT_TRUE(act(on(ActKind::Favourite)));
    EXPECT_TRUE(places.isEmpty()); // it is liked already
    ASSERT_TRUE(act(on(ActKind::Unfavourite)));
    EXPECT_TRUE(deleted.contains(foreign));
}

TEST_F(BlueskyActsTest, BookmarksAndSilencesThreads)
{
    QJsonObject post = view(u"3kpost"_s, 60);
    QJsonObject record = post[u"record"_s].toObject();
    const QJsonObject root{{u"uri"_s, uriOf(u"3kroot"_s)}, {u"cid"_s, u"bafyroot"_s}};
    record[u"reply"_s] = QJsonObject{{u"root"_s, root}, {u"parent"_s, root}};
    post[u"record"_s] = record;
    offerPosts({post});
    for (const auto kind :
        {ActKind::Bookmark, ActKind::Unbookmark, ActKind::MuteThread, ActKind::UnmuteThread})
        ASSERT_TRUE(act(on(kind)));
    EXPECT_EQ(bodies("app.bsky.bookmark.createBookmark").front(),
        strongRef(uriOf(u"3kpost"_s), u"bafy3kpost"_s));
    EXPECT_EQ(bodies("app.bsky.bookmark.deleteBookmark").front()[u"uri"_s].toString(),
        uriOf(u"3kpost"_s));
    EXPECT_EQ(
        bodies("app.bsky.graph.muteThread").front()[u"root"_s].toString(), uriOf(u"3kroot"_s));
    EXPECT_EQ(
        bodies("app.bsky.graph.unmuteThread").front()[u"root"_s].toString(), uriOf(u"3kroot"_s));
}

TEST_F(BlueskyActsTest, FollowsAndBlocksPeople)
{
    auto outcome = act(on(ActKind::Follow));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->relationship->isFollowing);
    ASSERT_TRUE(act(on(ActKind::Follow)));
    const QString own
        = ownRecord(kFollowCollection, subjectKey(kFollowCollection, QString(kOtherDid)));
    EXPECT_EQ(places, QStringList{own});
    const QString foreign = ownRecord(kFollowCollection, u"3kforeign"_s);
    offerProfile({{u"following"_s, u"at://"_s + foreign}});
    outcome = act(on(ActKind::Unfollow));
    ASSERT_TRUE(outcome);
    EXPECT_FALSE(outcome->relationship->isFollowing);
    EXPECT_EQ(deleted, (QStringList{own, foreign}));
    // The network still names what is gone; that is no reason not to follow again.
    ASSERT_TRUE(act(on(ActKind::Follow)));
    EXPECT_EQ(places, QStringList{own});
    outcome = act(on(ActKind::Block));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->relationship->isBlocking);
    EXPECT_EQ(bodies("com.atproto.repo.putRecord").back()[u"record"_s][u"$type"_s].toString(),
        kBlockCollection);
    ASSERT_TRUE(act(on(ActKind::Unblock)));
    outcome = act(on(ActKind::Mute));
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->relationship->isMuting);
    ASSERT_TRUE(act(on(ActKind::Unmute)));
    EXPECT_EQ(bodies("app.bsky.graph.unmuteActor").front()[u"actor"_s].toString(), kOtherDid);
}

TEST_F(BlueskyActsTest, ADeletedPostLeavesItsWordsAsTheyWereTyped)
{
    Act remove = on(ActKind::Delete);
    EXPECT_EQ(act(remove).error().kind, Error::Kind::Forbidden); // somebody else's
    remove.post = idOf(u"3kmine"_s, QString(kReaderDid));
    stored = {{u"$type"_s, QString(kPostCollection)}, {u"text"_s, u"see a.example/lo... è"_s},
        {u"facets"_s,
            QJsonArray{
                QJsonObject{{u"index"_s, QJsonObject{{u"byteStart"_s, 4}, {u"byteEnd"_s, 19}}},
                    {u"features"_s,
                        QJsonArray{QJsonObject{{u"$type"_s, u"app.bsky.richtext.facet#link"_s},
                            {u"uri"_s, u"https://a.example/long/way"_s}}}}}}}};
    const auto outcome = act(remove);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->text, u"see https://a.example/long/way è"_s);
    EXPECT_EQ(deleted, QStringList{ownRecord(kPostCollection, u"3kmine"_s)});
    answer(
        "com.atproto.repo.getRecord", [](const auto&) { return refusal(400, "RecordNotFound"); });
    EXPECT_TRUE(act(remove));
}

TEST_F(BlueskyActsTest, PutsPeopleIntoListsAndTakesThemOut)
{
    Act add = on(ActKind::AddToList);
    add.list = u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/app.bsky.graph.list/3klist"_s;
    EXPECT_EQ(act(add).error().kind, Error::Kind::Forbidden); // somebody else's
    add.list = u"at://"_s + ownRecord(kListCollection, u"3klist"_s);
    ASSERT_TRUE(act(add));
    ASSERT_TRUE(act(add));
    EXPECT_EQ(places.size(), 1);
    const QString foreign = ownRecord(kListItemCollection, u"3kforeign"_s);
    answer("app.bsky.graph.getList", [foreign](const FaultRequest& request) {
        const bool isFirst = !request.query().hasQueryItem(u"cursor"_s);
        const auto item = [](const QString& uri, QLatin1StringView did) {
            return QJsonObject{
                {u"uri"_s, uri}, {u"subject"_s, QJsonObject{{u"did"_s, QString(did)}}}};
        };
        if (isFirst) {
            return reply({{u"cursor"_s, u"2"_s},
                {u"items"_s, QJsonArray{item(u"at://x/y/z"_s, kReaderDid)}}});
        }
        return reply({{u"items"_s, QJsonArray{item(u"at://"_s + foreign, kOtherDid)}}});
    });
    add.kind = ActKind::RemoveFromList;
    ASSERT_TRUE(act(add));
    EXPECT_TRUE(places.isEmpty());
    EXPECT_TRUE(deleted.contains(foreign));
    EXPECT_EQ(deleted.size(), 2);
}

TEST_F(BlueskyActsTest, MarksNotificationsReadAsOfTheOneThatWasSeen)
{
    const QString seen = isoTime(clock.now() - 600s);
    answer("app.bsky.notification.listNotifications",
        QJsonObject{{u"notifications"_s,
            QJsonArray{QJsonObject{{u"uri"_s,
                                       u"at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/"
                                       "app.bsky.graph.follow/3kfollow"_s},
                {u"cid"_s, u"b"_s}, {u"reason"_s, u"follow"_s}, {u"isRead"_s, false},
                {u"indexedAt"_s, seen},
                {u"author"_s,
                    QJsonObject{{u"did"_s, QString(kOtherDid)}, {u"handle"_s, u"cem.test"_s}}},
                {u"record"_s, QJsonObject()}}}}});
    const auto notices = page(feed(FeedSpec::Kind::Notifications));
    ASSERT_TRUE(notices);
    ASSERT_EQ(notices->items.size(), 1U);
    Act mark = on(ActKind::MarkRead);
    mark.remote = notices->items[0].reason->wrapper.remote;
    ASSERT_TRUE(act(mark));
    EXPECT_EQ(bodies("app.bsky.notification.updateSeen").front()[u"seenAt"_s].toString(), seen);
}

TEST_F(BlueskyActsTest, ReportsAPersonOrAPost)
{
    offerPosts({view(u"3kpost"_s, 60)});
    Act report = on(ActKind::Report);
    report.text = u"rude"_s;
    ASSERT_TRUE(act(report));
    report.post = {};
    ASSERT_TRUE(act(report));
    const auto sent = bodies("com.atproto.moderation.createReport");
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0][u"subject"_s][u"uri"_s].toString(), uriOf(u"3kpost"_s));
    EXPECT_EQ(sent[1][u"subject"_s][u"did"_s].toString(), kOtherDid);
    EXPECT_EQ(sent[1][u"reason"_s].toString(), u"rude"_s);
}

TEST_F(BlueskyActsTest, DoesNothingWithoutASubjectALeaveOrAnAccount)
{
    for (const auto kind : kActKinds) {
        Act empty;
        empty.kind = kind;
        const bool isForeign = kind == ActKind::Vote || kind == ActKind::CancelScheduled;
        EXPECT_EQ(
            act(empty).error().kind, isForeign ? Error::Kind::Unsupported : Error::Kind::Invalid);
    }
    open.lock.setLocked(true);
    EXPECT_EQ(act(on(ActKind::Favourite)).error().kind, Error::Kind::Locked);
    open.lock.setLocked(false);
    readAnonymously();
    EXPECT_EQ(act(on(ActKind::Favourite)).error().kind, Error::Kind::Unauthorised);
    EXPECT_TRUE(server.requests().empty());
}

} // namespace
} // namespace staffroom::bluesky
