#include "core/services/bluesky/post_text.h"

#include "core/text/graphemes.h"
#include "tests/support/shared_data.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using FacetKind = PreparedText::Facet::Kind;

/// "tag edchat <#edchat>": kind, value, and the bytes of the text the facet covers.
QStringList facetLines(const PreparedText& text)
{
    QStringList out;
    const QByteArray bytes = text.text.toUtf8();
    for (const auto& facet : text.facets) {
        const QString kind = facet.kind == FacetKind::Link ? u"link"_s
            : facet.kind == FacetKind::Mention             ? u"mention"_s
                                                           : u"tag"_s;
        const QByteArray covered = bytes.mid(facet.byteStart, facet.byteEnd - facet.byteStart);
        out += u"%1 %2 <%3>"_s.arg(kind, facet.value, QString::fromUtf8(covered));
    }
    return out;
}

QStringList facetsOf(const QString& typed)
{
    return facetLines(prepareText(typed));
}

TEST(PrepareTextTest, FindsTagsMentionsAndLinks)
{
    EXPECT_EQ(facetsOf(u"A1 #edchat with @bea.test at https://a.example/x"_s),
        (QStringList{u"tag edchat <#edchat>"_s, u"mention bea.test <@bea.test>"_s,
            u"link https://a.example/x <a.example/x>"_s}));
    EXPECT_TRUE(facetsOf(u"nothing here"_s).isEmpty());
    EXPECT_TRUE(facetsOf({}).isEmpty());
}

TEST(PrepareTextTest, CountsInBytesOfTheFinalText)
{
    const QString before = u"👩🏽‍🏫 e\u0301 教室 "_s;
    const PreparedText text = prepareText(before + u"#教育チャット 👍 #ecole\u0301"_s);
    ASSERT_EQ(text.facets.size(), 2u);
    EXPECT_EQ(text.facets[0].byteStart, before.toUtf8().size());
    EXPECT_EQ(facetLines(text),
        (QStringList{u"tag 教育チャット <#教育チャット>"_s, u"tag ecole\u0301 <#ecole\u0301>"_s}));
    // What stands behind a shortened link has moved.
    EXPECT_EQ(facetsOf(u"学 https://a.example/a/very/long/path/indeed?q=1 #edchat"_s),
        (QStringList{u"link https://a.example/a/very/long/path/indeed?q=1 "
                     "<a.example/a/very/long/...>"_s,
            u"tag edchat <#edchat>"_s}));
}

TEST(PrepareTextTest, ShortensLinksAsTheNetworkDoes)
{
    const std::vector<std::pair<QString, QString>> cases{
        {u"https://a.example"_s, u"a.example"_s},
        {u"https://a.example/"_s, u"a.example"_s},
        {u"https://A.Example/Path"_s, u"a.example/Path"_s},
        {u"http://a.example/12345678901234"_s, u"a.example/12345678901234"_s}, // 15 with the slash
        {u"http://a.example/123456789012345"_s, u"a.example/123456789012..."_s},
        {u"https://a.example/?q=a#part"_s, u"a.example?q=a#part"_s},
        {u"https://a.example/abc?q=12345678&r=2"_s, u"a.example/abc?q=123456..."_s},
        {u"https://bea:x@a.example:8443/p"_s, u"a.example:8443/p"_s},
        {u"https://a.example:443/p"_s, u"a.example/p"_s},
        {u"HTTPS://a.example/p"_s, u"a.example/p"_s},
        // Typed without a scheme it stays as typed.
        {u"school.com/a/very/long/path/indeed"_s, u"school.com/a/very/long/path/indeed"_s},
    };
    for (const auto& [typed, shown] : cases) {
        const PreparedText text = prepareText(typed);
        EXPECT_EQ(text.text, shown) << typed.toStdString();
        ASSERT_EQ(text.facets.size(), 1u) << typed.toStdString();
        EXPECT_EQ(text.facets[0].kind, FacetKind::Link);
        EXPECT_TRUE(text.facets[0].value.endsWith(typed)) << text.facets[0].value.toStdString();
        EXPECT_EQ(text.facets[0].byteEnd, shown.toUtf8().size());
    }
}

TEST(PrepareTextTest, LeavesTheEndOfASentenceOutOfALink)
{
    const std::vector<std::pair<QString, QString>> cases{
        {u"See https://a.example/x."_s, u"https://a.example/x"_s},
        {u"See https://a.example/x?!"_s, u"https://a.example/x"_s},
        {u"(https://a.example/x)"_s, u"https://a.example/x"_s},
        {u"(see https://a.example/x)."_s, u"https://a.example/x"_s},
        {u"https://a.example/Term_(school)"_s, u"https://a.example/Term_(school)"_s},
        {u"(https://a.example/Term_(school))"_s, u"https://a.example/Term_(school)"_s},
        {u"<https://a.example/x>"_s, u"https://a.example/x"_s},
        {u"“https://a.example/x”"_s, u"https://a.example/x"_s},
        {u"https://a.example/x、"_s, u"https://a.example/x"_s},
        {u"school.com, then"_s, u"https://school.com"_s},
        {u"Is it school.com?"_s, u"https://school.com"_s},
        {u"school.com:8080/x"_s, u"https://school.com:8080/x"_s},
        {u"my-school.co.uk"_s, u"https://my-school.co.uk"_s},
    };
    for (const auto& [typed, address] : cases) {
        const PreparedText text = prepareText(typed);
        ASSERT_EQ(text.facets.size(), 1u) << typed.toStdString();
        EXPECT_EQ(text.facets[0].value, address) << typed.toStdString();
    }
}

TEST(PrepareTextTest, MakesNoLinksOfOtherThings)
{
    for (const auto* typed : {u"https://", u"https:// a", u"ftp://a.example/x", u"e.g. this",
             u"javascript:alert(1)", u"3.14", u"one.two", u"bea@school.com", u"bea.name@school.com",
             u"school..com", u"-school.com", u"school.com_x", u"A1.yes", u"file://school.com/x",
             u"wordhttps://a.example"})
        EXPECT_EQ(facetsOf(QString::fromUtf16(typed)), QStringList())
            << QString::fromUtf16(typed).toStdString();
}

TEST(PrepareTextTest, MentionsAreHandlesAndNoMailAddresses)
{
    EXPECT_EQ(facetsOf(u"@bea.test, (@cal.bsky.social) and @dan-d.school.com."_s),
        (QStringList{u"mention bea.test <@bea.test>"_s,
            u"mention cal.bsky.social <@cal.bsky.social>"_s,
            u"mention dan-d.school.com <@dan-d.school.com>"_s}));
    EXPECT_EQ(facetsOf(u"@bea.test's class"_s), QStringList{u"mention bea.test <@bea.test>"_s});
    for (const auto* typed : {u"bea@school.com", u"@bea", u"@", u"@@bea.test", u"@bea@school.com",
             u"@bea.school@school.com", u"x@bea.test", u"@bea..test", u"@bea.9", u"@bea.test_x"})
        EXPECT_EQ(facetsOf(QString::fromUtf16(typed)), QStringList())
            << QString::fromUtf16(typed).toStdString();
}

TEST(PrepareTextTest, TagsAreThoseOfTheNetwork)
{
    const std::vector<std::pair<QString, QString>> tags{
        {u"#a"_s, u"a"_s},
        {u"text #a\nb"_s, u"a"_s},
        {u"#edchat."_s, u"edchat"_s},
        {u"#edchat!?)"_s, u"edchat"_s},
        {u"#ed-chat_2"_s, u"ed-chat_2"_s},
        {u"#1a"_s, u"1a"_s},
        {u"#a#b"_s, u"a#b"_s},
        {u"##a"_s, u"#a"_s},
        {u"＃教育"_s, u"教育"_s},
        {u"#🌱"_s, u"🌱"_s},
        {u"#ed\u200Bchat"_s, u"ed"_s},
        {u"#"_s + QString(64, u'a'), QString(64, u'a')},
    };
    for (const auto& [typed, tag] : tags) {
        const PreparedText text = prepareText(typed);
        ASSERT_EQ(text.facets.size(), 1u) << typed.toStdString();
        EXPECT_EQ(text.facets[0].kind, FacetKind::Tag);
        EXPECT_EQ(text.facets[0].value, tag) << typed.toStdString();
    }
    for (const auto& typed : {u"#"_s, u"# a"_s, u"#1"_s, u"#123."_s, u"#!?"_s, u"a#b"_s, u"(#b)"_s,
             u"#\uFE0F\u20E3"_s, u"#\uFE0Fa"_s, u"#"_s + QString(65, u'a')})
        EXPECT_EQ(facetsOf(typed), QStringList()) << typed.toStdString();
}

TEST(PrepareTextTest, KeepsWhatWasTyped)
{
    const QString typed = u"  A1: “Yes” — 100% \n\n\t• 教室 👩🏽‍🏫 e\u0301  "_s;
    EXPECT_EQ(prepareText(typed).text, typed);
    EXPECT_EQ(prepareText(u"a\r\nb\rc"_s).text, u"a\nb\nc"_s);
    EXPECT_EQ(prepareText(u"a"_s + QChar(0) + QChar(7) + u"b"_s).text, u"ab"_s);
    EXPECT_EQ(prepareText(u"a"_s + QChar(0xD800) + u"b"_s).text, u"a\uFFFDb"_s);
}

TEST(TextLengthTest, AgreesWithTheStandardsTestFile)
{
    STAFFROOM_NEED_SHARED(path, "corpora/unicode/GraphemeBreakTest.txt");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    int cases = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().split('#').first().trimmed();
        if (line.isEmpty())
            continue;
        const auto words = line.split(' ');
        QString text;
        for (const QByteArray& word : words) {
            bool isHex = false;
            const char32_t c = word.toUInt(&isHex, 16);
            if (isHex)
                text += QString::fromUcs4(&c, 1);
        }
        if (prepareText(text).text != text)
            continue; // control characters, which are not sent
        ++cases;
        EXPECT_EQ(textLength(text), words.count("÷") - 1) << line.toStdString();
    }
    EXPECT_EQ(cases, 473);
}

TEST(TextLengthTest, CountsTheTextThatIsSent)
{
    EXPECT_EQ(textLength({}), 0);
    EXPECT_EQ(textLength(u"👩🏽‍🏫🇬🇧🌱"_s), 3);
    EXPECT_EQ(textLength(u"https://a.example/"_s + QString(400, u'x')), 25);
    EXPECT_EQ(textLength(QString(300, u'x')), 300);
    EXPECT_EQ(textLength(QString(301, u'x')), 301);
}

TEST(TextLengthTest, TooManyBytesAreTooLong)
{
    const QString family = u"👨‍👩‍👧‍👦"_s; // one to the eye, 25 bytes
    EXPECT_EQ(textLength(family.repeated(120)), 120);
    EXPECT_EQ(textLength(family.repeated(121)), kMaxGraphemes + 1);
    EXPECT_EQ(textLength(family.repeated(400)), 400);
}

void expectSound(const QString& typed)
{
    const PreparedText text = prepareText(typed);
    const QByteArray bytes = text.text.toUtf8();
    int last = 0;
    for (const auto& facet : text.facets) {
        EXPECT_GE(facet.byteStart, last) << typed.toStdString();
        EXPECT_GT(facet.byteEnd, facet.byteStart) << typed.toStdString();
        EXPECT_LE(facet.byteEnd, bytes.size()) << typed.toStdString();
        EXPECT_FALSE(facet.value.isEmpty()) << typed.toStdString();
        // Never through the middle of a character.
        const QByteArray covered = bytes.mid(facet.byteStart, facet.byteEnd - facet.byteStart);
        EXPECT_EQ(QString::fromUtf8(covered).toUtf8(), covered) << typed.toStdString();
        EXPECT_FALSE(QString::fromUtf8(covered).contains(QChar(0xFFFD))) << typed.toStdString();
        last = facet.byteEnd;
    }
    EXPECT_GE(textLength(typed), 0);
    const RichText shown = plainRichText(typed, 20'000);
    for (const TextSpan& span : shown.spans) {
        EXPECT_GT(span.length, 0) << typed.toStdString();
        EXPECT_LE(span.end(), shown.text.size()) << typed.toStdString();
        EXPECT_TRUE(span.target.scheme() == "https"_L1 || span.target.scheme() == "http"_L1)
            << typed.toStdString();
    }
}

TEST(PrepareTextTest, NaughtyStringsEndAsSoundFacets)
{
    STAFFROOM_NEED_SHARED(path, "corpora/naughty-strings/blns.json");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray texts = QJsonDocument::fromJson(file.readAll()).array();
    ASSERT_GT(texts.size(), 400);
    for (const auto text : texts) {
        expectSound(text.toString());
        expectSound(u"#"_s + text.toString());
        expectSound(u"@"_s + text.toString());
        expectSound(u"https://a.example/"_s + text.toString());
    }
}

TEST(PrepareTextTest, EveryTextOfTheLinkCorpusEndsAsSoundFacets)
{
    STAFFROOM_NEED_SHARED(path, "corpora/twitter-text/conformance/extract.json");
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    int count = 0;
    const QJsonObject tests
        = QJsonDocument::fromJson(file.readAll()).object().value("tests"_L1).toObject();
    for (const auto group : tests) {
        for (const auto entry : group.toArray()) {
            expectSound(entry.toObject().value("text"_L1).toString());
            ++count;
        }
    }
    EXPECT_GT(count, 100);
}

TEST(PrepareTextTest, LongTextsTakeTimeInProportion)
{
    QElapsedTimer timer;
    timer.start();
    for (const QString& part : {u"(https://"_s, u"(https://a"_s, u"(a."_s, u"a."_s, u"#"_s,
             u"@a."_s, u"https://"_s, u"([{"_s})
        prepareText(part.repeated(100'000));
    EXPECT_LT(timer.elapsed(), 10'000); // quadratic would be minutes
}

} // namespace
} // namespace staffroom::bluesky
