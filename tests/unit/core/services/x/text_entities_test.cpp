#include "core/services/x/text_entities.h"

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

QStringList wordsOf(const std::vector<Entity>& entities)
{
    QStringList words;
    for (const Entity& entity : entities)
        words += entity.text + entity.slug;
    return words;
}

TEST(XTextEntitiesTest, ATagIsFoundWhereItStandsWithItsSign)
{
    const std::vector<Entity> found = hashtagsIn(u"Q1 😀 #EdChat?"_s);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (Entity{Entity::Kind::Hashtag, 6, 7, u"EdChat"_s, {}}));
}

TEST(XTextEntitiesTest, ATagNeedsALetterAndASeparateStart)
{
    EXPECT_EQ(wordsOf(hashtagsIn(u"#1 #_ #️⃣ a#b &#39;c #ok"_s)), QStringList{u"ok"_s});
    EXPECT_EQ(wordsOf(hashtagsIn(u"##two (#three)"_s)), (QStringList{u"two"_s, u"three"_s}));
    EXPECT_TRUE(hashtagsIn(u"#one#two"_s).empty());
    EXPECT_TRUE(hashtagsIn(u"#"_s).empty());
}

TEST(XTextEntitiesTest, ATagMayBeOfAnyScript)
{
    EXPECT_EQ(wordsOf(hashtagsIn(u"#Schüler #école_2 #教育 #مدرسة #ᏣᎳᎩ"_s)),
        (QStringList{u"Schüler"_s, u"école_2"_s, u"教育"_s, u"مدرسة"_s, u"ᏣᎳᎩ"_s}));
}

TEST(XTextEntitiesTest, ATagWithinALinkCountsOnlyWhenLinksAreNotAskedFor)
{
    const QString text = u"see http://a.org/#part and #EdChat"_s;
    EXPECT_EQ(wordsOf(hashtagsIn(text)), QStringList{u"EdChat"_s});
    EXPECT_EQ(wordsOf(hashtagsIn(text, false)), (QStringList{u"part"_s, u"EdChat"_s}));
}

TEST(XTextEntitiesTest, PeopleAndListsAreTold)
{
    const std::vector<Entity> found = mentionsIn(u"@ms_lee and ＠ms_lee/our-list"_s);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (Entity{Entity::Kind::Mention, 0, 7, u"ms_lee"_s, {}}));
    EXPECT_EQ(found[1], (Entity{Entity::Kind::List, 12, 16, u"ms_lee"_s, u"/our-list"_s}));
}

TEST(XTextEntitiesTest, AnAddressOfMailIsNoMention)
{
    EXPECT_TRUE(mentionsIn(u"lee@school.org me@@x @lee@school @é"_s).empty());
    EXPECT_EQ(wordsOf(mentionsIn(u"RT@lee art@lee"_s)), QStringList{u"lee"_s});
}

TEST(XTextEntitiesTest, AnAnswerBeginsWithAName)
{
    EXPECT_EQ(replyNameIn(u" \u202A@lee yes"_s), u"lee"_s);
    EXPECT_EQ(replyNameIn(u"yes @lee"_s), QString());
    EXPECT_EQ(replyNameIn(u"@"_s), QString());
    EXPECT_EQ(replyNameIn(QString()), QString());
}

TEST(XTextEntitiesTest, ALinkEndsBeforeWhatTheSentenceEndsWith)
{
    EXPECT_EQ(wordsOf(urlsIn(u"(http://a.org/b_(c)), https://a.org/?q=1! a.org."_s)),
        (QStringList{u"http://a.org/b_(c)"_s, u"https://a.org/?q=1"_s, u"a.org"_s}));
    EXPECT_EQ(wordsOf(urlsIn(u"https://a.org:8080/x,;"_s)), QStringList{u"https://a.org:8080/x"_s});
    EXPECT_EQ(wordsOf(urlsIn(u"http://a.org/(b http://a.org/() \"a.org\""_s)),
        (QStringList{u"http://a.org/"_s, u"http://a.org/"_s, u"a.org"_s}));
}

TEST(XTextEntitiesTest, OnlyKnownTopLevelDomainsMakeLinks)
{
    EXPECT_TRUE(urlsIn(u"page.tsx v1.2 e.g. http://intranet a.comet a.com-b"_s).empty());
    EXPECT_EQ(wordsOf(urlsIn(u"A.SCHOOL b.co.uk c.みんな http://c.みんな"_s)),
        (QStringList{u"A.SCHOOL"_s, u"b.co.uk"_s, u"c.みんな"_s, u"http://c.みんな"_s}));
    // The Kelvin sign is no k.
    EXPECT_TRUE(urlsIn(u"a.u\u212A"_s).empty());
}

TEST(XTextEntitiesTest, AWordMayStandRightBeforeALinkInJapanese)
{
    const QString text = u"これは"_s.repeated(40) + u"example.com/aです"_s;
    const std::vector<Entity> found = urlsIn(text);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (Entity{Entity::Kind::Url, 120, 13, u"example.com/a"_s, {}}));
}

TEST(XTextEntitiesTest, AHostThatNoServerCanHaveIsNoLink)
{
    const QString label = u"a"_s.repeated(63);
    EXPECT_EQ(urlsIn(u"http://"_s + label + u".com"_s).size(), 1U);
    EXPECT_TRUE(urlsIn(u"http://a"_s + label + u".com"_s).empty());
    EXPECT_TRUE(urlsIn(u"a"_s + label + u".com"_s).empty());
    EXPECT_TRUE(urlsIn(u"http://"_s + u"あ"_s.repeated(300) + u".com"_s).empty());
    EXPECT_TRUE(urlsIn(u"http://a.com/"_s + u"a"_s.repeated(5000)).empty());
}

TEST(XTextEntitiesTest, SharesAreWrittenWithADollar)
{
    const std::vector<Entity> found = cashtagsIn(u"$TWTR, $BRK.A $5 US$TWTR $TOOLONGX"_s);
    EXPECT_EQ(wordsOf(found), (QStringList{u"TWTR"_s, u"BRK.A"_s}));
    EXPECT_EQ(found[1].start, 7);
    EXPECT_EQ(found[1].length, 6);
}

TEST(XTextEntitiesTest, AllOfThemComeInOrderWithoutOverlaps)
{
    EXPECT_EQ(wordsOf(entitiesIn(u"$ABC @lee/list #tag http://a.org/@lee/#tag @kim"_s)),
        (QStringList{u"ABC"_s, u"lee/list"_s, u"tag"_s, u"http://a.org/@lee/#tag"_s, u"kim"_s}));
    EXPECT_TRUE(entitiesIn(QString()).empty());
}

TEST(XTextEntitiesTest, PositionsAreToldInCodePointsToo)
{
    const QString text = u"a😀b\xD83D"_s;
    EXPECT_EQ(toCodePoints(text, 0), 0);
    EXPECT_EQ(toCodePoints(text, 3), 2);
    EXPECT_EQ(toCodePoints(text, 5), 4);
    EXPECT_EQ(toCodePoints(text, 99), 4);
    EXPECT_EQ(toCodePoints(text, -1), 0);
    EXPECT_EQ(toUnits(text, 2), 3);
    EXPECT_EQ(toUnits(text, 4), 5);
    EXPECT_EQ(toUnits(text, 99), 5);
    EXPECT_EQ(toUnits(text, -1), 0);
}

} // namespace
} // namespace staffroom::x
