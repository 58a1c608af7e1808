#include "core/feeds/feed_older.h"

#include "core/feeds/feed_poller.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kFromCache = 60;
constexpr int kOlderPageSize = 40;
/// Pages in a row that bring nothing new before the person is asked to ask again.
constexpr int kEmptyPages = 3;
constexpr Millis kStaysFor{10 * 60 * 1000};

} // namespace

FeedOlder::FeedOlder(FeedCore& core)
    : m_core(core)
{
}

FeedOlder::~FeedOlder() = default;

bool FeedOlder::wasUsedLately() const
{
    return m_isBusy || m_core.shared()->clock().monotonic() - m_lastUse < kStaysFor;
}

void FeedOlder::stop()
{
    m_ticket.drop();
    m_request = {};
    m_reading = {};
    m_reachingDown = {};
    m_isBusy = false;
    m_isFromTop = false;
}

void FeedOlder::finish(FeedEnd end)
{
    m_isBusy = false;
    m_core.setEnd(end);
}

void FeedOlder::load()
{
    if (m_isBusy || m_core.end() == FeedEnd::Reached)
        return;
    m_isBusy = true;
    m_emptyPages = 0;
    m_lastUse = m_core.shared()->clock().monotonic();
    m_core.setEnd(FeedEnd::Loading);
    fromCache();
}

void FeedOlder::fromCache()
{
    auto* store = m_core.shared()->store();
    if (!store || m_core.entries().isEmpty()) {
        fromNetwork();
        return;
    }
    m_core.write(); // what is asked for must be there
    const auto& last = m_core.entries().all().back();
    m_reading = store->older(m_core.spec().key(), {last.time, last.placeId.remote}, kFromCache)
                    .then(m_core.context(), [this](Result<std::vector<StoredEntry>> answer) {
                        const int count = answer ? m_core.addStored(std::move(*answer)) : 0;
                        if (count == 0)
                            fromNetwork();
                        else
                            finish(FeedEnd::MayHaveMore);
                    });
}

void FeedOlder::fromNetwork()
{
    if (m_core.hasReachedEnd()) {
        finish(FeedEnd::Reached);
        return;
    }
    if (!m_core.client()) {
        finish(FeedEnd::Failed);
        return;
    }
    if (m_core.olderCursor().isEmpty() && !m_core.poller().hasAnswer()) {
        // The first page has not come yet; it brings the cursor.
        finish(FeedEnd::MayHaveMore);
        return;
    }
    m_ticket = m_core.shared()->scheduler().schedule(
        m_core.sourceKey(), Lane::User, Millis(0), [this] {
            if (!m_core.client()) {
                finish(FeedEnd::Failed);
                return;
            }
            PageRequest request;
            request.feed = m_core.spec();
            // Without a cursor, because the old end was dropped: down from the top again.
            m_asked = m_core.olderCursor();
            m_isFromTop = m_isFromTop || m_asked.isEmpty();
            request.cursor = m_asked;
            request.direction = m_asked.isEmpty() ? PageRequest::Direction::Newest
                                                  : PageRequest::Direction::Older;
            request.limit = kOlderPageSize;
            request.lane = Lane::User;
            m_request = m_core.client()->page(request).then(
                m_core.context(), [this](Result<Page> answer) {
                    m_core.noteAnswer(answer ? std::nullopt : std::optional<Error>(answer.error()));
                    if (answer)
                        takePage(*answer);
                    else
                        finish(FeedEnd::Failed);
                    m_core.updateState();
                });
        });
}

void FeedOlder::takePage(const Page& page)
{
    if (m_core.olderCursor() != m_asked) { // a poll was quicker and brought a cursor
        finish(FeedEnd::MayHaveMore);
        return;
    }
    const bool goesInCircles = page.older == m_asked;
    const bool isAtFloor = std::any_of(page.items.begin(), page.items.end(),
        [this](const FeedItem& item) { return m_core.isBelowFloor(item); });
    const bool isEnd = page.items.empty() || page.older.isEmpty() || goesInCircles || isAtFloor;
    m_core.setOlder(isEnd ? QString() : page.older, isEnd);
    const auto items = m_isFromTop ? m_core.withoutNewer(page.items) : page.items;
    m_isFromTop = m_isFromTop && items.empty();
    const auto taken = m_core.take(items, true);
    m_core.shared()->writeChanges();
    m_core.write();
    if (isEnd)
        finish(FeedEnd::Reached);
    else if (taken.fresh == 0 && ++m_emptyPages < kEmptyPages)
        fromNetwork();
    else
        finish(FeedEnd::MayHaveMore);
}

void FeedOlder::loadDownTo(Timestamp time, std::function<void()> then)
{
    auto* store = m_core.shared()->store();
    const auto& all = m_core.entries().all();
    if (!store || m_isBusy || (!all.empty() && all.back().time <= time)) {
        then();
        return;
    }
    StoredPlace from{time + Millis(1), {}};
    if (!all.empty())
        from = {all.back().time, all.back().placeId.remote};
    m_lastUse = m_core.shared()->clock().monotonic();
    m_reachingDown = store->older(m_core.spec().key(), from, kFromCache)
                         .then(m_core.context(),
                             [this, time, then = std::move(then)](
                                 Result<std::vector<StoredEntry>> answer) mutable {
                                 if (answer && m_core.addStored(std::move(*answer)) > 0)
                                     loadDownTo(time, std::move(then));
                                 else
                                     then();
                             });
}

} // namespace staffroom
