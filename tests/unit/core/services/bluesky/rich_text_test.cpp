#include "core/services/bluesky/post_text.h"

#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;

QJsonObject facetOf(int start, int end, const QJsonArray& features)
{
    return {{u"index"_s, QJsonObject{{u"byteStart"_s, start}, {u"byteEnd"_s, end}}},
        {u"features"_s, features}};
}

QJsonObject tagFeature(const QString& tag)
{
    return {{u"$type"_s, u"app.bsky.richtext.facet#tag"_s}, {u"tag"_s, tag}};
}

QJsonObject linkFeature(const QString& uri)
{
    return {{u"$type"_s, u"app.bsky.richtext.facet#link"_s}, {u"uri"_s, uri}};
}

QJsonObject mentionFeature(const QString& did)
{
    return {{u"$type"_s, u"app.bsky.richtext.facet#mention"_s}, {u"did"_s, did}};
}

/// The texts that spans cover, in order.
QStringList coveredBy(const RichText& text)
{
    QStringList out;
    for (const TextSpan& span : text.spans)
        out += text.text.mid(span.start, span.length);
    return out;
}

int utf8Size(const QString& text)
{
    return static_cast<int>(text.toUtf8().size());
}

TEST(RichTextTest, BytesBecomePositionsInTheText)
{
    const QString before = u"👩🏽‍🏫 e\u0301 教室 "_s;
    const QString text = before + u"#教育 @bea.test a.example"_s;
    const int tag = utf8Size(before);
    const int mention = tag + utf8Size(u"#教育 "_s);
    const int link = mention + utf8Size(u"@bea.test "_s);
    const RichText shown = richTextOf(text,
        {facetOf(link, link + 9, {linkFeature(u"https://a.example/x"_s)}),
            facetOf(tag, mention - 1, {tagFeature(u"教育"_s)}),
            facetOf(mention, link - 1, {mentionFeature(u"did:plc:bea"_s)})});
    EXPECT_EQ(shown.text, text);
    EXPECT_EQ(coveredBy(shown), (QStringList{u"#教育"_s, u"@bea.test"_s, u"a.example"_s}));
    EXPECT_EQ(shown.spans[0].kind, TextSpan::Kind::Tag);
    EXPECT_EQ(shown.spans[0].label, u"教育"_s);
    EXPECT_EQ(shown.spans[1].kind, TextSpan::Kind::Mention);
    EXPECT_EQ(shown.spans[1].label, u"bea.test"_s);
    EXPECT_EQ(shown.spans[1].target, QUrl(u"https://bsky.app/profile/did:plc:bea"_s));
    EXPECT_EQ(shown.spans[2].kind, TextSpan::Kind::Link);
    EXPECT_EQ(shown.spans[2].target, QUrl(u"https://a.example/x"_s));
}

TEST(RichTextTest, WhatPrepareTextMakesIsReadBack)
{
    const QString typed = u"教 #ed_chat 👍 https://a.example/a/long/way/to/go #two"_s;
    const PreparedText sent = prepareText(typed);
    QJsonArray facets;
    for (const auto& facet : sent.facets)
        facets += facetOf(facet.byteStart, facet.byteEnd,
            {facet.kind == PreparedText::Facet::Kind::Tag ? tagFeature(facet.value)
                                                          : linkFeature(facet.value)});
    QStringList tags;
    const RichText shown = richTextOf(sent.text, facets, &tags);
    EXPECT_EQ(shown.text, sent.text);
    EXPECT_EQ(
        coveredBy(shown), (QStringList{u"#ed_chat"_s, u"a.example/a/long/way/t..."_s, u"#two"_s}));
    EXPECT_EQ(tags, (QStringList{u"ed_chat"_s, u"two"_s}));
}

TEST(RichTextTest, RangesAreClampedToTheText)
{
    const QString text = u"see a.example"_s;
    EXPECT_EQ(
        coveredBy(richTextOf(text, {facetOf(4, 9'999, {linkFeature(u"https://a.example"_s)})})),
        QStringList{u"a.example"_s});
    // From and to the middle of a character.
    EXPECT_EQ(coveredBy(richTextOf(u"ab教室cd"_s, {facetOf(3, 6, {tagFeature(u"x"_s)})})),
        QStringList{u"教室"_s});
    EXPECT_EQ(
        coveredBy(richTextOf(u"👍👍"_s, {facetOf(5, 8, {tagFeature(u"x"_s)})})), QStringList{u"👍"_s});
}

TEST(RichTextTest, WrongRangesAreLeftOut)
{
    const QJsonArray features{tagFeature(u"x"_s)};
    for (const auto& [start, end] : std::vector<std::pair<int, int>>{
             {5, 5}, {6, 5}, {-1, 4}, {-9, -3}, {9'000, 9'999}, {13, 14}, {3, 4}})
        EXPECT_TRUE(richTextOf(u"see a.example"_s, {facetOf(start, end, features)}).spans.empty())
            << start << "-" << end;
    for (const auto& index : {QJsonValue(), QJsonValue(u"0-4"_s), QJsonValue(QJsonArray{0, 4}),
             QJsonValue(QJsonObject{{u"byteStart"_s, u"0"_s}, {u"byteEnd"_s, 4}}),
             QJsonValue(QJsonObject{{u"byteStart"_s, 0.5}, {u"byteEnd"_s, 4}}),
             QJsonValue(QJsonObject{{u"byteEnd"_s, 4}})}) {
        const QJsonObject facet{{u"index"_s, index}, {u"features"_s, features}};
        EXPECT_TRUE(richTextOf(u"see a.example"_s, {facet}).spans.empty());
    }
    EXPECT_TRUE(richTextOf({}, {facetOf(0, 4, features)}).spans.empty());
    EXPECT_TRUE(richTextOf(u"see"_s, {u"facet"_s, 3, QJsonArray{}}).spans.empty());
}

TEST(RichTextTest, OfOverlappingRangesTheFirstStays)
{
    const QString text = u"#one #two #three"_s;
    EXPECT_EQ(
        coveredBy(richTextOf(text,
            {facetOf(5, 9, {tagFeature(u"two"_s)}), facetOf(0, 6, {tagFeature(u"one"_s)}),
                facetOf(0, 4, {tagFeature(u"other"_s)}), facetOf(9, 16, {tagFeature(u"x"_s)})})),
        (QStringList{u"#one #"_s, u" #three"_s}));
    EXPECT_EQ(coveredBy(richTextOf(text,
                  {facetOf(0, 4, {tagFeature(u"one"_s)}), facetOf(4, 9, {tagFeature(u"two"_s)})})),
        (QStringList{u"#one"_s, u" #two"_s}));
}

TEST(RichTextTest, UnknownAndUnreadableFeaturesAreLeftOut)
{
    const QString text = u"see a.example"_s;
    for (const QJsonObject& feature :
        {QJsonObject{}, QJsonObject{{u"$type"_s, u"com.other.facet#bold"_s}},
            linkFeature(u"javascript:alert(1)"_s), linkFeature(u"file:///etc/passwd"_s),
            linkFeature(u"https://"_s), mentionFeature(u"bea.test"_s), tagFeature({}),
            tagFeature(u"#"_s)})
        EXPECT_TRUE(richTextOf(text, {facetOf(4, 13, {feature})}).spans.empty());
    const RichText shown = richTextOf(text,
        {facetOf(4, 13,
            {QJsonObject{{u"$type"_s, u"com.other.facet#bold"_s}},
                linkFeature(u"https://a.example"_s), tagFeature(u"x"_s)})});
    ASSERT_EQ(shown.spans.size(), 1u);
    EXPECT_EQ(shown.spans[0].kind, TextSpan::Kind::Link);
}

TEST(RichTextTest, EveryTagCountsWhereverItsRangeLies)
{
    QStringList tags;
    richTextOf(u"see"_s,
        {facetOf(90, 99, {tagFeature(u"EdChat"_s)}), facetOf(0, 3, {tagFeature(u"#two"_s)}),
            facetOf(0, 3, {tagFeature(u"edchat"_s)})},
        &tags);
    EXPECT_EQ(tags, (QStringList{u"EdChat"_s, u"two"_s}));
}

TEST(RichTextTest, AMentionWithoutAHandleGoesByItsDid)
{
    const RichText shown
        = richTextOf(u"see my friend"_s, {facetOf(4, 13, {mentionFeature(u"did:plc:bea"_s)})});
    ASSERT_EQ(shown.spans.size(), 1u);
    EXPECT_EQ(shown.spans[0].label, u"did:plc:bea"_s);
}

TEST(RichTextTest, WhatIsCleanedAwayMovesNoRange)
{
    const QString text = u"a"_s + QChar(0x202E) + QChar(7) + u"b #x \r\n#y   "_s;
    const auto at = [&](const QString& part) { return utf8Size(text.left(text.indexOf(part))); };
    const RichText shown = richTextOf(text,
        {facetOf(at(u"#x"_s), at(u"#x"_s) + 2, {tagFeature(u"x"_s)}),
            facetOf(at(u"#y"_s), utf8Size(text), {tagFeature(u"y"_s)})});
    EXPECT_EQ(shown.text, u"ab #x \n#y"_s);
    EXPECT_EQ(coveredBy(shown), (QStringList{u"#x"_s, u"#y"_s}));
}

TEST(RichTextTest, HugeTextsAndManyFacetsEnd)
{
    const QString text = u"教a "_s.repeated(100'000);
    QJsonArray facets;
    for (int i = 0; i < 20'000; ++i)
        facets += facetOf(i * 5, i * 5 + 4, {tagFeature(u"x"_s)});
    const RichText shown = richTextOf(text, facets);
    EXPECT_LE(shown.text.size(), 20'000);
    for (const TextSpan& span : shown.spans)
        EXPECT_LE(span.end(), shown.text.size());
}

TEST(PlainRichTextTest, MarksWhatStandsInADescription)
{
    const RichText shown = plainRichText(
        u"Teacher. Host of #edchat\nhttps://a.example/a/long/way/to/go or school.com, @bea.test "_s,
        400);
    EXPECT_EQ(shown.text,
        u"Teacher. Host of #edchat\nhttps://a.example/a/long/way/to/go or school.com, @bea.test"_s);
    EXPECT_EQ(coveredBy(shown),
        (QStringList{u"#edchat"_s, u"https://a.example/a/long/way/to/go"_s, u"school.com"_s,
            u"@bea.test"_s}));
    EXPECT_EQ(shown.spans[2].target, QUrl(u"https://school.com"_s));
    EXPECT_EQ(shown.spans[3].label, u"bea.test"_s);
    EXPECT_LE(plainRichText(QString(900, u'x'), 400).text.size(), 400);
}

} // namespace
} // namespace staffroom::bluesky
