#include "core/room/room_book.h"

#include "core/base/log.h"
#include "core/store/post_store.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSameSession(const RoomSetup& a, const RoomSetup& b)
{
    const auto has = [](const std::vector<Source>& all, const Source& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    const bool hasSameSources = a.sources.size() == b.sources.size()
        && std::all_of(a.sources.begin(), a.sources.end(),
            [&](const Source& source) { return has(b.sources, source); });
    return foldTag(a.hashtag) == foldTag(b.hashtag) && hasSameSources && a.begin == b.begin;
}

bool isSameChat(const RoomSetup& a, const RoomSetup& b)
{
    if (!a.chatId.isEmpty() && !b.chatId.isEmpty())
        return a.chatId == b.chatId;
    return foldTag(a.hashtag) == foldTag(b.hashtag);
}

} // namespace

struct RoomBook::Private {
    void put(const RoomRecord& record);

    Context context;
    std::vector<RoomRecord> rooms; ///< newest first
    QHash<QString, std::weak_ptr<Room>> open;
    QSet<QString> forgotten; ///< in this run: an open room does not bring itself back
};

void RoomBook::Private::put(const RoomRecord& record)
{
    std::erase_if(rooms, [&](const RoomRecord& one) { return one.setup.id == record.setup.id; });
    const auto at = std::find_if(rooms.begin(), rooms.end(),
        [&](const RoomRecord& one) { return one.lastOpened <= record.lastOpened; });
    rooms.insert(at, record);
}

RoomBook::RoomBook(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->context = std::move(context);
}

RoomBook::~RoomBook() = default;

Task<Done> RoomBook::load()
{
    if (!d->context.store)
        return readyTask<Done>(Done{});
    return d->context.store->records(RecordKind::Room)
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            for (const auto& record : records) {
                auto room = roomFromBytes(record.body);
                if (!room) {
                    logLine(LogLevel::Warning, "room"_L1, "unreadable-room"_L1,
                        {{"error"_L1, QString(errorName(room.error().kind))}});
                    continue;
                }
                // What was opened meanwhile is newer than the disk.
                if (!find(room->setup.id))
                    d->put(*room);
            }
            Q_EMIT changed();
            return Done{};
        });
}

const std::vector<RoomRecord>& RoomBook::rooms() const
{
    return d->rooms;
}

const RoomRecord* RoomBook::find(const QString& id) const
{
    const auto it = std::find_if(d->rooms.begin(), d->rooms.end(),
        [&](const RoomRecord& one) { return one.setup.id == id; });
    return it == d->rooms.end() ? nullptr : &*it;
}

RoomRecord RoomBook::recordFor(const RoomSetup& wanted) const
{
    const RoomRecord* last = nullptr;
    const Timestamp now = d->context.clock->now();
    for (const auto& room : d->rooms) {
        // Without a begin the sessions of a tag can only be told apart by when one was there.
        const bool isOld = !room.setup.begin && !room.setup.isSlow
            && now - room.lastOpened > std::chrono::hours(48);
        if (!isOld && isSameSession(room.setup, wanted))
            return room;
        if (!last && isSameChat(room.setup, wanted))
            last = &room;
    }
    RoomRecord out;
    out.setup = wanted;
    if (out.setup.id.isEmpty() || find(out.setup.id))
        out.setup.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!last)
        return out;
    if (out.setup.hosts.isEmpty())
        out.setup.hosts = last->setup.hosts;
    if (out.setup.questionLabels.isEmpty())
        out.setup.questionLabels = last->setup.questionLabels;
    if (out.setup.answerLabels.isEmpty())
        out.setup.answerLabels = last->setup.answerLabels;
    if (!out.setup.answersAs)
        out.setup.answersAs = last->setup.answersAs;
    if (out.setup.title.isEmpty())
        out.setup.title = last->setup.title;
    return out;
}

std::shared_ptr<Room> RoomBook::open(const RoomRecord& record)
{
    const QString id = record.setup.id;
    if (auto there = d->open.value(id).lock())
        return there;
    d->forgotten.remove(id);
    Room::Context context;
    context.clock = d->context.clock;
    context.hub = d->context.hub;
    context.store = d->context.store;
    if (d->context.ownHandles)
        context.ownHandles = d->context.ownHandles();
    auto room = std::make_shared<Room>(std::move(context), record);
    d->open.insert(id, room);
    d->put(room->record());
    const auto* opened = room.get();
    connect(opened, &Room::recordChanged, this, [this, opened] {
        const auto& now = opened->record();
        if (d->forgotten.contains(now.setup.id))
            return;
        const auto* kept = find(now.setup.id);
        const bool isTold = !kept || kept->setup != now.setup;
        d->put(now);
        if (isTold)
            Q_EMIT changed();
    });
    Q_EMIT changed();
    return room;
}

void RoomBook::forget(const QString& id)
{
    d->forgotten.insert(id);
    std::erase_if(d->rooms, [&](const RoomRecord& one) { return one.setup.id == id; });
    if (auto there = d->open.value(id).lock())
        there->forget();
    if (d->context.store) {
        RecordWrite write;
        write.removed.emplace_back(RecordKind::Room, id);
        d->context.store->writeRecords(std::move(write))
            .then(this, [](const Result<Done>&) {})
            .detach();
    }
    Q_EMIT changed();
}

} // namespace staffroom
