// How posts come into a room and how it tells of them: see Room::Private.
#include "core/room/room_private.h"

#include "core/feeds/feed_hub.h"
#include "core/feeds/post_pool.h"

#include <QElapsedTimer>

#include <algorithm>

namespace staffroom {

namespace {

constexpr Millis kTellEvery{100};
constexpr Millis kStatusEvery{400};
constexpr Millis kLookEvery{5000};
constexpr int kMostStored = 6000;
/// Of a turn of the main loop; the rest of it belongs to the views that are told.
constexpr qint64 kIntakeMs = 4;

FeedSpec specOf(const RoomSetup& setup, const Source& source)
{
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::Hashtag;
    spec.source = source;
    spec.tags = {setup.hashtag};
    return spec;
}

} // namespace

Room::Private::Private(Room* room, Context given, RoomRecord kept)
    : q(room)
    , context(std::move(given))
    , record(std::move(kept))
    , intakeTimer(context.clock->createTimer([this] { intake(); }))
    , tellTimer(context.clock->createTimer([this] { tell(); }))
    , paceTimer(context.clock->createTimer([this] {
        content().takeDue(context.clock->monotonic());
        wantTell();
        planPace();
    }))
    , saveTimer(context.clock->createTimer([this] { write(); }))
    , statusTimer(context.clock->createTimer([this] { tellStatus(); }))
    , lookTimer(context.clock->createTimer([this] { lookAgain(); }))
{
    openedAt = context.clock->now();
}

Room::Private::~Private()
{
    readers.clear();
    replay.reset();
}

// Sources.

void Room::Private::open()
{
    window = roomWindowOf(record.setup, record.lastOpened, context.clock->now());
    live = std::make_unique<RoomContent>(record.setup, record.marks, context.ownHandles, ++salt);
    liveTotals = std::make_unique<RoomTotals>(*live);
    threads = std::make_unique<RoomThreads>(*context.clock, *context.hub, *live,
        RoomThreads::Outlet{
            [this](int source, const PostPtr& post) { foundInThread(source, post); }});
    readsOpen = 0;
    cacheReads.clear();
    readers.clear();
    for (size_t i = 0; i < record.setup.sources.size(); ++i) {
        const int source = int(i);
        const auto spec = specOf(record.setup, record.setup.sources[i]);
        RoomSourceReader::Outlet outlet;
        outlet.arrived = [this, source](const FeedEntry& entry, Timestamp seen, bool isLate) {
            arrived(source, entry, seen, isLate);
        };
        outlet.changed = [this, source](const PostId& before, const FeedEntry& entry) {
            changed(source, before, entry);
        };
        outlet.gone = [this](const PostId& id) { gone(id); };
        outlet.status = [this] {
            isStatusDirty = true;
            wantTell();
        };
        readers.push_back(std::make_unique<RoomSourceReader>(
            *context.clock, context.hub->feed(spec), window, std::move(outlet)));
        readCache(source, spec);
    }
    for (const auto& reader : readers)
        reader->start();
    lookTimer->start(kLookEvery);
}

void Room::Private::rebuild()
{
    if (replayed)
        endReplay();
    isReplayWanted = false;
    for (const auto* item : live->items()) {
        if (item->post.isWaiting)
            continue;
        for (const auto& copy : item->post.copies)
            shownBefore.insert(copy.post->id);
    }
    const auto removed = keys();
    const auto pace = live->pacer().setting();
    // The feeds stay in memory while their readers change.
    std::vector<std::shared_ptr<Feed>> kept;
    for (const auto& reader : readers)
        kept.push_back(context.hub->feed(reader->feed().spec()));
    queue.clear();
    open();
    live->setPace(pace, context.clock->monotonic());
    Q_EMIT q->postsChanged({}, {}, removed);
    Q_EMIT q->questionsChanged();
    isStatusDirty = true;
    wantTell();
}

void Room::Private::readCache(int source, const FeedSpec& spec)
{
    if (!context.store || context.hub->isEphemeral(spec.source))
        return;
    ++readsOpen;
    cacheReads.push_back(context.store->between(spec.key(), window.since, window.until, kMostStored)
                             .then(q, [this, source](Result<std::vector<StoredEntry>> answer) {
                                 --readsOpen;
                                 if (answer)
                                     takeStored(source, std::move(*answer));
                                 intakeTimer->start(Millis(0));
                             }));
}

void Room::Private::takeStored(int source, std::vector<StoredEntry> stored)
{
    for (auto& one : stored) {
        const auto post = context.hub->adopt(one.post, true);
        if (!post)
            continue;
        RoomArrival arrival;
        arrival.post = post;
        arrival.reasons = std::move(one.reasons);
        arrival.time = one.time;
        arrival.source = source;
        arrival.seen = one.time;
        enqueue(std::move(arrival));
    }
}

RoomArrival Room::Private::arrivalOf(int source, const FeedEntry& entry) const
{
    RoomArrival out;
    out.post = entry.post;
    out.reasons = entry.reasons;
    out.time = entry.time;
    out.arrival = entry.arrival;
    out.source = source;
    out.seen = entry.time;
    return out;
}

void Room::Private::arrived(int source, const FeedEntry& entry, Timestamp seen, bool isLate)
{
    auto arrival = arrivalOf(source, entry);
    arrival.seen = seen;
    arrival.isLate = isLate;
    // What was written before the room was opened is what one came to read.
    arrival.mayWait = entry.arrival != 0 && (entry.time >= openedAt || isLate)
        && !shownBefore.contains(entry.post->id);
    enqueue(std::move(arrival));
}

void Room::Private::changed(int source, const PostId& before, const FeedEntry& entry)
{
    const auto queued = std::find_if(
        queue.begin(), queue.end(), [&](const RoomArrival& one) { return one.post->id == before; });
    if (queued != queue.end())
        queued->post = entry.post;
    if (before == entry.post->id)
        live->update(entry.post, &entry.reasons);
    else if (queued == queue.end())
        live->exchange(before, arrivalOf(source, entry), context.clock->monotonic());
    wantTell();
}

void Room::Private::gone(const PostId& id)
{
    std::erase_if(queue, [&](const RoomArrival& one) { return one.post->id == id; });
    live->removeCopy(id);
    if (replayed)
        replayed->removeCopy(id);
    wantTell();
}

void Room::Private::foundInThread(int source, const PostPtr& post)
{
    const auto shown = context.hub->adopt(post, false);
    if (!shown)
        return;
    RoomArrival arrival;
    arrival.post = shown;
    arrival.time = std::min(shown->created, context.clock->now());
    arrival.source = source;
    arrival.seen = arrival.time;
    arrival.isFromThread = true;
    arrival.mayWait = arrival.time >= openedAt && !shownBefore.contains(shown->id);
    enqueue(std::move(arrival));
}

void Room::Private::postChanged(const PostPtr& post)
{
    live->update(post);
    if (replayed)
        replayed->update(post);
    if (live->isDirty() || (replayed && replayed->isDirty()))
        wantTell();
}

void Room::Private::postDeleted(const PostId& id)
{
    std::erase_if(queue, [&](const RoomArrival& one) { return one.post->id == id; });
    live->removeDeleted(id);
    if (replayed)
        replayed->removeDeleted(id);
    wantTell();
}

void Room::Private::enqueue(RoomArrival arrival)
{
    queue.push_back(std::move(arrival));
    if (!intakeTimer->isActive())
        intakeTimer->start(Millis(0));
}

void Room::Private::intake()
{
    QElapsedTimer turn;
    turn.start();
    const Millis now = context.clock->monotonic();
    while (!queue.empty() && turn.elapsed() < kIntakeMs) {
        auto arrival = std::move(queue.front());
        queue.pop_front();
        // It may have changed while it waited here.
        if (auto current = context.hub->find(arrival.post->id))
            arrival.post = std::move(current);
        live->put(arrival, now);
    }
    if (!queue.empty())
        intakeTimer->start(Millis(0));
    else if (isReplayWanted && readsOpen == 0)
        startReplay();
    wantTell();
}

// Telling.

void Room::Private::wantTell()
{
    if (tellTimer->isActive())
        return;
    const Millis since = context.clock->monotonic() - lastTell;
    tellTimer->start(std::max(Millis(0), kTellEvery - since));
}

void Room::Private::tell()
{
    lastTell = context.clock->monotonic();
    auto changes = live->takeChanges();
    std::vector<quint64> touched = changes.added;
    touched.insert(touched.end(), changes.changed.begin(), changes.changed.end());
    threads->consider(touched);
    if (replayed)
        changes = replayed->takeChanges();
    if (!changes.added.empty() || !changes.changed.empty() || !changes.removed.empty()) {
        isStatusDirty = true;
        Q_EMIT q->postsChanged(changes.added, changes.changed, changes.removed);
    }
    if (changes.questions)
        Q_EMIT q->questionsChanged();
    tellStatus();
    tellPace();
    planPace();
}

void Room::Private::tellStatus()
{
    if (!isStatusDirty)
        return;
    // Figures cost a walk over all posts: nobody reads them ten times a second.
    const Millis since = context.clock->monotonic() - lastStatus;
    if (since < kStatusEvery) {
        if (!statusTimer->isActive())
            statusTimer->start(kStatusEvery - since);
        return;
    }
    isStatusDirty = false;
    lastStatus = context.clock->monotonic();
    toldFigures = q->figures();
    Q_EMIT q->statusChanged();
}

void Room::Private::tellPace()
{
    const auto now = q->pace();
    if (now.setting == toldPace.setting && now.waiting == toldPace.waiting)
        return;
    toldPace = now;
    Q_EMIT q->paceChanged();
}

void Room::Private::planPace()
{
    const auto wait = content().pacer().untilNext(context.clock->monotonic());
    if (wait)
        paceTimer->start(*wait);
    else
        paceTimer->stop();
}

void Room::Private::lookAgain()
{
    lookTimer->start(kLookEvery);
    const auto figures = q->figures();
    if (figures != toldFigures)
        isStatusDirty = true;
    // Rows of "not answered" come and go by time.
    auto silent = totals().notAnswered(q->now());
    if (silent != toldNotAnswered) {
        std::vector<quint64> changed;
        const auto addMissing
            = [&](const std::vector<quint64>& from, const std::vector<quint64>& in) {
                  for (const quint64 key : from) {
                      if (std::find(in.begin(), in.end(), key) == in.end() && content().find(key))
                          changed.push_back(key);
                  }
              };
        addMissing(silent, toldNotAnswered);
        addMissing(toldNotAnswered, silent);
        toldNotAnswered = std::move(silent);
        if (!changed.empty())
            Q_EMIT q->postsChanged({}, changed, {});
    }
    if (toldPace.waiting > 0)
        Q_EMIT q->paceChanged(); // it falls behind
    tellStatus();
}

// Replay.

std::vector<quint64> Room::Private::keys() const
{
    std::vector<quint64> out;
    for (const auto* item : content().items())
        out.push_back(item->post.key);
    return out;
}

std::vector<RoomArrival> Room::Private::everything() const
{
    std::vector<RoomArrival> out;
    for (const auto* item : live->items()) {
        for (const auto& copy : item->post.copies) {
            if (copy.post->delivery)
                continue;
            RoomArrival arrival;
            arrival.post = copy.post;
            arrival.reasons = item->post.entry.reasons;
            arrival.time = item->post.entry.time;
            arrival.source = copy.source;
            arrival.seen = arrival.time;
            arrival.isFromThread = !item->cameByTag;
            arrival.mayWait = true;
            out.push_back(std::move(arrival));
        }
    }
    return out;
}

void Room::Private::startReplay()
{
    isReplayWanted = false;
    const auto removed = keys();
    std::optional<Timestamp> from;
    if (play.fromQuestion) {
        if (const auto* question = live->sorter().question(*play.fromQuestion))
            from = question->asked;
    }
    const auto pace = content().pacer().setting();
    auto posts = everything();
    replay.reset();
    replayed
        = std::make_unique<RoomContent>(record.setup, live->marks(), context.ownHandles, ++salt);
    replayTotals = std::make_unique<RoomTotals>(*replayed);
    replayed->setPace(pace, context.clock->monotonic());
    isPaused = false;
    replay = std::make_unique<RoomReplay>(*context.clock, std::move(posts), from, play.speed,
        RoomReplay::Outlet{[this](const RoomArrival& arrival) {
                               if (isExpired(*arrival.post, context.clock->now()))
                                   return;
                               replayed->put(arrival, context.clock->monotonic());
                               wantTell();
                           },
            [this] { Q_EMIT q->playChanged(); }});
    Q_EMIT q->postsChanged({}, {}, removed);
    Q_EMIT q->questionsChanged();
    replay->start();
    Q_EMIT q->playChanged();
    wantTell();
}

void Room::Private::endReplay()
{
    const auto removed = keys();
    const auto pace = content().pacer().setting();
    replay.reset();
    replayTotals.reset();
    replayed.reset();
    toldNotAnswered.clear();
    live->setPace(pace, context.clock->monotonic());
    live->takeChanges(); // all of it is told now
    Q_EMIT q->postsChanged(keys(), {}, removed);
    Q_EMIT q->questionsChanged();
    isStatusDirty = true;
    wantTell();
}

} // namespace staffroom
