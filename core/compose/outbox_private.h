#pragma once

#include "core/base/clock.h"
#include "core/compose/outbox.h"
#include "core/compose/outbox_entry.h"
#include "core/compose/outbox_trip.h"
#include "core/store/post_store.h"

#include <QSet>

#include <map>

namespace staffroom {

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
    void show(qsizetype index, Delivery::State state, std::optional<Error> error = std::nullopt);
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

/// Of an account, for the queue it has of its own.
inline QString outboxLane(const Source& source)
{
    return source.service.value + u'|' + source.server + u'|' + source.account;
}

/// Waits for a word of the person.
inline bool isAsking(const Delivery& delivery)
{
    return delivery.state == Delivery::State::Failed || delivery.state == Delivery::State::Unsure
        || (delivery.state == Delivery::State::Held && !delivery.error);
}

} // namespace staffroom
