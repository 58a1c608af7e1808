#include "core/model/feed_spec.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(FeedSpec, ParsesEveryKind)
{
    auto tag = parseSpec(u"tag:SproutChat,#edchat@https://mastodon.social"_s);
    ASSERT_TRUE(tag);
    EXPECT_EQ(tag->spec.tags, (QStringList{u"SproutChat"_s, u"edchat"_s}));
    EXPECT_EQ(tag->sourceText, u"https://mastodon.social"_s);

    auto home = parseSpec(u"home@bea@labcoat.example"_s);
    ASSERT_TRUE(home);
    EXPECT_EQ(home->sourceText, u"bea@labcoat.example"_s);

    auto user = parseSpec(u"user:bea@labcoat.example@https://mastodon.social"_s);
    ASSERT_TRUE(user);
    EXPECT_EQ(user->spec.target, u"bea@labcoat.example"_s);
    EXPECT_EQ(user->sourceText, u"https://mastodon.social"_s);

    auto list = parseSpec(u"list:12@bea@labcoat.example"_s);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->spec.target, u"12"_s);
    EXPECT_EQ(list->sourceText, u"bea@labcoat.example"_s);

    EXPECT_EQ(parseSpec(u"public@practice"_s)->spec.kind, FeedSpec::Kind::Public);
}

TEST(FeedSpec, RefusesWhatItCannotMeanWithAReason)
{
    for (const auto& bad : {u""_s, u"tag:edchat"_s, u"tag:@practice"_s, u"tag:ed chat@practice"_s,
             u"tag:123@practice"_s, u"tag:a!b@practice"_s, u"feed:x@practice"_s,
             u"list:@practice"_s, u"tag:x@"_s}) {
        const auto parsed = parseSpec(bad);
        ASSERT_FALSE(parsed) << bad.toStdString();
        EXPECT_EQ(parsed.error().kind, Error::Kind::Invalid);
        EXPECT_FALSE(parsed.error().detail.isEmpty());
    }
}

TEST(FeedSpec, EqualMeaningsShareAKey)
{
    FeedSpec a;
    a.source = {{u"mastodon"_s}, u"https://mastodon.social"_s, {}};
    a.tags = {u"EdChat"_s, u"édtech"_s};
    FeedSpec b = a;
    b.tags = {u"ÉDTECH"_s, u"edchat"_s};
    EXPECT_EQ(a.key(), b.key());
    b.noneTags = {u"spam"_s};
    EXPECT_NE(a.key(), b.key());
}

TEST(FeedSpec, TextParsesBack)
{
    for (const auto& text : {u"tag:SproutChat@practice"_s, u"home@bea@labcoat.example"_s,
             u"list:7@bea@labcoat.example"_s, u"search:exit tickets@bea.example"_s,
             u"list:at://did:plc:abc/app.bsky.graph.list/3k@bea.example"_s,
             u"public@https://a.example"_s}) {
        auto parsed = parseSpec(text);
        ASSERT_TRUE(parsed);
        parsed->spec.source.account = parsed->sourceText;
        EXPECT_EQ(parsed->spec.text(), text);
    }
}

TEST(Source, UnderstandsItsOwnIdsAndThoseOfAWholeNetwork)
{
    const Source source{{u"mastodon"_s}, u"https://a.example"_s, u"bea@a.example"_s};
    EXPECT_TRUE(understands(source, PostId{{u"mastodon"_s}, u"https://a.example"_s, u"1"_s}));
    EXPECT_FALSE(understands(source, PostId{{u"mastodon"_s}, u"https://b.example"_s, u"1"_s}));
    EXPECT_TRUE(understands(source, AccountId{{u"mastodon"_s}, {}, u"1"_s}));
    EXPECT_FALSE(understands(source, PostId{{u"practice"_s}, {}, u"1"_s}));
}

} // namespace
} // namespace staffroom
