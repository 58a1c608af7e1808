#include "core/services/write_lock.h"

namespace staffroom {

WritePass::WritePass(const WriteLock& lock, ColumnId column)
    : m_lock(&lock)
    , m_column(std::move(column))
{
}

bool WritePass::allows() const
{
    return m_lock && !m_lock->isLocked(m_column);
}

bool WriteLock::isLocked(const ColumnId& column) const
{
    return m_isLocked || m_columns.contains(column);
}

void WriteLock::setLocked(bool locked)
{
    if (std::exchange(m_isLocked, locked) != locked)
        Q_EMIT changed();
}

void WriteLock::setColumnLocked(const ColumnId& column, bool locked)
{
    if (m_columns.contains(column) == locked)
        return;
    if (locked)
        m_columns.insert(column);
    else
        m_columns.remove(column);
    Q_EMIT changed();
}

} // namespace staffroom
