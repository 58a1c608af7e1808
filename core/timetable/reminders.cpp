#include "core/timetable/reminders.h"

#include "core/store/post_store.h"
#include "core/timetable/chat_directory.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A suspended machine does not count down timers; this long after waking up it is looked.
constexpr Millis kLongestSleep = 60s;
constexpr Millis kShortestSleep = 200ms;
constexpr Millis kLookBack = 12h;
constexpr size_t kMostTold = 40; // more than the starts of 12 hours, and of a clock that jumps
constexpr int kMostMinutes = 7 * 24 * 60;

struct Kept {
    ChatReminder wish;
    std::vector<qint64> told; ///< starts, in ms; also what had begun when it was set
};

bool wasTold(const Kept& kept, Timestamp start)
{
    return std::find(kept.told.begin(), kept.told.end(), toMs(start)) != kept.told.end();
}

void markTold(Kept& kept, Timestamp start)
{
    if (wasTold(kept, start))
        return;
    kept.told.push_back(toMs(start));
    if (kept.told.size() > kMostTold)
        kept.told.erase(kept.told.begin());
}

QString idOf(const QString& listingId, std::optional<Timestamp> only)
{
    return only ? listingId + u'@' + QString::number(toMs(*only)) : listingId;
}

QByteArray bodyOf(const Kept& kept)
{
    QJsonArray told;
    for (const qint64 start : kept.told)
        told.append(start);
    QJsonObject json{{u"chat"_s, kept.wish.listingId}, {u"minutes"_s, kept.wish.minutesBefore},
        {u"told"_s, told}};
    if (kept.wish.only)
        json["only"_L1] = toMs(*kept.wish.only);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<Kept> keptFrom(const UserRecord& record)
{
    const QJsonObject json = QJsonDocument::fromJson(record.body).object();
    Kept out;
    out.wish.id = record.id;
    out.wish.listingId = json["chat"_L1].toString();
    out.wish.minutesBefore = std::clamp(json["minutes"_L1].toInt(), 0, kMostMinutes);
    if (json["only"_L1].isDouble())
        out.wish.only = timestampFromMs(json["only"_L1].toInteger());
    const auto told = json["told"_L1].toArray();
    for (const auto& one : told)
        out.told.push_back(one.toInteger());
    if (out.wish.listingId.isEmpty() || idOf(out.wish.listingId, out.wish.only) != record.id)
        return std::nullopt;
    return out;
}

} // namespace

struct Reminders::Private {
    Private(Reminders* owner, const Context& given)
        : q(owner)
        , context(given)
        , timer(given.clock->createTimer([this] { check(); }))
    {
    }

    struct Telling {
        AgendaEntry entry;
        bool isDue = false;
    };

    void check();
    std::optional<Telling> look(Kept& kept, Timestamp now);
    std::vector<Occurrence> startsOf(const Kept& kept, const ChatListing& listing, Timestamp now);
    void tell(const std::vector<Telling>& tellings, RecordWrite write);
    void write(RecordWrite write, std::function<void()> then);
    void sleep(Timestamp now);
    void publish();
    static UserRecord record(const Kept& one)
    {
        return {RecordKind::Reminder, one.wish.id, 0, bodyOf(one)};
    }

    Reminders* q;
    Context context;
    std::vector<Kept> kept;
    std::vector<ChatReminder> wishes; // of `kept`, for others to see
    std::unique_ptr<Timer> timer;
    bool isLoaded = false;
};

void Reminders::Private::publish()
{
    wishes.clear();
    for (const Kept& one : kept)
        wishes.push_back(one.wish);
    Q_EMIT q->changed();
}

/// Those that should have been told by now and were not.
std::vector<Occurrence> Reminders::Private::startsOf(
    const Kept& one, const ChatListing& listing, Timestamp now)
{
    const Timestamp until = now + std::chrono::minutes(one.wish.minutesBefore) + 1ms;
    auto starts = startsBetween(listing, now - kLookBack, until);
    std::erase_if(starts, [&](const Occurrence& start) {
        if (one.wish.only)
            return start.start != *one.wish.only || wasTold(one, start.start);
        // A meeting with a reminder of its own has its own time.
        return wasTold(one, start.start) || q->ofStart(one.wish.listingId, start.start);
    });
    return starts;
}

std::optional<Reminders::Private::Telling> Reminders::Private::look(Kept& one, Timestamp now)
{
    const ChatListing* listing = context.directory->find(one.wish.listingId);
    if (!listing || !listing->isExpected() || !canRemind(*listing))
        return std::nullopt;
    const auto starts = startsOf(one, *listing, now);
    if (starts.empty())
        return std::nullopt;
    for (const Occurrence& start : starts)
        markTold(one, start.start);
    return Telling{{*listing, starts.back()}, now < endOrGuess(starts.back())};
}

void Reminders::Private::check()
{
    if (!isLoaded || !context.directory->isLoaded())
        return;
    const Timestamp now = context.clock->now();
    std::vector<Telling> tellings;
    RecordWrite changes;
    QStringList gone;
    for (Kept& one : kept) {
        const auto telling = look(one, now);
        const bool isOver = one.wish.only && (telling || *one.wish.only < now - kLookBack);
        if (isOver) {
            gone << one.wish.id;
            changes.removed.emplace_back(RecordKind::Reminder, one.wish.id);
        } else if (telling) {
            changes.put.push_back(record(one));
        }
        if (telling)
            tellings.push_back(*telling);
    }
    if (!gone.isEmpty()) {
        // The chat's own reminder must not tell it once more.
        for (const Telling& telling : tellings) {
            for (Kept& one : kept) {
                if (!one.wish.only && one.wish.listingId == telling.entry.listing.id) {
                    markTold(one, telling.entry.occurrence.start);
                    changes.put.push_back(record(one));
                }
            }
        }
        std::erase_if(kept, [&gone](const Kept& one) { return gone.contains(one.wish.id); });
        publish();
    }
    sleep(now);
    if (!changes.put.empty() || !changes.removed.empty())
        tell(tellings, std::move(changes));
}

void Reminders::Private::tell(const std::vector<Telling>& tellings, RecordWrite changes)
{
    write(std::move(changes), [this, tellings] {
        for (const Telling& one : tellings) {
            if (one.isDue)
                Q_EMIT q->due(one.entry);
            else
                Q_EMIT q->missed(one.entry);
        }
    });
}

void Reminders::Private::write(RecordWrite changes, std::function<void()> then)
{
    if (!context.store) {
        then();
        return;
    }
    context.store->writeRecords(std::move(changes))
        .then(q,
            [this, then = std::move(then)](const Result<Done>& done) {
                if (!done)
                    Q_EMIT q->failed(done.error());
                then(); // better told twice than never
            })
        .detach();
}

void Reminders::Private::sleep(Timestamp now)
{
    timer->stop();
    if (kept.empty())
        return;
    Millis wait = kLongestSleep;
    for (const Kept& one : kept) {
        const ChatListing* listing = context.directory->find(one.wish.listingId);
        if (!listing || !listing->isExpected() || !canRemind(*listing))
            continue;
        const Millis before = std::chrono::minutes(one.wish.minutesBefore);
        for (const Occurrence& next : nextStarts(*listing, now + before + 1ms, 1))
            wait = std::min(wait, next.start - before - now);
    }
    timer->start(std::max(wait, kShortestSleep));
}

Reminders::Reminders(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, context))
{
    connect(context.directory, &ChatDirectory::changed, this, [this] { d->check(); });
}

Reminders::~Reminders() = default;

Task<Done> Reminders::load()
{
    auto records = d->context.store ? d->context.store->records(RecordKind::Reminder)
                                    : readyTask<std::vector<UserRecord>>(std::vector<UserRecord>());
    return std::move(records).andThen(
        this, [this](const std::vector<UserRecord>& found) -> Result<Done> {
            for (const UserRecord& record : found) {
                const bool isNewer = std::any_of(d->kept.begin(), d->kept.end(),
                    [&record](const Kept& one) { return one.wish.id == record.id; });
                if (auto kept = keptFrom(record); kept && !isNewer)
                    d->kept.push_back(std::move(*kept));
            }
            d->isLoaded = true;
            d->publish();
            d->check();
            return Done{};
        });
}

const std::vector<ChatReminder>& Reminders::reminders() const
{
    return d->wishes;
}

const ChatReminder* Reminders::ofChat(const QString& listingId) const
{
    const auto found = std::find_if(d->wishes.begin(), d->wishes.end(),
        [&](const ChatReminder& one) { return one.listingId == listingId && !one.only; });
    return found == d->wishes.end() ? nullptr : &*found;
}

const ChatReminder* Reminders::ofStart(const QString& listingId, Timestamp start) const
{
    const auto found = std::find_if(d->wishes.begin(), d->wishes.end(),
        [&](const ChatReminder& one) { return one.listingId == listingId && one.only == start; });
    return found == d->wishes.end() ? nullptr : &*found;
}

bool Reminders::canRemind(const ChatListing& listing)
{
    return listing.hasTimetable() && listing.start;
}

void Reminders::set(const QString& listingId, int minutesBefore, std::optional<Timestamp> only)
{
    Kept kept;
    kept.wish
        = {idOf(listingId, only), listingId, std::clamp(minutesBefore, 0, kMostMinutes), only};
    const auto known = std::find_if(d->kept.begin(), d->kept.end(),
        [&kept](const Kept& one) { return one.wish.id == kept.wish.id; });
    if (known != d->kept.end())
        kept.told = known->told; // another time before, but nothing is told twice
    const Timestamp now = d->context.clock->now();
    if (const ChatListing* listing = d->context.directory->find(listingId)) {
        for (const Occurrence& one : startsBetween(*listing, now - kLookBack, now + 1ms))
            markTold(kept, one.start);
    }
    if (known != d->kept.end())
        *known = kept;
    else
        d->kept.push_back(kept);
    RecordWrite write;
    write.put.push_back(d->record(kept));
    d->write(std::move(write), [] {});
    d->publish();
    d->check();
}

void Reminders::remove(const QString& id)
{
    std::erase_if(d->kept, [&id](const Kept& one) { return one.wish.id == id; });
    RecordWrite write;
    write.removed.emplace_back(RecordKind::Reminder, id);
    d->write(std::move(write), [] {});
    d->publish();
    d->check();
}

} // namespace staffroom
