#include "core/text/graphemes.h"

#include "tests/support/shared_data.h"

#include <QFile>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

QString fromHex(const QList<QByteArray>& words)
{
    QString text;
    for (const auto& word : words) {
        bool isHex = false;
        const char32_t c = word.toUInt(&isHex, 16);
        if (isHex)
            text += QString::fromUcs4(&c, 1);
    }
    return text;
}

TEST(GraphemesTest, CountsWhatPeopleSee)
{
    EXPECT_EQ(graphemeCount({}), 0);
    EXPECT_EQ(graphemeCount(u"abc"), 3);
    EXPECT_EQ(graphemeCount(u"e\u0301"), 1);
    EXPECT_EQ(graphemeCount(u"👩🏽‍🏫🇬🇧🌱"), 3);
    EXPECT_EQ(graphemeCount(u"\r\n"), 1);
    EXPECT_EQ(graphemeCount(u"क्षि"), 1);
}

TEST(GraphemesTest, CutsBetweenThem)
{
    EXPECT_EQ(firstGraphemes(u"abc", 2), u"ab");
    EXPECT_EQ(firstGraphemes(u"abc", 3), u"abc");
    EXPECT_EQ(firstGraphemes(u"abc", 9), u"abc");
    EXPECT_EQ(firstGraphemes(u"abc", 0), u"");
    EXPECT_EQ(firstGraphemes(u"👩🏽‍🏫x", 1), u"👩🏽‍🏫");
    EXPECT_EQ(firstGraphemes(u"e\u0301x", 1), u"e\u0301");
}

TEST(GraphemesTest, AgreesWithTheStandardsTestFile)
{
    STAFFROOM_NEED_SHARED(path, "corpora/unicode/GraphemeBreakTest.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    int cases = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().split('#').first().trimmed();
        if (line.isEmpty())
            continue;
        ++cases;
        const auto words = line.split(' ');
        // One break stands before the text and one after it.
        EXPECT_EQ(graphemeCount(fromHex(words)), words.count("÷") - 1) << line.toStdString();
        const auto second = words.indexOf("÷", 1);
        EXPECT_EQ(firstGraphemes(fromHex(words), 1), fromHex(words.mid(0, second)))
            << line.toStdString();
    }
    EXPECT_EQ(cases, 602);
}

TEST(GraphemesTest, TakesEveryEmojiForOne)
{
    STAFFROOM_NEED_SHARED(path, "corpora/unicode/emoji-test.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    int cases = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith('#') || !line.contains(';'))
            continue;
        ++cases;
        EXPECT_EQ(graphemeCount(fromHex(line.split(';').first().trimmed().split(' '))), 1)
            << line.toStdString();
    }
    EXPECT_GT(cases, 3'000);
}

} // namespace
} // namespace staffroom
