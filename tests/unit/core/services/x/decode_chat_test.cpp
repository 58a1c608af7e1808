#include "tests/unit/core/services/x/decode_fixture.h"

namespace staffroom::x {
namespace {

/// What the invented chat says, in both vocabularies.
class XChatTest : public testing::TestWithParam<const char*> {
protected:
    const RawPage& page()
    {
        if (!m_page) {
            const auto read
                = decodePosts(invented(QLatin1StringView(GetParam())), beaReads(), u"/p"_s);
            EXPECT_TRUE(read);
            m_page = read ? *read : RawPage{};
        }
        return *m_page;
    }
    const FeedItem& item(const QString& words)
    {
        for (const auto& item : page().items) {
            if (item.post->text.text.contains(words))
                return item;
        }
        ADD_FAILURE() << "no post " << words.toStdString();
        static const FeedItem none{std::make_shared<const Post>(), std::nullopt};
        return none;
    }
    const Post& post(const QString& words) { return *item(words).post; }

private:
    std::optional<RawPage> m_page;
};

INSTANTIATE_TEST_SUITE_P(
    Vocabularies, XChatTest, testing::Values("chat_tweets.json", "chat_posts.json"));

TEST_P(XChatTest, ReadsEveryPostButTheRepostOfWhatIsGone)
{
    EXPECT_EQ(page().items.size(), 15u);
    EXPECT_EQ(page().skipped, 1);
    EXPECT_TRUE(page().unnamed.isEmpty());
    for (const auto& item : page().items) {
        EXPECT_EQ(item.post->id.service.value, u"x"_s);
        EXPECT_TRUE(item.post->id.server.isEmpty());
        EXPECT_TRUE(item.post->author.id.server.isEmpty());
        EXPECT_TRUE(item.post->contentWarning.isEmpty());
        EXPECT_FALSE(item.post->viewer);
    }
}

TEST_P(XChatTest, NamesAPostByItsIdAndItsPage)
{
    const Post& answer = post(u"A1:"_s);
    EXPECT_EQ(answer.id.remote, u"2126738139509686274"_s);
    EXPECT_EQ(answer.uri, u"https://x.com/i/status/2126738139509686274"_s);
    EXPECT_EQ(answer.url, QUrl(u"https://x.com/cem_aydin/status/2126738139509686274"_s));
    EXPECT_EQ(answer.author.id.service.value, u"x"_s);
    EXPECT_EQ(answer.author.id.remote, kCemId);
    EXPECT_EQ(answer.author.handle, u"cem_aydin"_s);
    EXPECT_EQ(answer.author.name.text, u"Cem Aydın 🔬"_s);
    EXPECT_EQ(answer.author.url, QUrl(u"https://x.com/cem_aydin"_s));
    EXPECT_EQ(answer.author.avatar,
        QUrl(u"https://pbs.example.invalid/profile_images/12/cem_normal_bigger.png"_s));
    EXPECT_TRUE(answer.author.isVerified);
    EXPECT_FALSE(answer.author.isLocked);
    EXPECT_EQ(answer.created, timestampFromMs(1'795'888'860'000));
    EXPECT_FALSE(answer.edited);
    EXPECT_EQ(answer.language, u"en"_s);
    EXPECT_FALSE(answer.isOwn);
    EXPECT_TRUE(post(u"Q1"_s).isOwn);
}

TEST_P(XChatTest, CountsInEitherVocabulary)
{
    EXPECT_EQ(post(u"Q1"_s).counts, (PostCounts{4, 3, 7}));
}

TEST_P(XChatTest, ReadsTextWithEscapesEmojiTagsMentionsAndLinks)
{
    const Post& answer = post(u"A1:"_s);
    EXPECT_EQ(answer.text.text,
        u"@bea A1: 👩🏽‍🔬 Goggles & the tidy-up, always <3 #labcoatchat $LAB "
        u"goggles.example.org/lab/safety… and breathe"_s);
    EXPECT_EQ(spansOf(answer.text),
        (QStringList{u"[mention]@bea"_s, u"[tag]#labcoatchat"_s,
            u"[link]goggles.example.org/lab/safety…"_s}));
    EXPECT_EQ(answer.text.spans.at(0).target, QUrl(u"https://x.com/bea"_s));
    EXPECT_EQ(answer.text.spans.at(0).label, u"bea"_s);
    EXPECT_EQ(answer.text.spans.at(1).label, u"labcoatchat"_s);
    EXPECT_EQ(answer.text.spans.at(2).target, QUrl(u"https://t.co/Lnk0000001"_s));
    EXPECT_EQ(answer.tags, QStringList{u"labcoatchat"_s});
}

TEST_P(XChatTest, ReadsArabicBehindEmojiAndEscapes)
{
    const Post& arabic = post(u"مرحبا"_s);
    EXPECT_EQ(arabic.text.text, u"📚📚 <مرحبا> كيف تبدأ الدرس؟ #تعليم #labcoatchat"_s);
    EXPECT_EQ(spansOf(arabic.text), (QStringList{u"[tag]#تعليم"_s, u"[tag]#labcoatchat"_s}));
    EXPECT_EQ(arabic.tags, (QStringList{u"تعليم"_s, u"labcoatchat"_s}));
    EXPECT_EQ(arabic.text.spans.at(0).target.toString(QUrl::FullyEncoded),
        u"https://x.com/hashtag/%D8%AA%D8%B9%D9%84%D9%8A%D9%85"_s);
}

TEST_P(XChatTest, MakesACardOfWhatALinkSays)
{
    const Post& answer = post(u"A1:"_s);
    ASSERT_TRUE(answer.card);
    EXPECT_EQ(answer.card->url, QUrl(u"https://t.co/Lnk0000001"_s));
    EXPECT_EQ(answer.card->title, u"Goggles & tidy benches"_s);
    EXPECT_EQ(answer.card->description, u"Ten minutes that save a lesson"_s);
    EXPECT_EQ(answer.card->provider, u"goggles.example.org"_s);
    EXPECT_EQ(
        answer.card->image, QUrl(u"https://pbs.example.invalid/news_img/1?format=jpg&name=orig"_s));
    EXPECT_FALSE(post(u"Q1"_s).card);
}

TEST_P(XChatTest, ReadsPicturesAndTakesTheirLinkOffTheText)
{
    const Post& pictures = post(u"Our benches"_s);
    EXPECT_EQ(pictures.text.text, u"Our benches 🧪🧪 & boards #labcoatchat"_s);
    EXPECT_EQ(spansOf(pictures.text), QStringList{u"[tag]#labcoatchat"_s});
    EXPECT_FALSE(pictures.card);
    ASSERT_EQ(pictures.media.size(), 2u);
    const Media& first = pictures.media.at(0);
    EXPECT_EQ(first.kind, Media::Kind::Image);
    EXPECT_EQ(first.url, QUrl(u"https://pbs.example.invalid/media/bench1.jpg"_s));
    EXPECT_EQ(first.preview, first.url);
    EXPECT_EQ(first.alt, u"Four benches with numbered trays"_s);
    EXPECT_EQ(first.size, QSize(1200, 800));
    EXPECT_TRUE(pictures.media.at(1).alt.isEmpty());
    EXPECT_EQ(pictures.media.at(1).size, QSize(800, 1200));
}

TEST_P(XChatTest, ReadsTheBestFileOfAVideoAndOfAnAnimation)
{
    const Post& video = post(u"Slow motion"_s);
    EXPECT_EQ(video.text.text, u"Slow motion"_s);
    ASSERT_EQ(video.media.size(), 1u);
    EXPECT_EQ(video.media.front().kind, Media::Kind::Video);
    EXPECT_EQ(video.media.front().url, QUrl(u"https://video.example.invalid/21/1280.mp4"_s));
    EXPECT_EQ(video.media.front().preview, QUrl(u"https://pbs.example.invalid/amplify/21.jpg"_s));
    EXPECT_EQ(video.media.front().alt, u"A drop falls into milk"_s);
    EXPECT_TRUE(video.language.isEmpty()) << "qme is no language";

    const auto animation = std::find_if(page().items.begin(), page().items.end(),
        [](const FeedItem& item) { return item.post->id.remote == u"2126739146142646278"; });
    ASSERT_NE(animation, page().items.end());
    EXPECT_TRUE(animation->post->text.text.isEmpty());
    ASSERT_EQ(animation->post->media.size(), 1u);
    EXPECT_EQ(animation->post->media.front().kind, Media::Kind::Animation);
    EXPECT_EQ(animation->post->media.front().url,
        QUrl(u"https://video.example.invalid/tweet_video/31.mp4"_s));
}

TEST_P(XChatTest, ShowsAQuotedPostInsteadOfTheLinkToIt)
{
    const Post& quoting = post(u"Every staff meeting"_s);
    EXPECT_EQ(quoting.text.text, u"This. Every staff meeting."_s);
    ASSERT_TRUE(quoting.quote);
    EXPECT_EQ(quoting.quote->state, Quote::State::Shown);
    ASSERT_TRUE(quoting.quote->post);
    const Post& quoted = *quoting.quote->post;
    EXPECT_EQ(quoted.author.handle, u"dora_lang"_s);
    EXPECT_EQ(quoted.tags, QStringList{u"benchtalk"_s});
    EXPECT_EQ(quoted.language, u"he"_s) << "X says iw";
    EXPECT_FALSE(quoted.quote) << "one level only";
    EXPECT_EQ(quoted.terms, quoting.terms);
}

TEST_P(XChatTest, SaysThatAQuotedPostIsNotThere)
{
    const Post& quoting = post(u"Who remembers?"_s);
    ASSERT_TRUE(quoting.quote);
    EXPECT_EQ(quoting.quote->state, Quote::State::Unavailable);
    EXPECT_FALSE(quoting.quote->post);
    EXPECT_EQ(quoting.text.text, u"Who remembers? x.com/somebody/statu…"_s)
        << "the way to what is not shown stays";
}

TEST_P(XChatTest, GivesARepostAsTheOriginalWithItsReason)
{
    const FeedItem& repost = item(u"named aloud, every time."_s);
    ASSERT_TRUE(repost.reason);
    EXPECT_EQ(repost.reason->kind, Reason::Kind::Boost);
    EXPECT_EQ(repost.reason->wrapper.service.value, u"x"_s);
    EXPECT_EQ(repost.reason->wrapper.remote, u"2126739901117366282"_s);
    EXPECT_EQ(repost.reason->by.handle, u"school_lab"_s);
    EXPECT_EQ(repost.reason->at, timestampFromMs(1'795'889'280'000));
    EXPECT_EQ(repost.post->id.remote, u"2126722788357046279"_s);
    EXPECT_EQ(repost.post->author.handle, u"dora_lang"_s);
    EXPECT_TRUE(repost.post->author.isLocked);
    EXPECT_EQ(repost.post->visibility, Visibility::Followers);
    EXPECT_EQ(repost.post->author.name.text, u"Dora <b>Lang</b>"_s) << "plain text, never markup";
    EXPECT_FALSE(repost.post->quote) << "what it quotes was not asked for";
}

TEST_P(XChatTest, ReadsTheWholeTextOfALongPost)
{
    const Post& longPost = post(u"A long answer"_s);
    EXPECT_TRUE(longPost.text.text.endsWith(
        u"ask @bea, see goggles.example.org/lab/safety… #labcoatchat #feedback"_s));
    EXPECT_TRUE(longPost.text.text.contains(u"next step & give"_s));
    EXPECT_EQ(spansOf(longPost.text),
        (QStringList{u"[mention]@bea"_s, u"[link]goggles.example.org/lab/safety…"_s,
            u"[tag]#labcoatchat"_s, u"[tag]#feedback"_s}));
    EXPECT_EQ(longPost.tags, (QStringList{u"labcoatchat"_s, u"feedback"_s}));
    ASSERT_TRUE(longPost.card) << "told beside the short text only";
    EXPECT_EQ(longPost.card->title, u"Goggles & tidy benches"_s);
}

TEST_P(XChatTest, TellsThatAPostWasEditedAndWhenItWasWritten)
{
    const Post& edited = post(u"Typo mended"_s);
    EXPECT_EQ(edited.id.remote, u"2126740656092086285"_s);
    ASSERT_TRUE(edited.edited);
    EXPECT_EQ(*edited.edited, timestampFromMs(1'795'889'460'000));
    EXPECT_EQ(edited.created, timestampFromMs(1'795'889'420'000));
}

TEST_P(XChatTest, ReadsAPollByPosition)
{
    const Post& asking = post(u"Which first?"_s);
    ASSERT_TRUE(asking.poll);
    EXPECT_EQ(asking.poll->id, u"1790000000000009001"_s);
    EXPECT_EQ(
        asking.poll->options, (std::vector<PollOption>{{u"Goggles"_s, 31}, {u"Tidy-up"_s, 11}}));
    EXPECT_EQ(asking.poll->votes, 42);
    EXPECT_FALSE(asking.poll->isClosed);
    EXPECT_FALSE(asking.poll->isMultiple);
    EXPECT_EQ(asking.poll->closes, timestampFromMs(1'795'975'920'000));
}

TEST_P(XChatTest, ClosesRepliesToWhomTheAuthorHasNotNamed)
{
    EXPECT_FALSE(post(u"Q1"_s).repliesClosed);
    EXPECT_FALSE(post(u"for you alone"_s).repliesClosed) << "Bea is named";
    EXPECT_TRUE(post(u"For those I follow"_s).repliesClosed);
}

TEST_P(XChatTest, KeepsTheTextOfWhatIsWithheldElsewhere)
{
    const Post& withheld = post(u"For those I follow"_s);
    EXPECT_TRUE(withheld.isSensitive);
    EXPECT_EQ(withheld.text.text, u"For those I follow"_s);
    EXPECT_FALSE(post(u"Q1"_s).isSensitive);
}

TEST_P(XChatTest, TellsWhatIsAnsweredAndWhom)
{
    const Post& answer = post(u"A1:"_s);
    ASSERT_TRUE(answer.inReplyTo);
    EXPECT_EQ(*answer.inReplyTo, post(u"Q1"_s).id);
    EXPECT_EQ(answer.inReplyToHandle, u"bea"_s);
    const Post& toGone = post(u"Answering what is gone"_s);
    ASSERT_TRUE(toGone.inReplyTo);
    EXPECT_EQ(toGone.inReplyTo->remote, u"2126637224555446279"_s);
    EXPECT_EQ(toGone.inReplyToHandle, u"ms_ito"_s) << "the text names her, the users do not";
    EXPECT_FALSE(post(u"Q1"_s).inReplyTo);
    EXPECT_TRUE(post(u"Q1"_s).inReplyToHandle.isEmpty());
}

TEST_P(XChatTest, PutsTheTermsOfXOnEveryPost)
{
    const PostTerms terms{u"X"_s, timestampFromMs(1'795'975'200'000)}; // 18:00 the next day
    for (const auto& item : page().items)
        EXPECT_EQ(item.post->terms, terms);
}

TEST_P(XChatTest, TellsPagingGoneIdsBillAndConversations)
{
    EXPECT_EQ(page().nextToken, u"b26v89c19zqg8o3fpe77"_s);
    EXPECT_EQ(page().newestId, u"2126741662725046289"_s);
    EXPECT_EQ(page().oldestId, u"2126737887851446273"_s);
    EXPECT_EQ(page().gone,
        (QStringList{u"2126687556203446277"_s, u"2126662390379446278"_s, u"2126637224555446279"_s}))
        << "the user that is not found is no post";
    EXPECT_EQ(page().bill.posts.size(), 17) << "16 asked for, 1 included";
    EXPECT_TRUE(page().bill.posts.contains(u"2126722788357046279"_s));
    EXPECT_EQ(page().bill.users.size(), 4);
    EXPECT_TRUE(page().bill.lists.isEmpty());
    EXPECT_EQ(page().bill.other, 0);
    EXPECT_EQ(page().people.size(), 4);
    EXPECT_EQ(page().people.value(kBeaId).handle, u"bea"_s);
    EXPECT_EQ(page().conversations.value(u"2126738139509686274"_s), u"2126737887851446273"_s);
    EXPECT_EQ(page().conversations.size(), 17);
}

TEST(XVocabulariesTest, BothVocabulariesGiveTheSamePosts)
{
    const auto classic = decodePosts(invented(u"chat_tweets.json"_s), beaReads(), u"/p"_s);
    const auto newer = decodePosts(invented(u"chat_posts.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(classic);
    ASSERT_TRUE(newer);
    ASSERT_EQ(classic->items.size(), newer->items.size());
    for (size_t i = 0; i < classic->items.size(); ++i) {
        EXPECT_EQ(*classic->items[i].post, *newer->items[i].post);
        EXPECT_EQ(classic->items[i].reason, newer->items[i].reason);
    }
    EXPECT_EQ(classic->gone, newer->gone);
    EXPECT_EQ(classic->bill, newer->bill);
    EXPECT_EQ(classic->conversations, newer->conversations);
    EXPECT_NE(invented(u"chat_tweets.json"_s), invented(u"chat_posts.json"_s));
}

TEST(XVocabulariesTest, ReadsVocabulariesThatAreMixed)
{
    QJsonObject answer = jsonOf(invented(u"chat_tweets.json"_s));
    const QJsonObject newer = jsonOf(invented(u"chat_posts.json"_s));
    QJsonArray data = answer.value("data"_L1).toArray();
    for (qsizetype i = 0; i < data.size(); i += 2)
        data[i] = newer.value("data"_L1).toArray().at(i);
    answer["data"_L1] = data;
    answer["errors"_L1] = newer.value("errors"_L1);
    QJsonObject includes = answer.value("includes"_L1).toObject();
    includes.insert("posts"_L1, includes.take("tweets"_L1));
    answer["includes"_L1] = includes;
    const RawPage mixed = pageOf(answer);
    const RawPage plain = pageOf(jsonOf(invented(u"chat_tweets.json"_s)));
    ASSERT_EQ(mixed.items.size(), plain.items.size());
    for (size_t i = 0; i < plain.items.size(); ++i)
        EXPECT_EQ(*mixed.items[i].post, *plain.items[i].post);
}

} // namespace
} // namespace staffroom::x
