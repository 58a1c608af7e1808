// When an item goes and what becomes of it; what the person does with items is in outbox.cpp.
#include "core/compose/outbox_private.h"

#include <algorithm>

namespace staffroom {

namespace {

using State = Delivery::State;

constexpr std::chrono::seconds kLongestPause{60};
/// A server that asks for more is asked again all the same.
constexpr std::chrono::minutes kLongestAsked{15};
constexpr std::chrono::seconds kPauseOfDisk{5};
/// So often an attempt may end in the server's own trouble before the person is told.
constexpr int kMostTroubles = 8;

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
        accounts << outboxLane(item.account);
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
        if (outboxLane(items[size_t(i)].account) != account || !isReady(i))
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
    const QString account = outboxLane(item.account);
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

} // namespace staffroom
