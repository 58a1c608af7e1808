#pragma once

#include "core/feeds/feed.h"
#include "core/feeds/feed_entries.h"
#include "core/feeds/feed_shared.h"
#include "core/services/service.h"
#include "core/store/post_store.h"

#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace staffroom {

class FeedGapFiller;
class FeedOlder;
class FeedPoller;
class StreamWatch;

/// The inside of a Feed: its content, what of it is on disk, and the parts that ask the network.
/// Main thread.
class FeedCore {
public:
    FeedCore(FeedSpec spec, FeedShared& shared, ServiceClient* client, bool isEphemeral);
    ~FeedCore();
    FeedCore(const FeedCore&) = delete;
    FeedCore& operator=(const FeedCore&) = delete;

    /// Once the Feed around it exists: opens the cache, then the network.
    void start(Feed* feed);
    /// The hub goes away: nothing is asked or written any more, what is there stays readable.
    void detach();

    const FeedSpec& spec() const { return m_spec; }
    const QString& key() const { return m_key; }
    FeedShared* shared() const { return m_shared; }
    ServiceClient* client() const { return m_client; }
    const QString& sourceKey() const { return m_sourceKey; }
    QObject* context() const { return m_feed; }
    FeedEntries& entries() { return m_entries; }
    const FeedEntries& entries() const { return m_entries; }
    const std::vector<FeedGap>& gaps() const { return m_gaps; }
    FeedEnd end() const { return m_end; }
    const FeedState& state() const { return m_state; }
    const PostId& readMarker() const { return m_readMarker; }
    const std::optional<Timestamp>& floor() const { return m_floor; }
    bool isPaused() const { return m_isPaused; }
    bool isViewed() const { return m_viewers > 0; }
    Lane lane() const { return isViewed() ? Lane::Visible : Lane::Background; }

    // What the person does.
    void refresh();
    void setPaused(bool paused);
    void changeViewers(int by);
    void changeHolders(int by) { m_holders += by; }
    void loadOlder();
    void fillGap(quint64 id);
    void setReadMarker(const PostId& id);
    void clear();

    // What services tell.
    void queue(const LiveEvent& event);
    void applyEvents();
    struct Taken {
        int fresh = 0; ///< items that were not known
    };
    /// Puts items of a page or stream into the feed. `isFirm`: see FeedEntries.
    Taken take(const std::vector<FeedItem>& items, bool isFirm);
    void showPending(const PostPtr& pending, const Source& account);
    void showSent(const PostId& pending, const PostPtr& sent);
    void dropPending(const PostId& pending);
    void hidePerson(const AccountId& person);
    /// Another client from now on (signed in or out): asks anew.
    void setClient(ServiceClient* client);
    void showChange(const PostPtr& post);
    void showDeletion(const PostId& id);
    /// Takes out what is expired. It may come again, so nothing is remembered of it but the read
    /// marker. Below the lowest entry that is left the network is asked anew.
    void dropExpired(Timestamp now);
    /// The oldest of what is kept on disk is gone: the cursor leads on from a place that is not
    /// here any more.
    void loseOldEnd();
    /// Asks at once for what may have been missed.
    void catchUp();
    void wakeUp();

    // For the parts.
    Timestamp placeTime(const FeedItem& item) const;
    bool isBelowFloor(const FeedItem& item) const;
    void updateState();
    /// The one place where gaps change. Keeps them newest first and writes them.
    void setGaps(std::vector<FeedGap> gaps);
    FeedGap* findGap(quint64 id);
    void gapTouched(); ///< loading or error of a gap changed; not stored
    void setEnd(FeedEnd end);
    void setOlder(const QString& cursor, bool reachedEnd);
    const QString& olderCursor() const { return m_olderCursor; }
    bool hasReachedEnd() const { return m_reachedEnd; }
    int addStored(std::vector<StoredEntry> stored);
    /// For pages asked from the top on behalf of what is older: without what is newer than all
    /// that is here. The poll shows that; it sees what is missing in between.
    std::vector<FeedItem> withoutNewer(std::vector<FeedItem> items) const;
    /// Posts that only a stream delivered are not written until a poll has shown that nothing is
    /// missing under them: else a crash would hide the hole.
    void setHoldingLoose(bool holds);
    /// A poll has met what was firm: so is all that is newer than its lowest post. Older ones that
    /// only the stream told stand somewhere else in the server's own order.
    void makeFirmAbove(Timestamp time);
    /// Time of the newest firm entry that is not newer than this; the floor, or this itself, when
    /// there is none.
    Timestamp newestFirmBefore(Timestamp time) const;
    /// The hole lies among what is in the cache only.
    bool isBelowLoaded(const FeedGap& gap) const;
    void loadDownTo(Timestamp time, std::function<void()> then);
    FeedPoller& poller() { return *m_poller; }
    StreamWatch& stream() { return *m_stream; }
    FeedGapFiller& gapFiller() { return *m_gapFiller; }
    /// After a page: frees what nobody looks at and writes.
    void finishBatch();
    /// Sends what has changed since the last call to the store, as one transaction.
    void write();
    /// How a request of any part went, for all feeds of the source. Gives true when the error is
    /// about the source and has been noted there.
    bool noteAnswer(const std::optional<Error>& error);

private:
    FeedEntries::Changes changes();
    void opened(FeedOpening opening);
    void startNetwork();
    void followClient();
    FeedState stateNow() const;
    void noteHole(std::vector<FeedGap>& gaps, Timestamp newer, Timestamp older);
    /// Below the lowest entry nothing is missing, it is just not here.
    void dropGapsBelow(std::vector<FeedGap>& gaps) const;
    void retire(const PostId& id);
    void remove(const PostId& id); ///< from this feed alone
    void trimIfIdle();

    FeedSpec m_spec;
    QString m_key;
    QString m_sourceKey;
    FeedShared* m_shared;
    QPointer<ServiceClient> m_client;
    bool m_isEphemeral;
    Feed* m_feed = nullptr;

    FeedEntries m_entries;
    std::vector<FeedGap> m_gaps;
    FeedEnd m_end = FeedEnd::MayHaveMore;
    FeedState m_state;
    PostId m_readMarker;
    std::optional<Timestamp> m_floor;
    QString m_olderCursor;
    bool m_reachedEnd = false;
    bool m_isOpen = false; ///< the cache has answered
    bool m_hasLostEnd = false; ///< before that
    QMetaObject::Connection m_costs; ///< from the client
    bool m_isPaused = false;
    int m_viewers = 0;
    int m_holders = 0; ///< need all entries

    std::vector<LiveEvent> m_events;
    QSet<PostId> m_dirty; ///< posts of entries to be written
    std::vector<PostId> m_removedPlaces;
    bool m_gapsDirty = false;
    bool m_olderDirty = false;
    bool m_holdsLoose = false;
    bool m_isCacheGood = false; ///< what was written can be read again

    std::unique_ptr<FeedPoller> m_poller;
    std::unique_ptr<StreamWatch> m_stream;
    std::unique_ptr<FeedGapFiller> m_gapFiller;
    std::unique_ptr<FeedOlder> m_older;
    TaskHandle m_opening;
};

/// The public class around it.
struct Feed::Private {
    explicit Private(std::unique_ptr<FeedCore> made)
        : core(std::move(made))
    {
    }
    std::unique_ptr<FeedCore> core;
};

} // namespace staffroom
