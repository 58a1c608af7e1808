#pragma once

#include "core/feeds/feed_core.h"

#include <QHash>

#include <deque>

namespace staffroom {

/// Asks for the newest page of one feed again and again, and sees from it what is new, what is
/// missing and what was deleted.
class FeedPoller {
public:
    explicit FeedPoller(FeedCore& core);
    ~FeedPoller();

    void start(); ///< the first poll, at once
    void stop();
    void refresh(); ///< the person's lane, whatever the state
    void pollSoon(); ///< in the feed's lane, within half a second
    /// Viewers came or went, or the stream broke: another pace.
    void replan();

    bool hasAnswer() const { return m_hasAnswer; }
    /// Fills in Loading, Polling, NeedsLogin, Failed or Offline.
    void describe(FeedState& state) const;

private:
    void plan(Millis delay, Lane lane);
    void planNext();
    Millis pace() const;
    void ask(Lane lane);
    void answered(Result<Page> answer);
    void takePage(const Page& page);
    void failedWith(const Error& error);
    Timestamp oldestOf(const Page& page) const;
    Timestamp bottomOf(const Page& page) const;
    void suspectMissing(const Page& page, Timestamp bottom);
    void checkNext();
    const FeedEntry* newestKnown() const;

    FeedCore& m_core;
    PollScheduler::Ticket m_ticket;
    TaskHandle m_request;
    bool m_isAsking = false;
    bool m_asksAgain = false; ///< asked for while a request was on its way
    quint64 m_arrivalAtRequest = 0;
    std::optional<PostId> m_known; ///< as the request on its way names it
    Timestamp m_knownTime{};

    bool m_hasAnswer = false;
    Millis m_answeredAt{0};
    Millis m_interval; ///< between polls that find nothing grows, after a find it is short
    std::optional<Millis> m_askAgainAfter; ///< the service's own pace; takes the place of ours
    int m_failures = 0; ///< answers in a row that were no page
    std::optional<Error> m_error; ///< of the last answer
    Timestamp m_errorSince{};
    Timestamp m_retryAt{};

    std::deque<PostId> m_suspects; ///< perhaps deleted
    QHash<PostId, Millis> m_checked; ///< when a suspect was found to be there
    PollScheduler::Ticket m_checkTicket;
    TaskHandle m_check;
    bool m_isChecking = false;
};

} // namespace staffroom
