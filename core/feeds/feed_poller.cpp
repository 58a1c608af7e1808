#include "core/feeds/feed_poller.h"

#include "core/feeds/feed_gap_filler.h"
#include "core/feeds/stream_watch.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kNewPageSize = 40;
constexpr Millis kBusy{5'000};
constexpr Millis kQuiet{60'000};
constexpr Millis kUnseenBusy{30'000};
constexpr Millis kUnseenQuiet{180'000};
constexpr Millis kBesideStream{60'000};
constexpr Millis kInProgram{2'000}; ///< a source inside this program costs nothing
constexpr Millis kSoonest{1'000}; ///< whatever a service says
constexpr size_t kMostSuspects = 5;
constexpr Millis kCheckAgain{10 * 60 * 1000};

/// A yes or no that asking again does not change.
bool isFinal(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Unauthorised:
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
    case Error::Kind::Invalid:
    case Error::Kind::Unsupported:
    case Error::Kind::Locked:
    case Error::Kind::Conflict:
    case Error::Kind::Secrets:
    case Error::Kind::Storage:
        return true;
    default:
        return false;
    }
}

} // namespace

FeedPoller::FeedPoller(FeedCore& core)
    : m_core(core)
    , m_interval(kBusy)
{
}

FeedPoller::~FeedPoller() = default;

void FeedPoller::start()
{
    plan(Millis(0), m_core.lane());
}

void FeedPoller::stop()
{
    m_ticket.drop();
    m_request = {};
    m_isAsking = false;
    m_asksAgain = false;
    m_checkTicket.drop();
    m_check = {};
    m_isChecking = false;
    m_suspects.clear();
}

void FeedPoller::refresh()
{
    if (m_isAsking) {
        m_asksAgain = true;
        return;
    }
    // The person may know that the network is back; a server's own limit is kept all the same.
    auto& shared = *m_core.shared();
    if (shared.health(m_core.sourceKey()).limitedUntil <= shared.clock().now())
        shared.scheduler().unblock(m_core.sourceKey());
    plan(Millis(0), Lane::User);
}

void FeedPoller::pollSoon()
{
    if (m_isAsking)
        m_asksAgain = true;
    else if (!m_error || !isFinal(m_error->kind))
        plan(m_core.shared()->jitter(Millis(250), 100), m_core.lane());
}

void FeedPoller::replan()
{
    const bool isFirst
        = !m_hasAnswer && !m_error && m_core.shared()->health(m_core.sourceKey()).failures == 0;
    if (m_ticket.isWaiting() && isFirst)
        plan(Millis(0), m_core.lane());
    else if (m_ticket.isWaiting())
        planNext();
    m_core.updateState();
}

Millis FeedPoller::pace() const
{
    if (m_askAgainAfter)
        return m_core.isViewed() ? *m_askAgainAfter : *m_askAgainAfter * 2;
    if (m_core.sourceKey().isEmpty())
        return kInProgram;
    return m_core.isViewed() ? m_interval : std::clamp(m_interval * 3, kUnseenBusy, kUnseenQuiet);
}

void FeedPoller::plan(Millis delay, Lane lane)
{
    m_ticket = m_core.shared()->scheduler().schedule(
        m_core.sourceKey(), lane, delay, [this, lane] { ask(lane); });
}

void FeedPoller::planNext()
{
    if (m_core.isPaused() || (m_error && isFinal(m_error->kind))) {
        m_ticket.drop();
        return;
    }
    auto& shared = *m_core.shared();
    Millis delay = shared.jitter(m_core.stream().isProven() ? kBesideStream : pace(), 10);
    if (m_askAgainAfter) // never before that
        delay = shared.jitter(pace() * 21 / 20, 4);
    if (m_core.stream().isEnded())
        delay = kQuiet;
    if (m_error && m_failures > 0)
        delay = m_retryAt - shared.clock().now();
    // After a failure of the whole source, the block on it decides when.
    else if (shared.health(m_core.sourceKey()).failures > 0)
        delay = Millis(0);
    else
        delay -= shared.clock().monotonic() - m_answeredAt;
    plan(std::max(delay, Millis(0)), m_core.lane());
}

/// The newest entry below which nothing is missing; one that came by itself where there is one, for
/// it lasts longer than a boost.
const FeedEntry* FeedPoller::newestKnown() const
{
    const auto& entries = m_core.entries();
    const FeedEntry* newest = nullptr;
    for (const auto& entry : entries.all()) {
        if (!entries.isFirm(entry.placeId))
            continue;
        if (entry.placeId == entry.post->id)
            return &entry;
        newest = newest ? newest : &entry;
    }
    return newest;
}

void FeedPoller::ask(Lane lane)
{
    auto* client = m_core.client();
    if (!client)
        return;
    m_isAsking = true;
    m_arrivalAtRequest = m_core.shared()->lastArrival();
    m_core.shared()->sourceProbed(m_core.sourceKey());
    PageRequest request;
    request.feed = m_core.spec();
    request.limit = kNewPageSize;
    request.lane = lane;
    m_known.reset();
    if (const auto* known = newestKnown()) {
        m_known = known->placeId;
        m_knownTime = known->time;
    }
    request.known = m_known;
    m_request = client->page(request).then(
        m_core.context(), [this](Result<Page> answer) { answered(std::move(answer)); });
}

void FeedPoller::answered(Result<Page> answer)
{
    m_isAsking = false;
    m_answeredAt = m_core.shared()->clock().monotonic();
    if (answer) {
        m_error.reset();
        m_failures = 0;
        // Before the page is shown: others of this source may go on at the same time.
        m_core.noteAnswer(std::nullopt);
        m_core.applyEvents();
        takePage(*answer);
    } else {
        failedWith(answer.error());
    }
    if (std::exchange(m_asksAgain, false) && !(m_error && isFinal(m_error->kind)))
        plan(Millis(0), m_core.lane());
    else
        planNext();
    if (!m_error)
        m_core.gapFiller().fillNext();
    m_core.updateState();
}

void FeedPoller::failedWith(const Error& error)
{
    const bool isOfSource = m_core.noteAnswer(error);
    if (isOfSource || error.kind == Error::Kind::Cancelled)
        return;
    auto& shared = *m_core.shared();
    if (!m_error)
        m_errorSince = shared.clock().now();
    m_error = error;
    if (isFinal(error.kind))
        return;
    ++m_failures;
    m_retryAt = shared.clock().now() + shared.backoff(m_failures);
}

void FeedPoller::describe(FeedState& state) const
{
    if (m_error) {
        state.error = *m_error;
        if (m_error->needsLogin()) {
            state.kind = FeedState::Kind::NeedsLogin;
        } else if (isFinal(m_error->kind)) {
            state.kind = FeedState::Kind::Failed;
        } else {
            state.kind = FeedState::Kind::Offline;
            state.since = m_errorSince;
            state.until = m_retryAt;
        }
        return;
    }
    if (!m_hasAnswer) {
        state.kind = FeedState::Kind::Loading;
        return;
    }
    state.kind = FeedState::Kind::Polling;
    state.interval = std::chrono::round<std::chrono::seconds>(pace());
}

void FeedPoller::takePage(const Page& page)
{
    auto& entries = m_core.entries();
    m_askAgainAfter = page.askAgainAfter;
    if (m_askAgainAfter)
        m_askAgainAfter = std::max(*m_askAgainAfter, kSoonest);
    const bool isFirst = !entries.hasFirm() && !m_core.floor();
    // It ends where the known begins, and says nothing of what is below.
    const bool isSince = page.reachesKnown && m_known;
    // The page is whole in itself: where it meets something firm, nothing is missing.
    bool hasFirm = false;
    std::vector<PostId> unknown;
    for (const auto& item : page.items) {
        hasFirm = hasFirm || entries.isFirm(item.pagingId());
        if (!entries.knows(item) && !m_core.isBelowFloor(item))
            unknown.push_back(item.post->id);
    }
    bool meets = isFirst || hasFirm || isSince || page.older.isEmpty()
        || std::any_of(page.items.begin(), page.items.end(),
            [&](const FeedItem& item) { return m_core.isBelowFloor(item); });
    // The stream has told everything in this page, and was never interrupted since the last one.
    meets = meets || (unknown.empty() && m_core.stream().isUnbroken());

    const Timestamp bottom = isSince ? std::max(oldestOf(page), m_knownTime) : bottomOf(page);
    if (!page.isPartial && page.skipped == 0 && !isFirst && !page.items.empty())
        suspectMissing(page, bottom);

    auto gaps = m_core.gaps();
    if (hasFirm) // a page that reaches below a hole has filled it
        std::erase_if(gaps, [&](const FeedGap& gap) { return gap.older >= bottom; });
    if (!meets && !page.items.empty()) {
        FeedGap gap;
        gap.id = m_core.shared()->nextGapId();
        gap.cursor = page.older;
        gap.newer = m_core.placeTime(page.items.back());
        gap.older = m_core.newestFirmBefore(gap.newer);
        gaps.push_back(std::move(gap));
    }
    m_core.setGaps(std::move(gaps));

    const auto taken = m_core.take(page.items, true);
    if (meets && !page.items.empty())
        m_core.makeFirmAbove(bottom);
    if (isFirst && !isSince) {
        const bool isWhole = page.older.isEmpty() && !page.isPartial;
        m_core.setOlder(page.older, isWhole);
        if (isWhole)
            m_core.setEnd(FeedEnd::Reached);
        else if (m_core.end() == FeedEnd::Reached)
            m_core.setEnd(FeedEnd::MayHaveMore);
    }
    // Nothing is missing, or the hole is on record.
    m_core.setHoldingLoose(false);
    m_core.stream().polled(unknown);
    m_core.shared()->writeChanges();
    m_core.finishBatch();

    const bool hadAnswer = std::exchange(m_hasAnswer, true);
    if (taken.fresh > 0 && hadAnswer)
        m_interval = kBusy;
    else
        m_interval = std::min(m_interval * 3 / 2, kQuiet);
}

Timestamp FeedPoller::oldestOf(const Page& page) const
{
    Timestamp oldest{};
    if (!page.items.empty())
        oldest = m_core.placeTime(page.items.back());
    for (const auto& item : page.items)
        oldest = std::min(oldest, m_core.placeTime(item));
    return oldest;
}

/// The time down to which the page holds everything. Posts that reached the server late may stand
/// out of order at its end; a page that is the whole feed ends with its oldest post.
Timestamp FeedPoller::bottomOf(const Page& page) const
{
    Timestamp bottom{};
    if (page.items.empty() || page.older.isEmpty())
        return oldestOf(page);
    const size_t last = page.items.size() - std::min<size_t>(page.items.size(), 3);
    for (size_t i = last; i < page.items.size(); ++i)
        bottom = std::max(bottom, m_core.placeTime(page.items[i]));
    return bottom;
}

void FeedPoller::suspectMissing(const Page& page, Timestamp bottom)
{
    QSet<PostId> present;
    QSet<QString> uris;
    for (const auto& item : page.items) {
        present.insert(item.post->id);
        uris.insert(item.post->uri);
    }
    const Millis now = m_core.shared()->clock().monotonic();
    m_checked.removeIf([&](const auto& it) { return it.value() + kCheckAgain <= now; });
    for (const auto& entry : m_core.entries().all()) {
        if (entry.time <= bottom || m_suspects.size() >= kMostSuspects)
            break;
        if (entry.post->delivery)
            continue; // one's own on its way: no server knows it
        const auto& id = entry.post->id;
        const bool isPlacedByItself = entry.placeId == id && entry.time == entry.post->created;
        if (!isPlacedByItself || entry.arrival > m_arrivalAtRequest || present.contains(id)
            || uris.contains(entry.post->uri) || m_checked.contains(id)
            || std::find(m_suspects.begin(), m_suspects.end(), id) != m_suspects.end())
            continue;
        m_suspects.push_back(id);
    }
    checkNext();
}

void FeedPoller::checkNext()
{
    if (m_isChecking || m_suspects.empty())
        return;
    m_isChecking = true;
    m_checkTicket = m_core.shared()->scheduler().schedule(
        m_core.sourceKey(), Lane::Background, Millis(0), [this] {
            auto* client = m_core.client();
            if (!client || m_suspects.empty()) {
                m_isChecking = false;
                return;
            }
            const PostId id = m_suspects.front();
            m_check = client->post(id, Lane::Background)
                          .then(m_core.context(), [this, id](Result<PostPtr> answer) {
                              m_isChecking = false;
                              if (!m_suspects.empty())
                                  m_suspects.pop_front();
                              auto& shared = *m_core.shared();
                              if (answer) {
                                  m_checked.insert(id, shared.clock().monotonic());
                                  const auto merged = shared.pool().merge(*answer);
                                  if (merged.hasChanged)
                                      shared.changePost(merged.post);
                                  shared.writeChanges();
                              } else if (answer.error().kind == Error::Kind::NotFound) {
                                  shared.deletePost(id);
                              } else {
                                  m_core.noteAnswer(answer.error());
                                  m_suspects.clear(); // the next poll suspects them again
                              }
                              checkNext();
                          });
        });
}

} // namespace staffroom
