#include "core/services/practice/practice_client.h"
#include "core/services/practice/practice_service.h"
#include "core/services/practice/register.h"
#include "core/services/service_registry.h"

#include "tests/support/fake_clock.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QSet>
#include <QThreadPool>

namespace staffroom::practice {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;

struct Practice : testing::Test {
    test::FakeClock clock;
    QThreadPool pool;
    ServiceRegistry registry;

    ServiceClient& open(const QString& speed, const QString& from)
    {
        ServiceContext context;
        context.clock = &clock;
        context.decodePool = &pool;
        context.options = {{u"practice.speed"_s, speed}, {u"practice.from"_s, from}};
        registerService(registry, context);
        const Source source{{u"practice"_s}, {}, {}};
        m_client = registry.find({u"practice"_s})->client(source, {});
        return *m_client;
    }

    FeedSpec spec(const QString& text) { return *registry.resolveSpec(text); }

    Page page(const QString& text, const QString& cursor = {}, int limit = 40)
    {
        PageRequest request;
        request.feed = spec(text);
        request.limit = limit;
        request.cursor = cursor;
        request.direction
            = cursor.isEmpty() ? PageRequest::Direction::Newest : PageRequest::Direction::Older;
        auto got = await(m_client->page(request));
        EXPECT_TRUE(got);
        return got ? *got : Page{};
    }

    static void start(LiveStream& stream)
    {
        stream.start();
        ASSERT_TRUE(test::waitFor([&] { return stream.state() == LiveStream::State::Open; }));
    }

    std::unique_ptr<ServiceClient> m_client;
};

TEST_F(Practice, SourceIsOneWord)
{
    open(u"1"_s, u"0"_s);
    EXPECT_TRUE(registry.resolveSource(u"Practice"_s));
    EXPECT_FALSE(registry.resolveSource(u"practise"_s));
}

TEST_F(Practice, OpensWithWhatHasBeenSaidNewestFirst)
{
    open(u"4"_s, u"420"_s);
    const auto got = page(u"tag:sproutchat@practice"_s);
    ASSERT_GT(got.items.size(), 10U);
    for (size_t i = 1; i < got.items.size(); ++i)
        EXPECT_GE(got.items[i - 1].time(), got.items[i].time());
    EXPECT_LE(got.items.front().time(), clock.now());
}

TEST_F(Practice, ASearchFindsPostsWithAllItsWordsInAnyCase)
{
    open(u"1"_s, u"4600"_s);
    const auto found = page(u"search:GUTTER rain@practice"_s);
    ASSERT_FALSE(found.items.empty());
    for (const auto& item : found.items) {
        EXPECT_TRUE(item.post->text.text.contains("gutter"_L1, Qt::CaseInsensitive));
        EXPECT_TRUE(item.post->text.text.contains("rain"_L1, Qt::CaseInsensitive));
    }
    EXPECT_TRUE(page(u"search:zzyzx@practice"_s).items.empty());
}

TEST_F(Practice, SpeedShortensTheHour)
{
    auto& client = open(u"60"_s, u"0"_s);
    auto stream = client.stream(spec(u"tag:SproutChat@practice"_s));
    start(*stream);
    clock.advance(61s);
    EXPECT_EQ(stream->state(), LiveStream::State::Open); // the transcript runs 76 s past the hour
    clock.advance(2s);
    EXPECT_EQ(stream->state(), LiveStream::State::Ended);
}

TEST_F(Practice, StreamBringsEveryChangeAndPagesAgree)
{
    auto& client = open(u"20"_s, u"0"_s);
    const auto feed = spec(u"tag:SproutChat@practice"_s);
    auto stream = client.stream(feed);
    QSet<QString> shown;
    int edits = 0;
    QObject::connect(stream.get(), &LiveStream::happened, [&](const LiveEvent& event) {
        if (const auto* arrived = std::get_if<Arrived>(&event)) {
            EXPECT_FALSE(shown.contains(arrived->item.post->id.remote));
            shown.insert(arrived->item.post->id.remote);
        } else if (const auto* gone = std::get_if<Deleted>(&event)) {
            shown.remove(gone->id.remote);
        } else if (const auto* edit = std::get_if<Edited>(&event)) {
            edits += edit->post->edited ? 1 : 0;
        }
    });
    start(*stream);
    clock.advance(200s);
    ASSERT_EQ(stream->state(), LiveStream::State::Ended);
    EXPECT_EQ(edits, 4);

    QSet<QString> paged;
    QString cursor;
    do {
        const auto got = page(u"tag:SproutChat@practice"_s, cursor, 17);
        for (const auto& item : got.items) {
            EXPECT_FALSE(paged.contains(item.post->id.remote));
            paged.insert(item.post->id.remote);
        }
        cursor = got.older;
    } while (!cursor.isEmpty());
    EXPECT_EQ(paged, shown);
    EXPECT_GT(paged.size(), 150);
}

TEST_F(Practice, LateArrivalKeepsTheTimeItWasWritten)
{
    auto& client = open(u"60"_s, u"0"_s);
    auto stream = client.stream(spec(u"tag:SproutChat@practice"_s));
    int late = 0;
    QObject::connect(stream.get(), &LiveStream::happened, [&](const LiveEvent& event) {
        if (const auto* arrived = std::get_if<Arrived>(&event))
            late += clock.now() - arrived->item.post->created > 1s ? 1 : 0;
    });
    start(*stream);
    clock.advance(70s);
    EXPECT_GE(late, 1);
}

TEST_F(Practice, PollShowsVotesOnceItHasClosed)
{
    auto& client = open(u"60"_s, u"0"_s);
    auto stream = client.stream(spec(u"public@practice"_s));
    PostPtr poll;
    QObject::connect(stream.get(), &LiveStream::happened, [&](const LiveEvent& event) {
        if (const auto* arrived = std::get_if<Arrived>(&event);
            arrived && arrived->item.post->poll) {
            poll = arrived->item.post;
            EXPECT_FALSE(poll->poll->options.front().votes);
        } else if (const auto* edit = std::get_if<Edited>(&event); edit && edit->post->poll) {
            poll = edit->post;
        }
    });
    start(*stream);
    clock.advance(70s);
    ASSERT_TRUE(poll);
    EXPECT_TRUE(poll->poll->isClosed);
    EXPECT_GT(poll->poll->votes, 0);
}

TEST_F(Practice, OwnPostAppearsInItsTag)
{
    auto& client = open(u"4"_s, u"420"_s);
    const auto question = page(u"tag:SproutChat@practice"_s).items.front().post;
    const test::OpenLock unlocked;
    Submission answer;
    answer.text = u"A1 A jam jar. #SproutChat"_s;
    answer.inReplyTo = question->id;
    const auto published = await(client.publish(answer, unlocked.pass()));
    ASSERT_TRUE(published);
    const PostPtr own = published->post;
    EXPECT_EQ(own->inReplyToHandle, question->author.handle);
    EXPECT_EQ(page(u"tag:SproutChat@practice"_s).items.front().post->id, own->id);
    const auto thread = await(client.thread(question->id));
    ASSERT_TRUE(thread);
    EXPECT_EQ(thread->descendants.back()->id, own->id);
    answer.text = u"  "_s;
    EXPECT_FALSE(await(client.publish(answer, unlocked.pass())));
}

TEST_F(Practice, HomeBringsBoosts)
{
    open(u"1"_s, u"3700"_s);
    int boosts = 0;
    for (const auto& item : page(u"home@practice"_s, {}, 1000).items)
        boosts += item.reason ? 1 : 0;
    EXPECT_GT(boosts, 50);
}

} // namespace
} // namespace staffroom::practice
