#pragma once

#include "core/feeds/feed_core.h"

#include <QSet>

#include <memory>

namespace staffroom {

/// The live stream of one feed, and whether it can be believed: servers accept subscriptions and
/// stay silent, so polls go on beside it, and three polls in a row that found what the stream did
/// not tell end it for this kind of feed at this source.
class StreamWatch {
public:
    explicit StreamWatch(FeedCore& core);
    ~StreamWatch();

    void start();
    void stop();

    /// A poll was answered with these posts that were not known.
    void polled(const std::vector<PostId>& unknown);

    bool isOpen() const { return m_isOpen; }
    /// Open, and nothing speaks against it.
    bool isDelivering() const { return m_isOpen && m_misses == 0; }
    /// It has told something, so polls may be rare.
    bool isProven() const { return isDelivering() && m_delivered > 0; }
    /// Open without a break since before the last poll that was answered.
    bool isUnbroken() const { return m_isOpen && m_pollsSinceOpen > 0; }
    bool isEnded() const { return m_isEnded; }

private:
    void opened();
    void heard(const LiveEvent& event);
    void changed(LiveStream::State state);

    FeedCore& m_core;
    std::unique_ptr<LiveStream> m_stream;
    bool m_isOpen = false;
    bool m_isEnded = false;
    bool m_isUnavailable = false;
    Millis m_cutAt{-1'000'000};
    int m_pollsSinceOpen = 0;
    int m_delivered = 0; ///< since it opened
    int m_deliveredSincePoll = 0;
    int m_misses = 0;
    QSet<PostId> m_untold; ///< found by the last poll; the stream may still tell them
};

} // namespace staffroom
