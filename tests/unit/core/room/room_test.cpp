#include "tests/unit/core/room/room_fixture.h"

#include <QAbstractItemModelTester>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Mode = PaceSetting::Mode;
using Show = RoomView::Show;

class RoomTest : public RoomFixture {
protected:
    static constexpr const char* kWords[]
        = {"apple", "bridge", "candle", "drum", "engine", "forest", "garden", "hammer", "island",
            "jacket", "kettle", "ladder", "mirror", "needle", "orange", "pencil", "quilt", "river",
            "saddle", "tunnel", "umbrella", "violin", "window", "yard"};
    /// Words that no other post has.
    static QString words(int number)
    {
        const auto word = [](int n) { return QString::fromLatin1(kWords[size_t(n) % 24]); };
        return u"We used the %1 with a %2 and then %3 for lesson %4"_s
            .arg(word(number), word(number / 24 + 5), word(number / 7 + 11))
            .arg(number);
    }
    PostPtr add(int number, Timestamp at, int people = 40)
    {
        const auto post = made(u"n%1"_s.arg(number), words(number), at, 0,
            u"person%1@one.example"_s.arg(number % people));
        server().add(post);
        return post;
    }
};

// Threads.

TEST_F(RoomTest, RepliesWithoutTheTagAreFetchedAndMarked)
{
    m_setup.hosts = {u"host@one.example"_s};
    const auto question = with(made(u"q"_s, u"Q1: What grows in your classroom? #EdChat"_s,
                                   now() - 300s, 0, u"host@one.example"_s),
        [](Post& post) { post.counts.replies = 2; });
    const auto tagged = replyTo(
        question, made(u"a"_s, u"A1 Beans #EdChat"_s, now() - 200s, 0, u"cy@one.example"_s));
    const auto untagged = replyTo(question,
        made(u"b"_s, u"Cress on wet paper"_s, now() - 100s, 0, u"dan@one.example"_s), false);
    const auto deeper = replyTo(
        untagged, made(u"c"_s, u"Same here"_s, now() - 90s, 0, u"eva@one.example"_s), false);
    for (const auto& post : {question, tagged, untagged, deeper})
        server().add(post);
    RoomModel model(room(), {Show::Question, 1}, FeedOrder::ChatOrder, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run(6s);
    EXPECT_EQ(rows(model),
        (QStringList{
            question->text.text, tagged->text.text, untagged->text.text, deeper->text.text}));
    EXPECT_FALSE(room().find(tagged->id)->hasNoTag);
    EXPECT_TRUE(room().find(untagged->id)->hasNoTag);
    EXPECT_TRUE(room().find(deeper->id)->hasNoTag);
    EXPECT_EQ(server().threads.size(), 1U);
}

TEST_F(RoomTest, ThreadsAreAskedAgainWhenMoreIsCountedAndFollowEditsAndDeletions)
{
    auto root = with(made(u"r"_s, u"Has anybody tried paper circuits?"_s, now() - 300s),
        [](Post& post) { post.counts.replies = 1; });
    const auto first
        = replyTo(root, made(u"a"_s, u"Not yet"_s, now() - 200s, 0, u"cy@one.example"_s), false);
    server().add(root);
    server().add(first);
    room();
    run(6s);
    ASSERT_NE(room().find(first->id), nullptr);
    ASSERT_EQ(server().threads.size(), 1U);
    run(60s);
    EXPECT_EQ(server().threads.size(), 1U); // nothing new is counted
    const auto second
        = replyTo(root, made(u"b"_s, u"With copper tape"_s, now(), 0, u"dan@one.example"_s), false);
    server().add(second);
    server().count(root->id, {2, 0, 0});
    run(6s);
    EXPECT_NE(room().find(second->id), nullptr);
    EXPECT_EQ(server().threads.size(), 2U);
    // Edits and deletions of those come with the thread.
    server().edit(test::editedPost(second, u"With copper tape and LEDs"_s, now()));
    server().remove(first->id);
    run(150s);
    EXPECT_EQ(texts(), (QStringList{root->text.text, u"With copper tape and LEDs"_s}));
}

TEST_F(RoomTest, WhatMayBeKeptForATimeLeavesTheRoomWhereverItCameFrom)
{
    const auto hour = [this](Post& post) { post.terms = PostTerms{u"Fake"_s, now() + 1h}; };
    const auto root
        = with(with(made(u"r"_s, u"Has anybody tried paper circuits?"_s, now() - 300s), hour),
            [](Post& post) { post.counts.replies = 1; });
    const auto reply = with(
        replyTo(root, made(u"a"_s, u"Not yet"_s, now() - 200s, 0, u"cy@one.example"_s), false),
        hour);
    const auto free = made(u"f"_s, u"Good evening"_s, now() - 100s, 0, u"dan@one.example"_s);
    for (const auto& post : {root, reply, free})
        server().add(post);
    room();
    run(6s);
    ASSERT_EQ(texts(), (QStringList{root->text.text, reply->text.text, free->text.text}));
    room().star(reply->id, true);
    run(50min);
    EXPECT_EQ(texts().size(), 3);
    run(21min);
    EXPECT_EQ(texts(), QStringList{free->text.text});
    EXPECT_EQ(room().record().marks.starred, std::vector{reply->id}); // an id is all that is kept
}

TEST_F(RoomTest, AReplayPlaysNothingThatMayNotBeKeptAnyLonger)
{
    server().add(made(u"a"_s, u"Good evening"_s, now() - 300s));
    server().add(with(made(u"b"_s, u"Hello all"_s, now() - 100s), [this](Post& post) {
        post.terms = PostTerms{u"Fake"_s, now() + 100s};
    }));
    server().add(made(u"c"_s, u"Good night"_s, now() - 50s));
    room();
    run(2s);
    ASSERT_EQ(texts().size(), 3);
    room().setPlay({true, 1, {}});
    run(310s); // the second one is due after 200 s and not to be kept since 100 s
    EXPECT_EQ(texts(), (QStringList{u"Good evening"_s, u"Good night"_s}));
}

TEST_F(RoomTest, ThreadsAreAskedForOneAtATimeQuestionsFirst)
{
    m_setup.hosts = {u"host@one.example"_s};
    for (int i = 0; i < 10; ++i) {
        server().add(with(made(u"n%1"_s.arg(i), words(i), now() - std::chrono::seconds(100 + i)),
            [](Post& post) { post.counts.replies = 3; }));
    }
    const auto question = with(made(u"q"_s, u"Q1: What grows in your classroom? #EdChat"_s,
                                   now() - 300s, 0, u"host@one.example"_s),
        [](Post& post) { post.counts.replies = 5; });
    server().add(question);
    room();
    run(10s);
    ASSERT_FALSE(server().threads.empty());
    EXPECT_EQ(server().threads.front(), question->id);
    EXPECT_LE(server().threads.size(), 5U);
    run(30s);
    EXPECT_EQ(server().threads.size(), 11U); // each once
    run(200s);
    EXPECT_EQ(server().threads.size(), 11U);
}

// Completeness.

TEST_F(RoomTest, ReachesBackToTheLeadInAndNoFurther)
{
    m_setup.begin = now() - 30min;
    for (int i = 0; i < 300; ++i)
        add(i, now() - std::chrono::seconds(6000 - i * 20));
    room();
    run(30s);
    const auto all = room().posts();
    ASSERT_FALSE(all.empty());
    EXPECT_GE(all.front()->entry.time, *m_setup.begin - 20min);
    EXPECT_EQ(all.size(), 150U);
    const auto older = size_t(std::count_if(server().pages.begin(), server().pages.end(),
        [](const PageRequest& page) { return page.direction == PageRequest::Direction::Older; }));
    EXPECT_LE(older, 5U); // as many pages as needed
}

TEST_F(RoomTest, WhereReadingCostsARoomWithoutATimeReadsAChatsLengthBack)
{
    for (int i = 0; i < 600; ++i)
        add(i, now() - std::chrono::seconds(36'000 - i * 60));
    server().setCost(FeedCost{});
    room();
    run(60s);
    const auto all = room().posts();
    ASSERT_FALSE(all.empty());
    EXPECT_LT(all.front()->entry.time, now() - 80min);
    EXPECT_GT(all.front()->entry.time, now() - 150min) << "at most the page in which that is";
}

TEST_F(RoomTest, AHoleIsFilledAndSaidSo)
{
    m_setup.sources = {source(0), source(1)};
    for (int i = 0; i < 10; ++i)
        add(i, now() - std::chrono::seconds(100 - i));
    room();
    run(5s);
    ASSERT_EQ(room().posts().size(), 10U);
    server().setDown(true);
    run(5min);
    EXPECT_EQ(room().sources()[0].state.kind, FeedState::Kind::Offline);
    EXPECT_EQ(room().sources()[1].state.kind, FeedState::Kind::Live);
    const Timestamp from = now();
    for (int i = 10; i < 210; ++i)
        add(i, now() - std::chrono::seconds(210 - i));
    server().setDown(false);
    run(3min);
    EXPECT_EQ(room().posts().size(), 210U);
    const auto filled = room().sources()[0];
    EXPECT_EQ(filled.state.kind, FeedState::Kind::Live);
    EXPECT_EQ(filled.gapsOpen, 0);
    ASSERT_TRUE(filled.filledFrom);
    ASSERT_TRUE(filled.filledTo);
    EXPECT_LT(*filled.filledFrom, *filled.filledTo);
    EXPECT_LE(*filled.filledTo, from);
    for (const auto* post : room().posts())
        EXPECT_FALSE(post->isLate); // it was we who were late
}

TEST_F(RoomTest, APostThatWasLongOnItsWayIsMarkedAndPlacedByItsTime)
{
    add(1, now() - 600s);
    add(2, now() - 10s);
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    run(60s);
    add(3, now());
    const auto late = add(4, now() - 5min);
    run(1s);
    ASSERT_EQ(rows(model), (QStringList{words(3), words(2), words(4), words(1)}));
    EXPECT_TRUE(model.row(2).marks->isLate);
    EXPECT_FALSE(model.row(0).marks->isLate);
    EXPECT_EQ(room().find(late->id)->seen, now() - 1s);
}

// Pace. R16.

TEST_F(RoomTest, TenMinutesHeldAtNinetyAMinuteLoseAndDoubleNothing)
{
    RoomModel model(room(), {}, FeedOrder::ChatOrder, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run(2s);
    room().setPace({Mode::Held, 6});
    for (int i = 0; i < 900; ++i) {
        run(667ms);
        add(i, now());
    }
    run(1s);
    int hidden = 0;
    for (const auto* post : room().posts())
        hidden += post->placement.isHidden() ? 1 : 0;
    EXPECT_EQ(hidden, 0);
    EXPECT_EQ(room().pace().waiting, 900);
    EXPECT_GT(room().pace().behind, 9min);
    EXPECT_EQ(model.rowCount(), 0);
    room().release();
    run(1s);
    EXPECT_EQ(room().pace().waiting, 0);
    ASSERT_EQ(model.rowCount(), 900);
    const auto shown = rows(model);
    for (int i = 0; i < 900; ++i)
        EXPECT_EQ(shown[i], words(i));
    // Still held: what comes next waits again, what was shown stays.
    add(900, now());
    run(1s);
    EXPECT_EQ(room().pace().waiting, 1);
    EXPECT_EQ(model.rowCount(), 900);
    room().setPace({Mode::AsItComes, 6});
    run(1s);
    EXPECT_EQ(model.rowCount(), 901);
}

TEST_F(RoomTest, OneQuestionIsReleasedAlone)
{
    m_setup.hosts = {u"host@one.example"_s};
    room();
    run(2s);
    room().setPace({Mode::Held, 6});
    const auto host = u"host@one.example"_s;
    server().add(made(u"q1"_s, u"Q1: What grows in your classroom? #EdChat"_s, now(), 0, host));
    run(10s);
    server().add(made(u"q2"_s, u"Q2: What died there last year? #EdChat"_s, now(), 0, host));
    run(10s);
    server().add(made(u"a1"_s, u"A1 Beans #EdChat"_s, now(), 0, u"cy@one.example"_s));
    server().add(
        made(u"a2"_s, u"A2 All the cactus plants #EdChat"_s, now(), 0, u"dan@one.example"_s));
    run(1s);
    ASSERT_EQ(room().pace().waiting, 4);
    room().releaseQuestion(1);
    run(1s);
    EXPECT_EQ(room().pace().waiting, 2);
    EXPECT_FALSE(room().find(test::fakeId(u"a1"_s, name(0)))->isWaiting);
    EXPECT_TRUE(room().find(test::fakeId(u"a2"_s, name(0)))->isWaiting);
}

TEST_F(RoomTest, OwnPostsAreThereAtOnceAndKeepTheirRowWhenTheServerHasThem)
{
    m_ownHandles = {u"me@one.example"_s};
    m_setup.sources[0].account = u"me@one.example"_s;
    m_setup.hashtag = u"edchat"_s;
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    run(2s);
    room().setPace({Mode::Held, 6});
    const auto pending
        = with(made(u"outbox1"_s, u"A1 Mine"_s, now(), 0, u"me@one.example"_s), [](Post& post) {
              post.uri.clear();
              post.url.clear();
              post.delivery = Delivery{};
              post.isOwn = true;
          });
    hub().showPending(pending, m_setup.sources[0]);
    run(1s);
    ASSERT_EQ(model.rowCount(), 1);
    const quint64 key = model.row(0).key;
    const auto sent = made(u"s1"_s, u"A1 Mine"_s, now(), 0, u"me@one.example"_s);
    server().add(sent);
    hub().pendingSent(pending->id, sent);
    run(2s);
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.row(0).key, key);
    EXPECT_EQ(model.row(0).entry->post->id, sent->id);
    EXPECT_TRUE(room().find(sent->id)->isOwn);
    EXPECT_EQ(room().find(pending->id), nullptr);
}

// People.

TEST_F(RoomTest, RepliesToMeAreListedOnceAndReadOnce)
{
    m_ownHandles = {u"me@one.example"_s};
    const auto mine = made(u"m"_s, u"A1 With jars"_s, now() - 60s, 0, u"ME@one.example"_s);
    const auto reply
        = replyTo(mine, made(u"r"_s, u"Which jars?"_s, now() - 50s, 0, u"cy@one.example"_s));
    const auto mention
        = with(made(u"n"_s, u"Ask @me"_s, now() - 40s, 0, u"dan@one.example"_s), [](Post& post) {
              post.text.spans.push_back({TextSpan::Kind::Mention, 4, 3, {}, u"me@one.example"_s});
          });
    server().add(mine);
    server().add(reply);
    server().add(mention);
    add(1, now() - 30s);
    RoomModel model(room(), {Show::ToMe, 0}, FeedOrder::ChatOrder, {});
    run(2s);
    EXPECT_EQ(rows(model), (QStringList{u"Which jars?"_s, u"Ask @me"_s}));
    EXPECT_EQ(room().figures().toMeUnread, 2);
    room().markReplyRead(reply->id);
    room().markReplyRead(reply->id);
    EXPECT_EQ(room().figures().toMeUnread, 1);
    EXPECT_EQ(room().record().marks.repliesRead, std::vector<PostId>{reply->id});
    EXPECT_EQ(model.rowCount(), 2);
    const auto people = room().people();
    const auto cy = std::find_if(people.begin(), people.end(),
        [](const RoomPerson& one) { return one.author.handle == u"cy@one.example"_s; });
    ASSERT_NE(cy, people.end());
    EXPECT_TRUE(cy->answeredMe);
    EXPECT_FALSE(cy->iAnswered);
}

// R20.
TEST_F(RoomTest, WhoHeardNothingForThreeMinutesIsOfferedUntilSomebodyAnswers)
{
    m_setup.hosts = {u"host@one.example"_s};
    m_ownHandles = {u"me@one.example"_s};
    RoomModel model(room(), {Show::NotAnswered, 0}, FeedOrder::ChatOrder, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run(2s);
    const auto quiet = made(u"a"_s, u"Hello, I am new here"_s, now(), 0, u"new@one.example"_s);
    const auto other = made(u"b"_s, u"Good evening"_s, now(), 0, u"other@one.example"_s);
    server().add(quiet);
    server().add(other);
    server().add(made(u"c"_s, u"Welcome everybody"_s, now(), 0, u"host@one.example"_s));
    server().add(made(u"d"_s, u"Mine"_s, now(), 0, u"me@one.example"_s));
    server().add(with(made(u"e"_s, u"Digest of the day"_s, now(), 0, u"bot@one.example"_s),
        [](Post& post) { post.author.isBot = true; }));
    run(170s);
    EXPECT_EQ(rows(model), QStringList());
    EXPECT_EQ(room().figures().notAnswered, 0);
    run(20s);
    EXPECT_EQ(rows(model), (QStringList{u"Hello, I am new here"_s, u"Good evening"_s}));
    EXPECT_EQ(room().figures().notAnswered, 2);
    server().add(replyTo(quiet, made(u"f"_s, u"Welcome!"_s, now(), 0, u"host@one.example"_s)));
    run(1s);
    EXPECT_EQ(rows(model), QStringList{u"Good evening"_s});
    server().count(other->id, {1, 0, 0}); // somebody did, without the tag
    run(1s);
    EXPECT_EQ(rows(model), QStringList());
}

TEST_F(RoomTest, AHostNamedLaterIsMarkedInEarlierPosts)
{
    const auto question = made(u"q"_s, u"Q1: What grows in your classroom? #EdChat"_s, now() - 60s,
        0, u"sub@one.example"_s);
    server().add(question);
    server().add(made(u"a"_s, u"A1 Beans #EdChat"_s, now() - 30s, 0, u"cy@one.example"_s));
    RoomModel hosts(room(), {Show::Hosts, 0}, FeedOrder::ChatOrder, {});
    run(2s);
    auto setup = room().setup();
    setup.hosts = {u"Sub@one.example"_s};
    room().setSetup(setup);
    run(1s);
    EXPECT_EQ(rows(hosts), QStringList{question->text.text});
    ASSERT_EQ(room().questions().size(), 1U);
    EXPECT_EQ(room().currentQuestion(), 1);
    setup.hosts.clear();
    setup.hosts << u"somebody@one.example"_s;
    room().setSetup(setup);
    run(1s);
    EXPECT_EQ(rows(hosts), QStringList());
}

TEST_F(RoomTest, MovingHidingAndStarringStay)
{
    m_setup.hosts = {u"host@one.example"_s};
    const auto host = u"host@one.example"_s;
    server().add(
        made(u"q1"_s, u"Q1: What grows in your classroom? #EdChat"_s, now() - 90s, 0, host));
    server().add(made(u"q2"_s, u"Q2: What died there last year? #EdChat"_s, now() - 80s, 0, host));
    const auto post = add(1, now() - 20s);
    room();
    RoomModel one(room(), {Show::Question, 1}, FeedOrder::ChatOrder, {});
    RoomModel hidden(room(), {Show::Hidden, 0}, FeedOrder::ChatOrder, {});
    RoomModel stars(room(), {Show::Starred, 0}, FeedOrder::ChatOrder, {});
    run(2s);
    room().move(post->id, 1);
    room().star(post->id, true);
    run(1s);
    EXPECT_EQ(rows(one).last(), words(1));
    EXPECT_TRUE(one.row(one.rowCount() - 1).marks->isMoved);
    EXPECT_EQ(rows(stars), QStringList{words(1)});
    server().edit(test::editedPost(post, u"A2 changed my mind"_s, now()));
    run(1s);
    EXPECT_EQ(rows(one).last(), u"A2 changed my mind"_s);
    room().hide(post->id);
    run(1s);
    EXPECT_EQ(one.rowCount(), 1);
    EXPECT_EQ(hidden.rowCount(), 1);
    EXPECT_EQ(hidden.row(0).marks->hidden, int(HiddenBecause::Person));
    EXPECT_EQ(room().figures().hidden, 1);
    room().show(post->id);
    run(1s);
    EXPECT_EQ(one.rowCount(), 2);
    room().unmove(post->id);
    run(1s);
    EXPECT_EQ(one.rowCount(), 1);
}

// R30.
TEST_F(RoomTest, AStormOfTwoHundredIsOneRow)
{
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RoomModel hidden(room(), {Show::Hidden, 0}, FeedOrder::ChatOrder, {});
    add(1, now() - 5s);
    run(2s);
    for (int i = 0; i < 200; ++i) {
        server().add(made(u"s%1"_s.arg(i), u"Join the protest at the town hall now #EdChat"_s,
            now(), 0, u"bot%1@one.example"_s.arg(i)));
        run(200ms);
    }
    add(2, now());
    run(1s);
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_EQ(model.row(1).marks->stormPosts, 200);
    EXPECT_EQ(model.row(1).marks->stormAccounts, 200);
    EXPECT_EQ(room().posts().size(), 202U);
    EXPECT_EQ(hidden.rowCount(), 200);
    EXPECT_EQ(room().figures().hidden, 200);
}

TEST_F(RoomTest, DuringAStormPicturesOfStrangersWaitToBeAskedFor)
{
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    const auto picture = [this](const QString& id, const QString& who) {
        return with(made(id, u"Look at this #EdChat"_s + id, now(), 0, who), [](Post& post) {
            post.media.push_back({Media::Kind::Image, QUrl(u"https://one.example/p.png"_s), {}, {},
                QSize(10, 10), {}});
        });
    };
    server().add(
        made(u"k"_s, u"I have been here for a while #EdChat"_s, now(), 0, u"known@one.example"_s));
    server().add(picture(u"calm"_s, u"early@one.example"_s));
    run(2s);
    const auto isCovered = [&](const QString& id) {
        const int row = model.rowOfPost(test::fakeId(id, name(0)));
        return row >= 0 && model.row(row).marks->coversMedia;
    };
    EXPECT_FALSE(isCovered(u"calm"_s));
    for (int i = 0; i < 20; ++i)
        server().add(made(u"s%1"_s.arg(i), u"Join the protest at the town hall now #EdChat"_s,
            now(), 0, u"bot%1@one.example"_s.arg(i)));
    run(2s);
    server().add(picture(u"new"_s, u"stranger@one.example"_s));
    server().add(picture(u"old"_s, u"known@one.example"_s));
    run(2s);
    EXPECT_TRUE(isCovered(u"new"_s));
    EXPECT_FALSE(isCovered(u"old"_s));
}

TEST_F(RoomTest, TextCopiesAreFoldedUnderTheirOriginal)
{
    const auto post = made(
        u"o"_s, u"We measured shadows with string all week"_s, now() - 60s, 0, u"cy@one.example"_s);
    server().add(post);
    server().add(made(u"c"_s, u"RT @cy: We measured shadows with string all week"_s, now() - 30s, 0,
        u"dan@one.example"_s));
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    run(2s);
    ASSERT_EQ(rows(model), QStringList{post->text.text});
    EXPECT_EQ(model.row(0).marks->textCopies, 1);
    server().remove(test::fakeId(u"c"_s, name(0)));
    run(1s);
    EXPECT_EQ(model.row(0).marks->textCopies, 0);
}

TEST_F(RoomTest, LinksAreCountedOnceWithTheirTitle)
{
    const auto link = [](Post& post) {
        post.text.spans.push_back(
            {TextSpan::Kind::Link, 0, 4, QUrl(u"https://a.example/x#top"_s), {}});
    };
    server().add(with(made(u"a"_s, u"Look"_s, now() - 60s, 0, u"cy@one.example"_s), link));
    server().add(
        with(made(u"b"_s, u"This one"_s, now() - 30s, 0, u"dan@one.example"_s), [&](Post& post) {
            link(post);
            post.card = LinkCard{QUrl(u"https://a.example/x"_s), u"How to"_s, {}, {}, {}, {}};
        }));
    room();
    run(2s);
    const auto links = room().links();
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].by, u"cy@one.example"_s);
    EXPECT_EQ(links[0].title, u"How to"_s);
    EXPECT_EQ(links[0].times, 2);
}

TEST_F(RoomTest, UnreadIsCountedByQuestion)
{
    m_setup.hosts = {u"host@one.example"_s};
    server().add(made(u"q1"_s, u"Q1: What grows in your classroom? #EdChat"_s, now() - 90s, 0,
        u"host@one.example"_s));
    for (int i = 0; i < 4; ++i) {
        server().add(made(u"a%1"_s.arg(i), u"A1 "_s + words(i),
            now() - std::chrono::seconds(60 - i), 0, u"p%1@one.example"_s.arg(i)));
    }
    room();
    run(2s);
    EXPECT_EQ(room().unread(1), 5);
    room().markRead(1, room().find(test::fakeId(u"a1"_s, name(0)))->entry.time);
    EXPECT_EQ(room().unread(1), 2);
    room().markRead(1, room().find(test::fakeId(u"a0"_s, name(0)))->entry.time); // never back
    EXPECT_EQ(room().unread(1), 2);
    EXPECT_EQ(room().unread(-1), 0);
}

TEST_F(RoomTest, ASlowChatHasAHeadingForEachDay)
{
    m_setup.isSlow = true;
    m_setup.begin = now() - 96h;
    for (int day = 0; day < 3; ++day) {
        for (int i = 0; i < 2; ++i)
            add(day * 2 + i, now() - std::chrono::hours(72 - day * 24) + std::chrono::minutes(i));
    }
    RoomModel model(room(), {}, FeedOrder::ChatOrder, {});
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run(5s);
    EXPECT_EQ(rows(model),
        (QStringList{u"2025-11-19"_s, words(0), words(1), u"2025-11-20"_s, words(2), words(3),
            u"2025-11-21"_s, words(4), words(5)}));
    model.setOrder(FeedOrder::NewestFirst);
    EXPECT_EQ(rows(model).mid(0, 3), (QStringList{u"2025-11-21"_s, words(5), words(4)}));
    add(6, now());
    run(1s);
    EXPECT_EQ(rows(model).mid(0, 3), (QStringList{u"2025-11-22"_s, words(6), u"2025-11-21"_s}));
    server().remove(test::fakeId(u"n6"_s, name(0)));
    run(1s);
    EXPECT_EQ(rows(model).first(), u"2025-11-21"_s);
}

// R21: what things cost, in counts and not in time.
TEST_F(RoomTest, FiveThousandPostsInAnHourCostWhatTheyConcern)
{
    RoomModel model(room(), {}, FeedOrder::NewestFirst, {});
    int resets = 0;
    int changedRows = 0;
    QObject::connect(&model, &RoomModel::modelReset, &model, [&] { ++resets; });
    QObject::connect(&model, &RoomModel::dataChanged, &model, [&] { ++changedRows; });
    int batches = 0;
    QObject::connect(&room(), &Room::postsChanged, &room(), [&] { ++batches; });
    run(2s);
    for (int i = 0; i < 5000; ++i) {
        add(i, now(), 300);
        run(720ms);
    }
    run(1s);
    EXPECT_EQ(room().posts().size(), 5000U);
    const int hidden = room().figures().hidden;
    int folded = 0;
    for (const auto* post : room().posts())
        folded += post->placement.copyOf && !post->placement.isHidden() ? 1 : 0;
    EXPECT_EQ(model.rowCount(), 5000 - hidden - folded);
    EXPECT_EQ(resets, 0);
    EXPECT_LT(batches, 2 * 5000 + 100);
    EXPECT_LT(changedRows, 5000);
    EXPECT_LT(room().sorter().judgements(), 5000 * 20);
    EXPECT_EQ(room().people().size(), 300U);
    EXPECT_NEAR(room().figures().postsPerMinute, 83, 2);
}

} // namespace
} // namespace staffroom
