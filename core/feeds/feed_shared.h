#pragma once

#include "core/feeds/feed_hub.h"
#include "core/feeds/pending_posts.h"
#include "core/feeds/poll_scheduler.h"
#include "core/feeds/post_pool.h"
#include "core/services/service.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <memory>
#include <vector>

namespace staffroom {

class FeedCore;
class PostStore;

/// How one source (a server, and as whom) answers, for all feeds that read from it.
struct SourceHealth {
    int failures = 0; ///< in a row, without any answer
    Timestamp since{}; ///< of the first of them
    Timestamp retryAt{};
    Timestamp limitedUntil{};
    int limits = 0; ///< in a row without a time from the server
    Error error;
    /// Why it is limited, where that is not the server's wish: the reader's own limit of costs.
    std::optional<Error> ownLimit;
};

/// What the feeds of one hub share. Lives as long as the hub; feeds that outlive it are told.
class FeedShared : public QObject {
    Q_OBJECT
public:
    FeedShared(Clock& clock, PostStore* store, QObject* parent = nullptr);
    ~FeedShared() override;

    Clock& clock() { return m_clock; }
    PostStore* store() const { return m_store; }
    PostPool& pool() { return m_pool; }
    PollScheduler& scheduler() { return m_scheduler; }

    void enter(FeedCore* feed);
    void leave(FeedCore* feed);
    /// A copy: feeds may come and go while it is walked.
    std::vector<FeedCore*> feeds() const { return m_feeds; }

    /// New content for a post: shown by every feed, written with the next batch.
    void changePost(const PostPtr& post);
    /// Counts alone.
    void countPost(const PostId& id, const PostCounts& counts);
    /// Deleted at its server (a post, or a boost's wrapper): gone everywhere.
    void deletePost(const PostId& id);
    /// An edit, a deletion or new counts, wherever that shows; arrivals are their feed's business.
    void apply(const LiveEvent& event);
    /// The same, told by a client outside of every feed.
    void notice(const LiveEvent& event);
    /// Takes what is expired out of every feed, the pool and the cache.
    void dropExpired();
    // One's own posts on their way; never stored here.
    PendingPosts& pending() { return m_pending; }
    void showPending(const PostPtr& pending, const Source& account);
    void pendingSent(const PostId& pending, const PostPtr& sent);
    void dropPending(const PostId& pending);
    /// A stream or page may be quicker than the answer to the sending: the row is the same.
    void noteOwnPost(const PostPtr& delivered);

    void hidePerson(const AccountId& person);
    void unhidePerson(const AccountId& person) { m_hidden.remove(person); }
    bool isHidden(const AccountId& person) const { return m_hidden.contains(person); }

    /// One run of every feed's collected events, now or when 100 ms have passed since the last.
    void wantApply();
    void applyAll();
    /// Sends changed posts to the store.
    void writeChanges();

    // How sources answer. The key is `sourceKey()`.
    static QString sourceKey(const Source& source);
    const SourceHealth& health(const QString& source) { return m_health[source]; }
    void sourceAnswered(const QString& source);
    /// No answer at all. Gives the pause until the next try.
    void sourceFailed(const QString& source, const Error& error);
    void sourceLimited(const QString& source, const Error& error);
    /// Whatever kept the source from being asked counts no more: it is asked as somebody else, or
    /// the reader allows more.
    void forgetSource(const QString& source);
    /// A request goes out while the source is failing: others wait for what becomes of it.
    void sourceProbed(const QString& source);

    /// Streams that stayed silent while polls found posts, by source and kind of feed.
    bool isDistrusted(const FeedSpec& spec) const;
    void distrust(const FeedSpec& spec);

    void setOnline(bool online);
    bool isOnline() const { return m_scheduler.isOnline(); }
    Timestamp offlineSince() const { return m_offlineSince; }

    quint64 nextArrival() { return ++m_lastArrival; }
    quint64 lastArrival() const { return m_lastArrival; }
    quint64 nextGapId() { return ++m_lastGapId; }
    void countReceived() { ++m_totals.received; }
    void countShown(const PostId& id);
    FeedTotals totals() const { return m_totals; }

    /// `delay` give or take `percent`.
    Millis jitter(Millis delay, int percent);
    /// 1, 2, 4 ... 60 s for the first, second, third ... failure in a row, with jitter.
    Millis backoff(int failures);

Q_SIGNALS:
    void postChanged(const staffroom::PostPtr& post);
    void postDeleted(const staffroom::PostId& id);
    void postExpired(const staffroom::PostId& id);

private:
    void tellFeedsOf(const QString& source);
    bool isLimitedByReader(const SourceHealth& health) const;

    Clock& m_clock;
    PostStore* m_store;
    PostPool m_pool;
    PollScheduler m_scheduler;
    std::vector<FeedCore*> m_feeds;
    std::vector<PostPtr> m_changed;
    QHash<QString, SourceHealth> m_health;
    QSet<QString> m_distrusted;
    std::unique_ptr<Timer> m_applyTimer;
    Millis m_lastApply{-1'000'000};
    QRandomGenerator m_random;
    Timestamp m_offlineSince{};
    quint64 m_lastArrival = 0;
    quint64 m_lastGapId = 0;
    FeedTotals m_totals;
    QSet<size_t> m_shown; ///< hashes of ids
    PendingPosts m_pending;
    QSet<AccountId> m_hidden; ///< muted or blocked in this run
};

} // namespace staffroom
