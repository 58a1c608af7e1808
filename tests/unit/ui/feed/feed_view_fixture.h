#pragma once

#include "core/feeds/feed_hub.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_service.h"
#include "tests/support/wait_for.h"
#include "tests/unit/ui/feed/sample_posts.h"
#include "ui/base/icons.h"
#include "ui/base/spoken_text.h"
#include "ui/feed/feed_view.h"

#include <QScrollBar>
#include <QTest>

#include <gtest/gtest.h>

namespace staffroom {

/// A view over a real feed of a scripted server, time standing still.
class FeedViewFixture : public testing::Test {
protected:
    FeedViewFixture()
    {
        initIcons();
        QCursor::setPos(2000, 2000); // where no view is
        auto fake = std::make_unique<test::FakeService>();
        service = fake.get();
        registry.add(std::move(fake));
        images.addDrawer(QStringLiteral("practice"), test::samplePicture);
        hub = std::make_unique<FeedHub>(FeedHub::Context{&clock, &registry, nullptr, {}});
    }

    test::FakeServer& server() { return service->server(); }

    void open(FeedOrder order = FeedOrder::NewestFirst, QSize size = {340, 900})
    {
        feed = hub->feed(test::fakeSpec());
        model = std::make_unique<FeedModel>(feed, order, spokenText(clock));
        view = std::make_unique<FeedView>(FeedView::Context{&images, &clock});
        view->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 2));
        view->setQuietTags({QStringLiteral("sproutchat")});
        view->resize(size);
        view->setFeedModel(model.get());
        view->show();
        feed->addViewer();
        run(std::chrono::seconds(3));
    }

    void run(Millis time)
    {
        clock.advance(time);
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }

    PostPtr post(const QString& id, Timestamp at, const QString& text = QStringLiteral("hello"))
    {
        test::MadePost more;
        more.text = text;
        return test::makePost(id, at, more);
    }

    /// `count` posts before `until`, a second apart, oldest first; different lengths.
    void addPosts(const QString& prefix, int count, Timestamp until)
    {
        for (int i = 0; i < count; ++i) {
            const QString text
                = QStringLiteral("word and another word ").repeated(1 + (i * 7) % 23);
            server().add(
                post(prefix + QString::number(i), until - std::chrono::seconds(count - i), text));
        }
    }

    void drain() { QTest::qWait(0); }

    /// Keys and places of all rows in view.
    std::vector<std::pair<quint64, int>> places() const
    {
        std::vector<std::pair<quint64, int>> out;
        for (int row = 0; row < model->rowCount(); ++row) {
            const QRect rect = view->visualRect(model->index(row));
            if (rect.bottom() < 0 || rect.top() >= view->viewport()->height())
                continue;
            out.emplace_back(model->row(row).key, rect.top());
        }
        return out;
    }

    /// Everything that was in view is where it was.
    void expectUnmoved(const std::vector<std::pair<quint64, int>>& before) const
    {
        ASSERT_FALSE(before.empty());
        int compared = 0;
        for (const auto& [key, top] : before) {
            const int row = model->rowOfKey(key);
            if (row < 0)
                continue;
            EXPECT_EQ(view->visualRect(model->index(row)).top(), top) << "row " << row;
            ++compared;
        }
        EXPECT_GT(compared, 0);
    }

    test::FakeClock clock;
    SystemClock system;
    ServiceRegistry registry;
    test::FakeService* service = nullptr;
    std::unique_ptr<FeedHub> hub;
    RateLimiter limiter{system};
    HttpClient http{system, limiter, {"test", true}};
    ImageRepository images{http, {}};
    std::shared_ptr<Feed> feed;
    std::unique_ptr<FeedModel> model;
    std::unique_ptr<FeedView> view;
};

} // namespace staffroom
