#include "core/room/room.h"

#include "core/feeds/feed_hub.h"
#include "core/room/room_private.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr Millis kKeepAfter{700}; ///< with the time the disk needs it stays below a second

} // namespace

Room::Room(Context context, RoomRecord record, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(context), std::move(record)))
{
    d->open();
    d->record.lastOpened = d->context.clock->now();
    connect(d->context.hub, &FeedHub::postChanged, this,
        [this](const PostPtr& post) { d->postChanged(post); });
    connect(d->context.hub, &FeedHub::postDeleted, this,
        [this](const PostId& id) { d->postDeleted(id); });
    connect(d->context.hub, &FeedHub::postExpired, this, [this](const PostId& id) { d->gone(id); });
    d->keep();
}

Room::~Room()
{
    d->write();
}

const RoomSetup& Room::setup() const
{
    return d->record.setup;
}

const RoomRecord& Room::record() const
{
    return d->record;
}

void Room::setSetup(const RoomSetup& setup)
{
    if (setup == d->record.setup || setup.sources.empty())
        return;
    const auto before = std::exchange(d->record.setup, setup);
    const auto window = roomWindowOf(setup, d->record.lastOpened, d->context.clock->now());
    const bool isOther = before.sources != setup.sources || before.hashtag != setup.hashtag
        || before.begin != setup.begin || before.end != setup.end || before.isSlow != setup.isSlow;
    if (isOther
        && !(window == d->window && before.sources == setup.sources
            && before.hashtag == setup.hashtag)) {
        d->rebuild();
    } else {
        d->live->setSetup(setup);
        if (d->replayed)
            d->replayed->setSetup(setup);
    }
    d->isStatusDirty = true;
    d->keep();
    d->wantTell();
    Q_EMIT setupChanged();
}

// The content.

const ChatSorter& Room::sorter() const
{
    return d->content().sorter();
}

const RoomPost* Room::find(const PostId& id) const
{
    const auto* item = d->content().find(id);
    return item ? &item->post : nullptr;
}

const RoomPost* Room::find(quint64 key) const
{
    const auto* item = d->content().find(key);
    return item ? &item->post : nullptr;
}

std::vector<const RoomPost*> Room::posts() const
{
    std::vector<const RoomPost*> out;
    const auto& items = d->content().items();
    out.reserve(items.size());
    for (const auto* item : items)
        out.push_back(&item->post);
    return out;
}

std::vector<RoomPerson> Room::people() const
{
    return d->totals().people();
}

std::vector<RoomLink> Room::links() const
{
    return d->totals().links();
}

std::vector<RoomSource> Room::sources() const
{
    std::vector<RoomSource> out;
    for (size_t i = 0; i < d->readers.size(); ++i)
        out.push_back(d->readers[i]->status(d->record.setup.sources.at(i)));
    return out;
}

RoomFigures Room::figures() const
{
    return d->totals().figures(now());
}

std::vector<quint64> Room::notAnswered() const
{
    return d->totals().notAnswered(now());
}

Timestamp Room::now() const
{
    return d->replay ? d->replay->now() : d->context.clock->now();
}

// Pace.

PaceState Room::pace() const
{
    return d->content().pacer().state(now());
}

void Room::setPace(const PaceSetting& setting)
{
    const Millis at = d->context.clock->monotonic();
    d->content().setPace(setting, at);
    d->tellPace();
    d->planPace();
    d->wantTell();
}

void Room::release()
{
    d->content().release(std::nullopt);
    d->wantTell();
}

void Room::releaseQuestion(int number)
{
    d->content().release(number);
    d->wantTell();
}

// Replay.

Room::Play Room::play() const
{
    return d->play;
}

void Room::setPlay(const Play& play)
{
    const auto before = std::exchange(d->play, play);
    d->play.speed = std::clamp(play.speed, 1.0, 20.0);
    if (!play.isReplay) {
        d->isReplayWanted = false;
        if (d->replayed)
            d->endReplay();
        Q_EMIT playChanged();
        return;
    }
    const bool isSpeedAlone = d->replay && before.isReplay && before.speed != d->play.speed
        && before.fromQuestion == play.fromQuestion;
    if (isSpeedAlone) {
        d->replay->setSpeed(d->play.speed);
        Q_EMIT playChanged();
        return;
    }
    d->isReplayWanted = true;
    d->intakeTimer->start(Millis(0));
}

bool Room::isPlaying() const
{
    return d->replay && d->replay->isPlaying();
}

void Room::setPaused(bool paused)
{
    if (!d->replay || paused == d->isPaused)
        return;
    d->isPaused = paused;
    d->replay->setPaused(paused);
    Q_EMIT playChanged();
}

// What the person decides. The replay shows it, the live content keeps it.

namespace {

template <class F>
void inBoth(const std::unique_ptr<RoomContent>& live, const std::unique_ptr<RoomContent>& replayed,
    const F& f)
{
    f(*live);
    if (replayed)
        f(*replayed);
}

} // namespace

void Room::move(const PostId& id, std::optional<int> question)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.move(id, question); });
    d->keep();
    d->wantTell();
}

void Room::unmove(const PostId& id)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.unmove(id); });
    d->keep();
    d->wantTell();
}

void Room::hide(const PostId& id)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.hide(id); });
    d->keep();
    d->wantTell();
}

void Room::show(const PostId& id)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.show(id); });
    d->keep();
    d->wantTell();
}

void Room::showAuthor(const QString& handle)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.showAuthor(handle); });
    d->keep();
    d->wantTell();
}

void Room::star(const PostId& id, bool isOn)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.star(id, isOn); });
    d->keep();
    d->wantTell();
}

void Room::markRead(int question, Timestamp upTo)
{
    if (upTo <= d->live->readUpTo(question))
        return;
    inBoth(
        d->live, d->replayed, [&](RoomContent& content) { content.setReadUpTo(question, upTo); });
    d->isStatusDirty = true;
    d->keep();
    d->wantTell();
}

int Room::unread(int question) const
{
    return d->totals().unread(question);
}

void Room::markReplyRead(const PostId& id)
{
    inBoth(d->live, d->replayed, [&](RoomContent& content) { content.setReplyRead(id); });
    d->keep();
    d->wantTell();
}

// Keeping.

RoomPlace Room::place() const
{
    return d->record.place;
}

void Room::setPlace(const RoomPlace& place)
{
    if (place == d->record.place)
        return;
    d->record.place = place;
    d->keep();
}

void Room::refresh()
{
    for (const auto& reader : d->readers)
        reader->refresh();
}

Task<Done> Room::save()
{
    d->write();
    return d->context.store ? d->context.store->flush() : readyTask<Done>(Done{});
}

void Room::forget()
{
    d->isForgotten = true;
    d->saveTimer->stop();
}

void Room::Private::keep()
{
    record.marks = live->marks();
    if (isForgotten)
        return;
    isDirty = true;
    if (!saveTimer->isActive())
        saveTimer->start(kKeepAfter);
    Q_EMIT q->recordChanged();
}

void Room::Private::write()
{
    saveTimer->stop();
    if (!std::exchange(isDirty, false) || isForgotten || !context.store)
        return;
    RecordWrite write;
    write.put.push_back(
        {RecordKind::Room, record.setup.id, toMs(record.lastOpened), roomToBytes(record)});
    context.store->writeRecords(std::move(write))
        .then(q,
            [this](const Result<Done>& done) {
                if (!done)
                    isDirty = true; // with the next change, or at the end, it is tried again
            })
        .detach();
}

} // namespace staffroom
