#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/decode_instance.h"
#include "core/services/mastodon/stream_messages.h"
#include "core/services/mastodon/write_requests.h"
#include "tests/support/shared_data.h"
#include "tests/unit/core/services/mastodon/fixtures.h"

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Every decoder at once; what counts is that they come back.
void decodeAll(const QByteArray& bytes)
{
    const auto context = schoolContext();
    (void)decodePage(bytes, context, u"/p"_s);
    (void)decodePost(bytes, context, u"/p"_s);
    (void)decodeThread(bytes, context, u"/p"_s);
    (void)decodeAccountId(bytes, u"/p"_s);
    (void)decodeNodeInfoLinks(bytes, u"/p"_s);
    (void)decodeNodeInfo(bytes, u"/p"_s);
    (void)decodeInstance(bytes, QUrl(u"https://school.example/api/v2/instance"_s));
    (void)decodeStreamMessage(QString::fromUtf8(bytes), context);
    (void)decodeNotifications(bytes, context, u"/p"_s);
    (void)decodeScheduled(bytes, context, u"/p"_s);
    (void)decodePublished(bytes, context, u"/p"_s);
    for (const auto kind : kActKinds) {
        Act act;
        act.kind = kind;
        (void)decodeOutcome(bytes, context, u"/p"_s, act);
    }
    (void)decodePeople(bytes, context, u"/p"_s);
    (void)decodeLists(bytes, context, u"/p"_s);
    (void)decodeRelationship(bytes, context, u"/p"_s);
    (void)decodeTags(bytes, context, u"/p"_s);
    (void)decodeEmojis(bytes, context, u"/p"_s);
    (void)decodeSource(bytes, context, u"/p"_s);
    (void)decodeTranslation(bytes, context, u"/p"_s);
    (void)decodeMediaId(bytes, u"/p"_s);
}

TEST(MastodonDecodeTest, ReadsWhatAPostMayBe)
{
    const auto limits = [](const QByteArray& bytes, const QString& software) {
        auto instance = decodeInstance(bytes, QUrl(u"https://school.example/api/v2/instance"_s));
        EXPECT_TRUE(instance);
        instance->info.software = software;
        return instance->limits();
    };
    const PostLimits full = limits(R"({"domain":"school.example","version":"4.5.2",
        "api_versions":{"mastodon":7},"configuration":{
        "statuses":{"max_characters":700,"max_media_attachments":5,"characters_reserved_per_url":24},
        "media_attachments":{"description_limit":1200,"image_size_limit":1000000,
        "image_matrix_limit":2000000,"supported_mime_types":["image/png","video/mp4","image/avif"]},
        "polls":{"max_options":6,"max_characters_per_option":80,"min_expiration":600,
        "max_expiration":86400},"translation":{"enabled":true}}})",
        u"mastodon"_s);
    PostLimits wanted;
    wanted.resend = PostLimits::Resend::Safe;
    wanted.maxCharacters = 700;
    wanted.charactersPerUrl = 24;
    wanted.maxMedia = 5;
    wanted.maxAlt = 1'200;
    wanted.maxImageBytes = 1'000'000;
    wanted.maxImagePixels = 2'000'000;
    wanted.imageTypes = QStringList{u"image/png"_s, u"image/avif"_s};
    wanted.maxPollOptions = 6;
    wanted.maxPollOption = 80;
    wanted.minPoll = std::chrono::seconds(600);
    wanted.maxPoll = std::chrono::seconds(86'400);
    wanted.schedules = true;
    wanted.quotes = true;
    wanted.edits = true;
    wanted.translates = true;
    EXPECT_EQ(full, wanted);

    const PostLimits pleroma = limits(R"({"uri":"https://school.example","version":"2.7.2",
        "max_toot_chars":5000,"description_limit":5000,"upload_limit":16000000,
        "poll_limits":{"max_options":20,"max_option_chars":200,"min_expiration":0,
        "max_expiration":31536000}})",
        u"pleroma"_s);
    EXPECT_EQ(pleroma.maxCharacters, 5'000);
    EXPECT_EQ(pleroma.maxAlt, 5'000);
    EXPECT_EQ(pleroma.maxImageBytes, 16'000'000);
    EXPECT_EQ(pleroma.maxPollOptions, 20);
    EXPECT_EQ(pleroma.maxPollOption, 200);
    EXPECT_EQ(pleroma.resend, PostLimits::Resend::Safe);
    EXPECT_FALSE(pleroma.quotes);

    const QByteArray bare = R"({"uri":"school.example","version":"1"})";
    for (const auto& careful : {u"gotosocial"_s, u"snac"_s, u"sharkey"_s, QString()})
        EXPECT_EQ(limits(bare, careful).resend, PostLimits::Resend::LookFirst);
    EXPECT_FALSE(limits(bare, u"snac"_s).schedules);
    EXPECT_TRUE(limits(bare, u"gotosocial"_s).schedules);
    const PostLimits odd = limits(R"({"uri":"school.example","version":"1","configuration":{
        "statuses":{"max_characters":-4,"max_media_attachments":"many"},"polls":[],
        "media_attachments":{"image_size_limit":1e300}}})",
        u"x"_s);
    EXPECT_EQ(odd.maxCharacters, 500);
    EXPECT_EQ(odd.maxMedia, 4);
    EXPECT_GT(odd.maxImageBytes, 0);
}

TEST(MastodonDecodeTest, TellsMarksOnlyWhereTheyAreTold)
{
    const auto post = [](const QByteArray& more, const QString& reader) {
        DecodeContext context = schoolContext();
        context.account = reader;
        const auto read = decodePost("{\"id\":\"1\",\"uri\":\"u\",\"created_at\":"
                                     "\"2025-01-01\",\"account\":{\"id\":\"1\",\"acct\":"
                                     "\"bea\"}"
                + more + '}',
            context, u"/p"_s);
        EXPECT_TRUE(read);
        return **read;
    };
    EXPECT_FALSE(post({}, {}).viewer);
    EXPECT_FALSE(post(R"(,"favourited":null)", {}).viewer);
    const auto marked = post(R"(,"favourited":true,"reblogged":false,"muted":true)", {});
    ASSERT_TRUE(marked.viewer);
    EXPECT_EQ(*marked.viewer, (ViewerMarks{true, false, false, true}));
    EXPECT_TRUE(post({}, u"Bea@School.example"_s).isOwn);
    EXPECT_FALSE(post({}, u"bea@elsewhere.example"_s).isOwn);
    EXPECT_FALSE(post({}, {}).isOwn);
    const auto voted = post(
        R"(,"poll":{"id":"7","voted":true,"own_votes":[1,9,-1],"options":[{"title":"a"},{"title":"b"}]})",
        {});
    ASSERT_TRUE(voted.poll);
    EXPECT_TRUE(voted.poll->hasVoted);
    EXPECT_EQ(voted.poll->ownVotes, std::vector<int>{1});
}

TEST(MastodonDecodeTest, TakesNewTokensAndKeepsWhatDidNotChange)
{
    Credentials old;
    old.secrets[u"access"_s] = Secret("a1");
    old.secrets[u"refresh"_s] = Secret("r1");
    old.values.insert(u"client_id"_s, u"c"_s);
    old.scopes = {u"read"_s};
    const Timestamp now = timestampFromMs(1'000'000);
    const auto fresh
        = decodeTokens(R"({"access_token":"a2","expires_in":60})", old, now, u"/oauth/token"_s);
    ASSERT_TRUE(fresh);
    EXPECT_EQ(fresh->secret(u"access"_s).reveal(), "a2");
    EXPECT_EQ(fresh->secret(u"refresh"_s).reveal(), "r1");
    EXPECT_EQ(fresh->values, old.values);
    EXPECT_EQ(fresh->scopes, old.scopes);
    EXPECT_EQ(fresh->expires, now + std::chrono::seconds(60));
    EXPECT_EQ(decodeTokens("{}", old, now, {}).error().kind, Error::Kind::Protocol);
    EXPECT_EQ(decodeTokens("<html>", old, now, {}).error().kind, Error::Kind::Protocol);
}

TEST(MastodonDecodeTest, ReadsAPage)
{
    const auto page = decodePage(fixture(u"mastodon_tag.json"_s), schoolContext(), u"/p"_s);
    ASSERT_TRUE(page);
    ASSERT_EQ(page->items.size(), 2U);
    EXPECT_EQ(page->skipped, 1);
    EXPECT_EQ(page->ids.back(), u"115600000000000001"_s);

    const Post& reply = *page->items[0].post;
    EXPECT_EQ(
        reply.id, (PostId{{u"mastodon"_s}, u"https://school.example"_s, u"115600000000000003"_s}));
    EXPECT_EQ(reply.author.handle, u"omar@labcoat.example"_s);
    EXPECT_EQ(reply.author.name.text, u"Omar :leaf:"_s);
    ASSERT_EQ(reply.author.name.spans.size(), 1U);
    EXPECT_EQ(reply.author.avatar, QUrl(u"https://files.school.example/a/omar.png"_s));
    EXPECT_TRUE(reply.author.isLocked);
    EXPECT_EQ(reply.created, timestampFromMs(1'763'661'780'250));
    EXPECT_EQ(reply.inReplyToHandle, u"bea@school.example"_s);
    EXPECT_EQ(reply.inReplyTo->remote, u"115600000000000001"_s);
    EXPECT_TRUE(reply.text.text.contains(u"A1: we let them guess first"_s));
    EXPECT_EQ(reply.tags, QStringList{u"sproutchat"_s});
    EXPECT_EQ(reply.counts, (PostCounts{1, 2, 3}));

    const Post& post = *page->items[1].post;
    EXPECT_EQ(post.author.handle, u"bea@school.example"_s);
    EXPECT_EQ(post.visibility, Visibility::Unlisted);
    EXPECT_TRUE(post.edited);
    EXPECT_EQ(post.contentWarning, u"pictures of soil"_s);
    ASSERT_EQ(post.media.size(), 2U);
    EXPECT_EQ(post.media[0].size, QSize(1600, 1200));
    EXPECT_EQ(post.media[0].alt, u"Six pots with beans of different height"_s);
    EXPECT_EQ(post.media[1].kind, Media::Kind::Unknown);
    ASSERT_TRUE(post.poll);
    EXPECT_TRUE(post.poll->isMultiple);
    EXPECT_EQ(post.poll->voters, 8);
    EXPECT_EQ(post.poll->options[2].votes, std::nullopt);
    ASSERT_TRUE(post.card);
    EXPECT_EQ(post.card->title, u"What soil is made of"_s);
    ASSERT_TRUE(post.quote);
    EXPECT_EQ(post.quote->state, Quote::State::Shown);
    ASSERT_TRUE(post.quote->post);
    EXPECT_FALSE(post.quote->post->quote);
    EXPECT_EQ(post.quote->post->author.name.text, u"omar"_s);
    EXPECT_EQ(post.application, u"Web"_s);
}

TEST(MastodonDecodeTest, ReadsRelatives)
{
    const auto gts = decodePage(fixture(u"gotosocial_tag.json"_s), schoolContext(), u"/p"_s);
    ASSERT_TRUE(gts);
    ASSERT_EQ(gts->items.size(), 1U);
    EXPECT_TRUE(gts->items[0].post->text.text.contains(u"<b>réguas"_s));

    const auto snac = decodePage(fixture(u"snac_tag.json"_s), schoolContext(), u"/p"_s);
    ASSERT_TRUE(snac);
    ASSERT_EQ(snac->items.size(), 1U);
    const FeedItem& boosted = snac->items[0];
    ASSERT_TRUE(boosted.reason);
    EXPECT_EQ(boosted.reason->by.handle, u"kim@shed.example"_s);
    EXPECT_EQ(boosted.pagingId().remote, u"1763661960.123456D41D8CD98F00B204E9800998ECF8427E"_s);
    EXPECT_EQ(boosted.post->tags, QStringList{u"SproutChat"_s});
    EXPECT_TRUE(boosted.post->text.text.startsWith(u"three things & more"_s));

    const auto akkoma = decodePage(fixture(u"akkoma_tag.json"_s), schoolContext(), u"/p"_s);
    ASSERT_TRUE(akkoma);
    ASSERT_EQ(akkoma->items.size(), 1U);
    EXPECT_EQ(akkoma->items[0].post->visibility, Visibility::Public);
    ASSERT_TRUE(akkoma->items[0].post->quote);
    EXPECT_EQ(akkoma->items[0].post->quote->state, Quote::State::Shown);
    EXPECT_FALSE(akkoma->items[0].post->media[0].size.isValid());
}

TEST(MastodonDecodeTest, ReadsInstances)
{
    const QUrl address(u"https://api.school.example/api/v2/instance"_s);
    const auto v2 = decodeInstance(fixture(u"mastodon_instance_v2.json"_s), address);
    ASSERT_TRUE(v2);
    EXPECT_EQ(v2->info.server, u"https://api.school.example"_s);
    EXPECT_EQ(v2->domain, u"school.example"_s);
    EXPECT_EQ(v2->info.maxCharacters, 640);
    EXPECT_EQ(v2->streaming, QUrl(u"wss://streaming.school.example"_s));
    EXPECT_EQ(v2->info.hashtagAccess, ServerInfo::Access::Open);
    EXPECT_TRUE(v2->info.anonymousLocalOnly);
    EXPECT_EQ(v2->info.publicAccess, ServerInfo::Access::NeedsLogin);

    const auto gts = decodeInstance(fixture(u"gotosocial_instance_v2.json"_s), address);
    ASSERT_TRUE(gts);
    EXPECT_EQ(gts->info.hashtagAccess, ServerInfo::Access::Unknown);
    const auto snac = decodeInstance(fixture(u"snac_instance_v1.json"_s), address);
    ASSERT_TRUE(snac);
    EXPECT_EQ(snac->domain, u"shed.example"_s);
    const auto akkoma = decodeInstance(fixture(u"akkoma_instance_v1.json"_s), address);
    ASSERT_TRUE(akkoma);
    EXPECT_EQ(akkoma->domain, u"pond.example"_s);
    EXPECT_EQ(akkoma->info.software, u"akkoma"_s);
    EXPECT_EQ(akkoma->info.maxCharacters, 5000);
    EXPECT_FALSE(decodeInstance("{\"hello\":1}", address));
    EXPECT_FALSE(decodeInstance("<html></html>", address));

    EXPECT_EQ(decodeNodeInfoLinks(fixture(u"nodeinfo_links.json"_s), {}),
        QUrl(u"https://school.example/nodeinfo/2.0"_s));
    EXPECT_EQ(decodeNodeInfo(fixture(u"nodeinfo.json"_s), {})->software, u"mastodon"_s);
}

TEST(MastodonDecodeTest, ReadsAConversation)
{
    const auto thread = decodeThread(fixture(u"context.json"_s), schoolContext(), u"/p"_s);
    ASSERT_TRUE(thread);
    EXPECT_EQ(thread->ancestors.size(), 1U);
    EXPECT_EQ(thread->descendants.size(), 1U);
}

TEST(MastodonDecodeTest, ReadsStreamMessages)
{
    const auto gone
        = decodeStreamMessage(QString::fromUtf8(fixture(u"stream_delete.json"_s)), schoolContext());
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->kind, StreamMessage::Kind::Deleted);
    EXPECT_EQ(gone->deletedId, u"115600000000000003999999"_s);
    const auto list = decodeStreamMessage(
        QString::fromUtf8(fixture(u"stream_update_list_gotosocial.json"_s)), schoolContext());
    ASSERT_TRUE(list);
    EXPECT_EQ(list->key, (Subscription{u"list"_s, u"01ABC"_s}).key());
    EXPECT_EQ((Subscription{u"hashtag"_s, u"SproutChat"_s}).key(),
        (Subscription{u"hashtag"_s, u"sproutchat"_s}).key());
    EXPECT_FALSE(decodeStreamMessage(
        u"{\"error\":\"Unknown stream type\",\"status\":400}"_s, schoolContext()));
}

TEST(MastodonDecodeTest, SurvivesEveryFixtureCutAtEveryByte)
{
    const QDir folder(QStringLiteral(STAFFROOM_SOURCE_DIR "/tests/fixtures/mastodon"));
    int cuts = 0;
    for (const auto& name : folder.entryList({u"*.json"_s})) {
        const QByteArray whole = fixture(name);
        for (qsizetype length = 0; length < whole.size(); ++length, ++cuts)
            decodeAll(whole.left(length));
    }
    EXPECT_GT(cuts, 5'000);
}

TEST(MastodonDecodeTest, SurvivesWrongTypesEverywhere)
{
    // Each value of a good page in turn becomes something else.
    const QByteArray whole = fixture(u"mastodon_tag.json"_s);
    for (const QByteArray& wrong : {QByteArray("null"), QByteArray("[]"), QByteArray("{}"),
             QByteArray("-1e300"), QByteArray("\"\""), QByteArray("true")}) {
        for (qsizetype at = whole.indexOf("\": "); at >= 0; at = whole.indexOf("\": ", at + 3)) {
            qsizetype end = at + 3;
            while (end < whole.size() && !QByteArray(",}]\n").contains(whole.at(end)))
                ++end;
            decodeAll(whole.left(at + 3) + wrong + whole.mid(end));
        }
    }
}

TEST(MastodonDecodeTest, RefusesDeepNesting)
{
    const auto page = decodePage(QByteArray(100'000, '['), schoolContext(), u"/p"_s);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, Error::Kind::TooLarge);
    const QByteArray deep = "{\"a\":" + QByteArray(500, '[') + QByteArray(500, ']') + '}';
    EXPECT_FALSE(decodePost(deep, schoolContext(), u"/p"_s));
}

TEST(MastodonDecodeTest, SaysWhatIsWrongWithAPage)
{
    const auto html = decodePage("<!doctype html>", schoolContext(), u"/api/x"_s);
    ASSERT_FALSE(html);
    EXPECT_EQ(html.error().kind, Error::Kind::Protocol);
    EXPECT_EQ(html.error().path, u"/api/x"_s);
    EXPECT_TRUE(html.error().detail.contains(u"HTML"_s));
    EXPECT_FALSE(decodePage("{}", schoolContext(), u"/p"_s));
    EXPECT_FALSE(decodePage("", schoolContext(), u"/p"_s));
}

TEST(MastodonDecodeTest, SurvivesTheJsonTestSuite)
{
    STAFFROOM_NEED_SHARED(folder, "corpora/json-test-suite");
    int files = 0;
    QDir root(folder);
    QStringList folders{folder};
    for (const auto& name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders << folder + u'/' + name;
    for (const auto& path : folders) {
        for (const auto& name : QDir(path).entryList({u"*.json"_s}, QDir::Files)) {
            QFile file(path + u'/' + name);
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            decodeAll(bytes);
            decodeAll("[{\"id\":\"1\",\"account\":" + bytes + "}]");
            ++files;
        }
    }
    EXPECT_GT(files, 300);
}

} // namespace
} // namespace staffroom::mastodon
