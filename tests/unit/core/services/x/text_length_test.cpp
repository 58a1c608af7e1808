#include "core/services/x/text_length.h"

#include "core/services/x/emoji_spans.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <iostream>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

int weightOf(const QString& text)
{
    return textLength(text).weighted;
}

TEST(XTextLengthTest, LettersOfEuropeCountOnceOthersTwice)
{
    EXPECT_EQ(weightOf(u"Schüler"_s), 7);
    EXPECT_EQ(weightOf(u"школа"_s), 5);
    EXPECT_EQ(weightOf(u"学校"_s), 4);
    EXPECT_EQ(weightOf(u"“a” – ‘b’…"_s), 11);
    EXPECT_EQ(weightOf(u"\u10FF\u1100"_s), 3);
    EXPECT_EQ(weightOf(u"𝕏"_s), 2);
}

TEST(XTextLengthTest, AnEmojiCountsTwoHoweverItIsMade)
{
    EXPECT_EQ(weightOf(u"😀"_s), 2);
    EXPECT_EQ(weightOf(u"👩🏽‍🏫"_s), 2);
    EXPECT_EQ(weightOf(u"🇩🇪🇫🇷"_s), 4);
    EXPECT_EQ(weightOf(u"1️⃣#⃣"_s), 4);
    EXPECT_EQ(weightOf(u"⚡️❤️"_s), 4);
    EXPECT_EQ(weightOf(u"🏳️‍🌈"_s), 2);
}

TEST(XTextLengthTest, WhatIsNoEmojiCountsByItsParts)
{
    EXPECT_EQ(weightOf(u"1 # ©"_s), 5);
    EXPECT_EQ(weightOf(u"©️"_s), 2);
    EXPECT_EQ(weightOf(u"☺︎"_s), 4);
    EXPECT_EQ(weightOf(u"👨‍👨"_s), 5);
    EXPECT_EQ(weightOf(u"🇩"_s), 2);
    EXPECT_EQ(weightOf(u"🚗🏿"_s), 4);
}

TEST(XTextLengthTest, ALinkCountsTheSameWhateverItsLength)
{
    EXPECT_EQ(weightOf(u"see a.org"_s), 4 + kUrlLength);
    EXPECT_EQ(weightOf(u"see https://a.org/"_s + u"b"_s.repeated(500)), 4 + kUrlLength);
    EXPECT_EQ(weightOf(u"a.org b.org"_s), 2 * kUrlLength + 1);
}

TEST(XTextLengthTest, ATextFitsUpToItsLimit)
{
    const TextLength full = textLength(u"a"_s.repeated(kMaxWeightedLength));
    EXPECT_TRUE(full.isValid);
    EXPECT_EQ(full.permillage, 1000);
    EXPECT_EQ(full.validEnd, 279);
    const TextLength over = textLength(u"a"_s.repeated(kMaxWeightedLength + 1));
    EXPECT_FALSE(over.isValid);
    EXPECT_EQ(over.displayEnd, 280);
    EXPECT_EQ(over.validEnd, 279);
}

TEST(XTextLengthTest, NothingAndBlanksAreNoPost)
{
    EXPECT_FALSE(textLength(QString()).isValid);
    EXPECT_EQ(textLength(QString()).displayEnd, 0);
    EXPECT_EQ(textLength(QString()).weighted, 0);
    EXPECT_FALSE(textLength(u" \n\u3000"_s).isValid);
    EXPECT_TRUE(textLength(u" a "_s).isValid);
}

TEST(XTextLengthTest, ACharacterThatXRefusesEndsWhatIsValid)
{
    const TextLength length = textLength(u"ab\uFEFFcd"_s);
    EXPECT_FALSE(length.isValid);
    EXPECT_EQ(length.validEnd, 1);
}

TEST(XTextLengthTest, PositionsAreThoseOfTheTextAsWritten)
{
    // 279 letters, each of two units as written, then two of one: the last is too much.
    const TextLength length = textLength(u"e\u0301"_s.repeated(279) + u"ab"_s);
    EXPECT_EQ(length.weighted, 281);
    EXPECT_EQ(length.validEnd, 2 * 279);
    EXPECT_EQ(length.displayEnd, 2 * 279 + 1);
    // One unit that is counted as three does not fit in part.
    const TextLength grown = textLength(u"a"_s.repeated(278) + u"\uFB2C"_s);
    EXPECT_EQ(grown.weighted, 281);
    EXPECT_EQ(grown.validEnd, 277);
}

TEST(XTextLengthTest, EveryEmojiOfUnicodeCountsTwo)
{
    STAFFROOM_NEED_SHARED(path, "corpora/unicode/emoji-test.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QRegularExpression version(u" E([0-9]+\\.[0-9]+) "_s);
    int count = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.contains(u"; fully-qualified"_s))
            continue;
        // What is newer than the tables of the library that tells emoji is not known yet.
        if (version.match(line).captured(1).toDouble() > 14.0)
            continue;
        QString emoji;
        for (const QString& point : line.section(u';', 0, 0).split(u' ', Qt::SkipEmptyParts)) {
            const char32_t value = point.toUInt(nullptr, 16);
            emoji += QString::fromUcs4(&value, 1);
        }
        EXPECT_EQ(weightOf(emoji), 2) << line.toStdString();
        EXPECT_EQ(emojiEnd(emoji, 0), emoji.size()) << line.toStdString();
        ++count;
    }
    EXPECT_GT(count, 3000);
    std::cout << count << " emoji checked\n";
}

} // namespace
} // namespace staffroom::x
