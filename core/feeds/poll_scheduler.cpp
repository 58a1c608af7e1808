#include "core/feeds/poll_scheduler.h"

#include <algorithm>
#include <utility>

namespace staffroom {

namespace {

constexpr double kBucket = 10;
constexpr double kPerMs = 1.0 / 1000;
constexpr size_t kBudget = 240; // Mastodon and GoToSocial allow 300 in this time
constexpr Millis kBudgetTime{5 * 60 * 1000};

} // namespace

PollScheduler::Ticket& PollScheduler::Ticket::operator=(Ticket&& other) noexcept
{
    if (this != &other) {
        drop();
        m_scheduler = std::exchange(other.m_scheduler, nullptr);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

void PollScheduler::Ticket::drop()
{
    if (m_scheduler && m_id != 0)
        m_scheduler->drop(m_id);
    m_id = 0;
}

bool PollScheduler::Ticket::isWaiting() const
{
    return m_scheduler && m_id != 0 && m_scheduler->isWaiting(m_id);
}

PollScheduler::PollScheduler(Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timer(clock.createTimer([this] { run(); }))
{
}

PollScheduler::~PollScheduler() = default;

PollScheduler::Ticket PollScheduler::schedule(
    const QString& server, Lane lane, Millis delay, Job job)
{
    Waiting waiting;
    waiting.id = ++m_lastId;
    waiting.server = server;
    waiting.lane = lane;
    waiting.due = m_clock.monotonic() + delay;
    waiting.job = std::move(job);
    m_waiting.push_back(std::move(waiting));
    plan();
    Ticket ticket;
    ticket.m_scheduler = this;
    ticket.m_id = m_lastId;
    return ticket;
}

void PollScheduler::drop(quint64 id)
{
    std::erase_if(m_waiting, [id](const Waiting& w) { return w.id == id; });
}

bool PollScheduler::isWaiting(quint64 id) const
{
    return std::any_of(
        m_waiting.begin(), m_waiting.end(), [id](const Waiting& w) { return w.id == id; });
}

void PollScheduler::block(const QString& server, Millis duration)
{
    auto& s = serverOf(server);
    s.blockedUntil = std::max(s.blockedUntil, m_clock.monotonic() + duration);
    plan();
}

void PollScheduler::unblock(const QString& server)
{
    serverOf(server).blockedUntil = Millis(0);
    plan();
}

void PollScheduler::setOnline(bool online)
{
    m_isOnline = online;
    plan();
}

PollScheduler::Server& PollScheduler::serverOf(const QString& name)
{
    auto it = m_servers.find(name);
    if (it == m_servers.end()) {
        Server server;
        server.tokens = kBucket;
        server.filledAt = m_clock.monotonic();
        it = m_servers.insert(name, std::move(server));
    }
    return *it;
}

void PollScheduler::refill(Server& server, Millis now) const
{
    const auto passed = double((now - server.filledAt).count());
    server.tokens = std::min(kBucket, server.tokens + passed * kPerMs);
    server.filledAt = now;
    while (!server.sent.empty() && server.sent.front() + kBudgetTime <= now)
        server.sent.pop_front();
}

Millis PollScheduler::earliest(const Waiting& waiting, Millis now)
{
    if (waiting.server.isEmpty())
        return waiting.due;
    auto& server = serverOf(waiting.server);
    refill(server, now);
    Millis when = std::max(waiting.due, server.blockedUntil);
    if (waiting.lane == Lane::User)
        return when;
    if (server.tokens < 1)
        when = std::max(when, now + Millis(qint64((1 - server.tokens) / kPerMs) + 1));
    if (server.sent.size() >= kBudget)
        when = std::max(when, server.sent.front() + kBudgetTime);
    return when;
}

void PollScheduler::run()
{
    m_isRunning = true;
    for (;;) {
        const Millis now = m_clock.monotonic();
        auto best = m_waiting.end();
        for (auto it = m_waiting.begin(); it != m_waiting.end(); ++it) {
            // What a person asks is tried also when the machine believes it is offline.
            if ((!m_isOnline && it->lane != Lane::User && !it->server.isEmpty())
                || earliest(*it, now) > now)
                continue;
            if (best == m_waiting.end() || it->lane < best->lane
                || (it->lane == best->lane && it->due < best->due))
                best = it;
        }
        if (best == m_waiting.end())
            break;
        if (!best->server.isEmpty()) {
            auto& server = serverOf(best->server);
            server.tokens = std::max(0.0, server.tokens - 1);
            server.sent.push_back(now);
        }
        const Job job = std::move(best->job);
        m_waiting.erase(best);
        job();
    }
    m_isRunning = false;
    plan();
}

void PollScheduler::plan()
{
    if (m_isRunning)
        return;
    const Millis now = m_clock.monotonic();
    std::optional<Millis> next;
    for (const auto& waiting : m_waiting) {
        if (!m_isOnline && waiting.lane != Lane::User && !waiting.server.isEmpty())
            continue;
        const Millis when = earliest(waiting, now);
        next = next ? std::min(*next, when) : when;
    }
    if (next)
        m_timer->start(std::max(*next - now, Millis(0)));
    else
        m_timer->stop();
}

} // namespace staffroom
