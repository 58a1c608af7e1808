#include "core/services/x/post_text.h"
#include "tests/unit/core/services/x/decode_fixture.h"

namespace staffroom::x {
namespace {

/// A text with its entities, and nothing below it.
PostText read(const QString& text, const QByteArray& entities, const ShownBelow& below = {})
{
    return postTextOf({{"text"_L1, text}, {"entities"_L1, jsonOf(entities)}}, below);
}

TEST(XPostTextTest, UndoesTheThreeEscapesOnceAndNoOthers)
{
    EXPECT_EQ(read(u"a &lt;b&gt; &amp; &amp;lt; &quot; &#39; &copy; & &amp"_s, "{}").text.text,
        u"a <b> & &lt; &quot; &#39; &copy; & &amp"_s);
}

TEST(XPostTextTest, PositionsCountCodePointsOfTheEscapedText)
{
    const auto words = read(u"𝔄😀 &amp;&lt; ok #eins 😀 @zwei"_s,
        R"({"hashtags":[{"start":16,"end":21,"tag":"eins"}],
            "mentions":[{"start":24,"end":29,"username":"zwei"}]})");
    EXPECT_EQ(words.text.text, u"𝔄😀 &< ok #eins 😀 @zwei"_s);
    EXPECT_EQ(spansOf(words.text), (QStringList{u"[tag]#eins"_s, u"[mention]@zwei"_s}));
    EXPECT_EQ(words.text.spans.at(0).start, 11);
}

TEST(XPostTextTest, TellsTwoOfAKindApartByTheirPlaces)
{
    const auto words = read(u"😀😀😀#a #a"_s, R"({"hashtags":[{"start":6,"end":8,"tag":"a"}]})");
    ASSERT_EQ(words.text.spans.size(), 1u);
    EXPECT_EQ(words.text.spans.front().start, 9) << "the first one begins at the sixth unit";
}

TEST(XPostTextTest, LooksNearbyForWhatIsNotInItsPlace)
{
    // Counted in UTF-16, over the text without escapes, and not counted at all.
    for (const QByteArray& place :
        {QByteArray(R"("start":7,"end":12,)"), QByteArray(R"("start":4,"end":9,)"),
            QByteArray(R"("start":null,"end":null,)"), QByteArray(R"("start":400,"end":405,)"),
            QByteArray(R"("start":-3,"end":2,)"), QByteArray(R"("start":9,"end":9,)"),
            QByteArray(R"("start":1e18,"end":1e19,)"), QByteArray()}) {
        const auto words
            = read(u"&amp;😀 #eins"_s, R"({"hashtags":[{)" + place + R"("tag":"eins"}]})");
        EXPECT_EQ(spansOf(words.text), QStringList{u"[tag]#eins"_s}) << place.constData();
    }
}

TEST(XPostTextTest, TheNearestOfSeveralIsMeant)
{
    const auto words = read(u"#eins und wieder #eins und noch #eins"_s,
        R"({"hashtags":[{"start":19,"end":24,"tag":"eins"}]})");
    ASSERT_EQ(words.text.spans.size(), 1u);
    EXPECT_EQ(words.text.spans.front().start, 17);
}

TEST(XPostTextTest, LeavesOutWhatIsNowhere)
{
    const auto words = read(u"#einsame Seite von @zweites, eins"_s,
        R"({"hashtags":[{"start":0,"end":5,"tag":"eins"}],
            "mentions":[{"start":19,"end":24,"username":"zwei"}],
            "urls":[{"start":0,"end":5,"url":"https://t.co/abc"}]})");
    EXPECT_EQ(words.text.text, u"#einsame Seite von @zweites, eins"_s);
    // The tag's place holds exactly the tag; what is only the beginning of a word is not looked
    // for.
    EXPECT_EQ(spansOf(words.text), (QStringList{u"[tag]#eins"_s, u"[mention]@zwei"_s}));
    const auto moved = read(u"#einsame Seite von @zweites, eins"_s,
        R"({"hashtags":[{"start":1,"end":6,"tag":"eins"}],
            "mentions":[{"start":18,"end":23,"username":"zwei"}]})");
    EXPECT_TRUE(moved.text.spans.empty());
    EXPECT_EQ(moved.tags, QStringList{u"eins"_s}) << "search finds the post by it";
}

TEST(XPostTextTest, WhatIsInItsPlaceIsNotTakenAwayByWhatIsNot)
{
    const auto words = read(u"#a und #a"_s,
        R"({"hashtags":[{"start":2,"end":9,"tag":"a"},{"start":0,"end":2,"tag":"a"}]})");
    EXPECT_EQ(spansOf(words.text), (QStringList{u"[tag]#a"_s, u"[tag]#a"_s}));
}

TEST(XPostTextTest, SpansNeverOverlap)
{
    const auto words = read(u"@bea #bea"_s,
        R"({"mentions":[{"start":0,"end":4,"username":"bea"},{"start":0,"end":4,"username":"bea"}],
            "hashtags":[{"start":5,"end":9,"tag":"bea"},{"start":5,"end":9,"tag":"BEA"}]})");
    EXPECT_EQ(spansOf(words.text), (QStringList{u"[mention]@bea"_s, u"[tag]#bea"_s}));
    EXPECT_EQ(words.tags, QStringList{u"bea"_s});
}

TEST(XPostTextTest, ReadsSignsOfFullWidth)
{
    const auto words = read(u"＃授業 ＠bea"_s,
        R"({"hashtags":[{"start":0,"end":3,"tag":"授業"}],
            "mentions":[{"start":4,"end":8,"username":"Bea"}]})");
    EXPECT_EQ(spansOf(words.text), (QStringList{u"[tag]＃授業"_s, u"[mention]＠bea"_s}));
    EXPECT_EQ(words.text.spans.at(1).target, QUrl(u"https://x.com/Bea"_s));
}

TEST(XPostTextTest, CashtagsAreText)
{
    const auto words = read(u"$LAB up"_s, R"({"cashtags":[{"start":0,"end":4,"tag":"LAB"}]})");
    EXPECT_EQ(words.text.text, u"$LAB up"_s);
    EXPECT_TRUE(words.text.spans.empty());
    EXPECT_TRUE(words.tags.isEmpty());
}

TEST(XPostTextTest, ALinkShowsWhatXShowsAndLeadsToTCo)
{
    const auto words = read(u"See https://t.co/abc now"_s,
        R"({"urls":[{"start":4,"end":20,"url":"https://t.co/abc",
            "expanded_url":"https://www.school.example/a/very/long/path",
            "display_url":"school.example/a/very…"}]})");
    EXPECT_EQ(words.text.text, u"See school.example/a/very… now"_s);
    EXPECT_EQ(words.text.spans.at(0).target, QUrl(u"https://t.co/abc"_s));
    EXPECT_FALSE(words.card) << "nothing is told of the page";
}

TEST(XPostTextTest, ALinkWithoutADisplayShowsItsAddress)
{
    const auto words = read(u"https://t.co/abc https://t.co/def"_s,
        R"({"urls":[{"start":0,"end":16,"url":"https://t.co/abc","expanded_url":"https://school.example/a"},
            {"start":17,"end":33,"url":"https://t.co/def","display_url":null}]})");
    EXPECT_EQ(words.text.text, u"school.example/a t.co/def"_s);
}

TEST(XPostTextTest, AnAddressThatIsNoWebAddressIsNoLink)
{
    const auto words = read(u"javascript:alert"_s,
        R"({"urls":[{"start":0,"end":16,"url":"javascript:alert","display_url":"school.example"}]
})");
    EXPECT_EQ(words.text.text, u"javascript:alert"_s);
    EXPECT_TRUE(words.text.spans.empty());
}

TEST(XPostTextTest, MarkupAndDirectionsInAShownAddressAreHarmless)
{
    const auto words = read(u"https://t.co/abc"_s,
        "{\"urls\":[{\"start\":0,\"end\":16,\"url\":\"https://t.co/abc\","
        "\"display_url\":\"<b>a\\u202E\\nb</b>\"}]}");
    EXPECT_EQ(words.text.text, u"<b>a b</b>"_s);
}

class XTrailingLinkTest : public testing::Test {
protected:
    /// "Look https://t.co/pic https://t.co/quo", the second being of this post: `where` ends its
    /// address.
    QString shown(const QString& text, const ShownBelow& below)
    {
        return read(text,
            R"({"urls":[{"start":5,"end":21,"url":"https://t.co/pic","display_url":"pic.x.com/pic",
                "expanded_url":"https://x.com/bea/status/12/photo/1","media_key":"3_1"},
                {"start":5,"end":21,"url":"https://t.co/pic","display_url":"pic.x.com/pic",
                "expanded_url":"https://x.com/bea/status/12/photo/1","media_key":"3_2"},
                {"start":22,"end":38,"url":"https://t.co/quo","display_url":"x.com/cem/status",
                "expanded_url":"https://twitter.com/cem/status/34?s=20"}]})",
            below)
            .text.text;
    }
    const QString m_both = u"Look https://t.co/pic https://t.co/quo"_s;
};

TEST_F(XTrailingLinkTest, GoesWhereWhatItLeadsToIsShown)
{
    EXPECT_EQ(shown(m_both, {u"12"_s, u"34"_s, {u"3_1"_s, u"3_2"_s}}), u"Look"_s);
    EXPECT_EQ(shown(m_both, {u"12"_s, u"34"_s, {u"3_2"_s}}), u"Look"_s);
}

TEST_F(XTrailingLinkTest, StaysWhereItIsNot)
{
    EXPECT_EQ(shown(m_both, {u"12"_s, {}, {}}), u"Look pic.x.com/pic x.com/cem/status"_s);
    EXPECT_EQ(shown(m_both, {u"12"_s, u"34"_s, {}}), u"Look pic.x.com/pic"_s);
    EXPECT_EQ(
        shown(m_both, {u"12"_s, u"35"_s, {u"3_1"_s}}), u"Look pic.x.com/pic x.com/cem/status"_s)
        << "a picture's link before another one stays";
}

TEST_F(XTrailingLinkTest, StaysInTheMiddle)
{
    EXPECT_EQ(
        shown(u"Look https://t.co/pic https://t.co/quo twice"_s, {u"12"_s, u"34"_s, {u"3_1"_s}}),
        u"Look pic.x.com/pic x.com/cem/status twice"_s);
}

TEST(XPostTextTest, ALongPostsMediaLinkIsKnownByItsAddress)
{
    const QJsonObject post = jsonOf(R"({"text":"cut… https://t.co/abc","note_tweet":{
        "text":"All of it https://t.co/pic","entities":{"urls":[{"start":10,"end":26,
        "url":"https://t.co/pic","expanded_url":"https://x.com/bea/status/12/video/1"}]}}})");
    EXPECT_EQ(postTextOf(post, {u"12"_s, {}, {u"7_1"_s}}).text.text, u"All of it"_s);
    EXPECT_EQ(
        postTextOf(post, {u"12"_s, {}, {}}).text.text, u"All of it x.com/bea/status/12/video/1"_s);
    EXPECT_EQ(postTextOf(post, {u"13"_s, {}, {u"7_1"_s}}).text.text,
        u"All of it x.com/bea/status/12/video/1"_s)
        << "another post's video";
}

TEST(XPostTextTest, ALongPostWithoutEntitiesOfItsOwnUsesTheOthers)
{
    for (const char* name : {"note_tweet", "note_post"}) {
        QJsonObject post = jsonOf(R"({"text":"😀 #eins and so…",
            "entities":{"hashtags":[{"start":2,"end":7,"tag":"eins"}]}})");
        post.insert(QLatin1StringView(name), QJsonObject{{"text"_L1, u"😀 #eins and so on"_s}});
        const auto words = postTextOf(post, {});
        EXPECT_EQ(words.text.text, u"😀 #eins and so on"_s);
        EXPECT_EQ(spansOf(words.text), QStringList{u"[tag]#eins"_s});
    }
}

TEST(XPostTextTest, AnEmptyLongTextIsNone)
{
    for (const QJsonValue& note : {QJsonValue(), QJsonValue(QJsonObject{}), QJsonValue(u"long"_s),
             QJsonValue(QJsonObject{{"text"_L1, QJsonValue::Null}})}) {
        EXPECT_EQ(postTextOf({{"text"_L1, u"short"_s}, {"note_post"_L1, note}}, {}).text.text,
            u"short"_s);
    }
}

TEST(XPostTextTest, TheCardIsOfTheFirstPageThatSaysWhatItIs)
{
    const auto words = read(u"https://t.co/pic https://t.co/one https://t.co/two"_s,
        R"({"urls":[
            {"start":0,"end":16,"url":"https://t.co/pic","media_key":"3_1","title":"Picture"},
            {"start":17,"end":33,"url":"https://t.co/one","expanded_url":"https://a.example/"},
            {"start":34,"end":50,"url":"https://t.co/two","title":"Two\nlines","images":[{"url":"ftp://x"}],
             "expanded_url":"https://short.example/z","unwound_url":"https://www.b.example/page"}]})");
    ASSERT_TRUE(words.card);
    EXPECT_EQ(words.card->url, QUrl(u"https://t.co/two"_s));
    EXPECT_EQ(words.card->title, u"Two lines"_s);
    EXPECT_EQ(words.card->provider, u"b.example"_s);
    EXPECT_TRUE(words.card->image.isEmpty());
    EXPECT_EQ(words.card->url, words.text.spans.back().target) << "one link, not two";
}

TEST(XPostTextTest, AVeryLongTextIsCutAndKeepsWhatIsWhole)
{
    QString text = u"#eins "_s + u"wort "_s.repeated(20'000) + u"#zwei"_s;
    const auto words = read(text,
        R"({"hashtags":[{"start":0,"end":5,"tag":"eins"},{"start":100006,"end":100011,"tag":"zwei"}]})");
    EXPECT_LE(words.text.text.size(), 20'000);
    EXPECT_EQ(spansOf(words.text), QStringList{u"[tag]#eins"_s});
    EXPECT_EQ(words.tags, (QStringList{u"eins"_s, u"zwei"_s}));
}

TEST(XPostTextTest, ATagThatTheCutPartsIsNone)
{
    const auto words = read(u"x"_s.repeated(19'990) + u" #abcdefghijklmnop"_s,
        R"({"hashtags":[{"start":19991,"end":20008,"tag":"abcdefghijklmnop"}]})");
    EXPECT_TRUE(words.text.text.endsWith(u"#abcdefg…"_s))
        << words.text.text.right(20).toStdString();
    EXPECT_TRUE(words.text.spans.empty());
}

TEST(XPostTextTest, KnowsWhoIsNamed)
{
    const QJsonObject post = jsonOf(R"({"text":"@bea","entities":{"mentions":[
        {"start":0,"end":4,"username":"bea","id":"21"},{"username":"<b>","id":"22"},{"id":null}]}})");
    EXPECT_EQ(mentionedName(post, u"21"_s), u"bea"_s);
    EXPECT_TRUE(mentionedName(post, u"22"_s).isEmpty()) << "no username";
    EXPECT_TRUE(mentionedName(post, u"23"_s).isEmpty());
    EXPECT_TRUE(mentionedName(post, {}).isEmpty());
    EXPECT_TRUE(isMentioned(post, u"21"_s, {}));
    EXPECT_TRUE(isMentioned(post, {}, u"BEA"_s));
    EXPECT_FALSE(isMentioned(post, u"24"_s, u"cem"_s));
    EXPECT_FALSE(isMentioned(post, {}, {}));
}

} // namespace
} // namespace staffroom::x
