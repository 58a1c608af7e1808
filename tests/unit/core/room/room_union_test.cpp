#include "tests/unit/core/room/room_fixture.h"

#include <QAbstractItemModelTester>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Mode = PaceSetting::Mode;

class RoomUnionTest : public RoomFixture {
protected:
    /// Twelve posts; each of three servers has eight of them.
    void fillHalves()
    {
        for (int i = 0; i < 12; ++i) {
            for (int s = 0; s < 3; ++s) {
                if (i % 3 == s)
                    continue;
                server(s).add(made(u"s%1p%2"_s.arg(s).arg(i), u"Words of post number %1"_s.arg(i),
                    now() - std::chrono::minutes(12 - i), s, u"bea@one.example"_s,
                    u"https://one.example/posts/%1"_s.arg(i)));
            }
        }
    }
};

TEST_F(RoomUnionTest, ThreeServersWithOverlappingHalvesGiveTheUnionOnceInEveryOrder)
{
    fillHalves();
    std::array<int, 3> order{0, 1, 2};
    do {
        for (const int later : {0, 1, 2}) { // which of them answers after the others
            SCOPED_TRACE(later);
            m_setup.sources = {source(order[0]), source(order[1]), source(order[2])};
            server(later).hold();
            room();
            run(3s);
            EXPECT_EQ(texts().size(), 12);
            server(later).release();
            run(3s);
            const auto all = texts();
            EXPECT_EQ(all.size(), 12);
            EXPECT_EQ(QSet<QString>(all.begin(), all.end()).size(), 12);
            for (const auto* post : room().posts())
                EXPECT_EQ(post->copies.size(), 2U);
            for (const auto& one : room().sources())
                EXPECT_EQ(one.posts, 8);
            m_room.reset();
            m_told.clear();
        }
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(RoomUnionTest, LiveArrivalsOfAllServersAreOneRowWithAllTheirNames)
{
    m_setup.sources = {source(0), source(1), source(2)};
    RoomModel model(room(), {}, FeedOrder::ChatOrder, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run(2s);
    for (int s = 0; s < 3; ++s) {
        server(s).add(made(u"x%1"_s.arg(s), u"The same everywhere"_s, now(), s,
            u"bea@one.example"_s, u"https://one.example/posts/x"_s));
        run(3s);
    }
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.row(0).marks->sources,
        (QStringList{u"one.example"_s, u"two.example"_s, u"three.example"_s}));
    EXPECT_EQ(model.rowOfPost(test::fakeId(u"x2"_s, name(2))), 0);
}

TEST_F(RoomUnionTest, TheCopyThatCanBeAnsweredIsShown)
{
    m_setup.sources = {source(0), source(1)};
    m_setup.sources[1].account = u"me@two.example"_s;
    m_setup.answersAs = m_setup.sources[1];
    fillHalves();
    room();
    run(3s);
    int shared = 0;
    for (const auto* post : room().posts()) {
        if (post->copies.size() < 2)
            continue;
        ++shared;
        EXPECT_EQ(post->entry.post->id.server, name(1));
    }
    EXPECT_EQ(shared, 4);
    // Another account answers from now on.
    auto setup = room().setup();
    setup.answersAs = Source{test::kFakeService, name(0), u"me@one.example"_s};
    setup.answersAs->account.clear();
    room().setSetup(setup);
    for (const auto* post : room().posts()) {
        if (post->copies.size() == 2) {
            EXPECT_EQ(post->entry.post->id.server, name(0));
        }
    }
}

TEST_F(RoomUnionTest, AnEditOfAnyCopyIsShown)
{
    m_setup.sources = {source(0), source(1)};
    const auto first = made(
        u"a"_s, u"Befor"_s, now() - 60s, 0, u"bea@one.example"_s, u"https://one.example/posts/a"_s);
    const auto second = made(
        u"b"_s, u"Befor"_s, now() - 60s, 1, u"bea@one.example"_s, u"https://one.example/posts/a"_s);
    server(0).add(first);
    server(1).add(second);
    room();
    run(3s);
    ASSERT_EQ(texts(), QStringList{u"Befor"_s});
    server(1).edit(test::editedPost(second, u"Before"_s, now()));
    run(2s);
    EXPECT_EQ(texts(), QStringList{u"Before"_s});
    EXPECT_EQ(room().posts().front()->entry.post->id, first->id);
}

TEST_F(RoomUnionTest, DeletedAtHomeIsDeletedElsewhereIsOneCopyLess)
{
    m_setup.sources = {source(0), source(1), source(2)};
    for (int s = 0; s < 3; ++s)
        server(s).add(made(u"p%1"_s.arg(s), u"To be deleted"_s, now() - 60s, s,
            u"bea@one.example"_s, u"https://one.example/posts/p"_s));
    room();
    run(3s);
    ASSERT_EQ(room().posts().size(), 1U);
    server(2).remove(test::fakeId(u"p2"_s, name(2)));
    run(2s);
    ASSERT_EQ(room().posts().size(), 1U);
    EXPECT_EQ(room().posts().front()->copies.size(), 2U);
    server(0).remove(test::fakeId(u"p0"_s, name(0)));
    run(2s);
    EXPECT_TRUE(room().posts().empty());
    EXPECT_EQ(room().find(test::fakeId(u"p1"_s, name(1))), nullptr);
    EXPECT_TRUE(m_told.isEmpty());
}

TEST_F(RoomUnionTest, ReplyToAnotherServersCopyIsAReplyToThePost)
{
    m_setup.sources = {source(0), source(1)};
    m_setup.hosts = {u"host@one.example"_s};
    const QString uri = u"https://one.example/posts/q"_s;
    const auto one = made(u"q1"_s, u"Q1: What did you try this week? #EdChat"_s, now() - 120s, 0,
        u"host@one.example"_s, uri);
    const auto two = with(one, [&](Post& post) { post.id = test::fakeId(u"q2"_s, name(1)); });
    const auto reply = replyTo(
        two, made(u"r"_s, u"Growing beans in jars"_s, now() - 60s, 1, u"cy@two.example"_s));
    server(1).add(two);
    server(1).add(reply);
    server(0).add(one);
    room();
    run(3s);
    const auto* answer = room().find(reply->id);
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->placement.question, 1);
    EXPECT_EQ(answer->placement.by, PlacedBy::Reply);
}

// Copies across services.

TEST_F(RoomUnionTest, OnePersonOnTwoNetworksIsOnePost)
{
    m_setup.sources = {source(0), otherSource()};
    const auto here
        = made(u"a"_s, u"We built a tiny greenhouse from bottles #EdChat https://a.example/1"_s,
            now() - 90s, 0, u"bea@one.example"_s);
    const auto there = madeElsewhere(u"b"_s,
        u"We built a tiny greenhouse\nfrom bottles https://b.example/2 #EdChat"_s, now() - 30s,
        u"bea.school.example"_s);
    server(0).add(here);
    otherServer().add(there);
    room();
    run(3s);
    ASSERT_EQ(room().posts().size(), 1U);
    EXPECT_EQ(room().posts().front()->copies.size(), 2U);
    EXPECT_EQ(room().find(here->id), room().find(there->id));
    // One of the two is taken down: the other stands.
    otherServer().remove(there->id);
    run(2s);
    ASSERT_EQ(room().posts().size(), 1U);
    EXPECT_EQ(room().find(there->id), nullptr);
    server(0).remove(here->id);
    run(2s);
    EXPECT_TRUE(room().posts().empty());
}

TEST_F(RoomUnionTest, ABridgedPostIsOnePostHoweverShort)
{
    m_setup.sources = {source(0), otherSource()};
    server(0).add(made(u"a"_s, u"Yes! #EdChat"_s, now() - 90s, 0, u"bea@one.example"_s));
    otherServer().add(
        madeElsewhere(u"b"_s, u"Yes! #EdChat"_s, now() - 80s, u"bea.one.example.ap.brid.gy"_s));
    room();
    run(3s);
    EXPECT_EQ(room().posts().size(), 1U);
}

TEST_F(RoomUnionTest, ShortEqualPostsOfDifferentPeopleStayTwo)
{
    m_setup.sources = {source(0), otherSource()};
    server(0).add(made(u"a"_s, u"Yes! #EdChat"_s, now() - 90s, 0, u"bea@one.example"_s));
    server(0).add(made(u"b"_s, u"👏 #EdChat"_s, now() - 89s, 0, u"bea@one.example"_s));
    otherServer().add(
        madeElsewhere(u"c"_s, u"Yes! #EdChat"_s, now() - 80s, u"cy.school.example"_s));
    otherServer().add(madeElsewhere(u"d"_s, u"👏 #EdChat"_s, now() - 79s, u"dan.school.example"_s));
    // The same first name is not the same person, when the words are nobody's own.
    otherServer().add(
        with(madeElsewhere(u"e"_s, u"Yes! #EdChat"_s, now() - 70s, u"beatrix.school.example"_s),
            [](Post& post) { post.author.name.text = u"Bea"_s; }));
    room();
    run(3s);
    EXPECT_EQ(room().posts().size(), 5U);
}

TEST_F(RoomUnionTest, TheSameWordsAgainOnOneNetworkAreAnotherPost)
{
    const QString text = u"Looking for classes to swap letters with, grade four"_s;
    server(0).add(made(u"a"_s, text, now() - 300s, 0));
    server(0).add(made(u"b"_s, text, now() - 200s, 0));
    room();
    run(3s);
    EXPECT_EQ(room().posts().size(), 2U);
}

TEST_F(RoomUnionTest, OfADayLaterItIsAnotherPost)
{
    m_setup.sources = {source(0), otherSource()};
    const QString text = u"Looking for classes to swap letters with, grade four"_s;
    server(0).add(made(u"a"_s, text, now() - 2h, 0));
    otherServer().add(madeElsewhere(u"b"_s, text, now() - 10s, u"bea.school.example"_s));
    room();
    run(3s);
    EXPECT_EQ(room().posts().size(), 2U);
}

} // namespace
} // namespace staffroom
