#pragma once

#include "core/base/ids.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace staffroom {

class WriteLock;

/// Leave to change something at a server, asked for on behalf of one column (or of the program).
/// Only a WriteLock makes one, and every writing function of a ServiceClient wants one: what is
/// locked cannot be called by mistake. It is looked at again at the moment of sending, so a pass
/// from before the lock was closed is worth nothing.
class WritePass {
public:
    bool allows() const;
    const ColumnId& column() const { return m_column; }

private:
    friend class WriteLock;
    WritePass(const WriteLock& lock, ColumnId column);
    QPointer<const WriteLock> m_lock;
    ColumnId m_column;
};

/// "Reading only", for the whole program or for single columns. Starts locked: reading is the
/// default. Main thread; outlives nobody who holds a pass for longer than it lives.
class WriteLock : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    bool isLocked() const { return m_isLocked; } ///< the whole program
    bool isLocked(const ColumnId& column) const; ///< this column, or the whole program
    void setLocked(bool locked);
    void setColumnLocked(const ColumnId& column, bool locked);

    /// `column` empty: not on behalf of a column.
    WritePass pass(const ColumnId& column = {}) const { return WritePass(*this, column); }

Q_SIGNALS:
    void changed();

private:
    bool m_isLocked = true;
    QSet<ColumnId> m_columns;
};

} // namespace staffroom
