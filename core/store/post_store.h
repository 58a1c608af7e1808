#pragma once

#include "core/base/task.h"
#include "core/model/feed_spec.h"
#include "core/model/post.h"
#include "core/store/user_records.h"

#include <QDate>
#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace staffroom {

/// A stored place in a feed.
struct StoredEntry {
    PostPtr post;
    std::vector<Reason> reasons;
    Timestamp time{};
    PostId placeId;
};

struct StoredGap {
    Timestamp newer{};
    Timestamp older{};
    QString cursor;
    bool operator==(const StoredGap&) const = default;
};

/// Where to go on reading a feed from the cache: strictly older than this place (keyset paging).
struct StoredPlace {
    Timestamp time{};
    QString idText;
};

/// What one page or one batch of arrivals changes; written in one transaction.
struct FeedWrite {
    QString feedKey;
    std::vector<StoredEntry> entries;
    std::vector<PostId> removedPlaces; ///< places taken out of this feed
    std::optional<std::vector<StoredGap>> gaps; ///< replaces all gaps of the feed
    std::optional<QString> olderCursor; ///< the service's cursor at the feed's old end
    std::optional<bool> reachedEnd;
};

struct FeedOpening {
    std::vector<StoredEntry> entries; ///< newest first
    std::vector<StoredGap> gaps;
    QString olderCursor;
    bool reachedEnd = false;
    PostId readMarker;
    /// The person cleared the feed: nothing at or before this moment is shown again.
    std::optional<Timestamp> floor;
};

struct StoreTotals {
    qint64 cachedPosts = 0; ///< posts written in this run
    qint64 writes = 0; ///< transactions
    double writeMsP99 = 0;
};

/// The cache of every post seen and the reader's own marks, over two SQLite files: `cache.db`
/// (disposable, synchronous NORMAL) and `user.db` (read markers and all that is the person's own,
/// synchronous FULL). One writer and one reader thread; the main thread only sends values and gets
/// tasks. Errors: Storage. A corrupt cache file is set aside and made anew; of a corrupt user file
/// the newest of seven daily copies takes the place; a newer schema than ours is not touched.
class PostStore : public QObject {
    Q_OBJECT
public:
    struct Files {
        QString cache; ///< path; its folder exists
        QString user;
        QDate today = {}; ///< names the day's copy of `user`; invalid: the machine's date
    };
    /// Opens or makes both files on their threads. `ready` answers when both are usable.
    explicit PostStore(Files files, QObject* parent = nullptr);
    ~PostStore() override; ///< drains the writer, 2 s at most

    Task<Done> ready();

    /// The newest `limit` entries and all that goes with the feed.
    Task<FeedOpening> open(const QString& feedKey, int limit);
    Task<std::vector<StoredEntry>> older(
        const QString& feedKey, const StoredPlace& from, int limit);
    /// Entries of a time span, oldest first, for exports. Bounds are inclusive.
    Task<std::vector<StoredEntry>> between(const QString& feedKey, std::optional<Timestamp> since,
        std::optional<Timestamp> until, int limit);
    Task<std::vector<PostPtr>> search(const QString& words, int limit);

    /// Answers when the transaction is committed.
    Task<Done> write(FeedWrite write);
    /// A post changed, wherever it stands.
    Task<Done> updatePosts(std::vector<PostPtr> posts);
    /// The post was deleted at its server: gone from every feed, its text erased.
    Task<Done> erasePost(const PostId& id);
    /// Posts whose network lets nobody keep them beyond `now` or an earlier moment go like erased
    /// ones. Answers the keys of the feeds that lost their old end by it: their gaps down there and
    /// their cursor are gone as well.
    Task<QStringList> dropExpired(Timestamp now);
    Task<Done> clearFeed(const QString& feedKey);
    Task<Done> setReadMarker(const QString& feedKey, const PostId& id);
    Task<Done> setFloor(const QString& feedKey, std::optional<Timestamp> floor);
    // The person's own words.
    Task<std::vector<UserRecord>> records(RecordKind kind); ///< by place
    Task<std::vector<RecordCopy>> draftCopies(); ///< newest first
    /// Answers when it is on the disk, whole.
    Task<Done> writeRecords(RecordWrite write);
    /// The day of the copy that had to take the place of a damaged user file in this run. Any time
    /// after `ready`.
    std::optional<QDate> userRestoredFrom() const;

    /// Answers when all writes asked for before are on disk.
    Task<Done> flush();

    StoreTotals totals() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
