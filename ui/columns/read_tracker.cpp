#include "ui/columns/read_tracker.h"

#include "ui/feed/feed_view.h"

#include <QScrollBar>

namespace staffroom {

namespace {
constexpr Millis kLookAgain = std::chrono::seconds(30);
}

ReadTracker::ReadTracker(Feed& feed, FeedView& view, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_view(view)
    , m_timer(clock.createTimer([this] { moveMarkerOutOfView(); }))
{
    // Queued: the view must have placed what arrived before it is asked where it stands.
    const auto later = Qt::QueuedConnection;
    connect(&feed, &Feed::inserted, this, &ReadTracker::look, later);
    connect(&feed, &Feed::removed, this, &ReadTracker::look, later);
    connect(&feed, &Feed::reset, this, &ReadTracker::look, later);
    connect(&feed, &Feed::readMarkerChanged, this, &ReadTracker::look, later);
    connect(&view, &FeedView::newCountChanged, this, &ReadTracker::look, later);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &ReadTracker::look, later);
    look();
}

ReadTracker::~ReadTracker()
{
    settle();
}

const PostId* ReadTracker::newest() const
{
    const auto& entries = m_feed.entries();
    return entries.empty() ? nullptr : &entries.front().placeId;
}

bool ReadTracker::isReading() const
{
    return m_isWatched && m_view.isAtNewest() && m_view.newCount() == 0;
}

void ReadTracker::setWatched(bool watched)
{
    if (m_isWatched == watched)
        return;
    m_isWatched = watched;
    look();
}

void ReadTracker::look()
{
    const bool reading = isReading();
    const PostId* front = newest();
    if (reading && front)
        m_seen = *front;
    if (!reading && m_wasReading)
        settle();
    if (reading && !m_wasReading)
        m_timer->start(kLookAgain);
    if (!reading)
        m_timer->stop();
    m_wasReading = reading;

    const bool unread = front && *front != m_seen && *front != m_feed.readMarker();
    if (unread == m_isUnread)
        return;
    m_isUnread = unread;
    Q_EMIT unreadChanged(unread);
}

void ReadTracker::settle()
{
    if (!m_seen.isEmpty() && m_seen != m_feed.readMarker())
        m_feed.setReadMarker(m_seen);
}

void ReadTracker::markRead()
{
    if (const PostId* front = newest()) {
        m_seen = *front;
        settle();
    }
    look();
}

void ReadTracker::moveMarkerOutOfView()
{
    if (!isReading())
        return;
    m_timer->start(kLookAgain);
    RowModel* model = m_view.feedModel();
    const int row = model ? model->rowOfPost(m_feed.readMarker()) : -1;
    const auto top = row < 0 ? std::nullopt : m_view.rowTop(model->row(row).key);
    const bool isInView = top && *top >= 0 && *top < m_view.viewport()->height();
    if (!isInView)
        settle();
}

} // namespace staffroom
