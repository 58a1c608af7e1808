#include "core/chat/chat_label.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Case {
    const char16_t* text;
    int number; ///< of the first label; -1: none
    bool asks = false;
    bool answers = false;
};

void PrintTo(const Case& c, std::ostream* out)
{
    *out << QString::fromUtf16(c.text).toStdString();
}

std::vector<ChatLabel> labelsOf(const QString& text, const OwnLabels& own = {})
{
    return readLabels(plainText(text), own);
}

class LabelForm : public testing::TestWithParam<Case> { };

TEST_P(LabelForm, IsRead)
{
    const auto labels = labelsOf(QString::fromUtf16(GetParam().text));
    if (GetParam().number == -1) {
        for (const auto& label : labels)
            ADD_FAILURE() << "found " << label.number << " in "
                          << qPrintable(QString::fromUtf16(GetParam().text));
        return;
    }
    ASSERT_FALSE(labels.empty());
    EXPECT_EQ(labels.front().number, GetParam().number);
    EXPECT_EQ(labels.front().role.asks, GetParam().asks);
    EXPECT_EQ(labels.front().role.answers, GetParam().answers);
}

INSTANTIATE_TEST_SUITE_P(Questions, LabelForm,
    testing::Values(Case{u"Q1: What do you see?", 1, true, false},
        Case{u"Q.1 What do you see?", 1, true, false}, Case{u"Q1) What?", 1, true, false},
        Case{u"Q1- What?", 1, true, false}, Case{u"Q-3: What?", 3, true, false},
        Case{u"Q#3 What?", 3, true, false}, Case{u"#Q3 What?", 3, true, false},
        Case{u"Q 6/6 — What will you try?", 6, true, false}, Case{u"🌿Q5🌿 What?", 5, true, false},
        Case{u"Q0: Who are you?", 0, true, false}, Case{u"Question 6: What?", 6, true, false},
        Case{u"Question #1: What?", 1, true, false}, Case{u"Question three: What?", 3, true, false},
        Case{u"Third question: What?", 3, true, false},
        Case{u"3rd question: What?", 3, true, false}, Case{u"QIII: What?", 3, true, false},
        Case{u"Frage 2: Was?", 2, true, false}, Case{u"pregunta número 3: ¿qué?", 3, true, false},
        Case{u"Ｑ３：何ですか", 3, true, false}, Case{u"問3 何ですか", 3, true, false},
        Case{u"第3問 何ですか", 3, true, false}, Case{u"质问", -1},
        Case{u"س٣: ماذا؟", 3, true, false}, Case{u"ש3: מה?", 3, true, false},
        Case{u"В3: что?", 3, true, true}, Case{u"Ε3: τι;", 3, true, false},
        Case{u"𝗤𝟯: What?", 3, true, false}, Case{u"Q③ What?", 3, true, false}));

INSTANTIATE_TEST_SUITE_P(Answers, LabelForm,
    testing::Values(Case{u"A1: yes", 1, false, true}, Case{u"A1 yes", 1, false, true},
        Case{u"A1) yes", 1, false, true}, Case{u"A.1 yes", 1, false, true},
        Case{u"a1 - yes", 1, false, true}, Case{u"A 5: which bin", 5, false, true},
        Case{u"A1/ yes", 1, false, true}, Case{u"#tlap A5 yes", 5, false, true},
        Case{u"@bea A5 yes", 5, false, true}, Case{u"R1 : oui", 1, false, true},
        Case{u"ج١: نعم", 1, false, true}, Case{u"Ａ３：はい", 3, false, true},
        Case{u"答3 はい", 3, false, true}, Case{u"ת3: כן", 3, false, true},
        Case{u"उ3: हाँ", 3, false, true}, Case{u"answering 2: beach", 2, false, true},
        Case{u"answer 3: yes", 3, false, true}, Case{u"Antwort 2: ja", 2, false, true},
        Case{u"Réponse 2 : oui", 2, false, true}, Case{u"respuesta 4: sí", 4, false, true},
        Case{u"First post ever. A6: jars", 6, false, true}, Case{u"A۳: yes", 3, false, true},
        Case{u"A३: yes", 3, false, true}, Case{u"🅰️3 yes", 3, false, true},
        Case{u"A3️⃣ yes", 3, false, true}));

INSTANTIATE_TEST_SUITE_P(Bare, LabelForm,
    testing::Values(Case{u"3️⃣ What?", 3, true, true}, Case{u"3) yes", 3, true, true}));

INSTANTIATE_TEST_SUITE_P(NoLabels, LabelForm,
    testing::Values(Case{u"A4 paper is all I have", -1}, Case{u"an A4 box file per topic", -1},
        Case{u"A4-Blatt für alle", -1}, Case{u"Q1 budget is spent", -1},
        Case{u"Q1 results are in", -1}, Case{u"AI could mark this", -1},
        Case{u"A1 level learners", -1}, Case{u"R2-D2 in class", -1}, Case{u"A-levels are near", -1},
        Case{u"F1 racing on the wall", -1}, Case{u"Ta for A1 to A4 everyone", -1},
        Case{u"we post Q1 to Q6", -1}, Case{u"A1-A4 were great", -1},
        Case{u"how many of your A1s need a price", -1}, Case{u"H2O and CO2", -1},
        Case{u"a 5 minute walk", -1}, Case{u"KS3 pupils", -1}, Case{u"at 7:30 tomorrow", -1},
        Case{u"41 pupils, one of me", -1}, Case{u"В 3 классе", -1}, Case{u"Q100: no", -1},
        Case{u"https://example.org/Q3", -1}));

TEST(ReadLabels, FindsSeveral)
{
    const auto labels = labelsOf(u"A4 late: peer cards. and A5: gulls. just gulls"_s);
    ASSERT_EQ(labels.size(), 2u);
    EXPECT_EQ(labels[0].number, 4);
    EXPECT_TRUE(labels[0].isLeading);
    EXPECT_EQ(labels[1].number, 5);
    EXPECT_TRUE(labels[1].isMarked);
}

TEST(ReadLabels, KnowsTheTagBeside)
{
    const auto labels = labelsOf(u"#otherchat Q5: What? #EdChat"_s);
    ASSERT_EQ(labels.size(), 1u);
    EXPECT_EQ(labels[0].nearTag, u"otherchat"_s);
}

TEST(ReadLabels, TakesOnesOwn)
{
    EXPECT_TRUE(labelsOf(u"Zk3: was?"_s).empty());
    const auto labels = labelsOf(u"Zk3: was?"_s, {{u"zk"_s}, {}});
    ASSERT_EQ(labels.size(), 1u);
    EXPECT_EQ(labels[0].number, 3);
    EXPECT_TRUE(labels[0].role.asks);
}

TEST(ReadLabels, TellsWhatIsOnlySpokenOf)
{
    const auto labels = labelsOf(u"I am with Bea on A2"_s);
    ASSERT_EQ(labels.size(), 1u);
    EXPECT_TRUE(labels[0].isReferred);
}

} // namespace
} // namespace staffroom
