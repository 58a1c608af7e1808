#include "core/services/practice/register.h"
#include "core/transcript/standing_posts.h"

#include "tests/support/shared_data.h"
#include "tests/unit/core/room/room_fixture.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QHash>
#include <QThreadPool>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Mode = PaceSetting::Mode;

/// The practice chat in a room, from its first post to its last.
class RoomPracticeTest : public RoomFixture {
protected:
    void begin(const QString& speed)
    {
        ServiceContext context;
        context.clock = &m_clock;
        context.decodePool = &m_pool;
        context.options = {{u"practice.speed"_s, speed}, {u"practice.from"_s, u"0"_s}};
        practice::registerService(m_registry, context);
        m_setup.hashtag = u"SproutChat"_s;
        m_setup.sources = {{{u"practice"_s}, {}, {}}};
        m_setup.hosts
            = {u"fern@meadow.example"_s, u"theo@pond.example"_s, u"drlina@herbarium.example"_s,
                u"sproutchat@meadow.example"_s, u"sproutchat.pond.example"_s};
        room();
        EXPECT_TRUE(test::waitFor([&] { // the transcript is read on a pool
            run(0ms);
            return room().sources().front().state.kind == FeedState::Kind::Live;
        }));
    }
    void play(Millis time)
    {
        for (Millis passed{0}; passed < time; passed += 1s)
            run(1s);
    }
    /// What a reader of the tag and of its threads has at the end, by id.
    QHash<QString, transcript::StandingPost> expected(const QString& path)
    {
        QFile lines(path + u"/practice-chat.jsonl"_s);
        QFile meta(path + u"/practice-chat.meta.json"_s);
        EXPECT_TRUE(lines.open(QIODevice::ReadOnly));
        EXPECT_TRUE(meta.open(QIODevice::ReadOnly));
        const auto script = transcript::readTranscript(lines.readAll(), meta.readAll());
        EXPECT_TRUE(script);
        QHash<QString, transcript::StandingPost> out;
        for (const auto& post : transcript::standingPosts(*script, now()))
            out.insert(post.post->id.remote, post);
        for (const auto& event : script->events) {
            if (const auto* said = std::get_if<transcript::SaidPost>(&event.what);
                said && said->seenVia == transcript::SeenVia::Thread && out.contains(event.id))
                m_threadOnly.insert(event.id);
        }
        // Answers to what only followers of somebody saw belong to no thread that is known.
        QStringList beside;
        do {
            for (const auto& id : std::exchange(beside, {})) {
                out.remove(id);
                m_threadOnly.remove(id);
            }
            for (const auto& id : std::as_const(m_threadOnly)) {
                if (!out.contains(out[id].post->inReplyTo->remote))
                    beside << id;
            }
        } while (!beside.isEmpty());
        return out;
    }
    static std::string text(const QSet<QString>& ids)
    {
        return ids.values().join(u' ').toStdString();
    }
    QStringList remotes()
    {
        QStringList out;
        for (const auto* post : room().posts()) {
            for (const auto& copy : post->copies)
                out << copy.post->id.remote;
        }
        return out;
    }

    QThreadPool m_pool;
    QSet<QString> m_threadOnly;
};

TEST_F(RoomPracticeTest, AtTwentyTimesNothingIsLostOrDoubled)
{
    STAFFROOM_NEED_SHARED(path, "data");
    const auto want = expected(path);
    begin(u"20"_s);
    RoomModel stream(room(), {}, FeedOrder::NewestFirst, {});
    QAbstractItemModelTester tester(&stream, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RoomModel hidden(room(), {RoomView::Show::Hidden, 0}, FeedOrder::ChatOrder, {});
    play(200s);
    const auto got = remotes();
    const QSet<QString> once(got.begin(), got.end());
    EXPECT_EQ(qsizetype(once.size()), got.size());
    const QSet<QString> all(want.keyBegin(), want.keyEnd());
    EXPECT_EQ(text(all - once), "");
    EXPECT_EQ(text(once - all), "");
    EXPECT_EQ(m_threadOnly.size(), 33);
    for (const auto& id : std::as_const(m_threadOnly)) {
        const auto* post = room().find(PostId{{u"practice"_s}, {}, id});
        ASSERT_NE(post, nullptr) << id.toStdString();
        EXPECT_EQ(post->entry.post->text.text, want[id].post->text.text);
    }
    for (const auto* post : room().posts()) {
        const auto& shown = post->entry.post;
        EXPECT_EQ(shown->text.text, want[shown->id.remote].post->text.text);
        EXPECT_EQ(shown->counts, room().find(shown->id)->entry.post->counts);
    }
    // Every post has a row in the stream, is hidden, folded, or stands for others.
    int rowless = 0;
    for (const auto* post : room().posts())
        rowless += stream.rowOfPost(post->entry.post->id) < 0 ? 1 : 0;
    EXPECT_EQ(stream.rowCount() + rowless, int(room().posts().size()));
    EXPECT_EQ(room().figures().hidden, hidden.rowCount());
    EXPECT_EQ(room().questions().size(), 6U);
}

TEST_F(RoomPracticeTest, RowsAreThoseOfARoomThatWasOpenedAtTheEnd)
{
    STAFFROOM_NEED_SHARED(path, "data");
    begin(u"20"_s);
    RoomModel live(room(), {}, FeedOrder::ChatOrder, {});
    play(200s);
    RoomModel fresh(room(), {}, FeedOrder::ChatOrder, {});
    EXPECT_EQ(rows(live), rows(fresh));
    for (int i = 0; i < live.rowCount(); ++i)
        EXPECT_EQ(*live.row(i).marks, *fresh.row(i).marks) << i;
    for (int number = 1; number <= 6; ++number) {
        SCOPED_TRACE(number);
        live.setView({RoomView::Show::Question, number});
        ASSERT_GT(live.rowCount(), 1);
        EXPECT_TRUE(live.row(0).marks->isQuestion);
        for (int i = 0; i < live.rowCount(); ++i) {
            const auto* post = room().find(live.row(i).entry->post->id);
            EXPECT_TRUE(post->placement.question == number
                || std::find(post->placement.also.begin(), post->placement.also.end(), number)
                    != post->placement.also.end());
        }
    }
}

// R18.
TEST_F(RoomPracticeTest, GentleKeepsOrderAndLosesNothing)
{
    STAFFROOM_NEED_SHARED(path, "data");
    const auto want = expected(path);
    begin(u"1"_s);
    room().setPace({Mode::Gentle, 6});
    struct Shown {
        Timestamp at{};
        Timestamp written{};
        bool isFirst = false;
    };
    std::vector<Shown> shown;
    QSet<quint64> seen;
    int mostWaiting = 0;
    for (int second = 0; second < 3700; ++second) {
        run(1s);
        mostWaiting = std::max(mostWaiting, room().pace().waiting);
        std::optional<Timestamp> oldestWaiting;
        for (const auto* post : room().posts()) {
            const bool isFirst = post->isHost || post->isToMe || post->placement.isQuestion;
            if (post->isWaiting && !isFirst && !oldestWaiting)
                oldestWaiting = post->entry.time;
        }
        for (const auto* post : room().posts()) {
            if (post->isWaiting || post->placement.isHidden() || post->placement.copyOf
                || seen.contains(post->key))
                continue;
            seen.insert(post->key);
            const bool isFirst = post->isHost || post->isToMe || post->placement.isQuestion;
            shown.push_back({now(), post->entry.time, isFirst});
            // Nothing that was written earlier, and is here, is passed over.
            if (!isFirst && oldestWaiting && shown.size() > 1) {
                EXPECT_GE(*oldestWaiting, post->entry.time);
            }
        }
    }
    EXPECT_GT(mostWaiting, 6);
    int waiting = 0;
    for (const auto* post : room().posts())
        waiting += post->isWaiting ? 1 : 0;
    EXPECT_EQ(room().pace().waiting, waiting);
    // At most six in any minute.
    for (size_t i = 7; i < shown.size(); ++i)
        EXPECT_GT(shown[i].at - shown[i - 7].at, 59s) << i;
    room().release();
    run(1s);
    EXPECT_EQ(room().pace().waiting, 0);
    const auto got = remotes();
    const QSet<QString> once(got.begin(), got.end());
    const QSet<QString> all(want.keyBegin(), want.keyEnd());
    EXPECT_EQ(text(all - once), "");
    EXPECT_EQ(text(once - all), "");
    for (const auto* post : room().posts())
        EXPECT_FALSE(post->isWaiting);
}

} // namespace
} // namespace staffroom
