#pragma once

#include "core/base/clock.h"
#include "core/feeds/feed.h"

#include <QObject>

namespace staffroom {

class FeedView;

/// Knows whether the person has seen the newest post of a column, and moves the read marker.
///
/// Reading means: the window is active, the column in view and at its newest edge. The marker is
/// moved when reading ends, or once the last-read line has long left the view, so that the line
/// stays where this sitting began and does not hop with every arrival.
class ReadTracker : public QObject {
    Q_OBJECT
public:
    ReadTracker(Feed& feed, FeedView& view, Clock& clock, QObject* parent = nullptr);
    ~ReadTracker() override;

    /// The window is active and the column in view.
    void setWatched(bool watched);
    void markRead();
    bool isUnread() const { return m_isUnread; }

Q_SIGNALS:
    void unreadChanged(bool unread);

private:
    void look();
    void settle();
    void moveMarkerOutOfView();
    bool isReading() const;
    const PostId* newest() const;

    Feed& m_feed;
    FeedView& m_view;
    std::unique_ptr<Timer> m_timer;
    PostId m_seen; ///< newest place while reading
    bool m_isWatched = false;
    bool m_wasReading = false;
    bool m_isUnread = false;
};

} // namespace staffroom
