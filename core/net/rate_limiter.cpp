#include "core/net/rate_limiter.h"

#include <QCryptographicHash>

#include <algorithm>
#include <tuple>
#include <vector>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kFirstGuess = 60s;
constexpr Millis kLongestBlock = 15min;
constexpr double kJitterMs = 1'000;
constexpr int kRunningPerOrigin = 6;
constexpr int kPagingLimit = 300;
constexpr Millis kPagingWindow = 15min;
constexpr size_t kManyBuckets = 512;

int reserveFor(Lane lane, int limit)
{
    switch (lane) {
    case Lane::User:
        return 0;
    case Lane::Visible:
        return limit / 20;
    case Lane::Background:
        return limit / 5;
    }
    return 0;
}

} // namespace

bool RateKey::operator<(const RateKey& other) const
{
    return std::tie(origin, identity, bucket)
        < std::tie(other.origin, other.identity, other.bucket);
}

RateKey rateKey(const QUrl& url, const Secret& bearer, const QString& bucket)
{
    const QString scheme = url.scheme().toLower();
    const int port = url.port(scheme == "http"_L1 ? 80 : 443);
    RateKey key;
    key.origin = scheme + "://"_L1 + url.host().toLower() + u':' + QString::number(port);
    if (!bearer.isEmpty()) {
        key.identity
            = QCryptographicHash::hash(bearer.reveal(), QCryptographicHash::Sha256).left(16);
    }
    key.bucket = bucket;
    return key;
}

RateTicket::RateTicket(RateLimiter* limiter, quint64 number)
    : m_limiter(limiter)
    , m_number(number)
{
}

RateTicket::RateTicket(RateTicket&& other) noexcept
    : m_limiter(std::exchange(other.m_limiter, nullptr))
    , m_number(std::exchange(other.m_number, 0))
{
}

RateTicket& RateTicket::operator=(RateTicket&& other) noexcept
{
    RateTicket moved(std::move(other));
    std::swap(m_limiter, moved.m_limiter);
    std::swap(m_number, moved.m_number);
    return *this;
}

RateTicket::~RateTicket()
{
    if (m_limiter && m_number != 0)
        m_limiter->leave(m_number);
}

RateLimiter::RateLimiter(Clock& clock, RandomSource random, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_timer(clock.createTimer([this] { pump(); }))
{
}

RateLimiter::~RateLimiter() = default;

RateTicket RateLimiter::acquire(const RateKey& key, Lane lane, Millis patience, Answer answer)
{
    const quint64 number = ++m_lastNumber;
    m_waiting.emplace(std::pair(static_cast<int>(lane), number),
        Waiting{number, key, lane, patience, std::move(answer)});
    schedulePump();
    return RateTicket(this, number);
}

Millis RateLimiter::report(const RateKey& key, int status, const HttpHeaders& headers)
{
    const Millis now = m_clock.monotonic();
    Bucket& bucket = m_buckets[key];
    const RateNotice notice = readRateHeaders(headers, m_clock.now());

    if (status == 429) {
        Millis wait{0};
        if (notice.retryAfter)
            wait = *notice.retryAfter;
        else if (notice.untilReset && *notice.untilReset > 0ms)
            wait = *notice.untilReset;
        if (wait <= 0ms) {
            wait = std::max(bucket.nextGuess, kFirstGuess);
            bucket.nextGuess = std::min(wait * 2, kLongestBlock);
        }
        block(bucket, wait);
    } else if (status == 503 && notice.retryAfter) {
        block(bucket, *notice.retryAfter);
    } else if (status >= 200 && status < 400) {
        bucket.nextGuess = 0ms;
    }

    if (notice.limit && notice.remaining && notice.untilReset && *notice.untilReset > 0ms) {
        const Millis resetAt = now + std::min(*notice.untilReset, kLongestBlock);
        // Replies may overtake each other: within one period the lowest number is the newest.
        const bool samePeriod = bucket.resetAt > now && resetAt < bucket.resetAt + 5s;
        bucket.remaining
            = samePeriod ? std::min(bucket.remaining, *notice.remaining) : *notice.remaining;
        bucket.limit = *notice.limit;
        bucket.resetAt = resetAt;
    }
    schedulePump();
    return waitForBucket(key, Lane::User);
}

void RateLimiter::block(Bucket& bucket, Millis wait)
{
    const auto jitter = Millis(static_cast<qint64>(kJitterMs * m_random()));
    const Millis until = m_clock.monotonic() + std::min(wait, kLongestBlock) + jitter;
    bucket.blockedUntil = std::max(bucket.blockedUntil, until);
}

Millis RateLimiter::waitFor(const RateKey& key, Lane lane) const
{
    Millis wait = waitForBucket(key, lane);
    if (!key.bucket.isEmpty())
        wait = std::max(wait, waitForBucket(RateKey{key.origin, key.identity, {}}, lane));
    return wait;
}

Millis RateLimiter::waitForBucket(const RateKey& key, Lane lane) const
{
    const auto found = m_buckets.find(key);
    if (found == m_buckets.end())
        return 0ms;
    const Bucket& bucket = found->second;
    const Millis now = m_clock.monotonic();
    Millis wait = std::max(0ms, bucket.blockedUntil - now);
    if (bucket.resetAt > now
        && bucket.remaining - bucket.unreported <= reserveFor(lane, bucket.limit))
        wait = std::max(wait, bucket.resetAt - now);
    if (key.bucket == kPagingBucket)
        wait = std::max(wait, pagingWait(bucket, lane));
    return wait;
}

Millis RateLimiter::pagingWait(const Bucket& bucket, Lane lane) const
{
    const Millis now = m_clock.monotonic();
    const auto allowed = static_cast<size_t>(kPagingLimit - reserveFor(lane, kPagingLimit));
    const auto& sent = bucket.sent;
    if (sent.size() < allowed)
        return 0ms;
    // When the one that is `allowed` places back has left the window there is room for one more.
    return std::max(0ms, sent[sent.size() - allowed] + kPagingWindow - now);
}

bool RateLimiter::hasFreeSlot(const QString& origin, Lane lane) const
{
    const auto found = m_running.find(origin);
    const int running = found == m_running.end() ? 0 : found->second;
    return running < kRunningPerOrigin - static_cast<int>(lane);
}

void RateLimiter::leave(quint64 number)
{
    if (const auto granted = m_granted.find(number); granted != m_granted.end()) {
        const auto running = m_running.find(granted->second.origin);
        if (running != m_running.end() && --running->second == 0)
            m_running.erase(running);
        if (const auto bucket = m_buckets.find(granted->second); bucket != m_buckets.end())
            --bucket->second.unreported;
        m_granted.erase(granted);
        schedulePump();
        return;
    }
    for (int lane = 0; lane <= static_cast<int>(Lane::Background); ++lane) {
        if (m_waiting.erase({lane, number}) > 0)
            return;
    }
}

void RateLimiter::schedulePump()
{
    if (m_pumpScheduled)
        return;
    m_pumpScheduled = true;
    QMetaObject::invokeMethod(
        this, [this] { pump(); }, Qt::QueuedConnection);
}

void RateLimiter::grant(const Waiting& waiting)
{
    ++m_running[waiting.key.origin];
    m_granted.emplace(waiting.number, waiting.key);
    Bucket& bucket = m_buckets[waiting.key];
    ++bucket.unreported;
    if (waiting.key.bucket == kPagingBucket) {
        const Millis now = m_clock.monotonic();
        while (!bucket.sent.empty() && bucket.sent.front() + kPagingWindow <= now)
            bucket.sent.pop_front();
        bucket.sent.push_back(now);
    }
}

void RateLimiter::pump()
{
    m_pumpScheduled = false;
    std::vector<std::pair<Waiting, std::optional<Millis>>> answers;
    std::optional<Millis> soonest;
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        const Waiting& waiting = it->second;
        const Millis wait = waitFor(waiting.key, waiting.lane);
        if (wait > waiting.patience) {
            answers.emplace_back(std::move(it->second), wait);
            it = m_waiting.erase(it);
        } else if (wait == 0ms && hasFreeSlot(waiting.key.origin, waiting.lane)) {
            grant(waiting);
            answers.emplace_back(std::move(it->second), std::nullopt);
            it = m_waiting.erase(it);
        } else {
            if (wait > 0ms && (!soonest || wait < *soonest))
                soonest = wait;
            ++it;
        }
    }
    if (soonest)
        m_timer->start(*soonest);
    else
        m_timer->stop();
    forgetIdle();

    const QPointer<RateLimiter> alive(this);
    for (auto& [waiting, refusedFor] : answers) {
        // An answer may have dropped the ticket of one that comes later.
        if (!refusedFor && m_granted.find(waiting.number) == m_granted.end())
            continue;
        waiting.answer(refusedFor);
        if (!alive)
            return;
    }
}

void RateLimiter::forgetIdle()
{
    if (m_buckets.size() < kManyBuckets)
        return;
    const Millis now = m_clock.monotonic();
    std::erase_if(m_buckets, [now](const auto& entry) {
        const Bucket& bucket = entry.second;
        return bucket.unreported == 0 && bucket.blockedUntil <= now && bucket.resetAt <= now
            && bucket.nextGuess == 0ms
            && (bucket.sent.empty() || bucket.sent.back() + kPagingWindow <= now);
    });
}

} // namespace staffroom
