#pragma once

#include "core/feeds/feed_state.h"
#include "core/model/feed_spec.h"
#include "core/model/post.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace staffroom {

/// One line of a feed: a post, with the boosts that brought it folded in.
struct FeedEntry {
    PostPtr post;
    std::vector<Reason> reasons; ///< newest first; empty for a post that came by itself
    /// The moment and id that place it; the post's own, or the first boost's.
    Timestamp time{};
    PostId placeId;
    /// Received in this run, and the hub's running number of that; 0: came from the cache.
    quint64 arrival = 0;

    bool comesBefore(const FeedEntry& newer) const; ///< older: by time, then id text
};

/// A hole: posts between two entries that were not fetched.
struct FeedGap {
    quint64 id = 0; ///< stable while the program runs
    Timestamp newer{}; ///< time of the entry above
    Timestamp older{}; ///< time of the entry below
    QString cursor; ///< where to go on
    bool isLoading = false;
    std::optional<Error> error; ///< of the last try

    bool operator==(const FeedGap&) const = default;
};

/// What is known about the old end.
enum class FeedEnd { MayHaveMore, Loading, Reached, Failed };

/// An ordered set of posts that any number of columns share. Main thread; made by FeedHub.
///
/// Entries are newest first. Changes are told in the smallest pieces and at most every 100 ms for
/// arrivals. Index arguments are positions in `entries()` at the time of the signal.
class Feed : public QObject {
    Q_OBJECT
public:
    ~Feed() override;

    const FeedSpec& spec() const;
    const std::vector<FeedEntry>& entries() const;
    const std::vector<FeedGap>& gaps() const; ///< newest first
    FeedEnd end() const;
    const FeedState& state() const;
    /// Everything at and below this entry's place has been read; empty: nothing has.
    const PostId& readMarker() const;

    /// Asks now, in the person's lane.
    void refresh();
    void setPaused(bool paused);
    /// A column shows it: it is asked more often than an unseen one. Counted; call in pairs.
    void addViewer();
    void removeViewer();
    /// Somebody needs all entries at hand, a room for instance: nothing is dropped from memory.
    /// Counted; call in pairs.
    void addHolder();
    void removeHolder();
    /// Older posts: from the cache, then the network. Answers by `endChanged` and inserts.
    void loadOlder();
    void fillGap(quint64 gapId);
    void setReadMarker(const PostId& id);
    /// Hides what is there now from this feed, for good; posts stay in the cache.
    void clear();

Q_SIGNALS:
    /// Entries [first, last] are new.
    void inserted(int first, int last);
    void aboutToRemove(int first, int last);
    void removed(int first, int last);
    /// Same entries, new content (edit, counts, one more boost).
    void changed(int first, int last);
    void gapsChanged();
    void endChanged();
    void stateChanged();
    void readMarkerChanged();
    /// All entries were replaced.
    void reset();

private:
    friend class FeedHub;
    struct Private;
    explicit Feed(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace staffroom
