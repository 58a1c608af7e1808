#include "core/feeds/feed_core.h"

#include "core/feeds/feed_gap_filler.h"
#include "core/feeds/feed_older.h"
#include "core/feeds/feed_poller.h"
#include "core/feeds/pending_posts.h"
#include "core/feeds/stream_watch.h"

#include <algorithm>
#include <utility>

namespace staffroom {

namespace {

constexpr int kOpenWith = 200; ///< entries read from the cache at first
/// A post may say that it is of the future; a little is clocks that differ.
constexpr Millis kFuture{5 * 60 * 1000};

} // namespace

FeedCore::FeedCore(FeedSpec spec, FeedShared& shared, ServiceClient* client, bool isEphemeral)
    : m_spec(std::move(spec))
    , m_key(m_spec.key())
    , m_sourceKey(FeedShared::sourceKey(m_spec.source))
    , m_shared(&shared)
    , m_client(client)
    , m_isEphemeral(isEphemeral)
    , m_entries(changes())
{
}

FeedCore::~FeedCore()
{
    if (m_shared) {
        write();
        m_shared->leave(this);
    }
}

FeedEntries::Changes FeedCore::changes()
{
    FeedEntries::Changes out;
    out.inserted = [this](int first, int last) {
        for (int i = first; i <= last; ++i)
            m_shared->countShown(m_entries.all()[size_t(i)].post->id);
        Q_EMIT m_feed->inserted(first, last);
    };
    out.aboutToRemove = [this](int first, int last) { Q_EMIT m_feed->aboutToRemove(first, last); };
    out.removed = [this](int first, int last) { Q_EMIT m_feed->removed(first, last); };
    out.changed = [this](int first, int last) { Q_EMIT m_feed->changed(first, last); };
    return out;
}

void FeedCore::start(Feed* feed)
{
    m_feed = feed;
    m_shared->enter(this);
    m_poller = std::make_unique<FeedPoller>(*this);
    m_stream = std::make_unique<StreamWatch>(*this);
    m_gapFiller = std::make_unique<FeedGapFiller>(*this);
    m_older = std::make_unique<FeedOlder>(*this);
    followClient();
    updateState();
    auto* store = m_shared->store();
    if (!store) {
        startNetwork();
        return;
    }
    if (m_isEphemeral) {
        // What is there belongs to an earlier run.
        store->clearFeed(m_key).then(m_shared, [](const Result<Done>&) {}).detach();
        store->setReadMarker(m_key, {}).then(m_shared, [](const Result<Done>&) {}).detach();
        store->setFloor(m_key, std::nullopt).then(m_shared, [](const Result<Done>&) {}).detach();
        m_isCacheGood = true;
        startNetwork();
        return;
    }
    m_opening = store->open(m_key, kOpenWith).then(feed, [this](Result<FeedOpening> answer) {
        m_isCacheGood = answer.has_value();
        opened(answer ? std::move(*answer) : FeedOpening());
    });
}

void FeedCore::opened(FeedOpening opening)
{
    m_floor = opening.floor;
    m_olderCursor = opening.olderCursor;
    m_reachedEnd = opening.reachedEnd;
    if (std::exchange(m_hasLostEnd, false))
        setOlder({}, false);
    if (m_readMarker.isEmpty() && !opening.readMarker.isEmpty()) {
        m_readMarker = opening.readMarker;
        Q_EMIT m_feed->readMarkerChanged();
    }
    std::vector<FeedGap> gaps;
    for (auto& stored : opening.gaps) {
        FeedGap gap;
        gap.id = m_shared->nextGapId();
        gap.newer = stored.newer;
        gap.older = stored.older;
        gap.cursor = std::move(stored.cursor);
        gaps.push_back(std::move(gap));
    }
    const bool losesEnd = !opening.entries.empty()
        && isExpired(*opening.entries.back().post, m_shared->clock().now());
    const int count = addStored(std::move(opening.entries));
    if (losesEnd)
        dropGapsBelow(gaps);
    if (!gaps.empty()) {
        m_gaps = std::move(gaps);
        Q_EMIT m_feed->gapsChanged();
    }
    if (m_reachedEnd && count < kOpenWith)
        setEnd(FeedEnd::Reached);
    startNetwork();
}

void FeedCore::startNetwork()
{
    m_isOpen = true;
    if (!m_client || m_isPaused) {
        updateState();
        return;
    }
    m_stream->start();
    m_poller->start();
    m_gapFiller->fillNext();
}

void FeedCore::detach()
{
    write();
    m_opening = {};
    m_poller.reset();
    m_stream.reset();
    m_gapFiller.reset();
    m_older.reset();
    m_events.clear();
    m_shared->leave(this);
    m_shared = nullptr;
}

// What the person does.

void FeedCore::refresh()
{
    if (m_poller && m_isOpen && m_client)
        m_poller->refresh();
}

void FeedCore::setPaused(bool paused)
{
    if (paused == m_isPaused || !m_shared)
        return;
    m_isPaused = paused;
    if (m_isOpen && m_client) {
        if (paused) {
            m_poller->stop();
            m_gapFiller->stop();
            m_stream->stop();
        } else {
            m_stream->start();
            m_poller->start();
            m_gapFiller->fillNext();
        }
    }
    updateState();
}

void FeedCore::changeViewers(int by)
{
    const bool was = isViewed();
    m_viewers = std::max(0, m_viewers + by);
    if (m_poller && m_isOpen && was != isViewed())
        m_poller->replan();
}

void FeedCore::loadOlder()
{
    if (m_older && m_isOpen)
        m_older->load();
}

void FeedCore::fillGap(quint64 id)
{
    if (m_gapFiller && m_isOpen && m_client)
        m_gapFiller->fill(id);
}

void FeedCore::setReadMarker(const PostId& id)
{
    if (id == m_readMarker)
        return;
    m_readMarker = id;
    if (m_shared && m_shared->store())
        m_shared->store()
            ->setReadMarker(m_key, id)
            .then(m_shared, [](const Result<Done>&) {})
            .detach();
    Q_EMIT m_feed->readMarkerChanged();
}

void FeedCore::clear()
{
    if (!m_shared)
        return;
    applyEvents();
    if (m_entries.isEmpty())
        return;
    const Timestamp floor = m_entries.all().front().time;
    m_floor = m_floor ? std::max(*m_floor, floor) : floor;
    m_gapFiller->stop();
    m_older->stop();
    m_entries.clear();
    m_dirty.clear();
    m_removedPlaces.clear();
    if (auto* store = m_shared->store()) {
        store->clearFeed(m_key).then(m_shared, [](const Result<Done>&) {}).detach();
        store->setFloor(m_key, m_floor).then(m_shared, [](const Result<Done>&) {}).detach();
    }
    setGaps({});
    setOlder({}, true);
    Q_EMIT m_feed->reset();
    setEnd(FeedEnd::Reached);
    write();
}

// What services tell.

void FeedCore::queue(const LiveEvent& event)
{
    if (!m_shared)
        return;
    if (std::holds_alternative<Arrived>(event))
        m_shared->countReceived();
    m_events.push_back(event);
    m_shared->wantApply();
}

void FeedCore::applyEvents()
{
    if (m_events.empty() || !m_shared)
        return;
    const auto events = std::exchange(m_events, {});
    // Arrivals first, as one insert: an edit or deletion of one of them finds it then.
    std::vector<FeedItem> arrivals;
    for (const auto& event : events) {
        if (const auto* arrived = std::get_if<Arrived>(&event))
            arrivals.push_back(arrived->item);
    }
    if (!arrivals.empty())
        take(arrivals, false);
    for (const auto& event : events)
        m_shared->apply(event);
    trimIfIdle();
    write();
}

Timestamp FeedCore::placeTime(const FeedItem& item) const
{
    const Timestamp now = m_shared->clock().now();
    return item.time() > now + kFuture ? now : item.time();
}

bool FeedCore::isBelowFloor(const FeedItem& item) const
{
    return m_floor && placeTime(item) <= *m_floor;
}

FeedCore::Taken FeedCore::take(const std::vector<FeedItem>& items, bool isFirm)
{
    Taken taken;
    auto& pool = m_shared->pool();
    const Timestamp now = m_shared->clock().now();
    std::vector<FeedEntries::Addition> additions;
    for (const auto& item : items) {
        if (isFirm)
            m_shared->countReceived();
        if (pool.isDeleted(item.post->id) || (item.reason && pool.isDeleted(item.reason->wrapper))
            || isExpired(*item.post, now))
            continue;
        const auto merged = pool.merge(item.post);
        if (merged.hasChanged)
            m_shared->changePost(merged.post);
        if (isBelowFloor(item) || m_shared->isHidden(merged.post->author.id))
            continue;
        m_shared->noteOwnPost(merged.post);
        FeedEntries::Addition addition;
        addition.item = item;
        addition.item.post = merged.post;
        addition.time = placeTime(item);
        addition.isFirm = isFirm;
        if (!m_entries.knows(item)) {
            ++taken.fresh;
            addition.arrival = m_shared->nextArrival();
            retire(m_entries.renamed(*merged.post));
        }
        additions.push_back(std::move(addition));
    }
    for (const auto& post : m_entries.add(std::move(additions)))
        m_dirty.insert(post);
    return taken;
}

/// Some servers give a post a new id when it is edited: the old one is no more.
void FeedCore::retire(const PostId& id)
{
    if (!id.isEmpty())
        m_shared->deletePost(id);
}

void FeedCore::showChange(const PostPtr& post)
{
    // What was taken off these lists is not part of them any more.
    const bool isGone = post->viewer
        && ((m_spec.kind == FeedSpec::Kind::Bookmarks && !post->viewer->isBookmarked)
            || (m_spec.kind == FeedSpec::Kind::Favourites && !post->viewer->isFavourited));
    if (isGone)
        remove(post->id);
    else
        m_entries.replace(post);
}

void FeedCore::remove(const PostId& id)
{
    const auto* entry = m_entries.find(id);
    if (!entry)
        return;
    m_removedPlaces.push_back(entry->placeId);
    m_entries.removePost(id);
    m_dirty.remove(id);
}

void FeedCore::showDeletion(const PostId& id)
{
    const PostId boosted = m_entries.postOfBoost(id);
    if (!boosted.isEmpty()) {
        const auto* before = m_entries.find(boosted);
        if (before && before->placeId == id)
            m_removedPlaces.push_back(id);
        m_entries.removeBoost(id);
        m_dirty.insert(boosted);
        write();
        return;
    }
    const int at = m_entries.indexOf(id);
    if (at < 0)
        return;
    const bool wasMarker = m_readMarker == id;
    m_entries.removePost(id);
    m_dirty.remove(id);
    if (wasMarker) {
        // What was below has been read as well.
        const auto& all = m_entries.all();
        setReadMarker(size_t(at) < all.size() ? all[size_t(at)].post->id : PostId());
    }
}

void FeedCore::catchUp()
{
    if (m_poller && m_isOpen && m_client && !m_isPaused) {
        m_poller->pollSoon();
        m_gapFiller->fillNext();
    }
}

void FeedCore::wakeUp()
{
    if (!m_poller || !m_isOpen || !m_client || m_isPaused)
        return;
    // A connection from before the sleep may be dead without knowing it.
    m_stream->stop();
    m_stream->start();
    catchUp();
}

// For the parts.

bool FeedCore::noteAnswer(const std::optional<Error>& error)
{
    if (!error) {
        m_shared->sourceAnswered(m_sourceKey);
        return false;
    }
    switch (error->kind) {
    case Error::Kind::RateLimited:
        m_shared->sourceLimited(m_sourceKey, *error);
        return true;
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
        m_shared->sourceFailed(m_sourceKey, *error);
        return true;
    case Error::Kind::Cancelled:
        return false;
    default:
        m_shared->sourceAnswered(m_sourceKey); // it said no, but it is there
        return false;
    }
}

FeedState FeedCore::stateNow() const
{
    FeedState state;
    const Timestamp now = m_shared->clock().now();
    const auto& health = m_shared->health(m_sourceKey);
    if (!m_client) {
        state.kind = FeedState::Kind::Failed;
        state.error.kind = Error::Kind::Unsupported;
    } else if (m_isPaused) {
        state.kind = FeedState::Kind::Paused;
    } else if (m_stream->isEnded()) {
        state.kind = FeedState::Kind::Ended;
    } else if (!m_shared->isOnline() && !m_sourceKey.isEmpty()) {
        state.kind = FeedState::Kind::Offline;
        state.since = m_shared->offlineSince();
        state.error.kind = Error::Kind::Offline;
    } else if (m_stream->isDelivering() && m_poller->hasAnswer()) {
        state.kind = FeedState::Kind::Live;
    } else if (health.limitedUntil > now) {
        state.kind = FeedState::Kind::Limited;
        state.until = health.limitedUntil;
        state.error = health.ownLimit.value_or(Error{Error::Kind::RateLimited, 0, {}, {}, {}});
    } else if (health.failures > 0) {
        state.kind = FeedState::Kind::Offline;
        state.since = health.since;
        state.until = health.retryAt;
        state.error = health.error;
    } else {
        m_poller->describe(state);
    }
    if (m_client)
        state.cost = m_client->cost(m_spec);
    return state;
}

void FeedCore::updateState()
{
    if (!m_shared || !m_poller)
        return;
    FeedState next = stateNow();
    if (next == m_state)
        return;
    m_state = std::move(next);
    Q_EMIT m_feed->stateChanged();
}

void FeedCore::setGaps(std::vector<FeedGap> gaps)
{
    std::stable_sort(gaps.begin(), gaps.end(),
        [](const FeedGap& a, const FeedGap& b) { return a.newer > b.newer; });
    if (gaps == m_gaps)
        return;
    m_gaps = std::move(gaps);
    m_gapsDirty = true;
    Q_EMIT m_feed->gapsChanged();
}

FeedGap* FeedCore::findGap(quint64 id)
{
    const auto it = std::find_if(
        m_gaps.begin(), m_gaps.end(), [id](const FeedGap& gap) { return gap.id == id; });
    return it == m_gaps.end() ? nullptr : &*it;
}

void FeedCore::gapTouched()
{
    Q_EMIT m_feed->gapsChanged();
}

void FeedCore::setEnd(FeedEnd end)
{
    if (end == m_end)
        return;
    m_end = end;
    Q_EMIT m_feed->endChanged();
}

void FeedCore::setOlder(const QString& cursor, bool reachedEnd)
{
    if (cursor == m_olderCursor && reachedEnd == m_reachedEnd)
        return;
    m_olderCursor = cursor;
    m_reachedEnd = reachedEnd;
    m_olderDirty = true;
}

int FeedCore::addStored(std::vector<StoredEntry> stored)
{
    const Timestamp now = m_shared->clock().now();
    // Newest first. What is expired is erased soon; it is not shown in the meantime.
    if (!stored.empty() && isExpired(*stored.back().post, now))
        setOlder({}, false);
    std::vector<FeedEntry> entries;
    for (auto& one : stored) {
        if ((m_floor && one.time <= *m_floor) || isExpired(*one.post, now))
            continue;
        FeedEntry entry;
        entry.post = m_shared->pool().mergeStored(one.post);
        if (!entry.post)
            continue;
        entry.reasons = std::move(one.reasons);
        entry.time = one.time;
        entry.placeId = std::move(one.placeId);
        entries.push_back(std::move(entry));
    }
    return m_entries.addStored(std::move(entries));
}

void FeedCore::setHoldingLoose(bool holds)
{
    m_holdsLoose = holds;
}

void FeedCore::makeFirmAbove(Timestamp time)
{
    for (const auto& entry : m_entries.all()) {
        if (entry.time < time)
            break;
        if (m_entries.isFirm(entry.placeId))
            continue;
        m_entries.makeFirm(entry.placeId);
        for (const auto& boost : entry.reasons)
            m_entries.makeFirm(boost.wrapper);
    }
}

Timestamp FeedCore::newestFirmBefore(Timestamp time) const
{
    for (const auto& entry : m_entries.all()) {
        if (entry.time <= time && m_entries.isFirm(entry.placeId))
            return entry.time;
    }
    return m_floor && *m_floor < time ? *m_floor : time;
}

bool FeedCore::isBelowLoaded(const FeedGap& gap) const
{
    return !m_entries.isEmpty() && gap.newer < m_entries.all().back().time;
}

void FeedCore::loadDownTo(Timestamp time, std::function<void()> then)
{
    m_older->loadDownTo(time, std::move(then));
}

} // namespace staffroom
