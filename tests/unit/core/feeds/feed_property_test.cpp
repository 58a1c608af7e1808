#include "tests/unit/core/feeds/feed_fixture.h"

#include <QSet>

#include <map>
#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeSpec;
using test::makePost;

/// Random lives of a server and its stream, held against a ledger of what it really has.
class FeedProperty : public FeedFixture, public testing::WithParamInterface<unsigned> {
protected:
    // Members are not shared with the other fixture of the same base.
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(m_random); }

    void addSome(int most)
    {
        for (int i = below(most); i >= 0; --i) {
            const auto late = below(12) == 0 ? std::chrono::seconds(below(90)) : 0s;
            const auto post = makePost(u"n%1"_s.arg(m_next++), now() - late);
            m_ledger[post->id.remote] = post;
            server().add(post);
            run(Millis(below(400)));
        }
    }
    PostPtr anyOfTheLast(int count)
    {
        const auto& items = server().items();
        if (items.empty())
            return nullptr;
        return items[items.size() - 1 - size_t(below(std::min(count, int(items.size()))))].post;
    }
    void step()
    {
        switch (below(11)) {
        case 0:
            server().setDown(true);
            addSome(70);
            run(std::chrono::seconds(below(200)));
            server().setDown(false);
            break;
        case 1:
            server().cutStreams();
            addSome(10);
            run(std::chrono::seconds(below(20)));
            server().openStreams();
            break;
        case 2:
            hub().setOnline(false);
            addSome(100);
            run(std::chrono::seconds(below(600)));
            hub().setOnline(true);
            break;
        case 3:
            server().failNext({Error::Kind::Server, 502, {}, {}, {}});
            addSome(5);
            break;
        case 4:
            server().failNext({Error::Kind::RateLimited, 429, 20s, {}, {}});
            addSome(60);
            break;
        case 5:
            if (const auto post = anyOfTheLast(20)) {
                const auto next = test::editedPost(post, u"edit %1"_s.arg(m_next++), now());
                m_ledger[post->id.remote] = next;
                server().edit(next);
            }
            break;
        case 6:
            if (const auto post = anyOfTheLast(10)) {
                m_ledger.erase(post->id.remote);
                server().remove(post->id);
            }
            break;
        case 7:
            m_hub->wokeUp();
            break;
        default:
            addSome(20);
            break;
        }
        run(std::chrono::milliseconds(below(15'000)));
    }
    /// Clicks every hole until there is none.
    void fillAll(Feed& feed)
    {
        for (int i = 0; i < 50 && !feed.gaps().empty(); ++i) {
            for (const auto& gap : std::vector(feed.gaps()))
                feed.fillGap(gap.id);
            run(60s);
        }
    }
    void compare(const Feed& feed)
    {
        EXPECT_TRUE(feed.gaps().empty());
        expectOrdered(feed);
        QSet<QString> shown;
        for (const auto& entry : feed.entries()) {
            const QString id = entry.post->id.remote;
            EXPECT_FALSE(shown.contains(id)) << "doubled " << id.toStdString();
            shown.insert(id);
            EXPECT_TRUE(m_ledger.contains(id)) << "not deleted " << id.toStdString();
            if (m_ledger.contains(id)) {
                EXPECT_EQ(entry.post->text.text, m_ledger[id]->text.text);
            }
        }
        for (const auto& [id, post] : m_ledger)
            EXPECT_TRUE(shown.contains(id)) << "missing " << id.toStdString();
    }

    std::mt19937 m_random{GetParam()};
    std::map<QString, PostPtr> m_ledger;
    int m_next = 0;
};

TEST_P(FeedProperty, NothingIsMissingNothingDoubledOrderIsRight)
{
    server().hasStream = GetParam() % 2 == 0;
    server().streamSilent = GetParam() % 6 == 0;
    const auto feed = hub().feed(fakeSpec());
    feed->addViewer();
    addSome(30);
    run(2s);
    for (int i = 0; i < 40; ++i)
        step();
    run(3min);
    fillAll(*feed);
    // What was deleted or edited while nobody could see it is found by a page that shows it.
    run(3min);
    QSet<QString> inPage;
    const auto& items = server().items();
    for (size_t i = items.size() - std::min<size_t>(items.size(), 40); i < items.size(); ++i)
        inPage.insert(items[i].post->id.remote);
    const Timestamp oldest
        = items.empty() ? now() : items[items.size() - std::min<size_t>(items.size(), 40)].time();
    // Behind that page nobody tells; the ledger forgives those, but only those.
    for (const auto& entry : feed->entries()) {
        const QString id = entry.post->id.remote;
        if (inPage.contains(id) || entry.time > oldest)
            continue;
        m_ledger[id] = entry.post;
    }
    compare(*feed);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FeedProperty, testing::Range(1U, 41U));

class FeedRestartProperty : public FeedProperty { };

TEST_P(FeedRestartProperty, NothingIsMissingAcrossRestarts)
{
    server().hasStream = GetParam() % 2 == 0;
    useStore();
    auto feed = hub().feed(fakeSpec());
    addSome(30);
    for (int round = 0; round < 6; ++round) {
        ASSERT_TRUE(test::waitFor([&] {
            run(100ms);
            return feed->state().kind == FeedState::Kind::Polling
                || feed->state().kind == FeedState::Kind::Live;
        }));
        for (int i = 0; i < 4; ++i) {
            addSome(30);
            run(std::chrono::milliseconds(below(9000)));
        }
        feed.reset();
        restart();
        addSome(80);
        feed = hub().feed(fakeSpec());
        EXPECT_TRUE(feed->entries().empty());
    }
    // Time stands still for the disk: go on until the cache has answered.
    ASSERT_TRUE(test::waitFor([&] {
        run(1s);
        return feed->state().kind == FeedState::Kind::Polling
            || feed->state().kind == FeedState::Kind::Live;
    }));
    ASSERT_TRUE(test::waitFor([&] {
        run(1s);
        if (feed->end() == FeedEnd::MayHaveMore || feed->end() == FeedEnd::Failed)
            feed->loadOlder();
        for (const auto& gap : std::vector(feed->gaps()))
            feed->fillGap(gap.id);
        return feed->end() == FeedEnd::Reached && feed->gaps().empty();
    }));
    compare(*feed);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FeedRestartProperty, testing::Range(1U, 9U));

} // namespace
} // namespace staffroom
