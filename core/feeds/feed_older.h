#pragma once

#include "core/feeds/feed_core.h"

#include <functional>

namespace staffroom {

/// Goes back in time at the old end of one feed: from the cache first, then from the network.
class FeedOlder {
public:
    explicit FeedOlder(FeedCore& core);
    ~FeedOlder();

    void load();
    /// Only from the cache, until the feed reaches that far; then `then`, at once or later.
    void loadDownTo(Timestamp time, std::function<void()> then);
    void stop();
    /// Somebody reads back: what is loaded should stay.
    bool wasUsedLately() const;

private:
    void fromCache();
    void fromNetwork();
    void takePage(const Page& page);
    void finish(FeedEnd end);

    FeedCore& m_core;
    bool m_isBusy = false;
    QString m_asked; ///< cursor of the request on its way
    bool m_isFromTop = false; ///< on its way down to what is here
    int m_emptyPages = 0;
    Millis m_lastUse{-1'000'000'000};
    PollScheduler::Ticket m_ticket;
    TaskHandle m_request;
    TaskHandle m_reading;
    TaskHandle m_reachingDown;
};

} // namespace staffroom
