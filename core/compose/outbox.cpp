#include "core/compose/outbox.h"

#include "core/compose/compose_text.h"
#include "core/compose/draft_json.h"
#include "core/compose/outbox_private.h"
#include "core/compose/pending_post.h"

#include <QUuid>

#include <algorithm>

namespace staffroom {

namespace {

using State = Delivery::State;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

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
