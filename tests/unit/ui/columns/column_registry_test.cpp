#include "ui/columns/column_registry.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class ColumnRegistryTest : public testing::Test {
protected:
    ColumnRegistryTest() { registerBuiltinColumns(m_registry); }

    QString problem(FeedSpec::Kind kind, const FieldValues& values)
    {
        const auto made = m_registry.find(kind)->makeFeed(values, m_source);
        return made ? QString() : made.error().sentence;
    }
    FeedSpec spec(FeedSpec::Kind kind, const FieldValues& values)
    {
        return m_registry.find(kind)->makeFeed(values, m_source).value();
    }

    ColumnRegistry m_registry;
    Source m_source{{u"mastodon"_s}, u"https://labcoat.example"_s, {}};
};

TEST_F(ColumnRegistryTest, EveryKindIsThereAndComplete)
{
    for (const auto kind : {FeedSpec::Kind::Hashtag, FeedSpec::Kind::List, FeedSpec::Kind::Home,
             FeedSpec::Kind::Public, FeedSpec::Kind::User, FeedSpec::Kind::Search}) {
        const ColumnType* type = m_registry.find(kind);
        ASSERT_NE(type, nullptr);
        EXPECT_FALSE(type->title.isEmpty());
        EXPECT_FALSE(type->hint.isEmpty());
        EXPECT_FALSE(type->titleOf({}).isNull());
        EXPECT_TRUE(type->makeFeed && type->valuesOf);
    }
}

TEST_F(ColumnRegistryTest, FormValuesMakeTheSameSpecAgain)
{
    FeedSpec tags;
    tags.source = m_source;
    tags.tags = {u"SproutChat"_s, u"MathSky"_s};
    FeedSpec user;
    user.kind = FeedSpec::Kind::User;
    user.source = m_source;
    user.target = u"bea@labcoat.example"_s;
    FeedSpec everything;
    everything.kind = FeedSpec::Kind::Public;
    everything.source = m_source;
    everything.localOnly = true;
    FeedSpec words;
    words.kind = FeedSpec::Kind::Search;
    words.source = m_source;
    words.target = u"exit tickets"_s;
    for (const FeedSpec& wanted : {tags, user, everything, words}) {
        const ColumnType* type = m_registry.find(wanted.kind);
        EXPECT_EQ(type->makeFeed(type->valuesOf(wanted), m_source).value(), wanted);
    }
}

TEST_F(ColumnRegistryTest, TakesTagsAsPeopleTypeThem)
{
    const auto tagsOf = [this](const QString& typed) {
        return spec(FeedSpec::Kind::Hashtag, {{u"tags"_s, typed}}).tags;
    };
    EXPECT_EQ(tagsOf(u" #EdChat "_s), QStringList(u"EdChat"_s));
    EXPECT_EQ(tagsOf(u"EdChat, MathSky"_s), (QStringList{u"EdChat"_s, u"MathSky"_s}));
    EXPECT_EQ(tagsOf(u"#EdChat #MathSky"_s), (QStringList{u"EdChat"_s, u"MathSky"_s}));
    EXPECT_EQ(tagsOf(u"edchat, EdChat"_s), QStringList(u"edchat"_s));
}

TEST_F(ColumnRegistryTest, SaysWhatIsWrongWithATag)
{
    const auto sentence = [this](const QString& typed) {
        return problem(FeedSpec::Kind::Hashtag, {{u"tags"_s, typed}});
    };
    EXPECT_TRUE(sentence(u"Ed Chat"_s).contains("EdChat"_L1));
    EXPECT_TRUE(sentence(u"Ed Chat"_s).contains("no spaces"_L1));
    EXPECT_TRUE(sentence(u"2026"_s).contains("letter"_L1));
    EXPECT_TRUE(sentence(u"ed-chat"_s).contains("only letters"_L1));
    EXPECT_FALSE(sentence(QString()).isEmpty());
}

TEST_F(ColumnRegistryTest, TakesAListByItsIdOrItsAddress)
{
    const auto targetOf = [this](const QString& typed) {
        return spec(FeedSpec::Kind::List, {{u"list"_s, typed}}).target;
    };
    EXPECT_EQ(targetOf(u" 12 "_s), u"12"_s);
    EXPECT_EQ(targetOf(u"https://labcoat.example/lists/12"_s), u"12"_s);
    for (const auto& whole : {u"at://did:plc:abc/app.bsky.graph.list/3k"_s,
             u"https://bsky.app/profile/bea.example/lists/3k"_s}) {
        EXPECT_EQ(targetOf(whole), whole);
        EXPECT_EQ(
            m_registry.titleOf(spec(FeedSpec::Kind::List, {{u"list"_s, whole}})), u"List 3k"_s);
    }
    EXPECT_FALSE(problem(FeedSpec::Kind::List, {{u"list"_s, u" "_s}}).isEmpty());
}

TEST_F(ColumnRegistryTest, SaysWhatIsWrongWithAHandle)
{
    EXPECT_EQ(spec(FeedSpec::Kind::User, {{u"handle"_s, u"@bea@labcoat.example"_s}}).target,
        u"bea@labcoat.example"_s);
    for (const auto& bad : {u""_s, u"bea lindqvist"_s, u"a@b@c"_s, u"https://x.example/@bea"_s})
        EXPECT_FALSE(problem(FeedSpec::Kind::User, {{u"handle"_s, bad}}).isEmpty())
            << qPrintable(bad);
}

} // namespace
} // namespace staffroom
