#pragma once

#include "core/feeds/feed_hub.h"
#include "core/store/post_store.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

#include <algorithm>

namespace staffroom {

/// A hub over the fake service, with time standing still. No store unless `useStore()`.
class FeedFixture : public testing::Test {
protected:
    FeedFixture()
    {
        auto service = std::make_unique<test::FakeService>();
        m_service = service.get();
        m_registry.add(std::move(service));
        server().hasStream = false;
    }
    test::FakeServer& server() { return m_service->server(); }
    FeedHub& hub()
    {
        if (!m_hub) {
            m_hub = std::make_unique<FeedHub>(
                FeedHub::Context{&m_clock, &m_registry, m_store.get(), {}});
        }
        return *m_hub;
    }
    void useStore()
    {
        m_store = std::make_unique<PostStore>(
            PostStore::Files{m_folder.filePath(QStringLiteral("cache.db")),
                m_folder.filePath(QStringLiteral("user.db"))});
        ASSERT_TRUE(test::await(m_store->ready()));
    }
    /// As when the program ends and starts again.
    void restart()
    {
        m_hub.reset();
        m_store.reset();
        useStore();
    }
    /// Runs the loop until the cache has answered; time stands still.
    void settle(const Feed& feed, size_t entries)
    {
        EXPECT_TRUE(test::waitFor([&] { return feed.entries().size() >= entries; }))
            << feed.entries().size();
    }
    void run(std::chrono::milliseconds time) { m_clock.advance(time); }

    Timestamp now() const { return m_clock.now(); }
    PostPtr addPost(const QString& id, std::chrono::seconds ago = std::chrono::seconds(0))
    {
        auto post = test::makePost(id, now() - ago);
        server().add(post);
        return post;
    }
    /// Puts `count` posts, a second apart, the last one now.
    void addPosts(const QString& prefix, int count)
    {
        for (int i = 0; i < count; ++i)
            addPost(prefix + QString::number(i), std::chrono::seconds(count - 1 - i));
    }
    static QStringList ids(const Feed& feed)
    {
        QStringList out;
        for (const auto& entry : feed.entries())
            out << entry.post->id.remote;
        return out;
    }
    static void expectOrdered(const Feed& feed)
    {
        const auto& all = feed.entries();
        for (size_t i = 1; i < all.size(); ++i)
            EXPECT_TRUE(all[i].comesBefore(all[i - 1])) << i;
    }
    int pagesAsked(PageRequest::Direction direction)
    {
        return int(std::count_if(server().pages.begin(), server().pages.end(),
            [&](const PageRequest& request) { return request.direction == direction; }));
    }

    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    ServiceRegistry m_registry;
    test::FakeService* m_service = nullptr;
    std::unique_ptr<PostStore> m_store;
    std::unique_ptr<FeedHub> m_hub;
};

} // namespace staffroom
