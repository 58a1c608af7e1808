#include "core/deck/latest_writer.h"

#include <utility>

namespace staffroom {

LatestWriter::LatestWriter(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

LatestWriter::~LatestWriter()
{
    finish();
}

void LatestWriter::submit(Write write)
{
    const std::lock_guard lock(m_mutex);
    const bool isWaiting = bool(m_next);
    m_next = std::move(write);
    if (!isWaiting)
        m_pool.start([this] { runLatest(); });
}

void LatestWriter::finish()
{
    m_pool.waitForDone();
}

void LatestWriter::runLatest()
{
    Write write;
    {
        const std::lock_guard lock(m_mutex);
        write = std::exchange(m_next, nullptr);
    }
    if (!write)
        return;
    auto result = write();
    QMetaObject::invokeMethod(
        this,
        [this, result = std::move(result)] {
            if (result)
                Q_EMIT written();
            else
                Q_EMIT failed(result.error());
        },
        Qt::QueuedConnection);
}

} // namespace staffroom
