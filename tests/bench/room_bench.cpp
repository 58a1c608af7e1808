// What one more post costs in a room that is full already.
#include "core/feeds/feed_hub.h"
#include "core/room/room.h"
#include "core/room/room_content.h"
#include "core/room/room_model.h"
#include "core/room/room_totals.h"

#include "tests/bench/made_posts.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"

#include <benchmark/benchmark.h>

namespace staffroom::bench {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

RoomSetup setup(const Source& source)
{
    RoomSetup out;
    out.id = u"bench"_s;
    out.hashtag = u"alpha"_s;
    out.sources = {source};
    out.hosts = {u"person1@example.org"_s};
    return out;
}

RoomArrival arrivalOf(const PostPtr& post)
{
    RoomArrival out;
    out.post = post;
    out.time = post->created;
    out.seen = post->created;
    return out;
}

/// Union, sorting and judging alone.
void putIntoRoom(benchmark::State& state)
{
    MadePosts made(u"http://127.0.0.1"_s, {u"alpha"_s});
    RoomContent content(setup({{u"mastodon"_s}, u"http://127.0.0.1"_s, {}}), {}, {}, 1);
    auto at = timestampFromMs(1'763'838'000'000);
    const auto next = [&] { return arrivalOf(made.next(at += 700ms)); };
    for (int i = 0; i < int(state.range(0)); ++i)
        content.put(next(), 0ms);
    content.takeChanges();
    for ([[maybe_unused]] auto turn : state) {
        content.put(next(), 0ms);
        benchmark::DoNotOptimize(content.takeChanges());
    }
}
BENCHMARK(putIntoRoom)->Arg(500)->Arg(5000)->Iterations(1000)->Unit(benchmark::kMicrosecond);

/// All figures of a batch.
void countRoom(benchmark::State& state)
{
    MadePosts made(u"http://127.0.0.1"_s, {u"alpha"_s});
    RoomContent content(setup({{u"mastodon"_s}, u"http://127.0.0.1"_s, {}}), {}, {}, 1);
    auto at = timestampFromMs(1'763'838'000'000);
    for (int i = 0; i < int(state.range(0)); ++i)
        content.put(arrivalOf(made.next(at += 700ms)), 0ms);
    RoomTotals totals(content);
    for ([[maybe_unused]] auto turn : state) {
        state.PauseTiming();
        content.put(arrivalOf(made.next(at += 700ms)), 0ms);
        content.takeChanges();
        state.ResumeTiming();
        benchmark::DoNotOptimize(totals.figures(at));
        benchmark::DoNotOptimize(totals.people());
        benchmark::DoNotOptimize(totals.links());
    }
}
BENCHMARK(countRoom)->Arg(500)->Arg(5000)->Iterations(200)->Unit(benchmark::kMicrosecond);

/// Twelve words of nobody else, so that nothing is taken for a repetition.
QString wordsOf(int number)
{
    QStringList out;
    for (int i = 0; i < 12; ++i) {
        auto bits = qHashMulti(7, number, i);
        QString word;
        for (int letter = 0; letter < 6; ++letter, bits /= 26)
            word += QChar(u'a' + char16_t(bits % 26));
        out << word;
    }
    return out.join(u' ');
}

/// From the server to the rows of the stream and of one question.
void arriveInRoom(benchmark::State& state)
{
    test::FakeClock clock;
    ServiceRegistry registry;
    auto fake = std::make_unique<test::FakeService>();
    auto& server = fake->server();
    registry.add(std::move(fake));
    FeedHub hub(FeedHub::Context{&clock, &registry, nullptr, {}});
    RoomRecord record;
    record.setup = setup({test::kFakeService, u"https://fake.example"_s, {}});
    Room room(Room::Context{&clock, &hub, nullptr, {}}, record);
    RoomModel stream(room, {}, FeedOrder::NewestFirst, {});
    RoomModel question(room, {RoomView::Show::Question, 1}, FeedOrder::ChatOrder, {});
    clock.advance(2s);
    int count = 0;
    const auto next = [&] {
        const QString number = QString::number(++count);
        test::MadePost made;
        made.text = wordsOf(count);
        made.handle = u"person%1@example.org"_s.arg(count % 60);
        made.tags = {u"alpha"_s};
        server.add(test::makePost(u"n"_s + number, clock.now(), made));
    };
    while (count < int(state.range(0))) {
        for (int i = 0; i < 20; ++i)
            next();
        clock.advance(720ms * 20);
    }
    for ([[maybe_unused]] auto turn : state) {
        next();
        clock.advance(120ms);
    }
    state.counters["rows"] = double(stream.rowCount());
}
BENCHMARK(arriveInRoom)->Arg(500)->Arg(5000)->Iterations(500)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace staffroom::bench
