#include "core/services/x/query_text.h"
#include "core/services/x/requests.h"
#include "core/services/x/source_text.h"

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

FeedSpec tagSpec(const QStringList& any, const QStringList& all = {}, const QStringList& none = {})
{
    FeedSpec spec;
    spec.tags = any;
    spec.allTags = all;
    spec.noneTags = none;
    return spec;
}

TEST(XQueries, SayTagsAsXReadsThem)
{
    EXPECT_EQ(*tagQuery(tagSpec({u"edchat"_s})), u"#edchat"_s);
    EXPECT_EQ(*tagQuery(tagSpec({u"edchat"_s, u"ukedchat"_s}, {u"maths"_s}, {u"ad"_s})),
        u"(#edchat OR #ukedchat) #maths -#ad"_s);
    EXPECT_EQ(tagQuery(tagSpec({u"no-tag"_s})).error().kind, Error::Kind::Invalid);
    EXPECT_FALSE(tagQuery(tagSpec({u"a\" OR from:b"_s}))) << "nothing is smuggled in";
}

TEST(XQueries, WordsAreNeverOperators)
{
    EXPECT_EQ(*wordsQuery(u"from:somebody OR \"x"_s), u"\"from:somebody\" \"OR\" \"x\""_s);
    EXPECT_FALSE(wordsQuery(u"  \" "_s));
    EXPECT_EQ(wordsQuery(u"word "_s.repeated(200)).error().kind, Error::Kind::Invalid);
}

TEST(XQueries, OneQueryTakesAsManyColumnsAsItHasRoomFor)
{
    std::vector<FeedSpec> specs;
    for (int i = 0; i < 100; ++i)
        specs.push_back(tagSpec({u"averylonghashtag%1"_s.arg(i)}));
    size_t taken = 0;
    const auto query = mergedQuery(specs, &taken);
    ASSERT_TRUE(query);
    EXPECT_GT(taken, 5U);
    EXPECT_LT(taken, specs.size());
    EXPECT_LE(query->size(), kLongestQuery);
    EXPECT_EQ(*mergedQuery({tagSpec({u"a"_s, u"b"_s}), tagSpec({u"B"_s, u"c"_s})}, &taken),
        u"(#a OR #b OR #c)"_s);
}

TEST(XSources, AreKnownByTheNamesOfTheNetwork)
{
    const QString api = u"https://api.x.com"_s;
    for (const auto& typed : {u"x"_s, u"X"_s, u"x.com"_s, u"https://twitter.com/"_s, api}) {
        const auto source = sourceOfText(typed, api);
        ASSERT_TRUE(source && *source) << typed.toStdString();
        EXPECT_EQ((*source)->server, api);
        EXPECT_TRUE((*source)->account.isEmpty());
    }
    for (const auto& typed : {u"bea@x.com"_s, u"@bea@twitter.com"_s, u"https://x.com/bea"_s}) {
        const auto source = sourceOfText(typed, api);
        ASSERT_TRUE(source) << typed.toStdString();
        ASSERT_FALSE(*source);
        EXPECT_TRUE(source->error().detail.contains(u"bea"_s));
    }
    for (const auto& typed : {u"mastodon.social"_s, u"bea@labcoat.example"_s, u"bea"_s, u""_s})
        EXPECT_FALSE(sourceOfText(typed, api)) << typed.toStdString();
}

} // namespace
} // namespace staffroom::x
