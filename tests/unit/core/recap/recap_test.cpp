#include "core/recap/recap_format.h"
#include "core/text/html_to_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kStart = timestampFromMs(1'763'838'000'000); // 2025-11-22 19:00 UTC

struct Said {
    QString who;
    QString text;
    Visibility visibility = Visibility::Public;
    QString answers = {};
};

/// A small chat: host fern asks, the others answer, a minute apart.
class RecapTest : public testing::Test {
protected:
    RecapTest()
    {
        ChatRules rules;
        rules.hashtag = u"SproutChat"_s;
        rules.hosts = {u"fern@meadow.example"_s};
        rules.begin = kStart;
        m_sorter.setRules(rules);
    }

    Post& say(const Said& said)
    {
        auto post = std::make_shared<Post>();
        const int number = int(m_source.items.size()) + 1;
        post->id = {{u"test"_s}, u"https://a.example"_s, u"p"_s + QString::number(number)};
        post->uri = post->id.remote;
        post->url = QUrl(u"https://a.example/"_s + post->id.remote);
        post->author.handle = said.who + u"@meadow.example"_s;
        post->author.name.text = said.who.left(1).toUpper() + said.who.mid(1) + u" Lindqvist"_s;
        post->author.url = QUrl(u"https://meadow.example/@"_s + said.who);
        post->author.id = {{u"test"_s}, {}, said.who};
        post->created = kStart + number * 1min;
        post->text = linkify(said.text);
        post->tags = {u"SproutChat"_s};
        post->visibility = said.visibility;
        if (!said.answers.isEmpty())
            post->inReplyTo = PostId{{u"test"_s}, u"https://a.example"_s, said.answers};
        m_posts.push_back(post);
        RecapSource::Item item;
        item.post = post;
        item.place = u"a.example"_s;
        m_source.items.push_back(item);
        return *post;
    }
    Recap recap(const RecapChoice& choice = {})
    {
        for (const auto& post : m_posts)
            m_sorter.put(chatPostOf(*post, post->created));
        m_source.title = u"Tiny budget"_s;
        m_source.hashtag = u"SproutChat"_s;
        m_source.begin = kStart;
        m_source.sorter = &m_sorter;
        return makeRecap(m_source, choice);
    }
    QString html(const RecapChoice& choice = {})
    {
        return QString::fromUtf8(writeRecap(recap(choice), RecapFormat::Html, {}));
    }
    void usualChat()
    {
        say({u"fern"_s, u"Welcome to #SproutChat everyone"_s});
        say({u"fern"_s, u"Q1: What is your best cheap investigation? #SproutChat"_s});
        say({u"bea"_s, u"A1: jam jars https://example.org/jars?utm_source=x #SproutChat"_s});
        say({u"gus"_s, u"A1 egg boxes, as Bea says https://example.org/jars #SproutChat"_s});
        say({u"fern"_s, u"Q2: Where do you find scrap materials? #SproutChat"_s});
        say({u"bea"_s, u"A2: the canteen #SproutChat"_s});
    }

    /// A post of a network with terms, with something to hide everywhere.
    Post& sayBound(const QString& text, const QString& answers = {})
    {
        Post& post = say({u"secretperson"_s, text, Visibility::Public, answers});
        post.url = QUrl(u"https://net.example/i/"_s + post.id.remote);
        post.author.name.text = u"Secretname"_s;
        post.contentWarning = u"SECRETWARNING"_s;
        post.inReplyToHandle = u"secretother@meadow.example"_s;
        Media media;
        media.alt = u"SECRETALT"_s;
        media.url = QUrl(u"https://net.example/SECRETPICTURE"_s);
        post.media = {media};
        post.poll.emplace();
        post.poll->options = {{u"SECRETOPTION"_s, 1}};
        post.card.emplace();
        post.card->title = u"SECRETCARD"_s;
        post.card->url = QUrl(u"https://secret.example/card"_s);
        auto quoted = std::make_shared<Post>();
        quoted->text.text = u"SECRETQUOTE"_s;
        quoted->author.handle = u"secretquoted"_s;
        post.quote = Quote{Quote::State::Shown, quoted};
        post.terms = PostTerms{u"Net"_s, post.created};
        return post;
    }
    void expectNoSecretIn(const Recap& out)
    {
        for (const auto format :
            {RecapFormat::Html, RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json}) {
            const QString file = QString::fromUtf8(writeRecap(out, format, {}));
            EXPECT_FALSE(file.contains(u"secret"_s, Qt::CaseInsensitive)) << file.toStdString();
            for (const auto& nobody : {u"@ "_s, u"@<"_s, u"@,"_s, u"@\""_s, u"****"_s})
                EXPECT_FALSE(file.contains(nobody)) << file.toStdString();
        }
    }

    ChatSorter m_sorter;
    RecapSource m_source;
    std::vector<std::shared_ptr<Post>> m_posts;
};

TEST_F(RecapTest, GroupsAnswersUnderTheirQuestionOldestFirst)
{
    usualChat();
    const Recap out = recap();
    ASSERT_EQ(out.questions.size(), 2U);
    EXPECT_EQ(out.questions[0].question.number, 1);
    ASSERT_EQ(out.questions[0].answers.size(), 2U);
    EXPECT_EQ(out.posts[out.questions[0].answers[0]].id, u"p3"_s);
    EXPECT_EQ(out.questions[1].answers.size(), 1U);
    ASSERT_EQ(out.others.size(), 1U);
    EXPECT_EQ(out.posts[out.others[0]].id, u"p1"_s);
}

TEST_F(RecapTest, NamesEachLinkOnceAndEachPersonOnce)
{
    usualChat();
    const Recap out = recap();
    ASSERT_EQ(out.links.size(), 1U);
    EXPECT_EQ(out.links[0].times, 2);
    EXPECT_EQ(out.links[0].by, u"bea@meadow.example"_s);
    EXPECT_EQ(out.links[0].question, 1);
    ASSERT_EQ(out.people.size(), 3U);
    EXPECT_TRUE(out.people[0].isHost);
    EXPECT_EQ(out.people[1].handle, u"bea@meadow.example"_s);
    EXPECT_EQ(out.people[1].posts, 2);
}

TEST_F(RecapTest, WhatIsNotPublicIsInNoFormat)
{
    usualChat();
    say({u"liv"_s, u"A2: SECRETUNLISTED #SproutChat"_s, Visibility::Unlisted});
    say({u"liv"_s, u"A2: SECRETFOLLOWERS #SproutChat"_s, Visibility::Followers});
    say({u"liv"_s, u"A2: SECRETDIRECT #SproutChat"_s, Visibility::Direct});
    const Recap out = recap();
    EXPECT_EQ(out.leftOut.notPublic, 3);
    for (const auto format :
        {RecapFormat::Html, RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json}) {
        const QString file = QString::fromUtf8(writeRecap(out, format, {}));
        EXPECT_FALSE(file.contains(u"SECRET"_s)) << file.toStdString();
        EXPECT_TRUE(file.contains(u"canteen"_s));
    }
}

TEST_F(RecapTest, HtmlLoadsNothingAndHoldsNoMarkupOfPosts)
{
    usualChat();
    Post& evil
        = say({u"mal"_s, u"A2: <img src=https://x.example/p.png><script>x</script> #SproutChat"_s});
    evil.author.name.text = u"<b>Mal</b>"_s;
    Media picture;
    picture.kind = Media::Kind::Image;
    picture.url = QUrl(u"https://x.example/big.png"_s);
    picture.preview = QUrl(u"https://x.example/small.png"_s);
    picture.alt = u"A \"jar\""_s;
    evil.media = {picture};
    QString file = html();
    EXPECT_FALSE(file.contains(u"<script"_s));
    EXPECT_FALSE(file.contains(u"<img"_s));
    EXPECT_FALSE(file.contains(u"<b>Mal"_s));
    EXPECT_TRUE(file.contains(u"&lt;b&gt;Mal"_s));
    EXPECT_TRUE(file.contains(u"default-src 'none'"_s));
    file.remove(u"&lt;img src=https"_s); // the words of the post, which are only words
    for (const auto& word :
        {u"src="_s, u"url("_s, u"@import"_s, u"<link"_s, u"srcset"_s, u"<iframe"_s})
        EXPECT_FALSE(file.contains(word)) << qPrintable(word);
    EXPECT_TRUE(file.contains(u"Picture: A &quot;jar&quot;"_s));
}

TEST_F(RecapTest, AContentWarningCoversTheWordsInTheHtml)
{
    usualChat();
    say({u"gus"_s, u"A2: spiders everywhere #SproutChat"_s}).contentWarning = u"spiders"_s;
    const QString file = html();
    const auto summary = file.indexOf(u"<details><summary>Content warning: spiders</summary>"_s);
    ASSERT_GE(summary, 0);
    EXPECT_GT(file.indexOf(u"spiders everywhere"_s), summary);
    EXPECT_GT(file.indexOf(u"</details>"_s), file.indexOf(u"spiders everywhere"_s));
}

TEST_F(RecapTest, WithoutNamesNobodyCanBeFound)
{
    usualChat();
    Post& thanks = say({u"gus"_s,
        u"A2: thanks @bea@meadow.example, and Bea's jars! "
        "#SproutChat"_s,
        Visibility::Public, u"p3"_s});
    thanks.inReplyToHandle = u"bea@meadow.example"_s;
    say({u"bea"_s, u"A2: ask @stranger@else.example #SproutChat"_s});
    RecapChoice choice;
    choice.withoutNames = true;
    const Recap out = recap(choice);
    for (const auto format :
        {RecapFormat::Html, RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json}) {
        const QString file = QString::fromUtf8(writeRecap(out, format, {}));
        for (const auto& name : {u"bea"_s, u"gus"_s, u"fern"_s, u"lindqvist"_s, u"meadow"_s,
                 u"stranger"_s, u"a.example"_s})
            EXPECT_FALSE(file.contains(name, Qt::CaseInsensitive))
                << qPrintable(name) << " in " << file.toStdString();
        EXPECT_TRUE(file.contains(u"Person 2"_s));
    }
    const QString file = QString::fromUtf8(writeRecap(out, RecapFormat::Html, {}));
    EXPECT_TRUE(file.contains(u"thanks Person 2, and Person 2's jars!"_s)) << file.toStdString();
    EXPECT_TRUE(file.contains(u"ask someone"_s)) << file.toStdString();
}

TEST_F(RecapTest, StarredAnswersStandInFrontAndMayStandAlone)
{
    usualChat();
    m_source.items[5].isStarred = true;
    const Recap out = recap();
    ASSERT_EQ(out.starred.size(), 1U);
    EXPECT_EQ(out.posts[out.starred[0]].id, u"p6"_s);
    RecapChoice choice;
    choice.onlyStarred = true;
    const Recap alone = recap(choice);
    EXPECT_TRUE(alone.questions[0].answers.empty());
    EXPECT_EQ(alone.questions[1].answers.size(), 1U);
    EXPECT_TRUE(alone.others.empty());
}

TEST_F(RecapTest, HiddenPostsCountButAreNotShown)
{
    usualChat();
    m_sorter.hide({{u"test"_s}, u"https://a.example"_s, u"p4"_s});
    const Recap out = recap();
    EXPECT_EQ(out.leftOut.hidden, 1);
    EXPECT_EQ(out.questions[0].answers.size(), 1U);
    const auto json = QJsonDocument::fromJson(writeRecap(out, RecapFormat::Json, {})).object();
    const auto hidden = json.value(u"posts"_s).toArray().at(3).toObject();
    EXPECT_EQ(hidden.value(u"id"_s), u"p4"_s);
    EXPECT_TRUE(hidden.value(u"hidden"_s).toBool());
    EXPECT_FALSE(hidden.contains(u"text"_s));
}

TEST_F(RecapTest, JsonTellsQuestionsAndPlaces)
{
    usualChat();
    const auto json = QJsonDocument::fromJson(writeRecap(recap(), RecapFormat::Json, {})).object();
    const auto question = json.value(u"questions"_s).toArray().at(1).toObject();
    EXPECT_EQ(question.value(u"number"_s).toInt(), 2);
    EXPECT_EQ(question.value(u"post_ids"_s).toArray(), QJsonArray{u"p5"_s});
    EXPECT_EQ(question.value(u"asked_offset_seconds"_s).toDouble(), 300);
    const auto answer = json.value(u"posts"_s).toArray().at(2).toObject();
    EXPECT_EQ(answer.value(u"question"_s).toInt(), 1);
    EXPECT_EQ(answer.value(u"anchor"_s).toBool(true), false);
    EXPECT_EQ(answer.value(u"reason"_s), u"label"_s);
    const auto welcome = json.value(u"posts"_s).toArray().at(0).toObject();
    EXPECT_TRUE(welcome.value(u"question"_s).isNull());
}

TEST_F(RecapTest, WithoutADateTimesCountFromTheStart)
{
    usualChat();
    m_source.isDated = false;
    const QString file = html();
    EXPECT_FALSE(file.contains(u"2025"_s));
    EXPECT_TRUE(file.contains(u"asked at +2:00"_s)) << file.toStdString();
}

TEST_F(RecapTest, AnEmptyChatIsAWholeFile)
{
    for (const auto format :
        {RecapFormat::Html, RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json})
        EXPECT_FALSE(writeRecap(recap(), format, {}).isEmpty());
}

TEST_F(RecapTest, OfPostsWithTermsOnlyTheAddressIsTakenHome)
{
    usualChat();
    sayBound(u"A2: SECRETWORDS https://secret.example/page #SproutChat"_s, u"p6"_s);
    m_source.items.back().isStarred = true;
    const Recap out = recap();
    expectNoSecretIn(out);
    ASSERT_EQ(out.questions[1].answers.size(), 2U);
    EXPECT_EQ(out.posts[6].answers, QString()); // a name
    EXPECT_EQ(out.starred.size(), 1U);
    EXPECT_EQ(out.people.size(), 3U);
    EXPECT_EQ(out.links.size(), 1U);
    const QString line = u"<article><p class=\"plain\"><a rel=\"noopener noreferrer\" "
                         "href=\"https://net.example/i/p7\">https://net.example/i/p7</a> "
                         "<span class=\"note\">19:07</span></p></article>"_s;
    EXPECT_TRUE(html().contains(line)) << html().toStdString();
    for (const auto format : {RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json}) {
        EXPECT_TRUE(writeRecap(out, format, {}).contains("https://net.example/i/p7"));
    }
    EXPECT_TRUE(writeRecap(out, RecapFormat::Markdown, {})
                    .contains("\n[https://net.example/i/p7](https://net.example/i/p7), 19:07\n"));
    const auto json = QJsonDocument::fromJson(writeRecap(out, RecapFormat::Json, {})).object();
    const auto post = json.value(u"posts"_s).toArray().at(6).toObject();
    EXPECT_EQ(post.value(u"question"_s).toInt(), 2);
    EXPECT_FALSE(post.contains(u"author"_s));
    EXPECT_FALSE(post.contains(u"handle"_s));
}

TEST_F(RecapTest, AQuestionWithTermsIsItsAddress)
{
    say({u"fern"_s, u"Welcome to #SproutChat everyone"_s});
    sayBound(u"Q1: What about SECRETWORDS and jars? #SproutChat"_s).author.handle
        = u"fern@meadow.example"_s;
    say({u"bea"_s, u"A1: jam jars #SproutChat"_s});
    const Recap out = recap();
    ASSERT_EQ(out.questions.size(), 1U);
    EXPECT_EQ(out.questions[0].question.text, u"https://net.example/i/p2"_s);
    EXPECT_TRUE(out.questions[0].question.hasText);
    EXPECT_EQ(out.questions[0].answers.size(), 1U);
    expectNoSecretIn(out);
    RecapChoice choice;
    choice.withoutNames = true;
    EXPECT_EQ(recap(choice).questions[0].question.text, QString());
}

TEST_F(RecapTest, AQuestionAskedElsewhereTooKeepsItsWords)
{
    say({u"fern"_s, u"Welcome to #SproutChat everyone"_s});
    sayBound(u"Q1: What is your best cheap investigation? #SproutChat"_s).author.handle
        = u"fern@meadow.example"_s;
    say({u"fern"_s, u"Q1: What is your best cheap investigation? #SproutChat"_s});
    const Recap out = recap();
    ASSERT_EQ(out.questions.size(), 1U);
    EXPECT_EQ(out.questions[0].question.text, u"What is your best cheap investigation?"_s);
    expectNoSecretIn(out);
}

TEST_F(RecapTest, AQuestionTakenHomeFromElsewhereHasTheWordsOfThere)
{
    say({u"fern"_s, u"Welcome to #SproutChat everyone"_s});
    const Post& bound = sayBound(u"Q1: What SECRETWORDS do you use? #SproutChat"_s);
    m_posts.back()->author.handle = u"fern@meadow.example"_s;
    auto free = std::make_shared<Post>();
    free->id = {{u"test"_s}, u"https://a.example"_s, u"free"_s};
    free->author.handle = u"fern@meadow.example"_s;
    free->created = bound.created;
    free->text = linkify(u"Q1: Which jars do you use?"_s);
    m_source.items.back().copies = {m_source.items.back().post, free};
    const Recap out = recap();
    ASSERT_EQ(out.questions.size(), 1U);
    EXPECT_EQ(out.questions[0].question.text, u"Q1: Which jars do you use?"_s);
    expectNoSecretIn(out);
}

TEST_F(RecapTest, WhoSaidItElsewhereTooIsTakenHomeFromThere)
{
    usualChat();
    const Post& bound = sayBound(u"A2: the canteen, every Friday #SproutChat"_s);
    auto free = std::make_shared<Post>(bound);
    free->terms.reset();
    free->id.remote = u"free"_s;
    free->url = QUrl(u"https://a.example/free"_s);
    free->author.handle = u"liv@meadow.example"_s;
    free->author.name.text = u"Liv"_s;
    free->author.url.clear();
    free->contentWarning.clear();
    free->inReplyToHandle.clear();
    free->media.clear();
    free->poll.reset();
    free->card.reset();
    free->quote.reset();
    m_source.items.back().copies = {m_source.items.back().post, free};
    const Recap out = recap();
    expectNoSecretIn(out);
    ASSERT_EQ(out.questions[1].answers.size(), 2U);
    const RecapPost& post = out.posts[out.questions[1].answers[1]];
    EXPECT_FALSE(post.isBare());
    EXPECT_EQ(post.id, u"free"_s);
    EXPECT_EQ(post.elsewhere, std::vector{bound.url});
    EXPECT_TRUE(html().contains(u"every Friday"_s));
}

TEST_F(RecapTest, WhatAFreePostQuotesOfABoundOneStaysBehind)
{
    usualChat();
    auto quoted = std::make_shared<Post>();
    quoted->text.text = u"SECRETQUOTE"_s;
    quoted->author.handle = u"secretquoted"_s;
    quoted->terms = PostTerms{u"Net"_s, kStart};
    say({u"gus"_s, u"A2: as they say #SproutChat"_s}).quote = Quote{Quote::State::Shown, quoted};
    const Recap out = recap();
    expectNoSecretIn(out);
    EXPECT_TRUE(html().contains(u"as they say"_s));
}

TEST_F(RecapTest, WithoutNamesAPostOfWhichOnlyTheAddressLeavesIsLeftOut)
{
    usualChat();
    sayBound(u"A2: SECRETWORDS #SproutChat"_s);
    RecapChoice choice;
    choice.withoutNames = true;
    const Recap out = recap(choice);
    expectNoSecretIn(out);
    EXPECT_EQ(out.leftOut.bare, 1);
    EXPECT_EQ(out.questions[1].answers.size(), 1U);
    for (const auto format :
        {RecapFormat::Html, RecapFormat::Markdown, RecapFormat::Csv, RecapFormat::Json})
        EXPECT_FALSE(writeRecap(out, format, {}).contains("net.example"));
    EXPECT_TRUE(html(choice).contains(u"Only to be read on their own network: 1"_s));
}

TEST(RecapFormatNames, AreFour)
{
    EXPECT_EQ(*recapFormatFromName(u"md"_s), RecapFormat::Markdown);
    EXPECT_FALSE(recapFormatFromName(u"docx"_s));
}

} // namespace
} // namespace staffroom
