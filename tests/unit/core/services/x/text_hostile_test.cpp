#include "core/services/x/text_entities.h"
#include "core/services/x/text_length.h"

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kHugeSize = 300'000;

/// Work that grows with the square of the text would outlast the test program's time limit; that
/// this ends is the test.
void readAll(const QString& piece, const QString& start = {}, const QString& end = {})
{
    const QString text = start + piece.repeated(kHugeSize / piece.size() + 1) + end;
    const std::vector<Entity> entities = entitiesIn(text);
    int before = 0;
    for (const Entity& entity : entities) {
        EXPECT_GE(entity.start, before) << piece.toStdString();
        EXPECT_GT(entity.length, 0) << piece.toStdString();
        before = entity.end();
    }
    EXPECT_LE(before, text.size()) << piece.toStdString();
    hashtagsIn(text);
    replyNameIn(text);
    EXPECT_EQ(textLength(text).displayEnd, text.size() - 1) << piece.toStdString();
}

TEST(XTextHostileTest, HugeLabelsAndDomainsAreRead)
{
    readAll(u"a"_s);
    readAll(u"a-"_s);
    readAll(u"a_"_s, {}, u".com"_s);
    readAll(u"あ"_s, {}, u".com"_s);
    readAll(u"あ"_s, u"http://"_s, u".com"_s);
    readAll(u"a."_s);
    readAll(u"a."_s, {}, u"com"_s);
    readAll(u"あ."_s, u"http://"_s, u"com"_s);
    readAll(u"a.com."_s);
    readAll(u"a.comあ"_s);
    readAll(u"._-"_s);
    readAll(u"."_s);
    readAll(u"xn--a."_s);
    readAll(u"http://"_s);
}

TEST(XTextHostileTest, HugePathsAreRead)
{
    readAll(u"("_s, u"http://a.co/"_s);
    readAll(u"(a"_s, u"http://a.co/"_s);
    readAll(u"(a(b)"_s, u"http://a.co/"_s);
    readAll(u"(a)"_s, u"http://a.co/"_s);
    readAll(u","_s, u"http://a.co/"_s);
    readAll(u"?!"_s, u"http://a.co/?"_s);
    readAll(u"http://a.co/("_s);
    readAll(u"http://a.co/,"_s);
    readAll(u"http://a.co?!"_s);
    readAll(u"9"_s, u"http://a.co:"_s);
    readAll(u"a"_s, u"http://t.co/"_s);
}

TEST(XTextHostileTest, HugeRowsOfSignsAreRead)
{
    readAll(u"#"_s);
    readAll(u"#1"_s);
    readAll(u"#a"_s);
    readAll(u"1"_s, u"#"_s);
    readAll(u"@"_s);
    readAll(u"@a"_s);
    readAll(u"RT@a/b "_s);
    readAll(u"$"_s);
    readAll(u"$a"_s);
    readAll(u" $a.b"_s);
    readAll(u"a"_s, u"$"_s);
}

TEST(XTextHostileTest, HugeRowsOfPicturesAndAccentsAreRead)
{
    readAll(u"👨‍"_s);
    readAll(u"🇩"_s);
    readAll(u"🏴\U000E0067"_s);
    readAll(u"\U000E0067"_s, u"🏴"_s);
    readAll(u"1️"_s);
    readAll(u"🏿"_s, u"👩"_s);
    readAll(u"\u0301"_s, u"a"_s);
    readAll(u"\u0301\u0323"_s, u"a"_s); // to be sorted by kind
    readAll(u"e\u0301"_s);
    readAll(u"\uFB2C"_s);
    readAll(u"\xD83D"_s);
    readAll(u"\xDE00"_s);
}

} // namespace
} // namespace staffroom::x
