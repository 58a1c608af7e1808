#pragma once

#include "core/chat/chat_sorter.h"
#include "core/room/pacer.h"
#include "core/room/room_post.h"
#include "core/room/room_setup.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <unordered_map>
#include <vector>

namespace staffroom {

/// A post as a source of the room delivers it.
struct RoomArrival {
    PostPtr post;
    std::vector<Reason> reasons;
    Timestamp time{}; ///< that places it
    quint64 arrival = 0; ///< FeedEntry::arrival
    int source = 0; ///< position in RoomSetup::sources
    Timestamp seen{};
    bool isLate = false;
    bool isFromThread = false; ///< not delivered by its tag
    bool mayWait = false; ///< goes through the pace
};

/// One post with what is reckoned about it.
struct RoomItem {
    RoomPost post; ///< `entry.placeId` is the id the sorter knows it by
    bool cameByTag = false;
    quint64 answers = 0; ///< key of the post that it replies to; 0: none that is known
    QString author; ///< handle, lower case
    int person = -1; ///< number of that author in this content
    QString crossText;
    ChatPost told; ///< to the sorter, last
    std::vector<std::pair<QUrl, QString>> links; ///< addresses and titles
};

/// What is in a room: the union of all sources, sorted and judged. Every post once, whatever
/// number of servers and services brought it. No network, store, timer or clock. Main thread.
class RoomContent {
public:
    /// `salt` keeps the keys of two contents apart.
    RoomContent(RoomSetup setup, RoomMarks marks, QStringList ownHandles, quint64 salt);
    ~RoomContent();

    const RoomSetup& setup() const { return m_setup; }
    void setSetup(const RoomSetup& setup);
    const RoomMarks& marks() const { return m_marks; }
    ChatSorter& sorter() { return m_sorter; }
    const ChatSorter& sorter() const { return m_sorter; }
    const Pacer& pacer() const { return m_pacer; }

    // What comes from outside. `now` is monotonic.
    void put(const RoomArrival& arrival, Millis now);
    /// A known copy has new content.
    void update(const PostPtr& post, const std::vector<Reason>* reasons = nullptr);
    /// One's own post in the place of what it was while on its way.
    void exchange(const PostId& pending, const RoomArrival& arrival, Millis now);
    /// Gone from one server; the post stays while there are other copies.
    void removeCopy(const PostId& id);
    /// Deleted. Where this was the author's own server, all copies of it are gone with it.
    void removeDeleted(const PostId& id);

    // What the person decides.
    void move(const PostId& id, std::optional<int> question);
    void unmove(const PostId& id);
    void hide(const PostId& id);
    void show(const PostId& id);
    void showAuthor(const QString& handle);
    void star(const PostId& id, bool isOn);
    void setReadUpTo(int question, Timestamp upTo);
    void setReplyRead(const PostId& id);
    Timestamp readUpTo(int question) const;
    bool isReplyRead(const RoomPost& post) const;

    // Pace.
    void setPace(const PaceSetting& setting, Millis now);
    void takeDue(Millis now);
    void release(std::optional<int> question); ///< absent: all

    // What there is.
    const RoomItem* find(const PostId& id) const;
    const RoomItem* find(quint64 key) const;
    const RoomItem* findUri(const QString& uri) const;
    /// Oldest first.
    const std::vector<RoomItem*>& items() const { return m_order; }
    /// How many authors were numbered so far; some may have no post any more.
    int persons() const { return int(m_persons.size()); }
    /// Posts known to reply to any copy of it; each once.
    std::vector<const RoomItem*> repliesTo(const RoomItem& item) const;

    struct Changes {
        std::vector<quint64> added;
        std::vector<quint64> changed;
        std::vector<quint64> removed;
        bool questions = false;
        bool isEmpty() const
        {
            return added.empty() && changed.empty() && removed.empty() && !questions;
        }
    };
    /// What has changed since the last call; each key once.
    Changes takeChanges();
    /// Grows with every change.
    quint64 revision() const { return m_revision; }
    /// Anything to be told?
    bool isDirty() const { return m_isDirty; }

private:
    struct Storm {
        quint64 leader = 0;
        bool operator==(const Storm&) const = default;
    };

    RoomItem* item(const PostId& id);
    RoomItem* itemOfCopyElsewhere(const Post& post, QString& crossText);
    void addCopy(RoomItem& item, const RoomArrival& arrival);
    RoomItem& create(const RoomArrival& arrival, QString crossText);
    void destroy(RoomItem& item);
    void dropCopy(RoomItem& item, const PostId& id);
    void indexCopy(const RoomItem& item, const Post& post);
    void unindexCopy(const RoomItem& item, const Post& post);
    void place(RoomItem& item);
    /// The shown copy, flags and what the sorter knows, anew.
    void refresh(RoomItem& item);
    void showBest(RoomItem& item);
    int worth(const PostCopy& copy) const;
    void feedSorter(RoomItem& item);
    void renameInSorter(RoomItem& item, const PostId& id);
    void applyMarks(const RoomItem& item);
    void judge(RoomItem& item);
    bool isHost(const RoomItem& item);
    void judgeNewHosts();
    void takePlacements();
    void updateStorms();
    void pace(RoomItem& item, bool mayWait, Millis now);
    void showNow(const std::vector<quint64>& keys);
    void touch(RoomItem& item);
    PostId known(const PostId& id) const; ///< what the sorter calls it
    bool isOwnHandle(const QString& handle) const;

    RoomSetup m_setup;
    RoomMarks m_marks;
    QSet<QString> m_own;
    quint64 m_salt;
    ChatSorter m_sorter;
    Pacer m_pacer;

    std::unordered_map<quint64, std::unique_ptr<RoomItem>> m_items;
    std::vector<RoomItem*> m_order; ///< oldest first
    QHash<PostId, quint64> m_byId;
    QHash<QString, quint64> m_byUri;
    QHash<QString, std::vector<quint64>> m_byText; ///< by `crossText`
    QHash<PostId, std::vector<quint64>> m_repliesById; ///< by what is replied to, known or not
    QHash<PostId, std::vector<quint64>> m_quotesById;
    QHash<quint64, quint64> m_copyOf; ///< text copies: original by copy
    QHash<int, Storm> m_storms;
    QHash<QString, int> m_persons; ///< numbers by author
    QHash<QString, bool> m_hosts; ///< by handle: everybody here, as last judged

    QSet<quint64> m_added;
    QSet<quint64> m_changed;
    QSet<quint64> m_removed;
    bool m_questionsChanged = false;
    bool m_stormsChanged = false;
    bool m_isDirty = false;
    quint64 m_revision = 0;
};

/// Older first.
bool isOlder(const RoomItem& a, const RoomItem& b);
ChatRules chatRulesOf(const RoomSetup& setup);

} // namespace staffroom
