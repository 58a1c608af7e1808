#include "core/services/mastodon/column_rules.h"
#include "core/services/mastodon/requests.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/tag_calls.h"
#include "core/services/mastodon/walk_guard.h"

#include <gtest/gtest.h>

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;

FeedItem item(const QString& id, qint64 seconds, const QStringList& tags = {u"a"_s},
    const QString& handle = u"bea@school.example"_s)
{
    Post post;
    post.id = {serviceId(), u"https://school.example"_s, id};
    post.uri = u"https://school.example/"_s + id;
    post.created = timestampFromMs(seconds * 1'000);
    post.tags = tags;
    post.author.handle = handle;
    return {std::make_shared<const Post>(std::move(post)), std::nullopt};
}

FeedSpec tagSpec(const QStringList& tags)
{
    FeedSpec spec;
    spec.tags = tags;
    return spec;
}

CallAnswer answer(const std::vector<FeedItem>& items)
{
    CallAnswer out;
    out.page.items = items;
    for (const auto& entry : items)
        out.page.ids.push_back(entry.pagingId().remote);
    return out;
}

TEST(ServerAddressTest, KnowsServersAsPeopleTypeThem)
{
    const std::vector<std::pair<QString, QString>> good{
        {u"mastodon.social"_s, u"https://mastodon.social"_s},
        {u"  Mastodon.Social/ "_s, u"https://mastodon.social"_s},
        {u"https://mastodon.social/"_s, u"https://mastodon.social"_s},
        {u"https://mastodon.social:443"_s, u"https://mastodon.social"_s},
        {u"https://example.org:8443"_s, u"https://example.org:8443"_s},
        {u"http://127.0.0.1:4000"_s, u"http://127.0.0.1:4000"_s},
        {u"127.0.0.1:4000"_s, u"http://127.0.0.1:4000"_s},
        {u"localhost:4000"_s, u"http://localhost:4000"_s},
        {u"[::1]:4000"_s, u"http://[::1]:4000"_s},
        {u"schüle.example"_s, u"https://xn--schle-mva.example"_s},
    };
    for (const auto& [typed, base] : good) {
        const auto server = serverFromText(typed);
        ASSERT_TRUE(server) << typed.toStdString();
        ASSERT_TRUE(*server) << typed.toStdString() << server->error().detail.toStdString();
        EXPECT_EQ(**server, base);
    }
    for (const auto& bad : {u"http://mastodon.social"_s, u"ftp://example.org"_s,
             u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"https://user:pw@example.org"_s,
             u"https://example.org/@bea"_s, u"mastodon.social/tags/x"_s,
             u"https://example.org?x=1"_s, u"exa mple.org"_s, u"https://"_s, u"https://word"_s,
             u"http://127.0.0.1.example.org"_s, u"-.-"_s}) {
        const auto server = serverFromText(bad);
        ASSERT_TRUE(server) << bad.toStdString();
        ASSERT_FALSE(*server) << bad.toStdString();
        EXPECT_EQ(server->error().kind, Error::Kind::Invalid);
        EXPECT_FALSE(server->error().detail.isEmpty());
    }
    for (const auto& other : {u"practice"_s, u"bea@labcoat.example"_s, u""_s, u"hello world"_s})
        EXPECT_FALSE(serverFromText(other)) << other.toStdString();
}

TEST(RequestsTest, EncodesTagsAndKeepsTheOwnParametersOnEveryPage)
{
    const Api api{u"https://school.example"_s, {}, Lane::Background};
    Slice slice;
    slice.maxId = u"9&8"_s;
    slice.localOnly = true;
    const auto request = tagTimeline(api, {{u"été"_s, u"b"_s}, {u"all"_s}, {u"none"_s}}, slice);
    EXPECT_EQ(request.url.toEncoded(),
        "https://school.example/api/v1/timelines/tag/%C3%A9t%C3%A9?any[]=b&all[]=all&none[]=none"
        "&local=true&limit=40&max_id=9%268");
    EXPECT_EQ(request.bucket, u"paging"_s);
    EXPECT_EQ(request.lane, Lane::Background);
    slice.maxId.clear();
    EXPECT_EQ(publicTimeline(api, slice).bucket, QString());
    const auto post = postStatus(api, {u"a & b"_s, {}, u"en"_s, {}, "key"});
    EXPECT_EQ(post.verb, HttpRequest::Verb::Post);
    EXPECT_EQ(post.body, "status=a%20%26%20b&visibility=public&language=en");
}

TEST(ColumnRulesTest, AppliesTagsLeftOutByTheServer)
{
    FeedSpec spec = tagSpec({u"a"_s});
    spec.allTags = {u"École"_s};
    spec.noneTags = {u"spam"_s};
    EXPECT_TRUE(applyRules(item(u"1"_s, 1, {u"a"_s, u"ecole"_s}), spec, {}));
    EXPECT_FALSE(applyRules(item(u"1"_s, 1, {u"a"_s}), spec, {}));
    EXPECT_FALSE(applyRules(item(u"1"_s, 1, {u"a"_s, u"école"_s, u"SPAM"_s}), spec, {}));
    spec.allTags.clear();
    spec.localOnly = true;
    EXPECT_TRUE(applyRules(item(u"1"_s, 1), spec, u"school.example"_s));
    EXPECT_FALSE(
        applyRules(item(u"1"_s, 1, {u"a"_s}, u"x@y.example"_s), spec, u"school.example"_s));
}

TEST(ColumnRulesTest, TakesTheBoostOffInHashtagFeeds)
{
    FeedItem boosted = item(u"1"_s, 1);
    boosted.reason = Reason{};
    const auto kept = applyRules(boosted, tagSpec({u"a"_s}), {});
    ASSERT_TRUE(kept);
    EXPECT_FALSE(kept->reason);
    FeedSpec home;
    home.kind = FeedSpec::Kind::Home;
    EXPECT_TRUE(applyRules(boosted, home, {})->reason);
}

TEST(TagCallsTest, GroupsTagsByWhatTheServerTakes)
{
    const auto spec = tagSpec({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s});
    EXPECT_EQ(tagCalls(spec, true).size(), 2U);
    EXPECT_EQ(tagCalls(spec, true)[1].any, QStringList{u"e"_s});
    EXPECT_EQ(tagCalls(spec, false).size(), 5U);
}

TEST(TagCallsTest, CursorsSurviveText)
{
    const std::vector<CallCursor> cursors{{u"a|b!c"_s, false}, {{}, true}, {{}, false}};
    EXPECT_EQ(splitCursors(joinCursors(cursors), 3), cursors);
    EXPECT_EQ(joinCursors({{{}, true}, {u"x"_s, true}}), QString());
    EXPECT_EQ(splitCursors(u"a|b"_s, 3), std::vector<CallCursor>(3));
}

TEST(TagCallsTest, MergedPageHasNoHoles)
{
    // The first call reaches back to 50, the second only to 90.
    const std::vector<CallAnswer> answers{
        answer({item(u"a3"_s, 99), item(u"a2"_s, 80), item(u"a1"_s, 50)}),
        answer({item(u"b2"_s, 95), item(u"both"_s, 92), item(u"b1"_s, 90)})};
    const auto merged = mergeCalls(answers, tagSpec({u"a"_s}), {});
    QStringList ids;
    for (const auto& entry : merged.page.items)
        ids << entry.pagingId().remote;
    EXPECT_EQ(ids, (QStringList{u"a3"_s, u"b2"_s, u"both"_s, u"b1"_s}));
    EXPECT_EQ(merged.next[0].maxId, u"a3"_s);
    EXPECT_EQ(merged.next[1].maxId, u"b1"_s);
}

TEST(TagCallsTest, MergedPageGoesOnEvenWithLateArrivalsOnTop)
{
    const std::vector<CallAnswer> answers{answer({item(u"late"_s, 1), item(u"a1"_s, 100)}),
        answer({item(u"alsolate"_s, 2), item(u"b1"_s, 60)})};
    const auto merged = mergeCalls(answers, tagSpec({u"a"_s}), {});
    EXPECT_TRUE(merged.next[0].maxId == u"a1"_s || merged.next[1].maxId == u"b1"_s);
}

TEST(TagCallsTest, EmptyAnswersEndTheWalk)
{
    const auto merged = mergeCalls({answer({}), answer({})}, tagSpec({u"a"_s}), {});
    EXPECT_TRUE(merged.page.older.isEmpty());
}

TEST(WalkGuardTest, SeesACircleAndNothingElse)
{
    WalkGuard guard;
    guard.remember(u"f"_s, {}, {u"9"_s, u"8"_s}, u"8"_s);
    EXPECT_FALSE(guard.isLoop(u"f"_s, u"8"_s, {u"7"_s, u"6"_s}));
    guard.remember(u"f"_s, u"8"_s, {u"7"_s, u"6"_s}, u"6"_s);
    EXPECT_TRUE(guard.isLoop(u"f"_s, u"6"_s, {u"10"_s, u"9"_s}));
    EXPECT_FALSE(guard.isLoop(u"f"_s, u"8"_s, {u"7"_s, u"6"_s})); // asked again after an error
    EXPECT_FALSE(guard.isLoop(u"g"_s, u"6"_s, {u"9"_s}));
    EXPECT_FALSE(guard.isLoop(u"f"_s, {}, {u"9"_s}));
}

} // namespace
} // namespace staffroom::mastodon
