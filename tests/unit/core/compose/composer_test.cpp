#include "tests/unit/core/compose/compose_fixture.h"

#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

class ComposerTest : public ComposeFixture {
protected:
    ComposerTest() { m_fake->mutableCapabilities().canPublish = true; }

    const ColumnId kColumn{u"c1"_s};
    const ChatFacts kChat{u"EdChat"_s, 0};

    static ChatFacts at(int question) { return {u"EdChat"_s, question}; }
    PostPtr post(const QString& text, const QString& handle = u"cy@ink.example"_s)
    {
        return test::makePost(
            u"p%1"_s.arg(++m_posts), m_clock.now(), {.text = text, .handle = handle});
    }
    void type(const QString& text)
    {
        composer().change([&](Draft& draft) { draft.parts.front().text = text; });
    }
    const QString& text() { return composer().draft().parts.front().text; }
    bool finds(Finding::Kind kind)
    {
        const auto found = composer().findings();
        return std::any_of(
            found.begin(), found.end(), [&](const Finding& one) { return one.kind == kind; });
    }
    int m_posts = 0;
};

TEST_F(ComposerTest, BeginsAPostAsTheColumnsAccountWithItsChat)
{
    QSignalSpy begun(&composer(), &Composer::begun);
    composer().beginPost(kColumn, bea(), at(3));
    EXPECT_EQ(begun.count(), 1);
    const auto& draft = composer().draft();
    EXPECT_EQ(draft.account, bea());
    EXPECT_EQ(draft.column, kColumn);
    EXPECT_EQ(draft.chat.hashtag, u"EdChat"_s);
    EXPECT_EQ(draft.chat.label, u"A3"_s);
    EXPECT_FALSE(draft.usesLabel) << "it is offered";
    EXPECT_TRUE(draft.keepsTag);
    EXPECT_TRUE(draft.isEmpty());
    EXPECT_FALSE(draft.id.isEmpty());
    EXPECT_EQ(composer().client(), client(bea()));
    ASSERT_NE(composer().capabilities(), nullptr);
    EXPECT_TRUE(composer().capabilities()->canPublish);
}

TEST_F(ComposerTest, AReplyNamesTheAuthorAndWhoIsNamedButNeverOneself)
{
    auto asked = std::make_shared<Post>(*post(u"@bea and @dan: what do you think?"_s));
    const auto mention = [](const QString& handle) {
        return TextSpan{TextSpan::Kind::Mention, 0, 4, {}, handle};
    };
    asked->text.spans = {mention(u"Bea@fake.example"_s), mention(u"dan@ink.example"_s),
        mention(u"cy@ink.example"_s)};
    composer().beginReply(kColumn, bea(), asked, kChat);
    EXPECT_EQ(text(), u"@cy@ink.example @dan@ink.example "_s);
    EXPECT_EQ(composer().draft().inReplyTo, asked->id);
    EXPECT_EQ(composer().draft().inReplyToHandle, u"cy@ink.example"_s);
    EXPECT_EQ(composer().draft().inReplyToText, u"@bea and @dan: what do you think?"_s);
    EXPECT_FALSE(composer().canSend()) << "naming people says nothing";
    EXPECT_EQ(composer().draft().chat.hashtag, u"EdChat"_s);
}

TEST_F(ComposerTest, AReplyToOneselfNamesNobody)
{
    composer().beginReply(kColumn, bea(), post(u"mine"_s, u"bea@fake.example"_s), kChat);
    EXPECT_TRUE(text().isEmpty());
}

TEST_F(ComposerTest, AReplyTakesOverTheWarningAndIsNeverMorePublic)
{
    for (const auto wanted :
        {Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct}) {
        auto asked = std::make_shared<Post>(*post(u"hm"_s));
        asked->visibility = wanted;
        asked->contentWarning = u"grades"_s;
        composer().beginReply(kColumn, bea(), asked, kChat);
        EXPECT_EQ(composer().draft().visibility, wanted);
        EXPECT_EQ(composer().draft().contentWarning, u"grades"_s);
    }
}

TEST_F(ComposerTest, AReplyTakesOverNothingThatItsNetworkDoesNotHave)
{
    auto asked = std::make_shared<Post>(*post(u"hm"_s));
    asked->visibility = Visibility::Unlisted;
    asked->contentWarning = u"Graphic media"_s;
    m_fake->mutableCapabilities().hasContentWarning = false;
    m_fake->mutableCapabilities().hasVisibility = false;
    m_fake->mutableCapabilities().repliesNameAuthor = false;
    composer().beginReply(kColumn, bea(), asked, kChat);
    EXPECT_TRUE(composer().draft().contentWarning.isEmpty());
    EXPECT_EQ(composer().draft().visibility, Visibility::Public);
    EXPECT_TRUE(composer().draft().parts.front().text.isEmpty());
    EXPECT_EQ(composer().draft().inReplyTo, asked->id);
    composer().beginQuote(kColumn, bea(), asked, kChat);
    EXPECT_TRUE(composer().draft().contentWarning.isEmpty());
    EXPECT_EQ(composer().draft().quote, asked->id);
}

TEST_F(ComposerTest, ADraftKeepsNoWordsOfAPostThatMayBeKeptForATimeOnly)
{
    auto asked = std::make_shared<Post>(*post(u"hm"_s));
    composer().beginReply(kColumn, bea(), asked, kChat);
    EXPECT_EQ(composer().draft().inReplyToText, u"hm"_s);
    asked->terms = PostTerms{u"Net"_s, asked->created + std::chrono::hours(24)};
    composer().beginReply(kColumn, bea(), asked, kChat);
    EXPECT_TRUE(composer().draft().inReplyToText.isEmpty());
    EXPECT_EQ(composer().draft().inReplyTo, asked->id);
    asked->text.text = u"Q4: What did you try?"_s;
    composer().beginReply(kColumn, bea(), asked, kChat);
    EXPECT_EQ(composer().draft().inReplyToText, u"Q4"_s) << "its label is still offered";
}

TEST_F(ComposerTest, OffersTheLabelOfTheQuestionThatIsAskedAnsweredOrOn)
{
    composer().beginReply(kColumn, bea(), post(u"Q3 How do you begin?"_s), at(5));
    EXPECT_EQ(composer().draft().chat.label, u"A3"_s);
    EXPECT_TRUE(composer().draft().usesLabel) << "the question itself is answered";
    composer().beginReply(kColumn, bea(), post(u"A2: with a poem"_s), at(5));
    EXPECT_EQ(composer().draft().chat.label, u"A2"_s);
    EXPECT_FALSE(composer().draft().usesLabel);
    composer().beginReply(kColumn, bea(), post(u"so true"_s), at(5));
    EXPECT_EQ(composer().draft().chat.label, u"A5"_s);
    composer().beginReply(kColumn, bea(), post(u"so true"_s), kChat);
    EXPECT_TRUE(composer().draft().chat.label.isEmpty());
    composer().beginReply(kColumn, bea(), post(u"Q3 How?"_s), {});
    EXPECT_TRUE(composer().draft().chat.label.isEmpty()) << "no chat";
    composer().beginQuote(kColumn, bea(), post(u"Q3 How?"_s), kChat);
    EXPECT_EQ(composer().draft().chat.label, u"A3"_s);
    EXPECT_TRUE(composer().draft().quote);
    EXPECT_FALSE(composer().draft().inReplyTo);
}

TEST_F(ComposerTest, TheLabelGoesOnWithTheChatUntilItIsUsed)
{
    composer().beginPost(kColumn, bea(), at(3));
    composer().setChatFacts(at(4));
    EXPECT_EQ(composer().draft().chat.label, u"A4"_s);
    composer().change([](Draft& draft) {
        draft.usesLabel = true;
        draft.parts.front().text = u"we sing"_s;
    });
    composer().setChatFacts(at(5));
    EXPECT_EQ(composer().draft().chat.label, u"A4"_s) << "that is what is being answered";
    EXPECT_TRUE(finds(Finding::Kind::LabelMismatch));
    EXPECT_TRUE(composer().canSend()) << "it only asks";
}

TEST_F(ComposerTest, NoQuestionIsAskedForAnAnswerByReplyToAnEarlierQuestion)
{
    composer().beginReply(kColumn, bea(), post(u"Q3 How do you begin?"_s), at(4));
    type(text() + u"with a poem"_s);
    EXPECT_FALSE(finds(Finding::Kind::LabelMismatch));
}

TEST_F(ComposerTest, CountsWhatIsLeftAndWhatIsReserved)
{
    composer().beginPost(kColumn, bea(), kChat);
    EXPECT_EQ(composer().remaining(0), 500 - 7);
    type(u"hello"_s);
    EXPECT_EQ(composer().remaining(0), 500 - 5 - 8);
    EXPECT_EQ(composer().reserved(0), 8);
    composer().change([](Draft& draft) { draft.contentWarning = u"abc"_s; });
    EXPECT_EQ(composer().remaining(0), 500 - 5 - 8 - 3);
    EXPECT_EQ(composer().reserved(0), 8);
}

TEST_F(ComposerTest, AsksTheServerForItsLimitsOnceAnAccount)
{
    server().limits.maxCharacters = 300;
    composer().beginPost(kColumn, bea(), kChat);
    EXPECT_EQ(composer().limits().maxCharacters, 500);
    ASSERT_TRUE(test::waitFor([&] { return composer().limits().maxCharacters == 300; }));
    server().limits.maxCharacters = 1000;
    composer().beginPost(kColumn, bea(), kChat);
    settle();
    EXPECT_EQ(composer().limits().maxCharacters, 300);
    composer().beginPost(kColumn, ann(), kChat);
    ASSERT_TRUE(test::waitFor([&] { return composer().limits().maxCharacters == 1000; }));
}

TEST_F(ComposerTest, SplitsALongTextByTheServersLimit)
{
    server().limits.maxCharacters = 300;
    composer().beginPost(kColumn, bea(), at(2));
    ASSERT_TRUE(test::waitFor([&] { return composer().limits().maxCharacters == 300; }));
    type(u"Reading aloud every day helps them. "_s.repeated(25));
    EXPECT_LT(composer().remaining(0), 0);
    EXPECT_FALSE(composer().canSend());
    composer().splitIntoParts();
    ASSERT_EQ(composer().draft().parts.size(), 4U);
    for (int i = 0; i < 4; ++i)
        EXPECT_GE(composer().remaining(i), 0);
    EXPECT_TRUE(composer().canSend());
}

TEST_F(ComposerTest, SavesWhatWasTypedButNotWhatWasOnlyOpened)
{
    composer().beginReply(kColumn, bea(), post(u"Q3 How?"_s), at(3));
    EXPECT_TRUE(m_drafts->drafts().empty());
    composer().setChatFacts(at(4));
    EXPECT_TRUE(m_drafts->drafts().empty());
    const QString prefilled = text();
    type(prefilled + u"with"_s);
    ASSERT_EQ(m_drafts->drafts().size(), 1U);
    type(prefilled);
    EXPECT_TRUE(m_drafts->drafts().empty()) << "all was taken back";
    type(prefilled + u"song"_s);
    composer().beginPost(kColumn, bea(), kChat);
    EXPECT_EQ(m_drafts->drafts().size(), 1U) << "it was only put aside";
    restart();
    ASSERT_EQ(m_drafts->drafts().size(), 1U);
    composer().begin(m_drafts->drafts().front());
    EXPECT_EQ(text(), prefilled + u"song"_s);
    EXPECT_EQ(composer().draft().account, bea());
}

TEST_F(ComposerTest, SendsOnceHoweverOftenEnterIsPressed)
{
    composer().beginPost(kColumn, bea(), kChat);
    type(u"hello"_s);
    QSignalSpy sent(&composer(), &Composer::sent);
    auto first = composer().send();
    auto second = composer().send();
    const auto again = await(std::move(second));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, Error::Kind::Conflict);
    EXPECT_TRUE(await(std::move(first)));
    EXPECT_EQ(sent.count(), 1);
    ASSERT_TRUE(passUntil([&] { return !m_sent.empty(); }));
    EXPECT_EQ(posted(), QStringList{u"hello #EdChat"_s});
}

TEST_F(ComposerTest, HoldsANewPostForTheSamePlaceAfterSending)
{
    composer().beginReply(kColumn, bea(), post(u"hm"_s), at(2));
    type(text() + u"yes"_s);
    const QString before = composer().draft().id;
    ASSERT_TRUE(await(composer().send()));
    EXPECT_NE(composer().draft().id, before);
    EXPECT_TRUE(composer().draft().isEmpty());
    EXPECT_FALSE(composer().draft().inReplyTo);
    EXPECT_EQ(composer().draft().account, bea());
    EXPECT_EQ(composer().draft().column, kColumn);
    EXPECT_EQ(composer().draft().chat.label, u"A2"_s);
    EXPECT_TRUE(m_drafts->drafts().empty());
    settle();
    restart();
    EXPECT_TRUE(m_drafts->drafts().empty()) << "the draft has become the post";
}

TEST_F(ComposerTest, KeysPressedWhileItIsSentBeginTheNextPost)
{
    composer().beginPost(kColumn, bea(), kChat);
    type(u"hello"_s);
    auto task = composer().send();
    type(u"hello and more"_s);
    ASSERT_TRUE(await(std::move(task)));
    EXPECT_EQ(text(), u" and more"_s);
    ASSERT_TRUE(passUntil([&] { return !m_sent.empty(); }));
    EXPECT_EQ(posted(), QStringList{u"hello #EdChat"_s});
}

TEST_F(ComposerTest, NothingIsSentWhileSomethingBlocks)
{
    composer().beginPost(kColumn, bea(), kChat);
    const auto empty = await(composer().send());
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().kind, Error::Kind::Invalid);
    type(u"hello"_s);
    m_signedOut << bea().account;
    EXPECT_TRUE(finds(Finding::Kind::NoAccount));
    EXPECT_FALSE(await(composer().send()));
    EXPECT_EQ(composer().draft().account, bea()) << "nobody else takes the place";
    EXPECT_EQ(text(), u"hello"_s);
}

TEST_F(ComposerTest, AsksWhenAnotherAccountWasChosenAndGoesBackToTheColumns)
{
    composer().beginPost(kColumn, bea(), kChat);
    type(u"hello"_s);
    composer().change([](Draft& draft) { draft.account = ann(); });
    EXPECT_TRUE(finds(Finding::Kind::OtherAccount));
    ASSERT_TRUE(await(composer().send()));
    EXPECT_EQ(composer().draft().account, bea()) << "the last one used is not remembered";
}

TEST_F(ComposerTest, RemembersTheLanguageAcrossRestarts)
{
    composer().beginPost(kColumn, bea(), kChat);
    composer().change([](Draft& draft) {
        draft.language = u"cy"_s;
        draft.parts.front().text = u"bore da"_s;
    });
    ASSERT_TRUE(await(composer().send()));
    EXPECT_EQ(composer().draft().language, u"cy"_s);
    ASSERT_TRUE(passUntil([&] { return !m_sent.empty(); }));
    restart();
    composer().beginPost(kColumn, bea(), kChat);
    EXPECT_EQ(composer().draft().language, u"cy"_s);
}

TEST_F(ComposerTest, OffersThePreparedAnswerOfTheQuestionThatIsOn)
{
    m_drafts->setPrepared({u"edchat"_s, 3, u"With a poem."_s});
    m_drafts->setPrepared({u"edchat"_s, 4, u"With a song."_s});
    composer().beginPost(kColumn, bea(), at(2));
    EXPECT_FALSE(composer().offeredAnswer());
    composer().setChatFacts(at(3));
    ASSERT_TRUE(composer().offeredAnswer());
    EXPECT_EQ(composer().offeredAnswer()->text, u"With a poem."_s);
    EXPECT_TRUE(composer().draft().isEmpty()) << "it is only offered";
    composer().takeOfferedAnswer();
    EXPECT_EQ(sentText(composer().draft(), 0), u"A3 With a poem. #EdChat"_s);
    EXPECT_FALSE(composer().offeredAnswer()) << "once";
    settle();
    EXPECT_TRUE(server().requests.empty()) << "and never sent by itself";
    restart();
    composer().beginPost(kColumn, bea(), at(3));
    EXPECT_FALSE(composer().offeredAnswer());
    composer().setChatFacts({u"otherchat"_s, 4});
    EXPECT_FALSE(composer().offeredAnswer());
    composer().setChatFacts(at(4));
    EXPECT_TRUE(composer().offeredAnswer());
}

TEST_F(ComposerTest, ChangesAnExistingPost)
{
    server().limits.edits = true;
    const auto mine = post(u"helo #EdChat"_s, u"bea@fake.example"_s);
    server().add(mine);
    composer().beginEdit(kColumn, bea(), mine, {u"helo #EdChat"_s, u"hm"_s});
    ASSERT_TRUE(test::waitFor([&] { return composer().limits().edits; }));
    EXPECT_EQ(text(), u"helo #EdChat"_s);
    EXPECT_EQ(composer().draft().contentWarning, u"hm"_s);
    type(u"hello #EdChat"_s);
    ASSERT_TRUE(await(composer().send()));
    ASSERT_TRUE(passUntil([&] { return !m_sent.empty(); }));
    ASSERT_EQ(server().requests.size(), 1U);
    EXPECT_EQ(server().requests.front().edits, mine->id);
    EXPECT_EQ(server().requests.front().text, u"hello #EdChat"_s);
}

TEST_F(ComposerTest, DoesNotChangeAPostThatWouldLoseItsPictures)
{
    server().limits.edits = true;
    auto mine = std::make_shared<Post>(*post(u"helo"_s, u"bea@fake.example"_s));
    mine->media.push_back({});
    composer().beginEdit(kColumn, bea(), mine, {u"helo"_s, {}});
    ASSERT_TRUE(test::waitFor([&] { return composer().limits().edits; }));
    EXPECT_TRUE(finds(Finding::Kind::CannotEdit));
    EXPECT_FALSE(composer().canSend());
}

TEST_F(ComposerTest, DiscardKeepsACopyForAWeek)
{
    composer().beginPost(kColumn, bea(), kChat);
    type(u"a long thought that took a while"_s);
    m_clock.advance(Millis(600));
    settle();
    composer().discard();
    EXPECT_TRUE(composer().draft().isEmpty());
    EXPECT_TRUE(m_drafts->drafts().empty());
    settle();
    const auto copies = await(m_drafts->copies());
    ASSERT_TRUE(copies);
    ASSERT_EQ(copies->size(), 1U);
    EXPECT_EQ(copies->front().draft.parts.front().text, u"a long thought that took a while"_s);
}

TEST_F(ComposerTest, ThePostStaysInTheComposerWhenTheDiskDoesNotTakeIt)
{
    composer().beginPost(kColumn, bea(), kChat);
    type(u"hello"_s);
    m_composer.reset();
    m_outbox.reset();
    m_drafts.reset();
    m_store = std::make_unique<PostStore>(
        PostStore::Files{m_folder.filePath(u"no/cache.db"_s), m_folder.filePath(u"no/user.db"_s)});
    m_drafts = std::make_unique<DraftStore>(m_clock, *m_store);
    m_outbox = std::make_unique<Outbox>(outboxContext());
    composer().beginPost(kColumn, bea(), kChat);
    type(u"hello"_s);
    const auto done = await(composer().send());
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, Error::Kind::Storage);
    EXPECT_EQ(text(), u"hello"_s);
    EXPECT_TRUE(composer().canSend());
}

} // namespace
} // namespace staffroom
