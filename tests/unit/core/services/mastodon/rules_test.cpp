#include "core/services/mastodon/column_rules.h"
#include "core/services/mastodon/own_posts.h"
#include "core/services/mastodon/requests.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/status_length.h"
#include "core/services/mastodon/tag_calls.h"
#include "core/services/mastodon/walk_guard.h"
#include "core/services/mastodon/write_requests.h"
#include "core/text/html_to_text.h"

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
    Submission submission;
    submission.text = u"a & b"_s;
    submission.language = u"en"_s;
    submission.key = "key";
    const auto post = postStatus(api, submission);
    EXPECT_EQ(post.verb, HttpRequest::Verb::Post);
    EXPECT_EQ(post.body, "status=a%20%26%20b&visibility=public&language=en");
    EXPECT_EQ(post.headers.back(), (std::pair<QByteArray, QByteArray>("Idempotency-Key", "key")));
}

TEST(RequestsTest, EveryActIsARequestThatWritesOrIsRefused)
{
    const Api api{u"https://school.example"_s, {}, Lane::User};
    for (const auto kind : kActKinds) {
        Act act;
        act.kind = kind;
        EXPECT_FALSE(requestOf(api, act)) << static_cast<int>(kind);
        act.post = {serviceId(), api.server, u"1/2"_s};
        act.person = {serviceId(), api.server, u"3"_s};
        act.choices = {0, 2};
        act.pollId = u"4"_s;
        act.list = u"5"_s;
        act.remote = u"6"_s;
        const auto request = requestOf(api, act);
        ASSERT_TRUE(request) << static_cast<int>(kind);
        EXPECT_NE(request->verb, HttpRequest::Verb::Get);
        EXPECT_TRUE(request->url.toEncoded().startsWith("https://school.example/api/v1/"));
        EXPECT_FALSE(request->url.toEncoded().contains("1/2"));
    }
}

TEST(StatusLengthTest, CountsAsTheServersDo)
{
    const auto length = [](const QString& text, const QString& warning = {}) {
        return statusLength(text, warning, 23);
    };
    EXPECT_EQ(length({}), 0);
    EXPECT_EQ(length(u"A1: yes #edchat"_s), 15);
    EXPECT_EQ(length(u"yes"_s, u"exams"_s), 8);
    EXPECT_EQ(length(u"👩🏽‍🏫🇬🇧e\u0301"_s), 3);
    EXPECT_EQ(length(u"https://example.org/a/very/long/path?with=much&in=it"_s), 23);
    EXPECT_EQ(length(u"see https://example.org/a. Or not"_s), 4 + 23 + 8);
    EXPECT_EQ(length(u"(https://example.org)"_s), 25);
    EXPECT_EQ(length(u"http://a.example http://b.example"_s), 47);
    EXPECT_EQ(length(u"example.org"_s), 11);
    EXPECT_EQ(length(u"@omar@labcoat.example hello"_s), 11);
    EXPECT_EQ(length(u"@omar hello"_s), 11);
    EXPECT_EQ(length(u"mail me@school.example"_s), 22);
    EXPECT_EQ(statusLength(u"https://example.org/a"_s, {}, 32), 32);
}

TEST(OwnPostsTest, KnowsItsOwnWordsAgain)
{
    const auto same
        = [](const QString& typed, const QString& html, const HtmlContext& context = {}) {
              return comparableText(typed) == comparableText(htmlToRichText(html, context));
          };
    EXPECT_TRUE(same(u"A1: yes & no\n\nmore #EdChat"_s,
        u"<p>A1: yes &amp; no</p><p>more <a href=\"https://x.example/tags/edchat\" "
        "class=\"mention hashtag\">#<span>EdChat</span></a></p>"_s));
    EXPECT_TRUE(same(u"a\nb"_s, u"<p>a<br>b</p>"_s));
    EXPECT_TRUE(same(u"see https://example.org/a/rather/long/path/that/is/cut/short ok"_s,
        u"<p>see <a href=\"https://example.org/a/rather/long/path/that/is/cut/short\">"
        "<span class=\"invisible\">https://</span><span class=\"ellipsis\">example.org/a/rather/"
        "long/pa</span><span class=\"invisible\">th/that/is/cut/short</span></a> ok</p>"_s));
    HtmlContext omar;
    omar.mentions.push_back({u"omar@labcoat.example"_s, QUrl(u"https://labcoat.example/@omar"_s)});
    EXPECT_TRUE(same(u"@omar@labcoat.example thanks"_s,
        u"<p><span class=\"h-card\"><a href=\"https://labcoat.example/@omar\" class=\"u-url "
        "mention\">@<span>omar</span></a></span> thanks</p>"_s,
        omar));
    EXPECT_TRUE(same(u"*really* `so`"_s, u"<p><em>really</em> <code>so</code></p>"_s));
    EXPECT_FALSE(same(u"A1: yes"_s, u"<p>A1: no</p>"_s));
    EXPECT_FALSE(same(u"A1: yes"_s, u"<p>A1: yes, and</p>"_s));
}

TEST(OwnPostsTest, LooksAtMoreThanTheWords)
{
    Submission submission;
    submission.text = u"yes #edchat"_s;
    submission.written = timestampFromMs(1'763'000'000'000);
    Post post;
    post.text.text = u"yes #edchat"_s;
    post.created = submission.written - kClockDifference;
    EXPECT_TRUE(isResultOf(post, submission));
    Post other = post;
    other.created -= Millis(1);
    EXPECT_FALSE(isResultOf(other, submission));
    other = post;
    other.inReplyTo = PostId{serviceId(), {}, u"7"_s};
    EXPECT_FALSE(isResultOf(other, submission));
    other = post;
    other.media.emplace_back();
    EXPECT_FALSE(isResultOf(other, submission));
    other = post;
    other.contentWarning = u"exams"_s;
    EXPECT_FALSE(isResultOf(other, submission));
    other = post;
    other.poll = Poll();
    EXPECT_FALSE(isResultOf(other, submission));
}

TEST(ColumnRulesTest, GathersWhatAnswersTheReaderAndWhatHostsWrite)
{
    FeedSpec spec = tagSpec({u"EdChat"_s});
    spec.kind = FeedSpec::Kind::Received;
    spec.source.account = u"bea@school.example"_s;
    spec.people = {u"Host@chat.example"_s};
    const auto made = [](const QString& handle, const QStringList& tags, const QString& answers,
                          bool isMention) {
        Post post = *item(u"1"_s, 1, tags, handle).post;
        post.inReplyToHandle = answers;
        FeedItem out{std::make_shared<const Post>(post), std::nullopt};
        if (isMention)
            out.reason = Reason{{}, {}, {}, Reason::Kind::Mention};
        return out;
    };
    const QStringList tag{u"edchat"_s};
    const QString bea = u"Bea@school.example"_s;
    const auto taken = [&](const FeedItem& entry) { return applyRules(entry, spec, {}); };
    EXPECT_TRUE(taken(made(u"host@chat.example"_s, tag, {}, false)));
    EXPECT_FALSE(taken(made(u"omar@x.example"_s, tag, {}, false)));
    EXPECT_TRUE(taken(made(u"omar@x.example"_s, tag, bea, false)));
    EXPECT_TRUE(taken(made(u"omar@x.example"_s, tag, {}, true)));
    EXPECT_FALSE(taken(made(u"omar@x.example"_s, {u"other"_s}, {}, true)));
    EXPECT_TRUE(taken(made(u"omar@x.example"_s, {}, bea, true)));
    EXPECT_FALSE(taken(made(bea, tag, bea, false)));
    EXPECT_FALSE(taken(made(u"omar@x.example"_s, {}, bea, true))->reason);
    FeedItem boost = made(u"host@chat.example"_s, tag, {}, false);
    boost.reason = Reason{};
    EXPECT_FALSE(taken(boost));
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
