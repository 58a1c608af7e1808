// The end does not depend on the way there, and the way costs what it concerns.
#include "tests/unit/core/chat/made_chat.h"

#include <algorithm>
#include <random>

namespace staffroom::test {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A chat of every kind of post, made by chance but the same each time.
/// `isOdd`: with labels of its own, questions without numbers and numbers that are mended, too.
std::vector<ChatPost> madePosts(const MadeChat& chat, unsigned seed, int count, bool isOdd = false)
{
    std::mt19937 random(seed);
    const auto upTo = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const QStringList words{u"moss"_s, u"kettle"_s, u"window"_s, u"garden"_s, u"paper"_s,
        u"because"_s, u"thanks all"_s, u"late"_s, u"also"_s, u"welcome"_s, u"buy now discount"_s,
        u"tag"_s};
    std::vector<ChatPost> out;
    for (int i = 0; i < count; ++i) {
        const int at = i * 3600 / count;
        const QString remote = u"p%1"_s.arg(i);
        const QString author = upTo(8) == 0 ? u"host"_s : u"u%1"_s.arg(upTo(12));
        QString text;
        for (int w = 0; w < 4 + upTo(5); ++w)
            text += words.at(upTo(static_cast<int>(words.size()))) + u' ';
        const int number = at / 600 + upTo(3);
        if (author == u"host"_s && upTo(2) == 0)
            text = u"Q%1: what about %2?"_s.arg(number).arg(text);
        else if (isOdd && author == u"host"_s && upTo(3) == 0)
            text = u"Station %1: what about %2?"_s.arg(number).arg(text);
        else if (isOdd && author == u"host"_s && upTo(3) == 0)
            text = u"and what about %1?"_s.arg(text);
        else if (isOdd && upTo(6) == 0)
            text = u"Stop %1: %2"_s.arg(number).arg(text);
        else if (isOdd && upTo(30) == 0)
            text = u"Sorry, that was Q%1 "_s.arg(number);
        else if (upTo(2) == 0)
            text = u"A%1 %2"_s.arg(number).arg(text);
        else if (upTo(12) == 0)
            text = u"Q%1: %2? #otherchat"_s.arg(number).arg(text);
        else if (upTo(15) == 0)
            text = u"(2/2) "_s + text;
        auto post = chat.post(at, remote, author, text + u"#EdChat"_s);
        if (i > 0 && upTo(3) == 0)
            post.inReplyTo = MadeChat::id(u"p%1"_s.arg(upTo(i)));
        else if (i > 0 && upTo(9) == 0)
            post.quoteOf = MadeChat::id(u"p%1"_s.arg(upTo(i)));
        if (i > 0 && upTo(14) == 0)
            post.text = u"RT @u1: "_s + out[static_cast<size_t>(upTo(i))].text;
        if (upTo(10) == 0)
            post.links << u"https://shop.example/"_s;
        out.push_back(post);
    }
    return out;
}

void expectSame(const ChatSorter& a, const ChatSorter& b, const std::vector<ChatPost>& posts)
{
    EXPECT_EQ(a.questions(), b.questions());
    EXPECT_EQ(a.storms(), b.storms());
    for (const auto& post : posts) {
        const auto* left = a.placement(post.id);
        const auto* right = b.placement(post.id);
        ASSERT_EQ(left == nullptr, right == nullptr);
        if (left) {
            EXPECT_EQ(*left, *right) << qPrintable(post.id.remote) << ' ' << qPrintable(post.text);
        }
    }
}

class AnyOrder : public testing::TestWithParam<unsigned> { };

TEST_P(AnyOrder, EndsTheSame)
{
    const MadeChat chat;
    const bool isOdd = GetParam() % 2 == 0;
    auto posts = madePosts(chat, GetParam(), 160, isOdd);
    auto edited = madePosts(chat, GetParam() + 1000, 160, isOdd);
    std::mt19937 random(GetParam());

    ChatSorter grown(chat.rules);
    auto order = posts;
    std::shuffle(order.begin(), order.end(), random);
    for (const auto& post : order)
        grown.put(post);
    // Edits, some taken back, and deletions, some of them put again.
    std::vector<ChatPost> last = posts;
    for (size_t i = 0; i < last.size(); i += 3) {
        grown.put(edited[i]);
        if (i % 2 == 0)
            last[i] = edited[i];
        else
            grown.put(last[i]);
    }
    std::vector<ChatPost> kept;
    for (size_t i = 0; i < last.size(); ++i) {
        if (i % 7 == 0)
            grown.remove(last[i].id);
        if (i % 14 == 0)
            grown.put(last[i]);
        if (i % 7 != 0 || i % 14 == 0)
            kept.push_back(last[i]);
    }
    ChatSorter fresh(chat.rules);
    for (const auto& post : kept)
        fresh.put(post);
    expectSame(grown, fresh, posts);

    auto rules = chat.rules;
    rules.hosts << u"u3@x.example"_s;
    grown.setRules(rules);
    ChatSorter other(rules);
    for (auto it = kept.rbegin(); it != kept.rend(); ++it)
        other.put(*it);
    expectSame(grown, other, posts);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyOrder, testing::Range(1u, 19u));

TEST(ChatCost, APostIsJudgedAFewTimes)
{
    const MadeChat chat;
    ChatSorter sorter(chat.rules);
    const auto posts = madePosts(chat, 5, 3000);
    int questions = 0;
    for (const auto& post : posts) {
        sorter.put(post);
        questions = std::max(questions, static_cast<int>(sorter.questions().size()));
    }
    EXPECT_GT(questions, 3);
    // One judgement each, and what questions and replies bring along.
    EXPECT_LT(sorter.judgements(), static_cast<qint64>(posts.size()) * 12);
}

} // namespace
} // namespace staffroom::test
