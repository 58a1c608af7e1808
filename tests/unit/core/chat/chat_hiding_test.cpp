#include "tests/unit/core/chat/made_chat.h"

namespace staffroom::test {
namespace {

using namespace Qt::Literals::StringLiterals;

class ChatHidingTest : public testing::Test, protected MadeChat {
protected:
    void SetUp() override
    {
        sorter = std::make_unique<ChatSorter>(rules);
        sorter->put(host(300, u"q1"_s, u"Q1: What do you grow on a window sill? #EdChat"_s));
    }
    HiddenBecause hidden(const QString& remote) const
    {
        return sorter->placement(id(remote))->hidden;
    }

    std::unique_ptr<ChatSorter> sorter;
};

TEST_F(ChatHidingTest, HidesWhoSellsAlsoInTheFormOfAnAnswer)
{
    auto advert = post(320, u"s"_s, u"mill"_s,
        u"A1: Struggling with essays? Our writers help, discount code X https://mill.example/a #EdChat"_s);
    advert.links << u"https://mill.example/a"_s;
    sorter->put(advert);
    EXPECT_EQ(hidden(u"s"_s), HiddenBecause::Promotion);
    EXPECT_EQ(sorter->placement(id(u"s"_s))->hiddenDetail, u"mill.example"_s);
    EXPECT_EQ(questionOf(*sorter, u"s"_s), std::nullopt);
    sorter->put(post(330, u"t"_s, u"mill"_s, u"hello dear teachers #EdChat"_s));
    EXPECT_EQ(hidden(u"t"_s), HiddenBecause::Company);
    sorter->showAuthor(u"Mill@x.example"_s);
    EXPECT_EQ(hidden(u"s"_s), HiddenBecause::Nothing);
    EXPECT_EQ(questionOf(*sorter, u"s"_s), 1);
}

TEST_F(ChatHidingTest, LeavesBotsHostsAndPeopleWhoTakePart)
{
    auto bot
        = post(320, u"bot"_s, u"bot"_s, u"A resource on windows https://example.org/w #EdChat"_s);
    bot.isBot = true;
    bot.links << u"https://example.org/w"_s;
    sorter->put(bot);
    EXPECT_EQ(hidden(u"bot"_s), HiddenBecause::Nothing);
    for (int i = 0; i < 5; ++i)
        sorter->put(host(
            400 + i, u"h%1"_s.arg(i), u"Please keep the tag in every post you write #EdChat"_s));
    EXPECT_EQ(hidden(u"h4"_s), HiddenBecause::Nothing);
    sorter->put(post(330, u"a"_s, u"ann"_s, u"A1: cress in a shoe #EdChat"_s));
    sorter->put(post(331, u"b"_s, u"ann"_s, u"A1: and mint in the other one #EdChat"_s));
    auto own = post(
        340, u"c"_s, u"ann"_s, u"My book has a discount code today https://ann.example #EdChat"_s);
    own.links << u"https://ann.example"_s;
    sorter->put(own);
    EXPECT_EQ(hidden(u"c"_s), HiddenBecause::Nothing);
}

TEST_F(ChatHidingTest, HidesWhoRepeatsAndTagHeaps)
{
    for (int i = 0; i < 3; ++i)
        sorter->put(post(320 + 90 * i, u"r%1"_s.arg(i), u"loud"_s,
            u"Follow my channel for the very best videos %1 #EdChat"_s.arg(i)));
    EXPECT_EQ(hidden(u"r0"_s), HiddenBecause::Repeated);
    sorter->remove(id(u"r1"_s));
    EXPECT_EQ(hidden(u"r0"_s), HiddenBecause::Nothing);
    auto heap
        = post(700, u"heap"_s, u"king"_s, u"Grow https://k.example #a #b #c #d #e #f #g #EdChat"_s);
    heap.tags = QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s, u"EdChat"_s};
    heap.links << u"https://k.example"_s;
    sorter->put(heap);
    EXPECT_EQ(hidden(u"heap"_s), HiddenBecause::ManyTags);
}

TEST_F(ChatHidingTest, AStormOfTwoHundredIsOne)
{
    for (int i = 0; i < 200; ++i) {
        const QString name = u"u%1"_s.arg(i);
        sorter->put(post(400 + i / 5, name, name,
            u"You will not believe what this teacher did yesterday %1 #EdChat"_s.arg(i)));
    }
    ASSERT_EQ(sorter->storms().size(), 1u);
    EXPECT_EQ(sorter->storms()[0].posts.size(), 200u);
    EXPECT_EQ(sorter->storms()[0].accounts, 200);
    EXPECT_EQ(hidden(u"u77"_s), HiddenBecause::Storm);
    EXPECT_EQ(sorter->placement(id(u"u77"_s))->storm, 1);
}

TEST_F(ChatHidingTest, FourAreNoStormAndGreetingsNever)
{
    for (int i = 0; i < 4; ++i)
        sorter->put(post(400 + i, u"f%1"_s.arg(i), u"f%1"_s.arg(i),
            u"The kettle is on in the staff room #EdChat"_s));
    for (int i = 0; i < 9; ++i)
        sorter->put(post(500 + i, u"g%1"_s.arg(i), u"g%1"_s.arg(i),
            u"Good evening everyone in the chat #EdChat"_s));
    EXPECT_TRUE(sorter->storms().empty());
}

TEST_F(ChatHidingTest, APersonHidesAndShows)
{
    sorter->put(post(330, u"a"_s, u"ann"_s, u"A1: cress in a shoe #EdChat"_s));
    sorter->hide(id(u"a"_s));
    EXPECT_EQ(hidden(u"a"_s), HiddenBecause::Person);
    EXPECT_EQ(sorter->question(1)->answers, 0);
    sorter->show(id(u"a"_s));
    EXPECT_EQ(hidden(u"a"_s), HiddenBecause::Nothing);
    EXPECT_EQ(sorter->question(1)->answers, 1);
}

} // namespace
} // namespace staffroom::test
