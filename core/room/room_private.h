#pragma once

#include "core/base/clock.h"
#include "core/room/room.h"
#include "core/room/room_content.h"
#include "core/room/room_replay.h"
#include "core/room/room_source.h"
#include "core/room/room_threads.h"
#include "core/room/room_totals.h"
#include "core/store/post_store.h"

#include <deque>
#include <memory>
#include <vector>

namespace staffroom {

/// The inside of a Room: what runs between its sources and its content.
struct Room::Private {
    Private(Room* room, Context given, RoomRecord kept);
    ~Private();

    // What is shown: the replay while there is one.
    RoomContent& content() const { return replayed ? *replayed : *live; }
    RoomTotals& totals() const { return replayed ? *replayTotals : *liveTotals; }

    // Sources.
    void open();
    void rebuild(); ///< sources, tag or time have changed
    void readCache(int source, const FeedSpec& spec);
    void takeStored(int source, std::vector<StoredEntry> stored);
    RoomArrival arrivalOf(int source, const FeedEntry& entry) const;
    void arrived(int source, const FeedEntry& entry, Timestamp seen, bool isLate);
    void changed(int source, const PostId& before, const FeedEntry& entry);
    void gone(const PostId& id);
    void foundInThread(int source, const PostPtr& post);
    void postChanged(const PostPtr& post);
    void postDeleted(const PostId& id);
    void enqueue(RoomArrival arrival);
    void intake();

    // Telling.
    void wantTell();
    void tell();
    void tellStatus();
    void tellPace();
    void planPace();
    void lookAgain();

    // Replay.
    void startReplay();
    void endReplay();
    std::vector<RoomArrival> everything() const;
    std::vector<quint64> keys() const;

    // Keeping.
    void keep(); ///< within a second
    void write();

    Room* q;
    Context context;
    RoomRecord record;
    RoomWindow window;
    Timestamp openedAt{};
    quint64 salt = 0;

    std::unique_ptr<RoomContent> live;
    std::unique_ptr<RoomTotals> liveTotals;
    std::unique_ptr<RoomContent> replayed;
    std::unique_ptr<RoomTotals> replayTotals;
    std::unique_ptr<RoomReplay> replay;
    Play play;
    bool isPaused = false;
    bool isReplayWanted = false; ///< as soon as the cache has been read

    std::vector<std::unique_ptr<RoomSourceReader>> readers;
    std::unique_ptr<RoomThreads> threads;
    std::vector<TaskHandle> cacheReads;
    int readsOpen = 0;
    std::deque<RoomArrival> queue; ///< arrived, not yet taken in
    QSet<PostId> shownBefore; ///< a rebuild: what was seen never waits again

    std::unique_ptr<Timer> intakeTimer;
    std::unique_ptr<Timer> tellTimer;
    std::unique_ptr<Timer> paceTimer;
    std::unique_ptr<Timer> saveTimer;
    std::unique_ptr<Timer> statusTimer;
    std::unique_ptr<Timer> lookTimer; ///< for what changes by time alone
    Millis lastTell{-1'000'000};
    Millis lastStatus{-1'000'000};
    bool isStatusDirty = false;
    RoomFigures toldFigures;
    PaceState toldPace;
    std::vector<quint64> toldNotAnswered;
    bool isDirty = false; ///< something is to be kept
    bool isForgotten = false;
};

} // namespace staffroom
