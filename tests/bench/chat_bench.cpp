// Sorting a chat as its posts come: the mean of one post among 5,000 must stay under a millisecond.
#include "core/chat/chat_sorter.h"

#include <benchmark/benchmark.h>

namespace staffroom::bench {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kQuestions = 8;
constexpr auto kHour = std::chrono::hours(1);

ChatRules rules()
{
    ChatRules out;
    out.hashtag = u"EdChat"_s;
    out.hosts << u"host@bench.example"_s;
    out.begin = timestampFromMs(0);
    out.end = timestampFromMs(0) + kHour;
    return out;
}

std::vector<ChatPost> hourOfPosts(int count)
{
    const QStringList words{u"garden"_s, u"window"_s, u"notebook"_s, u"because"_s, u"measure"_s,
        u"children"_s, u"quietly"_s, u"together"_s, u"again"_s, u"draw"_s};
    std::vector<ChatPost> out;
    int question = 0;
    for (int i = 0; i < count; ++i) {
        ChatPost post;
        post.id = {{u"bench"_s}, {}, QString::number(i)};
        post.author = u"u%1@bench.example"_s.arg(i % 300);
        post.created = timestampFromMs(qint64(i) * 3'600'000 / count);
        post.seen = post.created;
        post.language = u"en"_s;
        post.tags << u"EdChat"_s;
        for (int w = 0; w < 12; ++w)
            post.text += words.at((i * 7 + w * w * 3) % words.size()) + u' ';
        if (i % (count / kQuestions) == count / kQuestions / 2) {
            post.author = u"host@bench.example"_s;
            post.text = u"Q%1: What about %2? "_s.arg(++question).arg(post.text);
        } else if (i % 3 == 0) {
            post.text = u"A%1: "_s.arg(question) + post.text;
        } else if (i % 5 == 1) {
            post.inReplyTo = PostId{{u"bench"_s}, {}, QString::number(i - 1 - i % 40)};
        }
        post.text += u"#EdChat"_s;
        out.push_back(std::move(post));
    }
    return out;
}

void sortChat(benchmark::State& state)
{
    const auto posts = hourOfPosts(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto turn : state) {
        ChatSorter sorter(rules());
        for (const auto& post : posts)
            sorter.put(post);
        benchmark::DoNotOptimize(sorter.questions());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sortChat)->Arg(500)->Arg(5000)->Unit(benchmark::kMillisecond);

/// The dearest change: a host more, and everything is judged again.
void addHost(benchmark::State& state)
{
    const auto posts = hourOfPosts(5000);
    ChatSorter sorter(rules());
    for (const auto& post : posts)
        sorter.put(post);
    auto more = rules();
    more.hosts << u"u7@bench.example"_s;
    bool isMore = false;
    for ([[maybe_unused]] auto turn : state) {
        isMore = !isMore;
        sorter.setRules(isMore ? more : rules());
    }
}
BENCHMARK(addHost)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace staffroom::bench
