#pragma once

#include "core/base/task.h"
#include "core/chat/chat_sorter.h"
#include "core/feeds/feed_state.h"
#include "core/room/pace.h"
#include "core/room/room_post.h"
#include "core/room/room_setup.h"

#include <QObject>

#include <memory>
#include <vector>

namespace staffroom {

class FeedHub;
class PostStore;

/// One source of a room and how it is.
struct RoomSource {
    Source source;
    FeedState state;
    int posts = 0; ///< that it has shown
    int gapsOpen = 0; ///< holes in this session not filled yet
    /// The last hole that was filled in this run.
    std::optional<Timestamp> filledFrom;
    std::optional<Timestamp> filledTo;
    bool operator==(const RoomSource&) const = default;
};

/// Figures of the status line.
struct RoomFigures {
    int posts = 0;
    int people = 0;
    double postsPerMinute = 0; ///< over the last five minutes
    int hidden = 0;
    int notAnswered = 0;
    int toMeUnread = 0; ///< replies to the reader not seen yet
    bool operator==(const RoomFigures&) const = default;
};

/// Somebody who wrote in the room.
struct RoomPerson {
    Author author; ///< as in the newest post
    int posts = 0;
    bool isHost = false;
    bool isOwn = false;
    bool answeredMe = false;
    bool iAnswered = false;
    PostId lastPost;
};

/// A link that people of the room shared.
struct RoomLink {
    QUrl url;
    QString title; ///< from the server's link card; empty: none was made
    PostId post; ///< first shared in
    QString by; ///< handle
    std::optional<int> question;
    int times = 1;
};

/// One live, past or replayed session of a chat: reads the tag from every source, keeps each post
/// once, sorts it under its question, and lets it out at the person's pace. Main thread. Nothing
/// here writes to a network.
///
/// Changes are told in batches, at most every 100 ms.
class Room : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        FeedHub* hub = nullptr; ///< never null
        PostStore* store = nullptr; ///< null: marks and place are kept while it runs
        /// Who the reader is, everywhere: full handles. For "to me", "own" and people.
        QStringList ownHandles;
    };
    /// How posts come in.
    struct Play {
        bool isReplay = false; ///< from the cache by a clock of its own, not from the network
        double speed = 1; ///< 1 to 20
        std::optional<int> fromQuestion; ///< absent: from the beginning
    };
    Room(Context context, RoomRecord record, QObject* parent = nullptr);
    ~Room() override; ///< keeps the place

    const RoomSetup& setup() const;
    /// All that is kept of it, as it is now.
    const RoomRecord& record() const;
    /// Hosts, sources, labels, title, account: everything is judged again.
    void setSetup(const RoomSetup& setup);

    // The content.
    const ChatSorter& sorter() const;
    const std::vector<ChatQuestion>& questions() const { return sorter().questions(); }
    std::optional<int> currentQuestion() const { return sorter().currentQuestion(); }
    const RoomPost* find(const PostId& id) const; ///< by any copy's id; null: not here
    const RoomPost* find(quint64 key) const;
    /// All that is known, waiting ones too, oldest first. Walk it within one turn only.
    std::vector<const RoomPost*> posts() const;
    std::vector<RoomPerson> people() const; ///< most posts first
    std::vector<RoomLink> links() const; ///< oldest first, hidden posts left out
    std::vector<RoomSource> sources() const;
    RoomFigures figures() const;
    /// The newest post of each who wrote and heard nothing for three minutes, oldest first; hosts,
    /// bots and the reader left out.
    std::vector<quint64> notAnswered() const;
    /// The moment the room is at: now, or that of the replay.
    Timestamp now() const;

    // Pace.
    PaceState pace() const;
    void setPace(const PaceSetting& setting);
    void release(); ///< all that waits, at once ("catch up")
    void releaseQuestion(int number); ///< only what waits under this one

    // Replay.
    Play play() const;
    /// Starts over from the cache, at once or when that has been read; `isReplay` false: back to
    /// live. Where nothing but the speed is another, the replay goes on with that.
    void setPlay(const Play& play);
    bool isPlaying() const; ///< a replay that has not come to its end and is not paused
    void setPaused(bool paused);

    // What the person decides; kept.
    void move(const PostId& id, std::optional<int> question);
    void unmove(const PostId& id);
    void hide(const PostId& id);
    void show(const PostId& id);
    void showAuthor(const QString& handle);
    void star(const PostId& id, bool isOn);
    void markRead(int question, Timestamp upTo); ///< question -1: under none
    int unread(int question) const; ///< posts under it newer than that
    void markReplyRead(const PostId& id);

    RoomPlace place() const;
    void setPlace(const RoomPlace& place); ///< kept within a second and at the end
    /// Asks every source for what may have been missed.
    void refresh();
    Task<Done> save();
    /// Nothing of it is kept from now on, not at the end either.
    void forget();

Q_SIGNALS:
    /// Keys of RoomPost; each key in one list only. Removed ones are gone when it is told.
    void postsChanged(const std::vector<quint64>& added, const std::vector<quint64>& changed,
        const std::vector<quint64>& removed);
    void questionsChanged();
    void statusChanged(); ///< sources, figures
    void paceChanged();
    void playChanged();
    void setupChanged();
    /// Anything of what is kept: setup, place, marks.
    void recordChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
