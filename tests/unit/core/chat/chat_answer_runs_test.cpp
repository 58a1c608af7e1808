// Answers show what was asked, and with which labels.
#include "tests/unit/core/chat/made_chat.h"

namespace staffroom::test {
namespace {

using namespace Qt::Literals::StringLiterals;

class AnswerRuns : public testing::Test {
protected:
    void answer(int seconds, const QString& author, const QString& text)
    {
        sorter.put(chat.post(seconds, u"a%1"_s.arg(seconds), author, text));
    }
    void firstQuestion()
    {
        sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
        answer(80, u"ann"_s, u"A1: beans #EdChat"_s);
        answer(90, u"bo"_s, u"A1 cress, mostly #EdChat"_s);
    }
    bool asks(const QString& remote) const
    {
        return sorter.placement(MadeChat::id(remote))->isQuestion;
    }

    MadeChat chat;
    ChatSorter sorter{chat.rules};
};

TEST_F(AnswerRuns, TellWhichPostAskedWithoutANumber)
{
    firstQuestion();
    sorter.put(chat.host(600, u"q2"_s, u"Which tool would you never lend? #EdChat"_s));
    EXPECT_FALSE(asks(u"q2"_s));
    answer(620, u"ann"_s, u"A2: the good scissors #EdChat"_s);
    EXPECT_FALSE(asks(u"q2"_s)) << "one person may have slipped";
    answer(630, u"cy"_s, u"A2 my stapler #EdChat"_s);
    EXPECT_TRUE(asks(u"q2"_s));
    EXPECT_EQ(questionOf(sorter, u"a620"_s), 2);
    ASSERT_NE(sorter.question(2), nullptr);
    EXPECT_EQ(sorter.question(2)->text, u"Which tool would you never lend?"_s);

    sorter.remove(MadeChat::id(u"a630"_s));
    EXPECT_FALSE(asks(u"q2"_s));
    EXPECT_EQ(sorter.question(2), nullptr);
}

TEST_F(AnswerRuns, TellThatAPictureAsked)
{
    firstQuestion();
    auto picture = chat.host(600, u"q2"_s, u"#EdChat"_s);
    picture.alts << QString();
    sorter.put(picture);
    answer(620, u"ann"_s, u"A2: never #EdChat"_s);
    answer(630, u"cy"_s, u"A2 on fridays #EdChat"_s);
    EXPECT_TRUE(asks(u"q2"_s));
    ASSERT_NE(sorter.question(2), nullptr);
    EXPECT_FALSE(sorter.question(2)->hasText);
}

TEST_F(AnswerRuns, StandUnderTheirNumberWhenTheQuestionIsNotThere)
{
    firstQuestion();
    answer(620, u"ann"_s, u"A2: never #EdChat"_s);
    answer(630, u"cy"_s, u"A2 on fridays #EdChat"_s);
    EXPECT_EQ(questionOf(sorter, u"a620"_s), 1);
    answer(640, u"di"_s, u"A2. only in June #EdChat"_s);
    for (const auto& remote : {u"a620"_s, u"a630"_s, u"a640"_s})
        EXPECT_EQ(questionOf(sorter, remote), 2);
    answer(650, u"eve"_s, u"with a long ladder #EdChat"_s);
    EXPECT_EQ(questionOf(sorter, u"a650"_s), 2);
    EXPECT_EQ(sorter.question(2), nullptr) << "nobody was seen to ask it";
    EXPECT_EQ(sorter.currentQuestion(), 1);
}

TEST_F(AnswerRuns, AreAWrongNumberOfAllWhereNobodyAnswersTheRightOne)
{
    sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    answer(80, u"ann"_s, u"A2: beans #EdChat"_s);
    answer(90, u"bo"_s, u"A2 cress #EdChat"_s);
    answer(99, u"cy"_s, u"A2 a cat #EdChat"_s);
    EXPECT_EQ(questionOf(sorter, u"a99"_s), 1);
}

TEST_F(AnswerRuns, OfAnotherChatCountNothing)
{
    firstQuestion();
    sorter.put(chat.host(600, u"x"_s, u"Lovely, does anybody water them? #EdChat"_s));
    answer(620, u"ann"_s, u"A2: goggles #EdChat #labchat"_s);
    answer(630, u"bo"_s, u"A2 gloves #EdChat #labchat"_s);
    EXPECT_FALSE(asks(u"x"_s));
}

class UnusualQuestion : public testing::TestWithParam<const char16_t*> { };

TEST_P(UnusualQuestion, IsFound)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    const auto text = QString::fromUtf16(GetParam());
    sorter.put(chat.host(60, u"q1"_s, QString(text).replace(u'2', u'1')));
    sorter.put(chat.host(600, u"q2"_s, text));
    EXPECT_TRUE(sorter.placement(MadeChat::id(u"q2"_s))->isQuestion);
    EXPECT_EQ(questionOf(sorter, u"q2"_s), 2);
}

INSTANTIATE_TEST_SUITE_P(Forms, UnusualQuestion,
    testing::Values(u"And now q2 which tool saves you the most minutes? #EdChat",
        u"How do you get children to listen to each other? (q2) #EdChat",
        u"Ready? q2 #EdChat\nWhat would you stop doing tomorrow?",
        u"Eccoci! D2/4 Che cosa provate da lunedì? #EdChat",
        u"次の話題です。問2 明日の黒板に一つだけ書くなら? #EdChat",
        u"2/6 Where do your materials come from? #EdChat",
        u"Gotowi? Pytanie 2/6 Co robicie jutro rano po dzwonku? #EdChat"));

TEST(UnusualForms, AreNotTakenWhereAPlainerPostHasTheNumber)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    sorter.put(chat.host(500, u"x"_s, u"Who has seen q2 on the poster already? #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Q2: Which tool would you never lend? #EdChat"_s));
    EXPECT_FALSE(sorter.placement(MadeChat::id(u"x"_s))->isQuestion);
    EXPECT_TRUE(sorter.placement(MadeChat::id(u"q2"_s))->isQuestion);
}

TEST(WrongNumber, IsMendedByTheHostsNextPost)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Q3: Which tool would you never lend? #EdChat"_s));
    sorter.put(chat.host(615, u"m"_s, u"Sorry, that was Q2 #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"q2"_s), 2);
    EXPECT_FALSE(sorter.placement(MadeChat::id(u"m"_s))->isQuestion);
}

TEST(WrongNumber, IsSeenWhenTheNumberComesAgain)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Q3: Which tool would you never lend? #EdChat"_s));
    sorter.put(chat.host(1200, u"q3"_s, u"Q3: Who taught you to mend a bicycle? #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"q2"_s), 2);
    EXPECT_EQ(questionOf(sorter, u"q3"_s), 3);
}

TEST(LearnedLabels, OfHostsAskAndOfManyAnswer)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Station 1: What grows on your window sill? #EdChat"_s));
    EXPECT_TRUE(sorter.questions().empty() || !sorter.questions().front().posts.empty());
    sorter.put(chat.post(80, u"a"_s, u"ann"_s, u"Stop 1: beans #EdChat"_s));
    sorter.put(chat.post(85, u"b"_s, u"bo"_s, u"Stop 1: cress #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Station 2: Which tool would you lend? #EdChat"_s));
    EXPECT_EQ(sorter.questions().size(), 2U);
    sorter.put(chat.post(620, u"c"_s, u"cy"_s, u"Stop 2: a rake #EdChat"_s));
    sorter.put(chat.post(900, u"d"_s, u"di"_s, u"Stop 1 was the cat's #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"d"_s), 1);
    sorter.remove(MadeChat::id(u"q2"_s));
    sorter.remove(MadeChat::id(u"q1"_s));
    EXPECT_TRUE(sorter.questions().empty());
}

TEST(LearnedLabels, AreNoSchoolYears)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Q1: Whom do you teach? #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Q2: What grows on your window sill? #EdChat"_s));
    const QStringList people{u"ann"_s, u"bo"_s, u"cy"_s, u"di"_s};
    for (int i = 0; i < people.size(); ++i) {
        const QString remote = u"a%1"_s.arg(i);
        sorter.put(
            chat.post(620 + i, remote, people.at(i), u"Year %1: beans #EdChat"_s.arg(1 + i % 2)));
        EXPECT_EQ(questionOf(sorter, remote), 2);
    }
}

TEST(OtherChats, LabelsBesideTheirTagAreTheirs)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    sorter.put(chat.host(600, u"q2"_s, u"Q2: Which tool would you never lend? #EdChat"_s));
    auto away = chat.post(620, u"x"_s, u"ann"_s, u"A1 yes, pupils wash the beakers #labchat"_s);
    away.tags = QStringList{u"labchat"_s};
    sorter.put(away);
    EXPECT_EQ(questionOf(sorter, u"x"_s), std::nullopt);
    sorter.put(chat.post(
        630, u"y"_s, u"bo"_s, u"Q1 at #labchat was about goggles, if you wonder #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"y"_s), std::nullopt);
}

TEST(Asides, LookForSomebodyOrThePlace)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    sorter.put(chat.host(60, u"q0"_s, u"Q0: Who are you, and where? #EdChat"_s));
    sorter.put(chat.post(70, u"n"_s, u"tomas"_s, u"Tomas here, by the sea #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"n"_s), 0) << "question 0 asks for names";
    sorter.put(chat.host(600, u"q1"_s, u"Q1: What grows on your window sill? #EdChat"_s));
    sorter.put(chat.post(620, u"x"_s, u"ann"_s, u"Anyone recording all of it? #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"x"_s), std::nullopt);
    sorter.put(chat.post(640, u"y"_s, u"ann"_s, u"a rose, if nobody looks? #EdChat"_s));
    EXPECT_EQ(questionOf(sorter, u"y"_s), 1);
}

} // namespace
} // namespace staffroom::test
