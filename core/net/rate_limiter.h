#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/net/backoff.h"
#include "core/net/lane.h"
#include "core/net/rate_headers.h"

#include <QObject>
#include <QPointer>
#include <QUrl>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace staffroom {

/// What a budget belongs to. `identity` is a hash of the token, never the token; empty without one.
struct RateKey {
    QString origin; ///< "https://mastodon.social:443"
    QByteArray identity;
    QString bucket;

    bool operator==(const RateKey&) const = default;
    bool operator<(const RateKey& other) const;
};

RateKey rateKey(const QUrl& url, const Secret& bearer, const QString& bucket);

/// The bucket of calls with a cursor: Mastodon allows 300 of them in 15 minutes (rack_attack.rb).
inline constexpr QLatin1StringView kPagingBucket("paging");

class RateLimiter;

/// A place in the queue, later the right to one exchange. Destroying it gives either back.
class [[nodiscard]] RateTicket {
public:
    RateTicket() = default;
    RateTicket(RateLimiter* limiter, quint64 number);
    RateTicket(RateTicket&& other) noexcept;
    RateTicket& operator=(RateTicket&& other) noexcept;
    RateTicket(const RateTicket&) = delete;
    RateTicket& operator=(const RateTicket&) = delete;
    ~RateTicket();

private:
    QPointer<RateLimiter> m_limiter;
    quint64 m_number = 0;
};

/// Decides when a request may go out. One for the whole program, main thread.
///
/// Per origin at most six run at once, of which one is kept for the person and one more for
/// columns in view. Per (origin, identity, bucket) nothing goes out before the moment the server
/// named; when it named none that makes sense, 60 s, doubling. Never longer than 15 minutes.
/// A block of the empty bucket holds back every bucket of that identity. When a budget runs low
/// its last twentieth is kept for the person and its last fifth from the background.
class RateLimiter : public QObject {
    Q_OBJECT
public:
    /// Called once, later: nullopt is "go"; a time means that the wait is longer than `patience`
    /// and the request is not going to be sent.
    using Answer = std::function<void(std::optional<Millis> refusedFor)>;

    explicit RateLimiter(
        Clock& clock, RandomSource random = systemRandom(), QObject* parent = nullptr);
    ~RateLimiter() override;

    RateTicket acquire(const RateKey& key, Lane lane, Millis patience, Answer answer);

    /// Every answer of a server comes by here. Returns how long the key is blocked now, 0: it is
    /// not.
    Millis report(const RateKey& key, int status, const HttpHeaders& headers);

    /// 0: a request of that lane might go now, if a connection is free.
    Millis waitFor(const RateKey& key, Lane lane) const;

private:
    friend class RateTicket;

    struct Bucket {
        Millis blockedUntil{0}; ///< monotonic
        Millis resetAt{0}; ///< monotonic; the budget below is void from then on
        int limit = 0;
        int remaining = 0;
        int unreported = 0; ///< under way, so perhaps not yet part of `remaining`
        Millis nextGuess{0};
        std::deque<Millis> sent; ///< moments, for buckets with a budget of their own
    };
    struct Waiting {
        quint64 number = 0;
        RateKey key;
        Lane lane = Lane::Visible;
        Millis patience{0};
        Answer answer;
    };

    Millis waitForBucket(const RateKey& key, Lane lane) const;
    Millis pagingWait(const Bucket& bucket, Lane lane) const;
    bool hasFreeSlot(const QString& origin, Lane lane) const;
    void leave(quint64 number);
    void schedulePump();
    void pump();
    void grant(const Waiting& waiting);
    void block(Bucket& bucket, Millis wait);
    void forgetIdle();

    Clock& m_clock;
    RandomSource m_random;
    std::map<RateKey, Bucket> m_buckets;
    std::map<QString, int> m_running; ///< per origin
    std::map<std::pair<int, quint64>, Waiting> m_waiting; ///< by lane, then arrival
    std::map<quint64, RateKey> m_granted;
    std::unique_ptr<Timer> m_timer;
    quint64 m_lastNumber = 0;
    bool m_pumpScheduled = false;
};

} // namespace staffroom
