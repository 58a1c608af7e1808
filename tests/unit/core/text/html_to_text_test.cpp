#include "core/text/html_to_text.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = TextSpan::Kind;

RichText read(const QString& html, const HtmlContext& context = {})
{
    return htmlToRichText(html, context);
}

QString covered(const RichText& text, const TextSpan& span)
{
    return text.text.mid(span.start, span.length);
}

TEST(HtmlToText, ParagraphsAndBreaksBecomeLines)
{
    EXPECT_EQ(read(u"<p>One</p><p>Two<br>three</p>"_s).text, u"One\n\nTwo\nthree"_s);
    EXPECT_EQ(read(u"  a \n  b<br />\n c "_s).text, u"a b\nc"_s);
}

TEST(HtmlToText, SoupOfOtherServersGivesItsText)
{
    EXPECT_EQ(read(u"fish & chips<ul><li>one<li>two"_s).text, u"fish & chips\n\n• one\n• two"_s);
    EXPECT_EQ(read(u"<ol start=3><li>c</li><li>d</li></ol>"_s).text, u"3. c\n4. d"_s);
    EXPECT_EQ(read(u"I <3 maths &lt;b> &amp x &#x1F33F;"_s).text, u"I <3 maths <b> & x 🌿"_s);
}

TEST(HtmlToText, ShortenedLinkShowsWhatItsServerMeant)
{
    const auto text = read(
        u"<p>See <a href=\"https://example.org/long/path\"><span "
        u"class=\"invisible\">https://</span>"
        "<span class=\"ellipsis\">example.org/long</span><span class=\"invisible\">/path</span></a>!</p>"_s);
    EXPECT_EQ(text.text, u"See example.org/long…!"_s);
    ASSERT_EQ(text.spans.size(), 1U);
    EXPECT_EQ(text.spans[0].kind, Kind::Link);
    EXPECT_EQ(text.spans[0].target, QUrl(u"https://example.org/long/path"_s));
    EXPECT_EQ(covered(text, text.spans[0]), u"example.org/long…"_s);
}

TEST(HtmlToText, LinkThatNamesAnotherPlaceSaysWhereItLeads)
{
    EXPECT_EQ(read(u"<a href='https://evil.example/'>www.school.example/login</a>"_s).text,
        u"www.school.example/login [evil.example]"_s);
    EXPECT_EQ(read(u"<a href='https://www.school.example/a'>school.example/a</a>"_s).text,
        u"school.example/a"_s);
}

TEST(HtmlToText, OnlyWebAddressesStayLinks)
{
    for (const auto& href : {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s,
             u"data:text/html,x"_s, u"smb://host/x"_s, u"//host/x"_s, u"/relative"_s,
             u"java&#10;script:alert(1)"_s, u"vbscript:x"_s, u"xmpp:a@b"_s}) {
        const auto text = read(u"<a href=\""_s + href + u"\">words</a>"_s);
        EXPECT_EQ(text.text, u"words"_s);
        EXPECT_TRUE(text.spans.empty()) << href.toStdString();
    }
}

TEST(HtmlToText, MentionsAndTagsAreKnownByTheirAddress)
{
    HtmlContext context;
    context.mentions = {{u"bea@labcoat.example"_s, QUrl(u"https://labcoat.example/@bea"_s)}};
    context.tags = {{u"sproutchat"_s, QUrl(u"https://a.example/tags/sproutchat"_s)}};
    const auto text = read(
        u"<p><a href=\"https://labcoat.example/@bea\" class=\"u-url "
        u"mention\">@<span>bea</span></a> "
        "A2 <a href=\"https://a.example/tags/SproutChat\" rel=\"tag\">#<span>SproutChat</span></a></p>"_s,
        context);
    EXPECT_EQ(text.text, u"@bea A2 #SproutChat"_s);
    ASSERT_EQ(text.spans.size(), 2U);
    EXPECT_EQ(text.spans[0].kind, Kind::Mention);
    EXPECT_EQ(text.spans[0].label, u"bea@labcoat.example"_s);
    EXPECT_EQ(text.spans[1].kind, Kind::Tag);
    EXPECT_EQ(text.spans[1].label, u"SproutChat"_s);
}

TEST(HtmlToText, StylesBecomeSpans)
{
    const auto text = read(
        u"<blockquote><p>said <strong>so</strong></p></blockquote><pre><code>a\n  b</code></pre>"_s);
    EXPECT_EQ(text.text, u"said so\n\na\n  b"_s);
    QList<Kind> kinds;
    for (const auto& span : text.spans)
        kinds << span.kind;
    EXPECT_TRUE(kinds.contains(Kind::Quote));
    EXPECT_TRUE(kinds.contains(Kind::Bold));
    EXPECT_TRUE(kinds.contains(Kind::CodeBlock));
    EXPECT_TRUE(kinds.contains(Kind::Code));
}

TEST(HtmlToText, CustomEmojiAreMarkedButNotInCodeOrLinks)
{
    HtmlContext context;
    context.emojis
        = {{u"leaf"_s, QUrl(u"https://a.example/leaf.png"_s)}, {u"bad"_s, QUrl(u"file:///x"_s)}};
    const auto text = read(
        u":leaf::leaf: :none: :bad: <code>:leaf:</code> <a href='https://b.example/:leaf:'>b.example/:leaf:</a>"_s,
        context);
    int emoji = 0;
    for (const auto& span : text.spans) {
        if (span.kind != Kind::CustomEmoji)
            continue;
        ++emoji;
        EXPECT_EQ(covered(text, span), u":leaf:"_s);
    }
    EXPECT_EQ(emoji, 2);
}

TEST(HtmlToText, QuoteInlineIsHiddenOnlyWhenAsked)
{
    const QString html = u"<p class=\"quote-inline\">RE: x</p><p>Mine</p>"_s;
    HtmlContext hide;
    hide.hideQuoteInline = true;
    EXPECT_EQ(read(html, hide).text, u"Mine"_s);
    EXPECT_EQ(read(html).text, u"RE: x\n\nMine"_s);
}

TEST(HtmlToText, CapsHoldAtAnySize)
{
    EXPECT_LE(read(QString(1'000'000, u'w')).text.size(), kMaxTextLength);
    EXPECT_EQ(read(u"<b>"_s.repeated(50'000) + u"x"_s).text, QString());
    const auto deep = read(u"<b>"_s.repeated(500) + u"x"_s);
    EXPECT_EQ(deep.text, u"x"_s);
    EXPECT_LE(deep.spans.size(), static_cast<size_t>(kMaxHtmlDepth));
    EXPECT_LE(read(u"e"_s + QString(1000, QChar(0x0301))).text.size(), 1 + kMaxMarksPerBase);
}

TEST(HtmlToText, DirectionalOverridesAreCut)
{
    EXPECT_EQ(read(u"a\u202Eb\u202Cc"_s).text, u"abc"_s);
    EXPECT_EQ(plainToRichText(u"Ann\u2067\u200F <b>x</b>\nB"_s, {}, 100).text, u"Ann <b>x</b> B"_s);
}

TEST(Linkify, FindsAddressesTagsAndHandles)
{
    const auto text = linkify(
        u"A2 (https://example.org/a_b). #SproutChat, @bea@labcoat.example. no#tag 1#2 #42 é@x"_s);
    ASSERT_EQ(text.spans.size(), 3U);
    EXPECT_EQ(text.spans[0].target, QUrl(u"https://example.org/a_b"_s));
    EXPECT_EQ(text.spans[1].label, u"SproutChat"_s);
    EXPECT_EQ(text.spans[2].label, u"bea@labcoat.example"_s);
}

} // namespace
} // namespace staffroom
