#include "core/archive/archive_run.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kTries = 3;
constexpr Millis kLongestWait{15 * 60 * 1000};

} // namespace

ArchiveRun::ArchiveRun(ServiceClient& client, Clock& clock, ArchiveRequest request, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_request(std::move(request))
    , m_retry(clock.createTimer([this] { ask(); }))
{
}

Task<Archive> ArchiveRun::start()
{
    auto task = m_promise.task();
    ask();
    return task;
}

void ArchiveRun::ask()
{
    PageRequest request;
    request.feed = m_request.feed;
    request.cursor = m_cursor;
    request.direction
        = m_cursor.isEmpty() ? PageRequest::Direction::Newest : PageRequest::Direction::Older;
    request.lane = Lane::User;
    m_asking = m_client.page(request).then(this, [this](Result<Page> p) { take(std::move(p)); });
}

void ArchiveRun::take(Result<Page> page)
{
    if (!page) {
        const Error& error = page.error();
        if (!error.isRetryable() || --m_triesLeft <= 0) {
            m_promise.finish(fail(error));
            return;
        }
        const Millis wait = error.retryAfter ? Millis(*error.retryAfter) : Millis(2000);
        m_retry->start(std::min(wait, kLongestWait));
        return;
    }
    m_triesLeft = kTries;
    bool isNew = false;
    bool isBeforeStart = false;
    int within = 0;
    for (auto& item : page->items) {
        if (m_seen.contains(item.pagingId()))
            continue;
        m_seen.insert(item.pagingId());
        isNew = true;
        // Pages go by the server's order; a post that was written earlier may stand among later
        // ones, so only a whole page before the start ends the walk.
        if (m_request.since && item.time() < *m_request.since)
            continue;
        ++within;
        if (!m_request.until || item.time() <= *m_request.until)
            m_items.push_back(item);
    }
    isBeforeStart = m_request.since && within == 0 && isNew;
    Q_EMIT pageArrived(page->items);
    m_reachedEnd = page->older.isEmpty();
    // A cursor that brings nothing new would go round for ever.
    if (m_reachedEnd || isBeforeStart || !isNew
        || m_items.size() >= static_cast<size_t>(m_request.limit)) {
        finish();
        return;
    }
    m_cursor = page->older;
    ask();
}

void ArchiveRun::finish()
{
    std::stable_sort(m_items.begin(), m_items.end(),
        [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    if (m_items.size() > static_cast<size_t>(m_request.limit))
        m_items.resize(static_cast<size_t>(m_request.limit));
    std::reverse(m_items.begin(), m_items.end());
    Archive archive;
    archive.feed = m_request.feed;
    archive.items = std::move(m_items);
    archive.begin = m_request.since ? *m_request.since
        : archive.items.empty()     ? Timestamp{}
                                    : archive.items.front().time();
    m_promise.finish(std::move(archive));
}

} // namespace staffroom
