#include "tests/unit/core/services/x/decode_fixture.h"

#include <limits>

namespace staffroom::x {
namespace {

TEST(XDecodePostsTest, AVideoWithoutAFileIsSeenOnItsPage)
{
    const QJsonObject more{
        {"attachments"_L1, QJsonObject{{"media_keys"_L1, QJsonArray{u"7_1"_s}}}}};
    const auto videoOf = [&](const QJsonObject& media) {
        const Post post = onlyPost(madeAnswer({madePost(more)}, {{"media"_L1, QJsonArray{media}}}));
        EXPECT_EQ(post.media.size(), 1u);
        return post.media.empty() ? Media{} : post.media.front();
    };
    const QUrl page(u"https://x.com/cem_aydin/status/2126738139509686274"_s);
    const Media bare = videoOf(jsonOf(R"({"media_key":"7_1","type":"video"})"));
    EXPECT_EQ(bare.url, page);
    EXPECT_FALSE(bare.size.isValid());
    const Media listOnly = videoOf(jsonOf(R"({"media_key":"7_1","type":"video","variants":[
        {"content_type":"application/x-mpegURL","url":"https://video.example.invalid/p.m3u8"},
        {"content_type":"video/mp4","url":"javascript:alert","bit_rate":9
},null,7]
})"));
    EXPECT_EQ(listOnly.url, page);
    const Media ofNoRate = videoOf(jsonOf(R"({"media_key":"7_1","type":"video","variants":[
        {"content_type":"video/mp4","url":"https://video.example.invalid/p.mp4"}]})"));
    EXPECT_EQ(ofNoRate.url, QUrl(u"https://video.example.invalid/p.mp4"_s));
    const Media unknown = videoOf(jsonOf(
        R"({"media_key":"7_1","type":"hologram","preview_image_url":"https://pbs.example.invalid/h"})"));
    EXPECT_EQ(unknown.kind, Media::Kind::Unknown);
    EXPECT_EQ(unknown.url, page);
}

TEST(XDecodePostsTest, TellsAPollThatIsOver)
{
    const auto isClosed = [](const QByteArray& state) {
        const QJsonObject poll = jsonOf(
            R"({"id":"9","options":[{"position":1,"label":"A","votes":1},{"position":2,"label":"B"}],)"
            + state + "}");
        QJsonObject answer = madeAnswer(
            {madePost({{"attachments"_L1, QJsonObject{{"poll_ids"_L1, QJsonArray{u"9"_s}}}}})});
        QJsonObject includes = answer.value("includes"_L1).toObject();
        includes.insert("polls"_L1, QJsonArray{poll});
        answer["includes"_L1] = includes;
        const Post post = onlyPost(answer);
        EXPECT_TRUE(post.poll);
        EXPECT_FALSE(post.poll && post.poll->options.at(1).votes);
        return post.poll && post.poll->isClosed;
    };
    EXPECT_TRUE(isClosed(R"("voting_status":"closed")"));
    EXPECT_FALSE(isClosed(R"("voting_status":"open")"));
    EXPECT_TRUE(isClosed(R"("end_datetime":"2026-11-28T18:20:00.000Z")"));
    EXPECT_FALSE(isClosed(R"("end_datetime":"2026-11-28T18:21:00.000Z")"));
    EXPECT_FALSE(isClosed(R"("end_datetime":"soon")"));
}

TEST(XDecodePostsTest, WhoIsNamedMayAnswerWhateverIsSet)
{
    const auto isClosed = [](const char* setting, const QByteArray& mentions,
                              const DecodeContext& context = beaReads()) {
        return readMade({{"reply_settings"_L1, QLatin1StringView(setting)},
                            {"entities"_L1, jsonOf("{\"mentions\":[" + mentions + "]}")}},
            context)
            .repliesClosed;
    };
    for (const char* setting :
        {"following", "mentionedUsers", "subscribers", "verified", "other", "new_one"}) {
        EXPECT_TRUE(isClosed(setting, "")) << setting;
        EXPECT_TRUE(isClosed(setting, R"({"start":0,"end":3,"username":"beatrix"})")) << setting;
        EXPECT_FALSE(isClosed(setting, R"({"start":0,"end":3,"username":"Bea"})")) << setting;
        EXPECT_FALSE(isClosed(setting, R"({"id":"1790000000000002101"})")) << setting;
        EXPECT_TRUE(isClosed(setting, R"({"id":"","username":""})", nobodyReads())) << setting;
    }
    EXPECT_FALSE(isClosed("everyone", ""));
    DecodeContext cem = beaReads();
    cem.ownId = kCemId;
    cem.ownHandle = u"cem_aydin"_s;
    EXPECT_FALSE(isClosed("verified", "", cem)) << "one's own post";
}

TEST(XDecodePostsTest, NobodyOwnsAPostWhenNobodyReads)
{
    EXPECT_FALSE(readMade({{"author_id"_L1, kBeaId}}, nobodyReads()).isOwn);
    EXPECT_TRUE(readMade({{"author_id"_L1, kBeaId}}).isOwn);
}

TEST(XDecodePostsTest, AnEditedPostIsAsOldAsItsFirstIdInWhateverOrder)
{
    const QString first = u"2126737887851446273"_s; // 18:00
    const QString own = u"2126738139509686274"_s; // 18:01
    const QString newest = u"2126738391167926275"_s; // 18:02
    const auto read = [](const QJsonArray& ids) {
        return readMade({{"edit_history_post_ids"_L1, ids}});
    };
    const Post edited = read({own, first});
    EXPECT_EQ(edited.created, timestampFromMs(1'795'888'800'000));
    EXPECT_EQ(edited.edited, timestampFromMs(1'795'888'860'000));
    EXPECT_EQ(read({first, newest, own}).edited, timestampFromMs(1'795'888'920'000))
        << "there is a newer version than this one";
    EXPECT_FALSE(read({own}).edited);
    EXPECT_FALSE(read({own, own}).edited);
    EXPECT_FALSE(read({own, QJsonValue::Null, 12, u"x"_s}).edited);
}

TEST(XDecodePostsTest, TakesTheMomentFromTheIdWhereItIsNotTold)
{
    EXPECT_EQ(readMade({{"created_at"_L1, QJsonValue::Null}}).created,
        timestampFromMs(1'795'888'860'000));
    const RawPage page
        = pageOf(madeAnswer({madePost({{"id"_L1, u"20"_s}, {"created_at"_L1, u"yesterday"_s}})}));
    EXPECT_EQ(page.skipped, 1);
}

TEST(XDecodePostsTest, SkipsAndCountsWhatHasNoIdAuthorOrText)
{
    const QJsonArray posts{madePost(), madePost({{"id"_L1, 2126738139509686274.0}}),
        madePost({{"id"_L1, u"99999999999999999999"_s}}), madePost({{"id"_L1, u"-5"_s}}),
        madePost({{"author_id"_L1, QJsonValue::Null}}), madePost({{"author_id"_L1, u"x"_s}}),
        madePost({{"text"_L1, QJsonValue::Null}}), madePost({{"text"_L1, 7}}), 7, u"post"_s,
        QJsonValue::Null, QJsonArray{}, QJsonObject{}};
    const RawPage page = pageOf(madeAnswer(posts));
    EXPECT_EQ(page.items.size(), 1u);
    EXPECT_EQ(page.skipped, 12);
}

TEST(XDecodePostsTest, FindsAnAuthorByNameWhereTheIdIsLeftOut)
{
    const Post post
        = readMade({{"author_id"_L1, QJsonValue::Null}, {"username"_L1, u"Dora_Lang"_s}});
    EXPECT_EQ(post.author.id.remote, kDoraId);
    EXPECT_EQ(post.visibility, Visibility::Followers);
}

TEST(XDecodePostsTest, KnowsPeopleFromEarlierAnswersAndTellsWhoIsNot)
{
    QJsonObject answer = madeAnswer(
        {madePost(), madePost({{"author_id"_L1, kItoId}}),
            madePost({{"author_id"_L1, u"555"_s},
                {"referenced_tweets"_L1,
                    QJsonArray{QJsonObject{{"type"_L1, u"quoted"_s}, {"id"_L1, u"7"_s}}}}}),
            madePost({{"author_id"_L1, u"666"_s},
                {"referenced_tweets"_L1,
                    QJsonArray{QJsonObject{{"type"_L1, u"retweeted"_s}, {"id"_L1, u"7"_s}}}}}),
            madePost({{"author_id"_L1, u"555"_s}})},
        {{"tweets"_L1, QJsonArray{madePost({{"id"_L1, u"7"_s}, {"author_id"_L1, u"777"_s}})}},
            {"users"_L1, QJsonArray{}}});
    DecodeContext context = beaReads();
    Author cem;
    cem.id = {ServiceId{u"x"_s}, {}, kCemId};
    cem.handle = u"cem_aydin"_s;
    Author ito;
    ito.id = {ServiceId{u"x"_s}, {}, kItoId};
    ito.handle = u"ms_ito"_s;
    context.people = {{kCemId, cem}, {kItoId, ito}};
    const RawPage page = pageOf(answer, context);
    ASSERT_EQ(page.items.size(), 5u);
    EXPECT_EQ(page.items[0].post->author, cem);
    EXPECT_EQ(page.items[1].post->author, ito);
    const Author& unknown = page.items[2].post->author;
    EXPECT_EQ(unknown.id.remote, u"555"_s);
    EXPECT_TRUE(unknown.handle.isEmpty());
    EXPECT_TRUE(unknown.name.isEmpty());
    EXPECT_TRUE(unknown.url.isEmpty());
    EXPECT_EQ(page.items[2].post->url, QUrl(u"https://x.com/i/status/2126738139509686274"_s));
    EXPECT_EQ(page.unnamed, (QStringList{u"555"_s, u"777"_s, u"666"_s}));
    EXPECT_TRUE(page.people.isEmpty()) << "only those of this answer";

    QJsonObject told = madeAnswer({madePost()});
    context.people[kCemId].handle = u"old_name"_s;
    EXPECT_EQ(onlyPost(told, context).author.handle, u"cem_aydin"_s)
        << "the answer knows better than memory";
}

TEST(XDecodePostsTest, TheOriginalOfARepostMayQuote)
{
    const auto ref = [](const char* type, const QString& id) {
        return QJsonArray{QJsonObject{{"type"_L1, QLatin1StringView(type)}, {"id"_L1, id}}};
    };
    const QJsonObject quoted = madePost({{"id"_L1, u"71"_s}, {"text"_L1, u"Inner"_s}});
    const QJsonObject original
        = madePost({{"id"_L1, u"72"_s}, {"referenced_tweets"_L1, ref("quoted", u"71"_s)}});
    const QJsonObject repost = madePost({{"referenced_tweets"_L1, ref("retweeted", u"72"_s)}});
    QJsonObject answer = madeAnswer({repost});
    QJsonObject includes = answer.value("includes"_L1).toObject();
    includes.insert("tweets"_L1, QJsonArray{original, quoted});
    answer["includes"_L1] = includes;
    const Post shown = onlyPost(answer);
    EXPECT_EQ(shown.id.remote, u"72"_s);
    ASSERT_TRUE(shown.quote);
    EXPECT_EQ(shown.quote->state, Quote::State::Shown);
    EXPECT_EQ(shown.quote->post->text.text, u"Inner"_s);

    includes["tweets"_L1] = QJsonArray{original};
    answer["includes"_L1] = includes;
    EXPECT_FALSE(onlyPost(answer).quote);
    answer["errors"_L1] = QJsonArray{jsonOf(R"({"resource_type":"tweet","resource_id":"71",
        "type":"https://api.x.com/2/problems/resource-not-found"})")};
    const Post without = onlyPost(answer);
    ASSERT_TRUE(without.quote);
    EXPECT_EQ(without.quote->state, Quote::State::Unavailable);
}

TEST(XDecodePostsTest, APostThatQuotesItselfEndsThere)
{
    const Post post = readMade({{"referenced_tweets"_L1,
        QJsonArray{QJsonObject{{"type"_L1, u"quoted"_s}, {"id"_L1, u"2126738139509686274"_s}}}}});
    ASSERT_TRUE(post.quote && post.quote->post);
    EXPECT_FALSE(post.quote->post->quote);
}

TEST(XDecodePostsTest, HugeAndNegativeCountsAreBounded)
{
    const PostCounts counts
        = readMade({{"public_metrics"_L1, jsonOf(R"({"reply_count":1e300,"repost_count":-4,
                                               "like_count":"many"})")}})
              .counts;
    EXPECT_EQ(counts.replies, std::numeric_limits<int>::max());
    EXPECT_EQ(counts.boosts, 0);
    EXPECT_EQ(counts.favourites, 0);
}

TEST(XDecodePostsTest, NamesLanguagesAsEverybodyElse)
{
    const auto language = [](const char* code) {
        return readMade({{"lang"_L1, QLatin1StringView(code)}}).language;
    };
    EXPECT_EQ(language("in"), u"id"_s);
    EXPECT_EQ(language("zh-CN"), u"zh-CN"_s);
    for (const char* none : {"und", "qht", "qam", "zxx", "art", ""})
        EXPECT_TRUE(language(none).isEmpty()) << none;
}

TEST(XDecodePostsTest, TheTermsStayTheSameWithinAnHour)
{
    const Timestamp six = timestampFromMs(1'795'888'800'000);
    EXPECT_EQ(termsAt(six), (PostTerms{u"X"_s, six + std::chrono::hours(24)}));
    EXPECT_EQ(termsAt(six + std::chrono::minutes(59)), termsAt(six));
    EXPECT_NE(termsAt(six + std::chrono::minutes(60)), termsAt(six));
}

} // namespace
} // namespace staffroom::x
