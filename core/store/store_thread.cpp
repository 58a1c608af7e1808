#include "core/store/store_thread.h"

namespace staffroom {

StoreThread::StoreThread()
    : m_thread([this] { run(); })
{
}

StoreThread::~StoreThread()
{
    stop(Millis(0));
}

void StoreThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_woken.notify_one();
}

void StoreThread::stop(Millis drain)
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_deadline = std::chrono::steady_clock::now() + drain;
    }
    m_woken.notify_one();
    m_thread.join();
}

void StoreThread::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_woken.wait(lock, [this] { return m_isStopping || !m_jobs.empty(); });
        if (m_jobs.empty() || (m_isStopping && std::chrono::steady_clock::now() >= m_deadline))
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

} // namespace staffroom
