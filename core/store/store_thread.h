#pragma once

#include "core/base/clock.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace staffroom {

/// A thread that runs jobs in the order they came.
class StoreThread {
public:
    using Job = std::function<void()>;

    StoreThread();
    ~StoreThread(); ///< drops what has not begun
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    void post(Job job);
    /// Ends the thread after the jobs that are waiting, but begins none after `drain`.
    void stop(Millis drain);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_woken;
    std::deque<Job> m_jobs;
    bool m_isStopping = false;
    std::chrono::steady_clock::time_point m_deadline{};
    std::thread m_thread; // last: it uses all of the above
};

} // namespace staffroom
