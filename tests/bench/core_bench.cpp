// The hot paths below the window.
#include "core/services/mastodon/decode.h"
#include "core/store/post_store.h"
#include "core/text/html_to_text.h"

#include "tests/bench/made_posts.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/wait_for.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

namespace staffroom::bench {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString kServer = u"http://127.0.0.1"_s;

void readMarkup(benchmark::State& state)
{
    test::FakePostMaker maker(1, {u"alpha"_s}, kServer, false);
    std::vector<QString> texts;
    for (int i = 0; i < 200; ++i)
        texts.push_back(maker.next().text);
    size_t next = 0;
    qint64 characters = 0;
    for ([[maybe_unused]] auto turn : state) {
        const auto& html = texts[next++ % texts.size()];
        characters += html.size();
        benchmark::DoNotOptimize(htmlToRichText(html, {}));
    }
    state.SetBytesProcessed(characters);
}
BENCHMARK(readMarkup);

/// Twice the markup must not take much more than twice the time: compare the two figures.
void readHostileMarkup(benchmark::State& state)
{
    const QString html = u"<b><a href='x'>&amp;<i"_s.repeated(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(htmlToRichText(html, {}));
}
BENCHMARK(readHostileMarkup)->Arg(500)->Arg(1000)->Arg(2000);

std::vector<StoredEntry> page(MadePosts& made, int from, int count)
{
    std::vector<StoredEntry> out;
    for (int i = 0; i < count; ++i) {
        StoredEntry entry;
        entry.post = made.next(timestampFromMs(1'763'838'000'000 + (from + i) * 1000));
        entry.time = entry.post->created;
        entry.placeId = entry.post->id;
        out.push_back(std::move(entry));
    }
    return out;
}

/// Parsed posts to disk and search index, a page of 40 a transaction, as the program does it.
void storePages(benchmark::State& state)
{
    const QTemporaryDir folder;
    PostStore store({folder.filePath(u"cache.db"_s), folder.filePath(u"user.db"_s)});
    MadePosts made(kServer, {u"t1"_s});
    int from = 0;
    for ([[maybe_unused]] auto turn : state) {
        state.PauseTiming();
        FeedWrite write;
        write.feedKey = u"bench"_s;
        write.entries = page(made, from, 40);
        from += 40;
        state.ResumeTiming();
        if (!test::await(store.write(std::move(write))))
            state.SkipWithError("write failed");
    }
    state.counters["posts/s"] = benchmark::Counter(from, benchmark::Counter::kIsRate);
}
BENCHMARK(storePages)->Unit(benchmark::kMicrosecond)->UseRealTime();

void openFeed(benchmark::State& state)
{
    const QTemporaryDir folder;
    PostStore store({folder.filePath(u"cache.db"_s), folder.filePath(u"user.db"_s)});
    MadePosts made(kServer, {u"t1"_s});
    for (int from = 0; from < state.range(0); from += 400) {
        FeedWrite write;
        write.feedKey = u"bench"_s;
        write.entries = page(made, from, 400);
        if (!test::await(store.write(std::move(write))))
            state.SkipWithError("write failed");
    }
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(test::await(store.open(u"bench"_s, 60)));
}
BENCHMARK(openFeed)->Arg(2'000)->Arg(20'000)->Unit(benchmark::kMicrosecond)->UseRealTime();

} // namespace
} // namespace staffroom::bench

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
