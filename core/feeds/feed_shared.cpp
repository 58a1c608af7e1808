#include "core/feeds/feed_shared.h"

#include "core/feeds/feed_core.h"
#include "core/store/post_store.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr Millis kApplyEvery{100};
constexpr Millis kLongestBackoff{60'000};
constexpr Millis kLongestLimit{15 * 60 * 1000};
constexpr Millis kLongestOwnLimit{25 * 60 * 60 * 1000}; ///< it ends with the day

} // namespace

FeedShared::FeedShared(Clock& clock, PostStore* store, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_store(store)
    , m_scheduler(clock)
    , m_applyTimer(clock.createTimer([this] { applyAll(); }))
    , m_random(QRandomGenerator::securelySeeded())
{
}

FeedShared::~FeedShared() = default;

void FeedShared::enter(FeedCore* feed)
{
    m_feeds.push_back(feed);
}

void FeedShared::leave(FeedCore* feed)
{
    std::erase(m_feeds, feed);
}

void FeedShared::changePost(const PostPtr& post)
{
    m_changed.push_back(post);
    for (auto* feed : feeds())
        feed->showChange(post);
    Q_EMIT postChanged(post);
}

void FeedShared::countPost(const PostId& id, const PostCounts& counts)
{
    if (const auto post = m_pool.setCounts(id, counts))
        changePost(post);
}

void FeedShared::deletePost(const PostId& id)
{
    m_pool.markDeleted(id);
    std::erase_if(m_changed, [&](const PostPtr& post) { return post->id == id; });
    Q_EMIT postDeleted(id);
    for (auto* feed : feeds())
        feed->showDeletion(id);
    if (m_store)
        m_store->erasePost(id).then(this, [](const Result<Done>&) {}).detach();
}

void FeedShared::apply(const LiveEvent& event)
{
    if (const auto* edited = std::get_if<Edited>(&event)) {
        const bool isHeld = m_pool.find(edited->post->id) != nullptr;
        const auto merged = m_pool.merge(edited->post);
        if (merged.post && (merged.hasChanged || !isHeld))
            changePost(merged.post);
    } else if (const auto* deleted = std::get_if<Deleted>(&event)) {
        deletePost(deleted->id);
    } else if (const auto* counted = std::get_if<Counted>(&event)) {
        countPost(counted->id, counted->counts);
    }
}

void FeedShared::notice(const LiveEvent& event)
{
    apply(event);
    writeChanges();
}

void FeedShared::dropExpired()
{
    const Timestamp now = m_clock.now();
    const auto dropped = m_pool.dropExpired(now);
    std::erase_if(m_changed, [&](const PostPtr& post) { return isExpired(*post, now); });
    for (auto* feed : feeds())
        feed->dropExpired(now);
    for (const auto& id : dropped)
        Q_EMIT postExpired(id);
    if (!m_store)
        return;
    m_store->dropExpired(now)
        .then(this,
            [this](const Result<QStringList>& cut) {
                if (!cut)
                    return;
                for (auto* feed : feeds()) {
                    if (cut->contains(feed->key()))
                        feed->loseOldEnd();
                }
            })
        .detach();
}

void FeedShared::showPending(const PostPtr& pending, const Source& account)
{
    m_pending.put(pending, account);
    for (auto* feed : feeds())
        feed->showPending(pending, account);
}

void FeedShared::pendingSent(const PostId& pending, const PostPtr& sent)
{
    m_pending.remove(pending);
    for (auto* feed : feeds())
        feed->showSent(pending, sent);
}

void FeedShared::dropPending(const PostId& pending)
{
    m_pending.remove(pending);
    for (auto* feed : feeds())
        feed->dropPending(pending);
}

void FeedShared::noteOwnPost(const PostPtr& delivered)
{
    if (const auto same = m_pending.matching(*delivered); !same.isEmpty())
        pendingSent(same, delivered);
}

void FeedShared::hidePerson(const AccountId& person)
{
    m_hidden.insert(person);
    for (auto* feed : feeds())
        feed->hidePerson(person);
}

void FeedShared::wantApply()
{
    if (m_applyTimer->isActive())
        return;
    const Millis sinceLast = m_clock.monotonic() - m_lastApply;
    m_applyTimer->start(std::max(Millis(0), kApplyEvery - sinceLast));
}

void FeedShared::applyAll()
{
    m_lastApply = m_clock.monotonic();
    for (auto* feed : feeds())
        feed->applyEvents();
    writeChanges();
}

void FeedShared::writeChanges()
{
    if (m_changed.empty())
        return;
    auto changed = std::exchange(m_changed, {});
    if (m_store)
        m_store->updatePosts(std::move(changed)).then(this, [](const Result<Done>&) {}).detach();
}

QString FeedShared::sourceKey(const Source& source)
{
    // Empty for what lives inside this program: it has no ceiling and is never offline.
    return source.server.isEmpty() ? QString() : source.server + u' ' + source.account;
}

void FeedShared::tellFeedsOf(const QString& source)
{
    for (auto* feed : feeds()) {
        if (sourceKey(feed->spec().source) == source)
            feed->updateState();
    }
}

void FeedShared::sourceAnswered(const QString& source)
{
    auto& health = m_health[source];
    health.limits = 0;
    if (health.failures == 0)
        return;
    if (isLimitedByReader(health)) {
        health.failures = 0; // an answer to what was asked before does not lift that
    } else {
        health = {};
        m_scheduler.unblock(source);
    }
    for (auto* feed : feeds()) {
        if (sourceKey(feed->spec().source) == source)
            feed->catchUp();
    }
}

void FeedShared::sourceFailed(const QString& source, const Error& error)
{
    auto& health = m_health[source];
    if (health.failures == 0)
        health.since = m_clock.now();
    ++health.failures;
    health.error = error;
    const Millis pause = backoff(health.failures);
    health.retryAt = m_clock.now() + pause;
    m_scheduler.block(source, pause);
    tellFeedsOf(source);
}

void FeedShared::sourceLimited(const QString& source, const Error& error)
{
    auto& health = m_health[source];
    Millis pause{60'000};
    const bool isOwn = error.path == kSpendingLimit;
    if (error.retryAfter) {
        pause = *error.retryAfter;
    } else {
        // No time named: one minute, then twice as long each time.
        pause *= 1 << std::min(health.limits, 4);
        ++health.limits;
    }
    // A second more, so that clocks that differ a little do not make us early.
    pause
        = std::clamp(pause, Millis(1000), isOwn ? kLongestOwnLimit : kLongestLimit) + Millis(1000);
    health.limitedUntil = std::max(health.limitedUntil, m_clock.now() + pause);
    if (isOwn)
        health.ownLimit = error;
    else if (!isLimitedByReader(health))
        health.ownLimit.reset();
    m_scheduler.block(source, pause);
    tellFeedsOf(source);
}

bool FeedShared::isLimitedByReader(const SourceHealth& health) const
{
    return health.ownLimit && health.limitedUntil > m_clock.now();
}

void FeedShared::forgetSource(const QString& source)
{
    m_health.remove(source);
    m_scheduler.unblock(source);
    tellFeedsOf(source);
}

void FeedShared::sourceProbed(const QString& source)
{
    if (m_health[source].failures > 0)
        m_scheduler.block(source, Millis(1000));
}

bool FeedShared::isDistrusted(const FeedSpec& spec) const
{
    return m_distrusted.contains(spec.source.text() + u' ' + QString::number(int(spec.kind)));
}

void FeedShared::distrust(const FeedSpec& spec)
{
    m_distrusted.insert(spec.source.text() + u' ' + QString::number(int(spec.kind)));
}

void FeedShared::setOnline(bool online)
{
    if (online == isOnline())
        return;
    if (!online)
        m_offlineSince = m_clock.now();
    m_scheduler.setOnline(online);
    if (online) {
        for (auto it = m_health.begin(); it != m_health.end(); ++it) {
            if (it->failures == 0)
                continue;
            it->failures = 0;
            if (!isLimitedByReader(*it))
                m_scheduler.unblock(it.key());
        }
    }
    for (auto* feed : feeds()) {
        if (online)
            feed->catchUp();
        feed->updateState();
    }
}

void FeedShared::countShown(const PostId& id)
{
    const auto before = m_shown.size();
    m_shown.insert(qHash(id));
    m_totals.shown += m_shown.size() - before;
}

Millis FeedShared::jitter(Millis delay, int percent)
{
    const qint64 span = delay.count() * percent / 100;
    return span <= 0 ? delay : delay + Millis(m_random.bounded(-span, qint64(span + 1)));
}

Millis FeedShared::backoff(int failures)
{
    const Millis whole{1000LL << std::clamp(failures - 1, 0, 6)};
    return jitter(std::min(whole, kLongestBackoff) * 9 / 10, 10);
}

} // namespace staffroom
