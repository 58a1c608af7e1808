#include "core/compose/outbox.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/compose/compose_text.h"
#include "core/compose/draft_json.h"
#include "core/compose/outbox_entry.h"
#include "core/compose/outbox_trip.h"
#include "core/compose/pending_post.h"
#include "core/store/post_store.h"

#include <QSet>
#include <QUuid>

#include <algorithm>
#include <map>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = Delivery::State;

constexpr std::chrono::seconds kLongestPause{60};
/// A server that asks for more is asked again all the same.
constexpr std::chrono::minutes kLongestAsked{15};
constexpr std::chrono::seconds kPauseOfDisk{5};
/// So often an attempt may end in the server's own trouble before the person is told.
constexpr int kMostTroubles = 8;

QString accountKey(const Source& source)
{
    return source.service.value + u'|' + source.server + u'|' + source.account;
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

/// Waits for a word of the person.
bool isAsking(const Delivery& delivery)
{
    return delivery.state == State::Failed || delivery.state == State::Unsure
        || (delivery.state == State::Held && !delivery.error);
}

/// Held only because of "Reading only".
bool isLockedOut(const Delivery& delivery)
{
    return delivery.state == State::Held && delivery.error
        && delivery.error->kind == Error::Kind::Locked;
}

Error errorOf(Error::Kind kind)
{
    Error error;
    error.kind = kind;
    return error;
}

} // namespace

struct Outbox::Private {
    Private(Outbox* owner, Context what)
        : q(owner)
        , context(std::move(what))
        , wake(context.clock->createTimer([this] { pumpAll(); }))
    {
    }

    /// What is not written down about an item.
    struct Run {
        OutboxEntry entry; // its item is a copy of the one in `items`
        std::optional<Millis> notBefore; // monotonic
        int pauses = 0; // one after the other
        int troubles = 0;
    };
    struct Lane {
        std::unique_ptr<OutboxTrip> trip;
        std::optional<PostLimits> limits;
    };

    qsizetype indexOf(const QString& id) const;
    Run* run(const QString& id);
    void take(OutboxEntry entry); // into the list, by its place
    void setEntry(qsizetype index, const OutboxEntry& entry);
    void show(qsizetype index, State state, std::optional<Error> error = std::nullopt);
    void erase(qsizetype index);
    void keep(qsizetype index);
    Task<Done> write(RecordWrite records);
    UserRecord record(const OutboxEntry& entry) const;

    void pumpSoon();
    void pumpAll();
    void pump(const QString& account);
    /// False: the item is not to be tried now, and those behind it may be.
    bool isReady(qsizetype index);
    void depart(qsizetype index);
    void arrived(const QString& account, const TripEnd& end);
    void settled(qsizetype index, const TripEnd& end);
    void pause(qsizetype index, const Error& error);
    Millis pauseFor(const Run& run, const Error& error) const;
    void plan(); // the next moment something is due
    bool isTravelling(const QString& id, bool* isBeyondRecall = nullptr) const;
    void stopTrip(const QString& id);
    OutboxEntry makeEntry(const Draft& draft, int part, const QString& follows);
    /// All items of the thread this belongs to, in order.
    std::vector<qsizetype> threadOf(qsizetype index) const;
    void again(qsizetype index);

    Outbox* q;
    Context context;
    std::vector<OutboxItem> items;
    std::vector<Run> runs; // same order
    std::map<QString, Lane> lanes; // by account
    QSet<QString> submitting; // drafts
    qint64 lastPlace = 0;
    bool isOnline = true;
    bool isPumpPosted = false;
    std::unique_ptr<Timer> wake;
};

qsizetype Outbox::Private::indexOf(const QString& id) const
{
    const auto found = std::find_if(
        items.begin(), items.end(), [&](const OutboxItem& item) { return item.id == id; });
    return found == items.end() ? -1 : qsizetype(found - items.begin());
}

void Outbox::Private::take(OutboxEntry entry)
{
    lastPlace = std::max(lastPlace, entry.place);
    const auto at = std::upper_bound(runs.begin(), runs.end(), entry.place,
        [](qint64 place, const Run& run) { return place < run.entry.place; });
    items.insert(items.begin() + (at - runs.begin()), entry.item);
    Run run;
    run.entry = std::move(entry);
    runs.insert(at, std::move(run));
}

void Outbox::Private::setEntry(qsizetype index, const OutboxEntry& entry)
{
    runs[size_t(index)].entry = entry;
    auto& item = items[size_t(index)];
    const bool isNews = item.delivery != entry.item.delivery;
    item = entry.item;
    if (isNews)
        Q_EMIT q->changed(item.id);
}

void Outbox::Private::show(qsizetype index, State state, std::optional<Error> error)
{
    OutboxEntry entry = runs[size_t(index)].entry;
    auto& delivery = entry.item.delivery;
    delivery.outboxId = entry.item.id;
    delivery.state = state;
    delivery.error = std::move(error);
    delivery.done = 0;
    delivery.isLocal = state == State::Scheduled;
    if (state == State::Scheduled)
        delivery.at = entry.item.submission.scheduled;
    setEntry(index, entry);
}

void Outbox::Private::erase(qsizetype index)
{
    items.erase(items.begin() + index);
    runs.erase(runs.begin() + index);
}

UserRecord Outbox::Private::record(const OutboxEntry& entry) const
{
    return {RecordKind::OutboxItem, entry.item.id, entry.place, encodeEntry(entry)};
}

Task<Done> Outbox::Private::write(RecordWrite records)
{
    return context.store->writeRecords(std::move(records));
}

void Outbox::Private::keep(qsizetype index)
{
    RecordWrite records;
    records.put.push_back(record(runs[size_t(index)].entry));
    write(std::move(records))
        .then(q,
            [this](const Result<Done>& done) {
                if (!done)
                    Q_EMIT q->failed(done.error());
            })
        .detach();
}

void Outbox::Private::pumpSoon()
{
    if (std::exchange(isPumpPosted, true))
        return;
    QMetaObject::invokeMethod(
        q,
        [this] {
            isPumpPosted = false;
            pumpAll();
        },
        Qt::QueuedConnection);
}

void Outbox::Private::pumpAll()
{
    QStringList accounts;
    for (const auto& item : items)
        accounts << accountKey(item.account);
    accounts.removeDuplicates();
    for (const auto& account : std::as_const(accounts))
        pump(account);
    plan();
}

void Outbox::Private::pump(const QString& account)
{
    if (lanes[account].trip)
        return;
    for (qsizetype i = 0; i < qsizetype(items.size()); ++i) {
        if (accountKey(items[size_t(i)].account) != account || !isReady(i))
            continue;
        const auto& notBefore = runs[size_t(i)].notBefore;
        if (isOnline && (!notBefore || *notBefore <= context.clock->monotonic()))
            depart(i);
        return; // those behind keep their turn
    }
}

bool Outbox::Private::isReady(qsizetype index)
{
    const auto& run = runs[size_t(index)];
    const OutboxEntry entry = run.entry;
    const auto& item = entry.item;
    if (isAsking(item.delivery) || !item.follows.isEmpty())
        return false;
    if (context.lock->isLocked(item.column)) {
        show(index, State::Held, errorOf(Error::Kind::Locked));
        return false;
    }
    const auto now = context.clock->now();
    // What may have arrived is looked for however old it is.
    if (entry.isOld(now) && !entry.mayBeThere) {
        show(index, State::Held);
        keep(index);
        return false;
    }
    if (item.delivery.state == State::Scheduled && item.delivery.at && *item.delivery.at > now)
        return false;
    if (isLockedOut(item.delivery) || item.delivery.state == State::Scheduled)
        show(index, State::Queued);
    return true;
}

void Outbox::Private::depart(qsizetype index)
{
    const auto& item = items[size_t(index)];
    auto* client = context.client(item.account);
    if (!client) {
        pause(index, errorOf(Error::Kind::Unauthorised));
        return;
    }
    const QString account = accountKey(item.account);
    const QString id = item.id;
    auto& lane = lanes[account];
    OutboxTrip::Context trip;
    trip.clock = context.clock;
    trip.lock = context.lock;
    trip.client = client;
    trip.limits = lane.limits;
    trip.keep = [this](const OutboxEntry& entry) {
        RecordWrite records;
        records.put.push_back(record(entry));
        return write(std::move(records));
    };
    lane.trip = std::make_unique<OutboxTrip>(std::move(trip), runs[size_t(index)].entry);
    auto* started = lane.trip.get();
    connect(started, &OutboxTrip::progressed, q, [this, started, id] {
        if (const auto at = indexOf(id); at >= 0)
            setEntry(at, started->entry());
    });
    connect(started, &OutboxTrip::ended, q,
        [this, account](const TripEnd& end) { arrived(account, end); });
    started->start();
}

void Outbox::Private::arrived(const QString& account, const TripEnd& end)
{
    auto& lane = lanes[account];
    // It is within its own signal: it goes when that is over.
    auto* trip = lane.trip.release();
    trip->deleteLater();
    if (trip->limits())
        lane.limits = trip->limits();
    const auto index = indexOf(trip->entry().item.id);
    if (index >= 0) {
        setEntry(index, trip->entry());
        settled(index, end);
    }
    pumpSoon();
}

void Outbox::Private::settled(qsizetype index, const TripEnd& end)
{
    auto& run = runs[size_t(index)];
    run.notBefore.reset();
    switch (end.kind) {
    case TripEnd::Kind::Sent: {
        const OutboxItem item = items[size_t(index)];
        RecordWrite records;
        records.removed.emplace_back(RecordKind::OutboxItem, item.id);
        for (auto& other : runs) {
            if (other.entry.item.follows != item.id)
                continue;
            other.entry.item.follows.clear();
            if (end.post)
                other.entry.item.submission.inReplyTo = end.post->id;
            records.put.push_back(record(other.entry));
            items[size_t(&other - runs.data())] = other.entry.item;
        }
        erase(index);
        write(std::move(records))
            .then(q,
                [this](const Result<Done>& done) {
                    if (!done)
                        Q_EMIT q->failed(done.error());
                })
            .detach();
        // What waits at the server for its time has no place in a column yet.
        if (end.post && !item.submission.scheduled)
            Q_EMIT q->sent(item.id, end.post);
        else
            Q_EMIT q->removed(item.id);
        return;
    }
    case TripEnd::Kind::Wait:
        pause(index, *end.error);
        return;
    case TripEnd::Kind::Refused:
        show(index, State::Failed, end.error);
        break;
    case TripEnd::Kind::Unsure:
        show(index, State::Unsure, end.error);
        break;
    case TripEnd::Kind::Locked:
        show(index, State::Held, errorOf(Error::Kind::Locked));
        break;
    case TripEnd::Kind::TooOld:
        show(index, State::Held);
        break;
    case TripEnd::Kind::KeepTime:
        run.entry.schedulesHere = true;
        show(index, State::Scheduled);
        break;
    case TripEnd::Kind::Disk:
        Q_EMIT q->failed(*end.error);
        run.notBefore = context.clock->monotonic() + Millis(kPauseOfDisk);
        show(index, State::Queued, end.error);
        return; // nothing new to be written, and nothing to write on
    }
    keep(index);
}

void Outbox::Private::pause(qsizetype index, const Error& error)
{
    auto& run = runs[size_t(index)];
    const bool isTrouble = error.kind == Error::Kind::Server || error.kind == Error::Kind::Protocol;
    run.troubles = isTrouble ? run.troubles + 1 : 0;
    if (run.troubles >= kMostTroubles) {
        // One bad item must not stop all others.
        show(index, run.entry.mayBeThere ? State::Unsure : State::Failed, error);
        keep(index);
        return;
    }
    run.notBefore = context.clock->monotonic() + pauseFor(run, error);
    ++run.pauses;
    show(index, State::Queued, error);
    keep(index);
    plan();
}

Millis Outbox::Private::pauseFor(const Run& run, const Error& error) const
{
    if (error.retryAfter) {
        return std::clamp<Millis>(
            *error.retryAfter, std::chrono::seconds(1), std::chrono::minutes(kLongestAsked));
    }
    const Millis longest(kLongestPause);
    const Millis doubled = std::min(longest, Millis(1000 << std::min(run.pauses, 6)));
    // Spread by up to a quarter, so that many programs do not knock at the same moment.
    const auto spread = doubled * int(qHash(run.entry.item.id) % 256) / 1024;
    return doubled + spread;
}

void Outbox::Private::plan()
{
    std::optional<Millis> next;
    const auto sooner = [&](Millis in) {
        in = std::max(in, Millis(1));
        next = next ? std::min(*next, in) : in;
    };
    const auto now = context.clock->now();
    for (size_t i = 0; i < items.size(); ++i) {
        const auto& delivery = items[i].delivery;
        const auto& run = runs[i];
        if (isAsking(delivery) || !items[i].follows.isEmpty())
            continue;
        if (delivery.state == State::Scheduled && delivery.at) {
            // The wall clock may jump meanwhile.
            sooner(std::min<Millis>(*delivery.at - now, std::chrono::minutes(1)));
            continue;
        }
        if (run.notBefore && isOnline)
            sooner(*run.notBefore - context.clock->monotonic());
        if (!run.entry.mayBeThere)
            sooner(run.entry.due() + kOutboxPatience - now + Millis(1));
    }
    if (next)
        wake->start(*next);
    else
        wake->stop();
}

bool Outbox::Private::isTravelling(const QString& id, bool* isBeyondRecall) const
{
    for (const auto& [account, lane] : lanes) {
        if (!lane.trip || lane.trip->entry().item.id != id)
            continue;
        if (isBeyondRecall)
            *isBeyondRecall = lane.trip->isBeyondRecall();
        return true;
    }
    return false;
}

void Outbox::Private::stopTrip(const QString& id)
{
    for (auto& [account, lane] : lanes) {
        if (lane.trip && lane.trip->entry().item.id == id)
            lane.trip.reset();
    }
}

OutboxEntry Outbox::Private::makeEntry(const Draft& draft, int part, const QString& follows)
{
    const auto& typed = draft.parts[size_t(part)];
    OutboxEntry entry;
    entry.place = lastPlace = std::max(lastPlace + 1, toMs(context.clock->now()));
    entry.schedulesHere = draft.parts.size() > 1; // the server does not know what follows what
    entry.words = draft;
    entry.words.parts = {typed};
    auto& item = entry.item;
    item.id = newId();
    item.account = draft.account;
    item.column = draft.column;
    item.replacesDraft = draft.id;
    item.follows = follows;
    item.delivery.outboxId = item.id;
    item.delivery.total = int(typed.media.size());
    auto& submission = item.submission;
    submission.key = newId().toLatin1();
    submission.text = sentText(draft, part);
    if (part == 0) {
        submission.inReplyTo = draft.inReplyTo;
        submission.quote = draft.quote;
        submission.edits = draft.edits;
    }
    submission.contentWarning = draft.contentWarning;
    submission.language = draft.language;
    submission.visibility = draft.visibility;
    submission.media = typed.media;
    submission.poll = typed.poll;
    submission.scheduled = draft.edits ? std::nullopt : draft.scheduled;
    submission.written = context.clock->now();
    if (submission.scheduled && entry.schedulesHere) {
        item.delivery.state = State::Scheduled;
        item.delivery.at = submission.scheduled;
        item.delivery.isLocal = true;
    }
    return entry;
}

std::vector<qsizetype> Outbox::Private::threadOf(qsizetype index) const
{
    const QString draft = items[size_t(index)].replacesDraft;
    std::vector<qsizetype> out;
    for (size_t i = 0; i < items.size(); ++i) {
        if (items[i].replacesDraft == draft)
            out.push_back(qsizetype(i));
    }
    return out;
}

void Outbox::Private::again(qsizetype index)
{
    auto& run = runs[size_t(index)];
    run.notBefore.reset();
    run.pauses = run.troubles = 0;
    auto& entry = run.entry;
    if (entry.item.delivery.state == State::Failed) {
        // Pictures that were not used in time are forgotten by the server.
        for (auto& media : entry.item.submission.media) {
            if (!media.file.isEmpty())
                media.remoteId.clear();
        }
    }
    if (entry.item.delivery.state == State::Scheduled) {
        entry.item.submission.scheduled.reset();
        entry.item.delivery.at.reset();
    }
    entry.mayBeThere = false;
    entry.losses = 0;
    entry.approved = context.clock->now();
    show(index, State::Queued);
    keep(index);
}

Outbox::Outbox(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(context)))
{
    connect(d->context.lock, &WriteLock::changed, this, [this] { d->pumpSoon(); });
}

Outbox::~Outbox() = default;

Task<Done> Outbox::load()
{
    return d->context.store->records(RecordKind::OutboxItem)
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            QStringList ids;
            for (const auto& record : records) {
                auto entry = decodeEntry(record.body);
                if (!entry || d->indexOf(entry->item.id) >= 0)
                    continue;
                ids << entry->item.id;
                d->take(std::move(*entry));
            }
            for (size_t i = 0; i < d->items.size(); ++i) {
                auto& entry = d->runs[i].entry;
                if (!entry.item.follows.isEmpty() && d->indexOf(entry.item.follows) < 0)
                    d->items[i].follows = entry.item.follows = QString();
                auto& delivery = entry.item.delivery;
                const auto& scheduled = entry.item.submission.scheduled;
                if (delivery.state == State::Queued && entry.schedulesHere && scheduled)
                    d->show(qsizetype(i), State::Scheduled);
            }
            for (const auto& id : std::as_const(ids))
                Q_EMIT added(id);
            d->pumpSoon();
            return Done{};
        });
}

const std::vector<OutboxItem>& Outbox::items() const
{
    return d->items;
}

const OutboxItem* Outbox::find(const QString& id) const
{
    const auto index = d->indexOf(id);
    return index < 0 ? nullptr : &d->items[size_t(index)];
}

bool Outbox::hasUnsent() const
{
    return !d->items.empty();
}

Task<QStringList> Outbox::submit(const Draft& draft)
{
    const bool isTwice = d->submitting.contains(draft.id)
        || std::any_of(d->items.begin(), d->items.end(),
            [&](const OutboxItem& item) { return item.replacesDraft == draft.id; });
    if (isTwice)
        return readyTask<QStringList>(fail(Error::Kind::Conflict));
    std::vector<OutboxEntry> entries;
    RecordWrite records;
    for (int i = 0; i < int(draft.parts.size()); ++i) {
        entries.push_back(
            d->makeEntry(draft, i, entries.empty() ? QString() : entries.back().item.id));
        records.put.push_back(d->record(entries.back()));
    }
    // The draft becomes its items in one step: never both, never neither.
    records.removed.emplace_back(RecordKind::Draft, draft.id);
    d->submitting.insert(draft.id);
    Promise<QStringList> promise;
    d->write(std::move(records))
        .then(this,
            [this, promise, entries = std::move(entries), id = draft.id](const Result<Done>& done) {
                d->submitting.remove(id);
                if (!done) {
                    promise.finish(fail(done.error()));
                    return;
                }
                QStringList ids;
                for (const auto& entry : entries) {
                    ids << entry.item.id;
                    d->take(entry);
                }
                for (const auto& one : std::as_const(ids))
                    Q_EMIT added(one);
                d->pumpSoon();
                promise.finish(ids);
            })
        .detach();
    return promise.task();
}

void Outbox::sendNow(const QString& id)
{
    const auto index = d->indexOf(id);
    if (index < 0 || d->isTravelling(id))
        return;
    d->again(index);
    d->pumpSoon();
}

void Outbox::markSent(const QString& id)
{
    const auto index = d->indexOf(id);
    if (index < 0 || d->items[size_t(index)].delivery.state != State::Unsure)
        return;
    discard(id);
}

void Outbox::discard(const QString& id)
{
    const auto index = d->indexOf(id);
    bool isBeyondRecall = false;
    if (index < 0 || (d->isTravelling(id, &isBeyondRecall) && isBeyondRecall))
        return;
    const OutboxItem item = d->items[size_t(index)];
    d->stopTrip(id);
    RecordWrite records;
    records.removed.emplace_back(RecordKind::OutboxItem, id);
    d->erase(index);
    // The parts behind it are not lost with it, but what they follow is the person's to say.
    for (qsizetype i = 0; i < qsizetype(d->items.size()); ++i) {
        auto& entry = d->runs[size_t(i)].entry;
        if (entry.item.follows != id)
            continue;
        entry.item.follows = item.follows;
        entry.item.submission.inReplyTo = item.submission.inReplyTo;
        d->show(i, State::Held);
        records.put.push_back(d->record(entry));
    }
    d->write(std::move(records))
        .then(this,
            [this](const Result<Done>& done) {
                if (!done)
                    Q_EMIT failed(done.error());
            })
        .detach();
    Q_EMIT removed(id);
    d->pumpSoon();
}

std::optional<Draft> Outbox::takeBack(const QString& id)
{
    const auto index = d->indexOf(id);
    if (index < 0)
        return std::nullopt;
    const auto thread = d->threadOf(index);
    for (const auto one : thread) {
        bool isBeyondRecall = false;
        if (d->isTravelling(d->items[size_t(one)].id, &isBeyondRecall) && isBeyondRecall)
            return std::nullopt;
    }
    // All of the thread that has not gone: its parts are one text again.
    Draft draft = d->runs[size_t(thread.front())].entry.words;
    draft.id = newId();
    const auto& first = d->items[size_t(thread.front())];
    draft.inReplyTo = first.submission.inReplyTo;
    draft.changed = d->context.clock->now();
    draft.parts.clear();
    QStringList ids;
    RecordWrite records;
    for (const auto one : thread) {
        const auto& entry = d->runs[size_t(one)].entry;
        draft.parts.insert(draft.parts.end(), entry.words.parts.begin(), entry.words.parts.end());
        ids << entry.item.id;
        records.removed.emplace_back(RecordKind::OutboxItem, entry.item.id);
    }
    // The words are on the disk at every moment, as what they are.
    records.put.push_back({RecordKind::Draft, draft.id, toMs(draft.changed), encodeDraft(draft)});
    for (const auto& one : std::as_const(ids))
        d->stopTrip(one);
    for (auto it = thread.rbegin(); it != thread.rend(); ++it)
        d->erase(*it);
    d->write(std::move(records))
        .then(this,
            [this](const Result<Done>& done) {
                if (!done)
                    Q_EMIT failed(done.error());
            })
        .detach();
    for (const auto& one : std::as_const(ids))
        Q_EMIT removed(one);
    d->pumpSoon();
    return draft;
}

void Outbox::setOnline(bool online)
{
    if (std::exchange(d->isOnline, online) == online || !online)
        return;
    for (auto& run : d->runs) {
        run.notBefore.reset();
        run.pauses = 0;
    }
    d->pumpSoon();
}

void Outbox::accountReady(const Source& account)
{
    for (size_t i = 0; i < d->items.size(); ++i) {
        if (d->items[i].account == account) {
            d->runs[i].notBefore.reset();
            d->runs[i].pauses = 0;
        }
    }
    d->pumpSoon();
}

PostPtr Outbox::pendingPost(const OutboxItem& item) const
{
    const auto index = d->indexOf(item.id);
    const QString handle = index < 0 || !item.submission.inReplyTo
        ? QString()
        : d->runs[size_t(index)].entry.words.inReplyToHandle;
    return makePendingPost(item, handle);
}

} // namespace staffroom
