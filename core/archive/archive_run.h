#pragma once

#include "core/archive/archive_format.h"
#include "core/services/service.h"

#include <QObject>
#include <QSet>

#include <optional>

namespace staffroom {

/// What to take away from a feed. Bounds are inclusive.
struct ArchiveRequest {
    FeedSpec feed;
    std::optional<Timestamp> since;
    std::optional<Timestamp> until;
    int limit = 10'000; ///< the newest so many within the bounds
};

/// Walks a feed from its newest page back until the bounds, the limit or the feed's end. One use.
/// A page that fails for a reason that may pass is asked again, three times in all. Any error ends
/// the run: what would be missing is never passed off as whole.
class ArchiveRun : public QObject {
    Q_OBJECT
public:
    /// `client` and `clock` outlive the run.
    ArchiveRun(
        ServiceClient& client, Clock& clock, ArchiveRequest request, QObject* parent = nullptr);

    Task<Archive> start();
    /// The walk came to where the server has nothing older.
    bool reachedEnd() const { return m_reachedEnd; }

Q_SIGNALS:
    void pageArrived(const std::vector<staffroom::FeedItem>& items);

private:
    void ask();
    void take(Result<Page> page);
    void finish();

    ServiceClient& m_client;
    Clock& m_clock;
    ArchiveRequest m_request;
    Promise<Archive> m_promise;
    std::vector<FeedItem> m_items; ///< newest first, as they came
    QSet<PostId> m_seen;
    QString m_cursor;
    int m_triesLeft = 3;
    bool m_reachedEnd = false;
    TaskHandle m_asking;
    std::unique_ptr<Timer> m_retry;
};

} // namespace staffroom
