#pragma once

#include "core/feeds/feed.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace staffroom {

/// The ordered content of one feed: keeps the order, folds boosts of one post into one entry,
/// keeps one entry for a post by id and by uri, and knows which ids a page may refer to. Tells
/// every change at once through `Changes`; knows nothing of networks, clocks or stores.
class FeedEntries {
public:
    /// Positions are those of `all()` at the time of the call.
    struct Changes {
        std::function<void(int first, int last)> inserted;
        std::function<void(int first, int last)> aboutToRemove;
        std::function<void(int first, int last)> removed;
        std::function<void(int first, int last)> changed;
    };
    explicit FeedEntries(Changes changes);

    const std::vector<FeedEntry>& all() const { return m_entries; }
    bool isEmpty() const { return m_entries.empty(); }

    /// One thing to add; `isFirm` in the sense of `isFirm()` below.
    struct Addition {
        FeedItem item;
        Timestamp time{}; ///< where it is placed, already made sensible
        quint64 arrival = 0;
        bool isFirm = false;
    };
    /// Adds what is not there; folds what belongs to an entry. Gives the entries that are new or
    /// have another boost.
    std::vector<PostId> add(std::vector<Addition> additions);
    /// Entries as the cache keeps them. Returns how many were new.
    int addStored(std::vector<FeedEntry> entries);

    /// Does the feed have this item, by itself or as this very boost?
    bool knows(const FeedItem& item) const;
    /// The item was part of a page, or the cache, so nothing is missing between it and the known
    /// entries beside it. What only a stream delivered is not firm.
    bool isFirm(const PostId& pagingId) const { return m_firm.contains(pagingId); }
    void makeFirm(const PostId& pagingId) { m_firm.insert(pagingId); }
    bool hasFirm() const { return !m_firm.isEmpty(); }

    const FeedEntry* find(const PostId& post) const;
    int indexOf(const PostId& post) const; ///< -1
    /// The id under which the same server gave this post (same uri) before; empty: none other.
    PostId renamed(const Post& post) const;
    /// The entry that a boost's wrapper is folded into; empty: none.
    PostId postOfBoost(const PostId& wrapper) const { return m_byWrapper.value(wrapper); }

    /// New content under the same id.
    bool replace(const PostPtr& post);
    /// Another post takes the row of `post`, in the same place: one's own, once the server has it.
    /// Where the feed has it already the row goes. False: no such row.
    bool exchange(const PostId& post, const PostPtr& by);
    bool removePost(const PostId& post);
    /// Entries [first, last] at once.
    void removeRun(int first, int last);
    /// Takes one boost back. The entry goes with its last boost unless the post also came by
    /// itself; it moves when it was this boost that placed it.
    bool removeBoost(const PostId& wrapper);
    void clear();
    /// Drops the oldest entries beyond `keep`.
    void trim(int keep);

private:
    int positionFor(const FeedEntry& entry) const; ///< where it belongs
    void insertRun(std::vector<FeedEntry> run); ///< newest first
    void index(const FeedEntry& entry);
    void forget(const FeedEntry& entry);
    bool fold(FeedEntry& entry, const Addition& addition);

    Changes m_changes;
    std::vector<FeedEntry> m_entries; ///< newest first
    struct Place {
        Timestamp time{};
        PostId id;
    };
    QHash<PostId, Place> m_places; ///< of every entry, by its post
    QHash<QString, PostId> m_byUri;
    QHash<PostId, PostId> m_byWrapper;
    QSet<PostId> m_cameByItself;
    QSet<PostId> m_firm;
};

/// The order of a feed, for any two places: older first.
bool isOlderPlace(Timestamp timeA, const PostId& idA, Timestamp timeB, const PostId& idB);

} // namespace staffroom
