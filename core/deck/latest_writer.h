#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <mutex>

namespace staffroom {

/// Writes the newest of what it is given, in order, on a thread of its own: a disk that is slow to
/// sync must not hold up the window. What is overtaken before its turn is not written. Destroying
/// it waits until the last one is written.
class LatestWriter : public QObject {
    Q_OBJECT
public:
    /// Runs on the writer's thread; touches only what it owns.
    using Write = std::function<Result<Done>()>;

    explicit LatestWriter(QObject* parent = nullptr);
    ~LatestWriter() override;

    void submit(Write write);
    /// Blocks until all is on disk. For the end of the program only.
    void finish();

Q_SIGNALS:
    /// On the main thread, later.
    void failed(const staffroom::Error& error);
    void written();

private:
    void runLatest();

    std::mutex m_mutex;
    Write m_next; ///< guarded by m_mutex
    QThreadPool m_pool;
};

} // namespace staffroom
