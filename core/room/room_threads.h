#pragma once

#include "core/base/task.h"
#include "core/room/room_content.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

class Clock;
class FeedHub;

/// Fetches the threads of known posts for replies that lack the tag: those of questions and hosts
/// first, one request at a time and one in two seconds for each source, and again when the server
/// counts more. Main thread.
class RoomThreads : public QObject {
public:
    struct Outlet {
        std::function<void(int source, const PostPtr& post)> found;
    };
    RoomThreads(Clock& clock, FeedHub& hub, const RoomContent& content, Outlet outlet);
    ~RoomThreads() override;

    /// These posts are new or have changed.
    void consider(const std::vector<quint64>& keys);
    int requests() const { return m_requests; }

private:
    struct Fetched {
        int replies = -1; ///< what the server counted then
        Millis at{0};
        std::vector<PostId> found; ///< without their tag
    };
    struct Line { ///< of one source
        Millis nextAt{0};
        TaskHandle request;
        TaskHandle check;
        bool isBusy = false;
        bool isIdle = false; ///< had nothing to ask the last time
    };

    void plan();
    void tick();
    bool askNext(int source);
    void ask(int source, const RoomItem& item);
    void answered(int source, quint64 key, int replies, Result<std::vector<PostPtr>> answer);
    void checkGone(int source, const PostId& id);
    /// The copy whose server knows most of the thread.
    const PostCopy& bestCopy(const RoomItem& item) const;
    int rank(const RoomItem& item) const; ///< smaller goes first; -1: nothing to ask
    Millis pauseOf(int source) const;

    Clock& m_clock;
    FeedHub& m_hub;
    const RoomContent& m_content;
    Outlet m_outlet;
    QSet<quint64> m_candidates;
    QHash<quint64, Fetched> m_fetched;
    std::vector<Line> m_lines;
    std::unique_ptr<Timer> m_timer;
    int m_requests = 0;
};

} // namespace staffroom
