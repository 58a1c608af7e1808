#include "tests/unit/core/room/room_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Show = RoomView::Show;
using test::await;

/// Rooms over a real store, with the program ending and starting again.
class RoomPlaceTest : public RoomFixture {
protected:
    void SetUp() override
    {
        useStore();
        m_setup.hosts = {u"host@one.example"_s};
        m_setup.begin = now();
        m_setup.end = now() + 1h;
    }
    RoomBook& book()
    {
        if (!m_book) {
            m_book = std::make_unique<RoomBook>(RoomBook::Context{
                &m_clock, &hub(), m_store.get(), [] { return QStringList{u"me@one.example"_s}; }});
            EXPECT_TRUE(await(m_book->load()));
        }
        return *m_book;
    }
    void restart()
    {
        m_open.reset();
        m_book.reset();
        m_hub.reset();
        m_store.reset();
        useStore();
    }
    /// The store answers on threads of its own.
    bool settle(const std::function<bool()>& condition)
    {
        return test::waitFor([&] {
            run(50ms);
            return condition();
        });
    }
    bool isLive()
    {
        return settle(
            [&] { return m_open->sources().front().state.kind == FeedState::Kind::Live; });
    }
    static constexpr const char* kAsked[]
        = {"What grows in your classroom?", "Which tool do you miss most?",
            "How do families take part?", "When did a lesson go wrong and still work?"};
    void chat(int questions)
    {
        for (int q = 1; q <= questions; ++q) {
            server().add(
                made(u"q%1"_s.arg(q), u"Q%1: "_s.arg(q) + QString::fromLatin1(kAsked[q - 1]), now(),
                    0, u"host@one.example"_s));
            run(2min);
            for (int i = 0; i < 5; ++i) {
                server().add(made(u"a%1x%2"_s.arg(q).arg(i),
                    u"A%1 my words on that, number %2"_s.arg(q).arg(i), now(), 0,
                    u"p%1@one.example"_s.arg(i)));
                run(10s);
            }
        }
    }
    PostId id(const QString& remote) { return test::fakeId(remote, name(0)); }

    std::unique_ptr<RoomBook> m_book;
    std::shared_ptr<Room> m_open;
};

TEST_F(RoomPlaceTest, LeftAtQuestionThreeTheNextDayIsAtQuestionThree)
{
    m_open = book().open(book().recordFor(m_setup));
    ASSERT_TRUE(isLive());
    chat(4);
    run(1s);
    ASSERT_EQ(m_open->questions().size(), 4U);
    RoomPlace place;
    place.question = 3;
    place.view = {Show::Question, 3};
    place.post = id(u"a3x2"_s);
    m_open->setPlace(place);
    m_open->star(id(u"a3x1"_s), true);
    m_open->move(id(u"a1x0"_s), 2);
    m_open->markRead(3, m_open->find(id(u"a3x3"_s))->entry.time);
    const auto room = m_open->setup().id;
    ASSERT_TRUE(await(hub().flush()));

    restart();
    run(20h);
    // The tag went on: many newer posts, and no network now.
    {
        FeedSpec spec = test::fakeSpec(u"EdChat"_s, name(0));
        for (int i = 0; i < 400; ++i) {
            server().add(made(u"later%1"_s.arg(i), u"Of another day %1"_s.arg(i),
                now() - std::chrono::seconds(400 - i)));
        }
        const auto feed = hub().feed(spec);
        ASSERT_TRUE(settle([&] { return feed->entries().size() >= 400; }));
        ASSERT_TRUE(await(hub().flush()));
    }
    restart();
    server().setDown(true);
    auto wanted = m_setup;
    wanted.id.clear();
    const auto record = book().recordFor(wanted);
    EXPECT_EQ(record.setup.id, room);
    m_open = book().open(record);
    ASSERT_TRUE(
        settle([&] { return m_open->find(id(u"q3"_s)) && m_open->questions().size() == 4; }));
    EXPECT_EQ(m_open->place().question, 3);
    EXPECT_EQ(m_open->place(), place);
    RoomModel model(*m_open, m_open->place().view, FeedOrder::ChatOrder, {});
    ASSERT_EQ(model.rowCount(), 6);
    EXPECT_EQ(model.row(0).entry->post->id, id(u"q3"_s));
    EXPECT_EQ(model.rowOfPost(place.post), 3);
    EXPECT_TRUE(m_open->find(id(u"a3x1"_s))->isStarred);
    EXPECT_EQ(m_open->find(id(u"a1x0"_s))->placement.question, 2);
    EXPECT_TRUE(m_open->find(id(u"a1x0"_s))->isMoved);
    EXPECT_EQ(m_open->unread(3), 1);
}

TEST_F(RoomPlaceTest, ThePlaceIsOnTheDiskWithinASecond)
{
    m_open = book().open(book().recordFor(m_setup));
    RoomPlace place;
    place.question = 2;
    m_open->setPlace(place);
    run(1s);
    ASSERT_TRUE(await(m_store->flush()));
    const auto kept = await(m_store->records(RecordKind::Room));
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->size(), 1U);
    const auto record = roomFromBytes(kept->front().body);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->place, place);
    EXPECT_EQ(record->lastOpened, m_open->record().lastOpened);
}

TEST_F(RoomPlaceTest, ANewSessionTakesOverHostsLabelsAndAccount)
{
    auto first = m_setup;
    first.questionLabels = {u"Frage"_s};
    first.answersAs = Source{test::kFakeService, name(0), u"me@one.example"_s};
    m_open = book().open(book().recordFor(first));
    m_open.reset();
    restart();
    auto next = m_setup;
    next.id.clear();
    next.hosts.clear();
    next.begin = *m_setup.begin + 168h;
    next.end = *next.begin + 1h;
    const auto record = book().recordFor(next);
    EXPECT_NE(record.setup.id, first.id);
    EXPECT_FALSE(record.setup.id.isEmpty());
    EXPECT_EQ(record.setup.hosts, first.hosts);
    EXPECT_EQ(record.setup.questionLabels, first.questionLabels);
    EXPECT_EQ(record.setup.answersAs, first.answersAs);
    EXPECT_EQ(record.setup.begin, next.begin);
    EXPECT_EQ(record.place, RoomPlace());
    auto other = next;
    other.hashtag = u"OtherChat"_s;
    EXPECT_TRUE(book().recordFor(other).setup.hosts.isEmpty());
}

TEST_F(RoomPlaceTest, OneRoomIsOpenForOneIdAndForgottenForGood)
{
    m_open = book().open(book().recordFor(m_setup));
    const auto again = book().open(book().recordFor(m_setup));
    EXPECT_EQ(again, m_open);
    EXPECT_EQ(book().rooms().size(), 1U);
    const QString room = m_open->setup().id;
    book().forget(room);
    RoomPlace place;
    place.question = 9;
    m_open->setPlace(place);
    EXPECT_EQ(book().find(room), nullptr);
    EXPECT_TRUE(await(m_store->flush()));
    restart();
    EXPECT_TRUE(book().rooms().empty());
}

TEST_F(RoomPlaceTest, DamagedRecordsAreLeftAloneAndTheOthersRead)
{
    m_open = book().open(book().recordFor(m_setup));
    RecordWrite write;
    write.put.push_back({RecordKind::Room, u"bad"_s, 1, "{\"version\":99}"});
    ASSERT_TRUE(await(m_store->writeRecords(std::move(write))));
    restart();
    EXPECT_EQ(book().rooms().size(), 1U);
    const auto kept = await(m_store->records(RecordKind::Room));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->size(), 2U);
}

TEST_F(RoomPlaceTest, AChatOfLastWeekReplaysFromAnyQuestionAtAnySpeed)
{
    m_open = book().open(book().recordFor(m_setup));
    ASSERT_TRUE(isLive());
    chat(4);
    run(1s);
    const QString first = m_open->posts().front()->entry.post->text.text;
    ASSERT_TRUE(await(hub().flush()));
    restart();
    run(168h);
    server().setDown(true);
    m_open = book().open(book().recordFor(m_setup));
    m_open->setPlay({true, 20, 3});
    ASSERT_TRUE(settle([&] { return m_open->isPlaying(); }));
    RoomModel model(*m_open, {}, FeedOrder::ChatOrder, {});
    const auto before = model.rowCount();
    EXPECT_EQ(before, 12); // what was said before the third question
    EXPECT_LT(m_open->now(), *m_setup.end);
    run(1s);
    EXPECT_EQ(model.rowCount(), 13);
    EXPECT_EQ(m_open->currentQuestion(), 3);
    m_open->setPaused(true);
    const Timestamp still = m_open->now();
    run(1min);
    EXPECT_EQ(m_open->now(), still);
    EXPECT_FALSE(m_open->isPlaying());
    EXPECT_EQ(model.rowCount(), 13);
    m_open->setPaused(false);
    run(7s); // two minutes and a bit of the chat
    EXPECT_GT(model.rowCount(), 13);
    EXPECT_LT(model.rowCount(), 24);
    run(30s);
    EXPECT_EQ(model.rowCount(), 24);
    EXPECT_FALSE(m_open->isPlaying());
    const auto replayed = rows(model);
    m_open->star(id(u"a4x0"_s), true);
    m_open->setPlay({});
    run(1s);
    EXPECT_EQ(rows(model), replayed);
    EXPECT_TRUE(m_open->find(id(u"a4x0"_s))->isStarred);
    // From the beginning.
    m_open->setPlay({true, 1, {}});
    run(200ms);
    EXPECT_EQ(model.rowCount(), 0);
    run(3s);
    EXPECT_EQ(rows(model), QStringList{first});
}

} // namespace
} // namespace staffroom
