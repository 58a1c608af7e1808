#include "core/services/x/ledger.h"

#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "core/services/x/ledger_day.h"

#include <QMutex>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kWriteDelay{1'000};
constexpr qint64 kLargestLedger = 8 * 1024 * 1024;

/// The file, from any thread. A state that waited its turn in the pool does not replace a newer
/// one.
class LedgerFile {
public:
    explicit LedgerFile(QString path)
        : m_path(std::move(path))
    {
    }

    Result<LedgerDay> read() const
    {
        auto bytes = readWholeFile(m_path, kLargestLedger);
        return bytes ? LedgerDay::fromJson(*bytes) : Result<LedgerDay>(fail(bytes.error()));
    }

    Result<Done> write(const LedgerDay& day, quint64 version)
    {
        const QMutexLocker lock(&m_mutex);
        if (version <= m_written)
            return Done{};
        auto done = writeWholeFile(m_path, day.toJson());
        if (done)
            m_written = version;
        return done;
    }

private:
    QString m_path;
    QMutex m_mutex;
    quint64 m_written = 0;
};

} // namespace

struct Ledger::Private {
    Private(Ledger* ledger, const Context& with)
        : q(ledger)
        , context(with)
        , day(with.clock->now())
        , isRead(with.file.isEmpty())
        , later(with.clock->createTimer([this] { write(); }))
        , midnight(with.clock->createTimer([this] { turnOver(); }))
    {
        if (!with.file.isEmpty())
            file = std::make_shared<LedgerFile>(with.file);
        waitForMidnight();
    }

    Ledger* q;
    Context context;
    LedgerDay day;
    bool isRead;
    /// What came before the file was read; counted again on top of it.
    std::vector<std::pair<QString, Bill>> early;
    std::vector<Promise<Done>> waiting;
    std::shared_ptr<LedgerFile> file; ///< null: nothing is kept
    quint64 version = 0; ///< of `day`
    quint64 sentVersion = 0; ///< last one that was given to the pool
    bool isWriting = false;
    bool hasComplained = false;
    TaskHandle reading;
    TaskHandle writing;
    std::unique_ptr<Timer> later;
    std::unique_ptr<Timer> midnight;

    void read();
    void onRead(Result<LedgerDay> found);
    void turnOver();
    void waitForMidnight();
    void touch();
    void write();
    void onWritten(const Result<Done>& done);
    void writeAtTheEnd();
};

void Ledger::Private::read()
{
    if (!file)
        return;
    reading = runInPool(*context.pool, [kept = file] {
        return kept->read();
    }).then(q, [this](Result<LedgerDay> found) { onRead(std::move(found)); });
}

void Ledger::Private::onRead(Result<LedgerDay> found)
{
    isRead = true;
    if (!found && found.error().kind != Error::Kind::NotFound) {
        logLine(LogLevel::Warning, "x"_L1, "ledger-unreadable"_L1,
            {{"error"_L1, errorName(found.error().kind)}});
    }
    turnOver();
    const auto entries = std::exchange(early, {});
    if (found && found->isStill(context.clock->now())) {
        day = std::move(*found);
        for (const auto& [feed, bill] : entries)
            day.add(feed, bill);
        waitForMidnight();
    }
    if (!entries.empty())
        touch();
    for (const auto& promise : std::exchange(waiting, {}))
        promise.finish(Done{});
    Q_EMIT q->changed();
}

void Ledger::Private::waitForMidnight()
{
    midnight->start(day.end() - context.clock->now());
}

void Ledger::Private::turnOver()
{
    const Timestamp now = context.clock->now();
    if (day.isStill(now)) {
        if (!midnight->isActive()) // it rang early: the clock was set back
            waitForMidnight();
        return;
    }
    if (day.total() > 0)
        touch();
    day = LedgerDay(now);
    early.clear();
    waitForMidnight();
    // Whoever asks for an amount does not expect to be told in the middle of it.
    QMetaObject::invokeMethod(q, &Ledger::changed, Qt::QueuedConnection);
}

void Ledger::Private::touch()
{
    ++version;
    if (file && isRead && !isWriting && !later->isActive())
        later->start(kWriteDelay);
}

void Ledger::Private::write()
{
    isWriting = true;
    sentVersion = version;
    writing = runInPool(*context.pool, [kept = file, state = day, number = version] {
        return kept->write(state, number);
    }).then(q, [this](const Result<Done>& done) { onWritten(done); });
}

void Ledger::Private::onWritten(const Result<Done>& done)
{
    isWriting = false;
    if (!done && !std::exchange(hasComplained, true)) {
        logLine(LogLevel::Warning, "x"_L1, "ledger-not-written"_L1,
            {{"error"_L1, errorName(done.error().kind)}});
    }
    if (version != sentVersion)
        later->start(kWriteDelay);
}

void Ledger::Private::writeAtTheEnd()
{
    if (!file || version == 0)
        return;
    if (!isRead) {
        if (early.empty())
            return;
        const auto found = file->read();
        if (found && found->isStill(context.clock->now())) {
            day = *found;
            for (const auto& [feed, bill] : early)
                day.add(feed, bill);
        }
    }
    const auto done = file->write(day, version);
    if (!done) {
        logLine(LogLevel::Warning, "x"_L1, "ledger-not-written"_L1,
            {{"error"_L1, errorName(done.error().kind)}});
    }
}

Ledger::Ledger(const Context& context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, context))
{
    d->read();
}

Ledger::~Ledger()
{
    d->writeAtTheEnd();
}

Task<Done> Ledger::ready()
{
    if (d->isRead)
        return readyTask<Done>(Done{});
    d->waiting.emplace_back();
    return d->waiting.back().task();
}

qint64 Ledger::add(const QString& feed, const Bill& bill)
{
    d->turnOver();
    if (bill.isEmpty())
        return 0;
    if (!d->isRead)
        d->early.emplace_back(feed, bill);
    const qint64 amount = d->day.add(feed, bill);
    if (amount == 0)
        return 0;
    d->touch();
    Q_EMIT changed();
    return amount;
}

qint64 Ledger::today()
{
    d->turnOver();
    return d->day.total();
}

qint64 Ledger::today(const QString& feed)
{
    d->turnOver();
    return d->day.total(feed);
}

qint64 Ledger::readsToday()
{
    d->turnOver();
    return d->day.reads();
}

bool Ledger::hasPaidFor(const QString& post)
{
    d->turnOver();
    return d->day.hasPost(post);
}

void Ledger::setDailyLimit(std::optional<qint64> limit)
{
    if (m_limit == limit)
        return;
    m_limit = limit;
    Q_EMIT changed();
}

std::optional<qint64> Ledger::left()
{
    const qint64 spent = today();
    return m_limit ? std::optional(std::max<qint64>(0, *m_limit - spent)) : std::nullopt;
}

Result<Done> Ledger::mayRead()
{
    const auto rest = left();
    if (!rest || *rest > 0)
        return Done{};
    Error error;
    error.kind = Error::Kind::RateLimited;
    error.path = kSpendingLimit;
    error.retryAfter = std::max(
        std::chrono::ceil<std::chrono::seconds>(d->day.end() - d->context.clock->now()), 1s);
    return fail(std::move(error));
}

} // namespace staffroom::x
