// What a post costs to shape and to paint.
#include "ui/post/post_layout.h"
#include "ui/post/post_painter.h"

#include "tests/bench/made_posts.h"

#include <QApplication>
#include <QPainter>

#include <benchmark/benchmark.h>

namespace staffroom::bench {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Rows {
    std::vector<FeedEntry> entries;
    std::vector<FeedRow> rows;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
    QSet<QString> quietTags{u"t1"_s};

    Rows()
    {
        MadePosts made(u"http://127.0.0.1"_s, {u"t1"_s});
        for (int i = 0; i < 200; ++i) {
            FeedEntry entry;
            entry.post = made.next(timestampFromMs(1'763'838'000'000 + i * 1000));
            entry.time = entry.post->created;
            entries.push_back(std::move(entry));
        }
        for (const auto& entry : entries) {
            FeedRow row;
            row.entry = &entry;
            row.key = rows.size() + 1;
            rows.push_back(row);
        }
    }

    LayoutInput input(size_t index) const
    {
        LayoutInput in;
        in.row = &rows.at(index % rows.size());
        in.width = 340;
        in.style = &style;
        in.now = timestampFromMs(1'763'839'000'000);
        in.quietTags = &quietTags;
        return in;
    }
};

void layOutPost(benchmark::State& state)
{
    const Rows rows;
    size_t next = 0;
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(makeLayout(rows.input(next++)));
}
BENCHMARK(layOutPost)->Unit(benchmark::kMicrosecond);

void estimatePost(benchmark::State& state)
{
    const Rows rows;
    size_t next = 0;
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(estimateHeight(rows.input(next++)));
}
BENCHMARK(estimatePost);

/// A column of 340 x 900 from layouts that are there.
void paintColumn(benchmark::State& state)
{
    const Rows rows;
    const PostIcons icons(rows.style, 1.0);
    std::vector<PostLayout> layouts;
    for (int height = 0; height < 900;) {
        layouts.push_back(makeLayout(rows.input(layouts.size())));
        height += layouts.back().height;
    }
    QImage image(340, 900, QImage::Format_RGB32);
    PostPaint paint;
    paint.style = &rows.style;
    paint.icons = &icons;
    for ([[maybe_unused]] auto turn : state) {
        QPainter painter(&image);
        for (const auto& layout : layouts) {
            paintPost(painter, layout, paint);
            painter.translate(0, layout.height);
        }
    }
}
BENCHMARK(paintColumn)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace staffroom::bench

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
