#pragma once

#include "core/base/clock.h"
#include "core/net/lane.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

/// The one clock of everything that feeds ask for by themselves. Every request waits here for its
/// moment and for its server's turn: a bucket of ten, filled by one a second, at most 240 in five
/// minutes; a person's own act first and past the bucket, then feeds in view, then the rest.
/// Nothing goes to a server that is blocked (rate limit, back-off) nor while the machine is
/// offline. Main thread.
class PollScheduler : public QObject {
    Q_OBJECT
public:
    using Job = std::function<void()>;

    explicit PollScheduler(Clock& clock, QObject* parent = nullptr);
    ~PollScheduler() override;

    /// What waits under a ticket; dropping it takes the request back.
    class Ticket {
    public:
        Ticket() = default;
        ~Ticket() { drop(); }
        Ticket(Ticket&& other) noexcept { *this = std::move(other); }
        Ticket& operator=(Ticket&& other) noexcept;
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;
        void drop();
        bool isWaiting() const;

    private:
        friend class PollScheduler;
        QPointer<PollScheduler> m_scheduler;
        quint64 m_id = 0;
    };

    /// Runs `job` once, `delay` from now at the earliest, when `server` may be asked. An empty
    /// server is inside this program and has no ceiling.
    [[nodiscard]] Ticket schedule(const QString& server, Lane lane, Millis delay, Job job);

    /// Nothing goes to this server for so long. A later end replaces an earlier one.
    void block(const QString& server, Millis duration);
    void unblock(const QString& server);
    void setOnline(bool online);
    bool isOnline() const { return m_isOnline; }

private:
    struct Waiting {
        quint64 id = 0;
        QString server;
        Lane lane = Lane::Visible;
        Millis due{0};
        Job job;
    };
    struct Server {
        double tokens = 0;
        Millis filledAt{0};
        Millis blockedUntil{0};
        std::deque<Millis> sent; ///< of the last five minutes, oldest first
    };

    Server& serverOf(const QString& name);
    void refill(Server& server, Millis now) const;
    /// When this request may go at the earliest; at or before `now`: at once.
    Millis earliest(const Waiting& waiting, Millis now);
    void drop(quint64 id);
    bool isWaiting(quint64 id) const;
    void run();
    void plan();

    Clock& m_clock;
    std::unique_ptr<Timer> m_timer;
    std::vector<Waiting> m_waiting;
    QHash<QString, Server> m_servers;
    quint64 m_lastId = 0;
    bool m_isOnline = true;
    bool m_isRunning = false;
};

} // namespace staffroom
