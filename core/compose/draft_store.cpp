#include "core/compose/draft_store.h"

#include "core/base/clock.h"
#include "core/compose/draft_json.h"
#include "core/store/post_store.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// After the last key.
constexpr Millis kPause{500};
/// While typing goes on; with the time the disk needs it stays below a second.
constexpr Millis kLongest{900};
constexpr qint64 kCopyDays = 7;
const QString kLanguageHabit = u"language"_s;

qint64 dayOf(Timestamp t)
{
    return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count();
}

QString preparedId(const PreparedAnswer& answer)
{
    return foldTag(answer.hashtag) + u'/' + QString::number(answer.question);
}

UserRecord preparedRecord(const PreparedAnswer& answer)
{
    QJsonObject json;
    json["hashtag"_L1] = answer.hashtag;
    json["question"_L1] = answer.question;
    json["text"_L1] = answer.text;
    if (answer.isUsed)
        json["used"_L1] = true;
    return {RecordKind::PreparedAnswer, preparedId(answer), answer.question,
        QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

PreparedAnswer preparedFrom(const UserRecord& record)
{
    const auto json = QJsonDocument::fromJson(record.body).object();
    return {json["hashtag"_L1].toString(), json["question"_L1].toInt(), json["text"_L1].toString(),
        json["used"_L1].toBool()};
}

} // namespace

struct DraftStore::Private {
    Private(DraftStore* owner, Clock& time, PostStore& disk)
        : q(owner)
        , clock(time)
        , store(disk)
        , pause(clock.createTimer([this] { writeDirty(); }))
        , longest(clock.createTimer([this] { writeDirty(); }))
    {
    }

    void touch(const QString& id)
    {
        dirty.insert(id);
        pause->start(kPause);
        if (!longest->isActive())
            longest->start(kLongest);
    }
    RecordWrite takeDirty();
    void writeDirty();
    void send(RecordWrite write, const QSet<QString>& ids);
    void answerFlushes(const Result<Done>& done);
    void place(const Draft& draft);

    DraftStore* q;
    Clock& clock;
    PostStore& store;
    std::vector<Draft> drafts; // newest change first
    std::vector<PreparedAnswer> prepared;
    QString language;
    bool hasLanguage = false; // known, or set before it was read
    QSet<QString> dirty; // changed or gone since the last write
    QSet<QString> removed; // in this run: what is read later does not bring them back
    int onTheirWay = 0;
    std::optional<Error> lastFailure;
    std::vector<Promise<Done>> flushes;
    std::unique_ptr<Timer> pause;
    std::unique_ptr<Timer> longest;
};

void DraftStore::Private::place(const Draft& draft)
{
    std::erase_if(drafts, [&](const Draft& one) { return one.id == draft.id; });
    if (draft.isEmpty())
        return;
    const auto at = std::find_if(drafts.begin(), drafts.end(),
        [&](const Draft& one) { return one.changed <= draft.changed; });
    drafts.insert(at, draft);
}

RecordWrite DraftStore::Private::takeDirty()
{
    RecordWrite write;
    for (const auto& id : std::as_const(dirty)) {
        const auto* draft = q->find(id);
        if (!draft) {
            write.removed.emplace_back(RecordKind::Draft, id);
            continue;
        }
        const QByteArray body = encodeDraft(*draft);
        write.put.push_back({RecordKind::Draft, id, toMs(draft->changed), body});
        write.copies.push_back({id, dayOf(clock.now()), draft->textLength(), clock.now(), body});
    }
    return write;
}

void DraftStore::Private::writeDirty()
{
    pause->stop();
    longest->stop();
    if (dirty.isEmpty())
        return;
    auto write = takeDirty();
    send(std::move(write), std::exchange(dirty, {}));
}

void DraftStore::Private::send(RecordWrite write, const QSet<QString>& ids)
{
    ++onTheirWay;
    store.writeRecords(std::move(write))
        .then(q,
            [this, ids](const Result<Done>& done) {
                --onTheirWay;
                if (!done) {
                    // With the next key they are tried again.
                    dirty.unite(ids);
                    lastFailure = done.error();
                    Q_EMIT q->failed(done.error());
                }
                if (onTheirWay == 0)
                    answerFlushes(lastFailure ? Result<Done>(fail(*lastFailure)) : Done{});
            })
        .detach();
}

void DraftStore::Private::answerFlushes(const Result<Done>& done)
{
    lastFailure.reset();
    for (const auto& promise : std::exchange(flushes, {}))
        promise.finish(done);
}

DraftStore::DraftStore(Clock& clock, PostStore& store, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, clock, store))
{
}

DraftStore::~DraftStore()
{
    // The store writes all it was given before it goes itself.
    if (!d->dirty.isEmpty())
        d->store.writeRecords(d->takeDirty()).then(&d->store, [](const Result<Done>&) {}).detach();
}

Task<Done> DraftStore::load()
{
    RecordWrite old;
    old.forgetCopiesBefore = dayOf(d->clock.now()) - kCopyDays + 1;
    d->send(std::move(old), {});
    return d->store.records(RecordKind::Draft)
        .andThen(this,
            [this](const std::vector<UserRecord>& records) {
                for (const auto& record : records) {
                    const auto draft = decodeDraft(record.body);
                    // What was typed since is newer than what was read.
                    if (draft && !find(draft->id) && !d->removed.contains(draft->id))
                        d->place(*draft);
                }
                return d->store.records(RecordKind::PreparedAnswer);
            })
        .andThen(this,
            [this](const std::vector<UserRecord>& records) {
                for (const auto& record : records) {
                    const auto answer = preparedFrom(record);
                    const bool isKnown = std::any_of(d->prepared.begin(), d->prepared.end(),
                        [&](const PreparedAnswer& one) { return preparedId(one) == record.id; });
                    if (!answer.text.isEmpty() && !isKnown)
                        d->prepared.push_back(answer);
                }
                return d->store.records(RecordKind::Habit);
            })
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            for (const auto& record : records) {
                if (record.id == kLanguageHabit && !d->hasLanguage)
                    d->language = QString::fromUtf8(record.body);
            }
            Q_EMIT changed();
            Q_EMIT preparedChanged();
            return Done{};
        });
}

const std::vector<Draft>& DraftStore::drafts() const
{
    return d->drafts;
}

const Draft* DraftStore::find(const QString& id) const
{
    const auto found = std::find_if(
        d->drafts.begin(), d->drafts.end(), [&](const Draft& one) { return one.id == id; });
    return found == d->drafts.end() ? nullptr : &*found;
}

void DraftStore::save(const Draft& draft)
{
    const auto* before = find(draft.id);
    if ((before && *before == draft) || (!before && draft.isEmpty()))
        return;
    d->removed.remove(draft.id);
    d->place(draft);
    d->touch(draft.id);
    Q_EMIT changed();
}

void DraftStore::remove(const QString& id)
{
    d->removed.insert(id);
    std::erase_if(d->drafts, [&](const Draft& one) { return one.id == id; });
    d->dirty.insert(id);
    d->writeDirty();
    Q_EMIT changed();
}

Task<Done> DraftStore::flush()
{
    d->writeDirty();
    if (d->onTheirWay == 0)
        return readyTask<Done>(Done{});
    Promise<Done> promise;
    d->flushes.push_back(promise);
    return promise.task();
}

Task<std::vector<DraftCopy>> DraftStore::copies()
{
    return d->store.draftCopies().andThen(
        this, [this](const std::vector<RecordCopy>& stored) -> Result<std::vector<DraftCopy>> {
            std::vector<DraftCopy> out;
            for (const auto& copy : stored) {
                auto draft = decodeDraft(copy.body);
                if (!draft)
                    continue;
                // What is in the list of drafts anyway is no copy to offer.
                const auto* present = find(draft->id);
                if (!present || present->parts != draft->parts)
                    out.push_back({std::move(*draft), copy.saved});
            }
            return out;
        });
}

const std::vector<PreparedAnswer>& DraftStore::prepared() const
{
    return d->prepared;
}

void DraftStore::setPrepared(const PreparedAnswer& answer)
{
    std::erase_if(d->prepared,
        [&](const PreparedAnswer& one) { return preparedId(one) == preparedId(answer); });
    RecordWrite write;
    if (answer.text.trimmed().isEmpty()) {
        write.removed.emplace_back(RecordKind::PreparedAnswer, preparedId(answer));
    } else {
        const auto at = std::find_if(d->prepared.begin(), d->prepared.end(),
            [&](const PreparedAnswer& one) { return one.question > answer.question; });
        d->prepared.insert(at, answer);
        write.put.push_back(preparedRecord(answer));
    }
    d->send(std::move(write), {});
    Q_EMIT preparedChanged();
}

QString DraftStore::lastLanguage() const
{
    return d->language;
}

void DraftStore::setLastLanguage(const QString& language)
{
    d->hasLanguage = true;
    if (language.isEmpty() || language == d->language)
        return;
    d->language = language;
    RecordWrite write;
    write.put.push_back({RecordKind::Habit, kLanguageHabit, 0, language.toUtf8()});
    d->send(std::move(write), {});
}

} // namespace staffroom
