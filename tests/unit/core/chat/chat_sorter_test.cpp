#include "tests/unit/core/chat/made_chat.h"

namespace staffroom::test {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr auto kAsk1 = u"Q1: What do you grow on a window sill? #EdChat";
constexpr auto kAsk2 = u"Q2: Who waters it in the holidays? #EdChat";

class ChatSorterTest : public testing::Test, protected MadeChat {
protected:
    void SetUp() override { sorter = std::make_unique<ChatSorter>(rules); }
    void ask()
    {
        sorter->put(host(300, u"q1"_s, QString::fromUtf16(kAsk1)));
        sorter->put(host(900, u"q2"_s, QString::fromUtf16(kAsk2)));
    }
    std::optional<int> where(const QString& remote) const { return questionOf(*sorter, remote); }

    std::unique_ptr<ChatSorter> sorter;
};

TEST_F(ChatSorterTest, FindsWhatHostsAskAndNobodyElse)
{
    ask();
    sorter->put(post(310, u"x"_s, u"ann"_s, u"Q7: is this mine? #EdChat"_s));
    ASSERT_EQ(sorter->questions().size(), 2u);
    EXPECT_EQ(sorter->questions()[0].number, 1);
    EXPECT_EQ(sorter->questions()[0].text, u"What do you grow on a window sill?"_s);
    EXPECT_TRUE(sorter->questions()[0].hasText);
    EXPECT_EQ(sorter->currentQuestion(), 2);
}

TEST_F(ChatSorterTest, AnnouncementsAskNothing)
{
    sorter->put(host(200, u"a"_s, u"Q1 in one minute, get ready! #EdChat"_s));
    sorter->put(host(210, u"b"_s, u"We post Q1 to Q6, you answer A1 to A6 #EdChat"_s));
    sorter->put(host(220, u"c"_s, u"Question #1 is coming in one minute #EdChat"_s));
    EXPECT_TRUE(sorter->questions().empty());
    EXPECT_EQ(where(u"a"_s), std::nullopt);
}

TEST_F(ChatSorterTest, SeveralPostsAreOneQuestion)
{
    rules.hosts << u"cohost@x.example"_s;
    sorter->setRules(rules);
    sorter->put(host(300, u"q1"_s, QString::fromUtf16(kAsk1)));
    sorter->put(post(305, u"q1b"_s, u"cohost"_s, QString::fromUtf16(kAsk1)));
    auto spanish = post(312, u"q1c"_s, u"cohost"_s, u"P1: ¿Qué cultiváis en la ventana? #EdChat"_s);
    spanish.language = u"es"_s;
    sorter->put(spanish);
    ASSERT_EQ(sorter->questions().size(), 1u);
    EXPECT_EQ(sorter->questions()[0].posts.size(), 3u);
    EXPECT_EQ(sorter->questions()[0].posts[0], id(u"q1"_s));
}

TEST_F(ChatSorterTest, APictureAsksByItsDescription)
{
    auto picture = host(300, u"q4"_s, u"Q4 👇 #EdChat"_s);
    picture.alts << u"Question 4: How do you measure a smell?"_s;
    sorter->put(picture);
    ASSERT_NE(sorter->question(4), nullptr);
    EXPECT_TRUE(sorter->question(4)->isFromAlt);
    EXPECT_EQ(sorter->question(4)->text, u"How do you measure a smell?"_s);
    picture.alts = QStringList{QString()};
    sorter->put(picture);
    ASSERT_NE(sorter->question(4), nullptr);
    EXPECT_FALSE(sorter->question(4)->hasText);
    sorter->put(host(310, u"q4w"_s, u"Q4 in words: How do you measure a smell? #EdChat"_s));
    EXPECT_TRUE(sorter->question(4)->hasText);
    EXPECT_FALSE(sorter->question(4)->isFromAlt);
}

TEST_F(ChatSorterTest, AQuestionMayTakeTwoPosts)
{
    sorter->put(host(300, u"words"_s, u"What would you never throw away? #EdChat"_s));
    auto arrival = host(304, u"q4"_s, u"Q4 has arrived #EdChat"_s);
    arrival.quoteOf = id(u"words"_s);
    sorter->put(arrival);
    ASSERT_NE(sorter->question(4), nullptr);
    EXPECT_EQ(sorter->question(4)->posts.size(), 2u);
    EXPECT_EQ(sorter->question(4)->text, u"What would you never throw away?"_s);
    EXPECT_EQ(where(u"words"_s), 4);
}

TEST_F(ChatSorterTest, AWrongNumberIsMendedByTheNextPost)
{
    ask();
    sorter->put(
        host(1400, u"wrong"_s, u"Q2: How do you keep snails out of the lettuce? #EdChat"_s));
    sorter->put(host(1430, u"right"_s,
        u"Q3: How do you keep snails out of the lettuce? (Sorry, wrong number) #EdChat"_s));
    sorter->remove(id(u"wrong"_s));
    ASSERT_EQ(sorter->questions().size(), 3u);
    EXPECT_EQ(sorter->question(3)->posts, std::vector<PostId>{id(u"right"_s)});
}

TEST_F(ChatSorterTest, ChatsThatDoNotNumberAreCounted)
{
    sorter->put(host(300, u"a"_s, u"Question: What do you grow on a window sill? #EdChat"_s));
    sorter->put(host(900, u"b"_s, u"Next question: Who waters it in the holidays? #EdChat"_s));
    sorter->put(post(930, u"c"_s, u"ann"_s, u"the caretaker, for a pot of basil #EdChat"_s));
    ASSERT_EQ(sorter->questions().size(), 2u);
    EXPECT_EQ(where(u"c"_s), 2);
}

TEST_F(ChatSorterTest, AStandInIsFoundAndANewHostJudgesAgain)
{
    ask();
    const QString text = u"Q3: What grows where nothing should? #EdChat"_s;
    sorter->put(post(1500, u"q3"_s, u"ann"_s, text));
    sorter->put(post(1520, u"a3"_s, u"bob"_s, u"moss on the car #EdChat"_s));
    EXPECT_EQ(sorter->question(3), nullptr);
    EXPECT_EQ(where(u"a3"_s), 2);
    rules.hosts << u"ann@x.example"_s;
    sorter->setRules(rules);
    ASSERT_NE(sorter->question(3), nullptr);
    EXPECT_EQ(where(u"a3"_s), 3);
    rules.hosts.removeLast();
    sorter->setRules(rules);
    EXPECT_EQ(sorter->question(3), nullptr);
    for (const auto& name : {u"bob"_s, u"cat"_s, u"dan"_s})
        sorter->put(post(1600, u"a3"_s + name, name, u"A3: a fig in the gutter, says "_s + name));
    EXPECT_TRUE(sorter->isHost(u"ann@x.example"_s));
    EXPECT_EQ(where(u"a3"_s), 3);
}

TEST_F(ChatSorterTest, TheChatsOwnAccountElsewhereAsksToo)
{
    sorter->put(host(300, u"q1"_s, QString::fromUtf16(kAsk1)));
    sorter->put(post(303, u"m1"_s, u"edchat"_s, QString::fromUtf16(kAsk1)));
    EXPECT_TRUE(sorter->isHost(u"edchat@x.example"_s));
    EXPECT_EQ(sorter->question(1)->posts.size(), 2u);
    // Who copies a question once is no host.
    sorter->put(post(306, u"c1"_s, u"ann"_s, QString::fromUtf16(kAsk1)));
    EXPECT_FALSE(sorter->isHost(u"ann@x.example"_s));
    EXPECT_EQ(where(u"c1"_s), 1);
}

TEST_F(ChatSorterTest, WhatIsSaidAroundAQuestionStandsUnderNone)
{
    ask();
    sorter->put(host(950, u"a"_s, u"Half a minute more on Q2, then we move #EdChat"_s));
    sorter->put(post(960, u"b"_s, u"zoe"_s, u"Zoe, biology, the bus was late #EdChat"_s));
    sorter->put(post(970, u"c"_s, u"ann"_s, u"my tablet keeps logging me out #EdChat"_s));
    auto stray = post(980, u"d"_s, u"bob"_s, u"me too, see you there"_s);
    stray.tags.clear();
    stray.inReplyTo = id(u"unknown"_s);
    sorter->put(stray);
    for (const auto& remote : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
        EXPECT_EQ(where(remote), std::nullopt) << qPrintable(remote);
}

TEST_F(ChatSorterTest, PutsAnswersWhereTheyBelong)
{
    ask();
    sorter->put(post(320, u"a1"_s, u"ann"_s, u"A1: cress #EdChat"_s));
    auto reply = post(950, u"r"_s, u"bob"_s, u"does it need light?"_s);
    reply.inReplyTo = id(u"a1"_s);
    sorter->put(reply);
    sorter->put(post(930, u"late"_s, u"cat"_s, u"A1: oops late, mint #EdChat"_s));
    sorter->put(post(940, u"wrong"_s, u"ann"_s, u"A1: my neighbour, with a key #EdChat"_s));
    sorter->put(post(945, u"free"_s, u"dan"_s, u"the caretaker does #EdChat"_s));
    sorter->put(post(950, u"ahead"_s, u"eve"_s, u"A5: nobody, so it dies #EdChat"_s));
    sorter->put(post(200, u"hi"_s, u"fay"_s, u"Fay from Cork #EdChat"_s));
    EXPECT_EQ(where(u"a1"_s), 1);
    EXPECT_EQ(where(u"r"_s), 1);
    EXPECT_EQ(sorter->placement(id(u"r"_s))->by, PlacedBy::Reply);
    EXPECT_EQ(where(u"late"_s), 1);
    EXPECT_EQ(where(u"wrong"_s), 2);
    EXPECT_FALSE(sorter->placement(id(u"wrong"_s))->isSure());
    EXPECT_EQ(where(u"free"_s), 2);
    EXPECT_EQ(where(u"ahead"_s), 2);
    EXPECT_EQ(where(u"hi"_s), std::nullopt);
    EXPECT_EQ(sorter->question(2)->answers, 3);
}

TEST_F(ChatSorterTest, OnePostMayAnswerTwo)
{
    ask();
    sorter->put(post(930, u"x"_s, u"ann"_s, u"A1 late: chillies. And A2: my brother #EdChat"_s));
    EXPECT_EQ(where(u"x"_s), 2);
    EXPECT_EQ(sorter->placement(id(u"x"_s))->also, std::vector<int>{1});
}

TEST_F(ChatSorterTest, EditsMoveAndDeletionsRemove)
{
    ask();
    auto answer = post(930, u"x"_s, u"ann"_s, u"A1 a fern on the loo #EdChat"_s);
    sorter->put(answer);
    EXPECT_EQ(where(u"x"_s), 1);
    answer.text = u"A2 a fern on the loo #EdChat"_s;
    sorter->takeChanges();
    sorter->put(answer);
    EXPECT_EQ(where(u"x"_s), 2);
    EXPECT_EQ(sorter->takeChanges().placed, std::vector<PostId>{id(u"x"_s)});
    sorter->remove(id(u"x"_s));
    EXPECT_EQ(sorter->placement(id(u"x"_s)), nullptr);
    EXPECT_EQ(sorter->question(2)->answers, 0);
    sorter->remove(id(u"q2"_s));
    EXPECT_EQ(sorter->questions().size(), 1u);
}

TEST_F(ChatSorterTest, WhatAPersonMovedStays)
{
    ask();
    sorter->move(id(u"x"_s), 1);
    auto answer = post(930, u"x"_s, u"ann"_s, u"A2 ivy #EdChat"_s);
    sorter->put(answer);
    EXPECT_EQ(where(u"x"_s), 1);
    answer.text = u"A2 ivy, of course #EdChat"_s;
    sorter->put(answer);
    sorter->setRules(rules);
    EXPECT_EQ(where(u"x"_s), 1);
    EXPECT_EQ(sorter->placement(id(u"x"_s))->by, PlacedBy::Person);
    sorter->unmove(id(u"x"_s));
    EXPECT_EQ(where(u"x"_s), 2);
}

TEST_F(ChatSorterTest, FoldsTextCopies)
{
    ask();
    sorter->put(
        post(930, u"a"_s, u"ann"_s, u"A2: the fish, who splash it every morning #EdChat"_s));
    sorter->put(post(940, u"b"_s, u"bob"_s,
        u"RT @ann@x.example: A2: the fish, who splash it every morning #EdChat"_s));
    EXPECT_EQ(sorter->placement(id(u"b"_s))->copyOf, id(u"a"_s));
    EXPECT_EQ(where(u"b"_s), 2);
}

TEST_F(ChatSorterTest, PartsStayTogether)
{
    ask();
    sorter->put(post(890, u"a"_s, u"ann"_s, u"A1 (1/2) tomatoes, on a string #EdChat"_s));
    sorter->put(post(930, u"b"_s, u"ann"_s, u"(2/2) and peas below them #EdChat"_s));
    EXPECT_EQ(where(u"b"_s), 1);
}

TEST_F(ChatSorterTest, AnotherChatsNumbersAreNotOurs)
{
    ask();
    sorter->put(post(910, u"q"_s, u"vic"_s, u"#OtherChat Q1: Which hat do you wear? #EdChat"_s));
    sorter->put(post(930, u"a"_s, u"wim"_s, u"A1 a bowler #OtherChat #EdChat"_s));
    EXPECT_EQ(sorter->questions().size(), 2u);
    EXPECT_EQ(where(u"q"_s), std::nullopt);
    EXPECT_EQ(where(u"a"_s), std::nullopt);
}

TEST_F(ChatSorterTest, LastWeeksQuestionsCatchNothing)
{
    sorter->put(host(-90'000, u"old"_s, u"Q3: What did you read on the train? #EdChat"_s));
    ask();
    sorter->put(post(930, u"a"_s, u"ann"_s, u"A2: a robot #EdChat"_s));
    EXPECT_EQ(sorter->questions().size(), 2u);
    EXPECT_EQ(where(u"old"_s), std::nullopt);
    EXPECT_EQ(where(u"a"_s), 2);
}

TEST_F(ChatSorterTest, AfterTheWrapUpTalkIsOfNoQuestion)
{
    ask();
    sorter->put(
        host(1800, u"end"_s, u"That's a wrap, thank you all! Next week: compost. #EdChat"_s));
    sorter->put(post(1830, u"x"_s, u"ann"_s, u"jars back by friday #EdChat"_s));
    sorter->put(post(1840, u"y"_s, u"bob"_s, u"A1 one for the road: chives #EdChat"_s));
    EXPECT_EQ(where(u"end"_s), std::nullopt);
    EXPECT_EQ(where(u"x"_s), std::nullopt);
    EXPECT_EQ(where(u"y"_s), 1);
}

} // namespace
} // namespace staffroom::test
