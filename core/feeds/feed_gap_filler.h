#pragma once

#include "core/feeds/feed_core.h"

#include <QHash>
#include <QSet>

namespace staffroom {

/// Fills holes of one feed by walking older pages down to what is known; one hole at a time, the
/// newest first. By itself at most ten pages a hole; then it waits for the person.
class FeedGapFiller {
public:
    explicit FeedGapFiller(FeedCore& core);
    ~FeedGapFiller();

    /// Goes on with the newest hole that still has pages to its credit.
    void fillNext();
    /// The person's wish.
    void fill(quint64 id);
    void stop();
    bool isBusy() const { return m_current != 0; }

private:
    int creditOf(const FeedGap& gap) const;
    void begin(quint64 id, Lane lane);
    void ask(Lane lane);
    void answered(Result<Page> answer, Lane lane);
    void takePage(const Page& page);
    void end();

    FeedCore& m_core;
    quint64 m_current = 0;
    Lane m_lane = Lane::Visible;
    QHash<quint64, int> m_credit; ///< pages left, by hole
    bool m_isFromTop = false; ///< on its way down to what is here
    QSet<QString> m_cursors; ///< used for the current hole: a server may go in circles
    PollScheduler::Ticket m_ticket;
    TaskHandle m_request;
};

} // namespace staffroom
