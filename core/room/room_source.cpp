#include "core/room/room_source.h"

#include <algorithm>

namespace staffroom {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Millis kLeadIn = minutes(20);
constexpr Millis kGoesOn = hours(48);
constexpr Millis kLate = minutes(2);
constexpr Millis kWorkEvery{250};
constexpr Millis kRetryEvery{30'000};
constexpr int kMostLoads = 150; ///< pages, of the cache or the network
constexpr int kEmptyLoads = 3; ///< in a row that bring nothing: the feed has no more to give
constexpr int kTries = 8; ///< for one hole; each is ten pages
constexpr size_t kMostSpans = 100;
/// A chat that is on is an hour long, and somebody may come late.
constexpr Millis kPaidReach{90 * 60 * 1000};

bool isLiveKind(FeedState::Kind kind)
{
    return kind == FeedState::Kind::Live || kind == FeedState::Kind::Polling
        || kind == FeedState::Kind::Ended;
}

} // namespace

RoomWindow roomWindowOf(const RoomSetup& setup, Timestamp lastOpened, Timestamp now)
{
    RoomWindow out;
    const Millis reach = setup.isSlow ? Millis(hours(240)) : Millis(hours(24));
    if (setup.begin) {
        out.since = *setup.begin - kLeadIn;
        // Late answers come for a while; the next session of the tag is another room.
        const Millis after = setup.isSlow ? Millis(hours(72)) : Millis(hours(24));
        out.until = setup.end ? *setup.end + after : *setup.begin + reach + after;
        return out;
    }
    // Left yesterday and opened again: with what there was. Longer ago it was another session.
    const bool goesOn = lastOpened < now && now - lastOpened <= kGoesOn;
    out.since = (goesOn ? lastOpened : now) - reach;
    out.paidSince = std::max(out.since, (goesOn ? lastOpened : now) - kPaidReach);
    return out;
}

RoomSourceReader::RoomSourceReader(
    Clock& clock, std::shared_ptr<Feed> feed, RoomWindow window, Outlet outlet)
    : m_clock(clock)
    , m_feed(std::move(feed))
    , m_window(window)
    , m_outlet(std::move(outlet))
    , m_timer(clock.createTimer([this] { work(); }))
{
    m_feed->addViewer();
    m_feed->addHolder();
}

RoomSourceReader::~RoomSourceReader()
{
    m_feed->removeHolder();
    m_feed->removeViewer();
}

void RoomSourceReader::start()
{
    const auto* feed = m_feed.get();
    connect(feed, &Feed::inserted, this, [this](int a, int b) { inserted(a, b); });
    connect(feed, &Feed::aboutToRemove, this, [this](int a, int b) { removed(a, b); });
    connect(feed, &Feed::changed, this, [this](int a, int b) { changed(a, b); });
    connect(feed, &Feed::stateChanged, this, [this] { stateChanged(); });
    connect(feed, &Feed::gapsChanged, this, [this] { gapsChanged(); });
    connect(feed, &Feed::endChanged, this, [this] { wantWork(); });
    connect(feed, &Feed::reset, this, [this] {
        // The person emptied a column of the same tag; the room keeps what it has.
        m_ids.clear();
        for (const auto& entry : m_feed->entries())
            m_ids.push_back(entry.post->id);
        wantWork();
    });
    const auto count = int(m_feed->entries().size());
    if (count > 0)
        inserted(0, count - 1);
    gapsChanged();
    stateChanged();
    wantWork();
}

void RoomSourceReader::setWindow(const RoomWindow& window)
{
    if (window == m_window)
        return;
    m_window = window;
    m_loads = 0;
    m_emptyLoads = 0;
    m_posts = 0;
    for (const auto& entry : m_feed->entries())
        m_posts += m_window.contains(entry.time) ? 1 : 0;
    wantWork();
}

void RoomSourceReader::refresh()
{
    m_emptyLoads = 0;
    m_failures = 0;
    for (auto& span : m_spans)
        span.tries = 0;
    m_feed->refresh();
    wantWork();
}

RoomSource RoomSourceReader::status(const Source& source) const
{
    RoomSource out;
    out.source = source;
    out.state = m_feed->state();
    out.posts = m_posts;
    out.gapsOpen = int(std::count_if(m_spans.begin(), m_spans.end(),
        [this](const Span& span) { return span.isOpen && isInWindow(span); }));
    out.filledFrom = m_filledFrom;
    out.filledTo = m_filledTo;
    return out;
}

// What the feed tells.

bool RoomSourceReader::isLateArrival(const FeedEntry& entry, Timestamp now) const
{
    const auto& state = m_feed->state();
    const Millis bound = std::max(kLate, state.interval * 2);
    if (!m_liveSince || !m_oldest || entry.arrival == 0 || now - entry.time <= bound)
        return false;
    // Older than all there was: a page of old posts. In a hole: it was we who were late.
    return entry.time >= *m_oldest
        && std::none_of(m_spans.begin(), m_spans.end(),
            [&](const Span& span) { return entry.time >= span.older && entry.time <= span.newer; });
}

void RoomSourceReader::inserted(int first, int last)
{
    const auto& entries = m_feed->entries();
    const Timestamp now = m_clock.now();
    std::vector<PostId> ids;
    for (int i = first; i <= last; ++i)
        ids.push_back(entries[size_t(i)].post->id);
    m_ids.insert(m_ids.begin() + first, std::make_move_iterator(ids.begin()),
        std::make_move_iterator(ids.end()));
    // Callbacks may not change the feed; oldest first, as they were written.
    for (int i = last; i >= first; --i) {
        const auto& entry = entries[size_t(i)];
        if (!m_window.contains(entry.time))
            continue;
        ++m_posts;
        const bool isLate = isLateArrival(entry, now);
        const bool isLive
            = entry.arrival != 0 && m_liveSince && (isLate || entry.time >= *m_liveSince - kLate);
        m_outlet.arrived(entry, isLive ? std::max(now, entry.time) : entry.time, isLate);
    }
    m_oldest = entries.back().time;
    wantWork();
    m_outlet.status();
}

void RoomSourceReader::changed(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        const auto& entry = m_feed->entries()[size_t(i)];
        const PostId before = std::exchange(m_ids[size_t(i)], entry.post->id);
        if (m_window.contains(entry.time))
            m_outlet.changed(before, entry);
    }
}

void RoomSourceReader::removed(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        if (m_window.contains(m_feed->entries()[size_t(i)].time))
            --m_posts;
        m_outlet.gone(m_ids[size_t(i)]);
    }
    m_ids.erase(m_ids.begin() + first, m_ids.begin() + last + 1);
    m_outlet.status();
}

void RoomSourceReader::stateChanged()
{
    if (!isLiveKind(m_feed->state().kind))
        m_liveSince.reset();
    else if (!m_liveSince)
        m_liveSince = m_clock.now();
    wantWork();
    m_outlet.status();
}

bool RoomSourceReader::isInWindow(const Span& span) const
{
    return span.newer >= m_window.since && (!m_window.until || span.older <= *m_window.until);
}

void RoomSourceReader::gapsChanged()
{
    const auto& gaps = m_feed->gaps();
    for (auto& span : m_spans) {
        const bool isThere = std::any_of(
            gaps.begin(), gaps.end(), [&](const FeedGap& gap) { return gap.id == span.gap; });
        if (!span.isOpen || isThere)
            continue;
        span.isOpen = false;
        if (isInWindow(span)) {
            m_filledFrom = span.older;
            m_filledTo = span.newer;
        }
    }
    for (const auto& gap : gaps) {
        const bool isKnown = std::any_of(
            m_spans.begin(), m_spans.end(), [&](const Span& span) { return span.gap == gap.id; });
        if (!isKnown)
            m_spans.push_back({gap.id, gap.older, gap.newer, true, 0});
    }
    if (m_spans.size() > kMostSpans) {
        std::erase_if(m_spans, [&, spare = m_spans.size() - kMostSpans](const Span& span) mutable {
            return spare > 0 && !span.isOpen && spare-- > 0;
        });
    }
    wantWork();
    m_outlet.status();
}

// What is done by itself.

void RoomSourceReader::wantWork()
{
    if (!m_timer->isActive())
        m_timer->start(kWorkEvery);
}

void RoomSourceReader::work()
{
    if (fillNext() || reachBack())
        wantWork();
    else if (m_feed->end() == FeedEnd::Failed && m_failures++ < kTries)
        m_timer->start(kRetryEvery);
}

Timestamp RoomSourceReader::since() const
{
    const bool costs = m_feed->state().cost.has_value();
    return costs && m_window.paidSince ? *m_window.paidSince : m_window.since;
}

/// True while there is more to be done by it soon.
bool RoomSourceReader::fillNext()
{
    const auto& gaps = m_feed->gaps();
    const bool isBusy
        = std::any_of(gaps.begin(), gaps.end(), [](const FeedGap& gap) { return gap.isLoading; });
    if (isBusy || !isLiveKind(m_feed->state().kind))
        return false; // the end of it is told
    for (const auto& gap : gaps) {
        const auto span = std::find_if(
            m_spans.begin(), m_spans.end(), [&](const Span& one) { return one.gap == gap.id; });
        if (span == m_spans.end() || !isInWindow(*span) || span->newer < since()
            || span->tries >= kTries || (gap.error && !gap.error->isRetryable()))
            continue;
        ++span->tries;
        m_feed->fillGap(span->gap);
        return false;
    }
    return false;
}

bool RoomSourceReader::reachBack()
{
    const auto& entries = m_feed->entries();
    if (m_feed->end() == FeedEnd::Loading)
        return false;
    if (std::exchange(m_isLoading, false))
        m_emptyLoads = entries.size() == m_sizeAtLoad ? m_emptyLoads + 1 : 0;
    if (entries.empty() || m_feed->end() == FeedEnd::Reached || m_loads >= kMostLoads
        || m_emptyLoads >= kEmptyLoads || entries.back().time < since())
        return false;
    if (m_feed->end() == FeedEnd::Failed && m_failures == 0)
        return false; // later
    ++m_loads;
    m_sizeAtLoad = entries.size();
    m_isLoading = true;
    m_feed->loadOlder();
    return true;
}

} // namespace staffroom
