#include "core/compose/compose_text.h"

#include <gtest/gtest.h>

#include <QTextBoundaryFinder>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

int units(const QString& text)
{
    return int(text.size());
}

int graphemes(const QString& text)
{
    int count = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    while (finder.toNextBoundary() >= 0)
        ++count;
    return count;
}

/// Letters outside Latin count twice and a link 23, as on the strictest network.
int weighted(const QString& text)
{
    int length = 0;
    for (const auto& word : text.split(u' ')) {
        ++length; // the space
        if (word.startsWith(u"https://"_s)) {
            length += 23;
            continue;
        }
        const auto letters = word.toUcs4();
        for (const auto letter : letters)
            length += letter > 0x10ff ? 2 : 1;
    }
    return std::max(0, length - 1);
}

Draft draftOf(const QString& text)
{
    Draft draft;
    draft.id = u"d"_s;
    draft.chat = {u"EdChat"_s, u"A3"_s};
    draft.parts.front().text = text;
    return draft;
}

TEST(SentText, PutsTheTagAtTheEnd)
{
    EXPECT_EQ(sentText(draftOf(u"We read aloud."_s), 0), u"We read aloud. #EdChat"_s);
    EXPECT_EQ(sentText(draftOf(u"  spaces \n"_s), 0), u"spaces #EdChat"_s);
    EXPECT_EQ(sentText(draftOf(QString()), 0), u"#EdChat"_s);
}

TEST(SentText, KeepsTheTagThatIsThereInAnyCase)
{
    EXPECT_EQ(sentText(draftOf(u"hi #edchat"_s), 0), u"hi #edchat"_s);
    EXPECT_EQ(sentText(draftOf(u"#EDCHAT first"_s), 0), u"#EDCHAT first"_s);
    EXPECT_EQ(sentText(draftOf(u"for #edchatuk"_s), 0), u"for #edchatuk #EdChat"_s);
}

TEST(SentText, LeavesTheTagOffOnlyOnPurposeOrWithoutAChat)
{
    auto draft = draftOf(u"hi"_s);
    draft.keepsTag = false;
    EXPECT_EQ(sentText(draft, 0), u"hi"_s);
    draft.keepsTag = true;
    draft.chat = {};
    EXPECT_EQ(sentText(draft, 0), u"hi"_s);
}

TEST(SentText, PutsTheLabelInFrontOnce)
{
    auto draft = draftOf(u"Read aloud"_s);
    draft.usesLabel = true;
    EXPECT_EQ(sentText(draft, 0), u"A3 Read aloud #EdChat"_s);
    for (const auto& typed : {u"A3 Read aloud"_s, u"a3: Read aloud"_s, u"@bea@x.example A3. yes"_s,
             u"A2: late, sorry"_s, u"#tlap A3 yes"_s}) {
        draft.parts.front().text = typed;
        EXPECT_EQ(sentText(draft, 0), typed + u" #EdChat"_s);
    }
    draft.parts.front().text = u"A4 paper is enough"_s;
    EXPECT_EQ(sentText(draft, 0), u"A3 A4 paper is enough #EdChat"_s);
    draft.usesLabel = false;
    EXPECT_EQ(sentText(draft, 0), u"A4 paper is enough #EdChat"_s);
}

TEST(SentText, NumbersSeveralParts)
{
    auto draft = draftOf(u"one"_s);
    draft.usesLabel = true;
    draft.parts.push_back({u"two"_s, {}, {}});
    EXPECT_EQ(sentText(draft, 0), u"A3 1/2 one #EdChat"_s);
    EXPECT_EQ(sentText(draft, 1), u"A3 2/2 two #EdChat"_s);
    EXPECT_TRUE(sentText(draft, 2).isEmpty());
    EXPECT_TRUE(sentText(draft, -1).isEmpty());
}

TEST(SentText, PutsTheNumberBehindALabelThatWasTyped)
{
    auto draft = draftOf(u"A2: one"_s);
    draft.parts.push_back({u"@bea@x.example A2 two"_s, {}, {}});
    EXPECT_EQ(sentText(draft, 0), u"A2: 1/2 one #EdChat"_s);
    EXPECT_EQ(sentText(draft, 1), u"@bea@x.example A2 2/2 two #EdChat"_s);
}

TEST(SentText, LeavesNumbersToAPersonWhoWroteThem)
{
    auto draft = draftOf(u"1/2 one"_s);
    draft.parts.push_back({u"two (2/2)"_s, {}, {}});
    EXPECT_EQ(sentText(draft, 0), u"1/2 one #EdChat"_s);
    EXPECT_EQ(sentText(draft, 1), u"two (2/2) #EdChat"_s);
    // A fraction is no number of a part.
    draft.parts.front().text = u"3/4 of them"_s;
    EXPECT_EQ(sentText(draft, 0), u"1/2 3/4 of them #EdChat"_s);
}

TEST(ReservedLength, IsWhatThePersonDidNotType)
{
    auto draft = draftOf(u"one"_s);
    EXPECT_EQ(reservedLength(draft, 0, units), 8);
    draft.usesLabel = true;
    EXPECT_EQ(reservedLength(draft, 0, units), 11);
    draft.parts.push_back({u"two"_s, {}, {}});
    EXPECT_EQ(reservedLength(draft, 1, units), 15);
    draft.parts.pop_back();
    draft.parts.front().text = u"A3 one #edchat"_s;
    EXPECT_EQ(reservedLength(draft, 0, units), 0);
}

TEST(HasTag, KnowsAHashtagFromWhatLooksLikeOne)
{
    EXPECT_TRUE(hasTag(u"a #EdChat"_s, u"edchat"_s));
    EXPECT_TRUE(hasTag(u"(#edchat)"_s, u"EdChat"_s));
    EXPECT_TRUE(hasTag(u"#edchat, and"_s, u"EdChat"_s));
    EXPECT_TRUE(hasTag(u"#edchat."_s, u"EdChat"_s));
    EXPECT_TRUE(hasTag(u"\uff03ｅｄｃｈａｔ"_s, u"EdChat"_s)) << "full width";
    EXPECT_FALSE(hasTag(u"#edchatuk"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"#uk_edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"x#edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"https://x.example/#edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"https://x.example/a?b=1#edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"# edchat"_s, u"edchat"_s));
    EXPECT_FALSE(hasTag(u"#edchat"_s, QString()));
}

TEST(HasTag, WorksInEveryScript)
{
    for (const auto& tag : {u"دردشة_التعليم"_s, u"教育チャット"_s, u"Éducation"_s, u"учителя"_s,
             u"शिक्षा"_s, u"ครูไทย"_s, u"l·l"_s, u"ÜbenMachtSpaß"_s}) {
        EXPECT_TRUE(hasTag(u"x #"_s + tag + u" y"_s, tag)) << qPrintable(tag);
        EXPECT_TRUE(hasTag(u"x #"_s + tag.toUpper(), tag.toUpper())) << qPrintable(tag);
        EXPECT_FALSE(hasTag(u"x #"_s + tag + u"z"_s, tag)) << qPrintable(tag);
    }
    EXPECT_TRUE(hasTag(u"#ÉDUCATION"_s, u"éducation"_s));
}

TEST(Labels, AreFoundInTheFormsOfRealChats)
{
    for (const auto& text : {u"A3 yes"_s, u"a3: yes"_s, u"A3. yes"_s, u"A3) yes"_s, u"A.3 yes"_s,
             u"#tlap A3"_s, u"@bea@x.example A3 yes"_s, u"A3"_s, u"R3: sí"_s, u"A3- yes"_s,
             u"Ａ３ はい"_s, u"A٣ نعم"_s, u"[A3] yes"_s, u"Answer 3: yes"_s, u"✏️ A3 yes"_s})
        EXPECT_EQ(answerNumber(text), 3) << qPrintable(text);
    for (const auto& text : {u"Q3 How?"_s, u"Q3: How?"_s, u"Q3/ How?"_s, u"Q.3 How?"_s,
             u"F3: Wie?"_s, u"P3. ¿Cómo?"_s, u"Question 3: How?"_s, u"Question #3: How?"_s,
             u"#EdChat Q3 How?"_s, u"\U0001F4A1 Q3) How?"_s})
        EXPECT_EQ(questionNumber(text), 3) << qPrintable(text);
    EXPECT_EQ(answerNumber(u"A12 yes"_s), 12);
}

TEST(Labels, AreNotSeenWhereThereAreNone)
{
    for (const auto& text :
        {u""_s, u"Yes"_s, u"AI is"_s, u"A"_s, u"A 3 minute walk"_s, u"A3b"_s, u"A300 plane"_s,
            u"3A"_s, u"https://a3.example"_s, u"Q3 How?"_s, u"AA3"_s, u"An A3 sheet"_s})
        EXPECT_EQ(answerNumber(text), 0) << qPrintable(text);
    for (const auto& text : {u"Question 1 is coming in one minute"_s, u"A3"_s, u"Q"_s,
             u"Quick 3: x"_s, u"Q0 say hello"_s})
        EXPECT_EQ(questionNumber(text), 0) << qPrintable(text);
}

struct Rule {
    const char* name;
    int limit;
    int (*length)(const QString&);
};

void PrintTo(const Rule& rule, std::ostream* out)
{
    *out << rule.name;
}

class SplitTextTest : public testing::TestWithParam<Rule> {
protected:
    static QString prose(int length)
    {
        const QString sentence = u"Reading aloud every day helps them more than any worksheet. "_s;
        return sentence.repeated(length / int(sentence.size()) + 1).left(length).trimmed();
    }
    /// Every part as it will be sent keeps the limit, and no word is lost.
    void expectSplit(Draft draft, int least = 2) const
    {
        const auto rule = GetParam();
        const auto parts = splitText(draft, 0, rule.limit, rule.length);
        ASSERT_GE(int(parts.size()), least);
        QString words;
        for (const auto& part : parts)
            words += part.text;
        EXPECT_EQ(words.remove(u' ').remove(u'\n'),
            QString(draft.parts.front().text).remove(u' ').remove(u'\n'));
        draft.parts = parts;
        for (int i = 0; i < int(parts.size()); ++i) {
            const QString sent = sentText(draft, i);
            EXPECT_LE(rule.length(sent), rule.limit) << qPrintable(sent);
            EXPECT_TRUE(hasTag(sent, u"EdChat"_s));
            EXPECT_EQ(answerNumber(sent), 3);
            EXPECT_TRUE(
                sent.contains(u"%1/%2 "_s.arg(i + 1).arg(parts.size())) || parts.size() == 1);
        }
    }
    static Draft longDraft(const QString& text)
    {
        auto draft = draftOf(text);
        draft.usesLabel = true;
        return draft;
    }
};

INSTANTIATE_TEST_SUITE_P(Rules, SplitTextTest,
    testing::Values(Rule{"bluesky", 300, graphemes}, Rule{"mastodon", 500, graphemes},
        Rule{"weighted", 280, weighted}, Rule{"tight", 60, units}),
    [](const auto& one) { return std::string(one.param.name); });

TEST_P(SplitTextTest, KeepsTheLimitWithNineHundredCharacters)
{
    expectSplit(longDraft(prose(900)));
}

TEST_P(SplitTextTest, KeepsTheLimitInScriptsWithoutSpaces)
{
    expectSplit(longDraft(u"毎日声に出して読むことが一番です。"_s.repeated(60)));
    expectSplit(longDraft(u"การอ่านออกเสียงทุกวันช่วยได้มาก"_s.repeated(40)));
}

TEST_P(SplitTextTest, KeepsTheLimitWithOneEndlessWord)
{
    expectSplit(longDraft(QString(1200, u'a')));
}

TEST_P(SplitTextTest, NeverCutsAGrapheme)
{
    const QString family = u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
    auto draft = longDraft(family.repeated(700));
    const auto rule = GetParam();
    const auto parts = splitText(draft, 0, rule.limit, rule.length);
    for (const auto& part : parts)
        EXPECT_EQ(part.text.size() % family.size(), 0);
    expectSplit(draft);
}

TEST_P(SplitTextTest, NeverCutsALinkAMentionOrAHashtag)
{
    QString text;
    const QStringList whole{u"https://school.example/a/long/path?x=1&y=2"_s,
        u"@beatrice.teacher@labcoat.example"_s, u"#ReadingAloudEveryDay"_s};
    for (int i = 0; i < 40; ++i)
        text += u"word "_s.repeated(i % 5) + whole.at(i % 3) + u' ';
    auto draft = longDraft(text.trimmed());
    const auto rule = GetParam();
    int seen = 0;
    for (const auto& part : splitText(draft, 0, rule.limit, rule.length)) {
        const auto words = part.text.split(u' ', Qt::SkipEmptyParts);
        for (const auto& word : words) {
            EXPECT_TRUE(word == u"word"_s || whole.contains(word)) << qPrintable(word);
            seen += whole.contains(word) ? 1 : 0;
        }
    }
    EXPECT_EQ(seen, 40);
    expectSplit(draft);
}

TEST_P(SplitTextTest, CountsTwoDigitsOfManyParts)
{
    expectSplit(longDraft(prose(GetParam().limit * 14)), 10);
}

TEST(SplitText, PrefersParagraphsThenSentencesThenWords)
{
    auto draft = draftOf(u"First paragraph here.\n\nSecond one is here. It goes on and on."_s);
    draft.chat = {};
    auto parts = splitText(draft, 0, 45, units);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].text, u"First paragraph here."_s);
    draft.parts.front().text = u"A sentence that is short. Another sentence that is not."_s;
    parts = splitText(draft, 0, 45, units);
    EXPECT_EQ(parts[0].text, u"A sentence that is short."_s);
    draft.parts.front().text = u"no sentence in here but words and words and more of them"_s;
    parts = splitText(draft, 0, 40, units);
    EXPECT_EQ(parts[0].text, u"no sentence in here but words and"_s);
}

TEST(SplitText, LeavesAShortTextAlone)
{
    auto draft = draftOf(u"short"_s);
    draft.parts.front().poll = DraftPoll{{u"a"_s, u"b"_s}};
    EXPECT_EQ(splitText(draft, 0, 500, units), draft.parts);
}

TEST(SplitText, KeepsPicturesAndPollWithTheFirstPart)
{
    auto draft = draftOf(u"word "_s.repeated(50));
    draft.parts.front().media.push_back({});
    draft.parts.front().poll = DraftPoll{};
    const auto parts = splitText(draft, 0, 100, units);
    ASSERT_GT(parts.size(), 1U);
    EXPECT_EQ(parts[0].media.size(), 1U);
    EXPECT_TRUE(parts[0].poll);
    EXPECT_TRUE(parts[1].media.empty());
    EXPECT_FALSE(parts[1].poll);
}

TEST(SplitText, CutsALinkThatAloneIsTooLong)
{
    auto draft = draftOf(u"https://x.example/"_s + QString(200, u'y'));
    draft.chat = {};
    const auto parts = splitText(draft, 0, 60, units);
    EXPECT_GT(parts.size(), 3U);
    draft.parts = parts;
    for (int i = 0; i < int(parts.size()); ++i)
        EXPECT_LE(units(sentText(draft, i)), 60);
}

TEST(SplitText, EndsEvenWhereNothingFits)
{
    EXPECT_FALSE(splitText(draftOf(u"some words"_s), 0, 3, units).empty());
}

} // namespace
} // namespace staffroom
