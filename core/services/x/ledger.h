#pragma once

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/services/x/prices.h"

#include <QObject>

#include <memory>
#include <optional>

class QThreadPool;

namespace staffroom::x {

/// What one account has cost today (UTC) by the price list, by feed; a resource counts once a day,
/// for the feed that read it first. Kept in a file, so that a restart does not forget it: read
/// and written in the pool, never on the main thread; written at most once a second and when it
/// goes. A file of another day or one that cannot be read counts as empty. Main thread.
class Ledger : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        QThreadPool* pool = nullptr; ///< never null
        QString file; ///< empty: nothing is kept
    };
    explicit Ledger(const Context& context, QObject* parent = nullptr);
    ~Ledger() override;

    /// Once what is on disk has been read; Done at any rate.
    Task<Done> ready();

    /// Puts it to the account of a feed (FeedSpec::key; empty: of none) and gives what was new.
    qint64 add(const QString& feed, const Bill& bill);
    qint64 today();
    qint64 today(const QString& feed);
    /// Of `today()`, what was charged by resource.
    qint64 readsToday();
    /// Reading this post again is free for the rest of the day.
    bool hasPaidFor(const QString& post);

    // The limit is the session's to keep (Credentials::values); this only compares.
    void setDailyLimit(std::optional<qint64> limit);
    std::optional<qint64> dailyLimit() const { return m_limit; }
    /// What may still be spent; nullopt: there is no limit. Never negative.
    std::optional<qint64> left();
    /// Error::RateLimited with kSpendingLimit and the time to midnight UTC, where nothing is left.
    Result<Done> mayRead();

Q_SIGNALS:
    void changed();

private:
    struct Private;
    std::unique_ptr<Private> d;
    std::optional<qint64> m_limit;
};

} // namespace staffroom::x
