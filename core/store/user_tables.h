#pragma once

#include "core/base/result.h"
#include "core/store/statement.h"
#include "core/store/user_marks.h"
#include "core/store/user_records.h"

#include <memory>

namespace staffroom {

/// All of user.db for one thread: the reader's marks, and the records of those who write.
class UserTables {
public:
    /// `isReader`: prepares nothing that writes.
    static Result<std::unique_ptr<UserTables>> create(Database db, bool isReader);

    Database& database() { return m_db; }
    UserMarks& marks() { return *m_marks; }

    Result<std::vector<UserRecord>> records(RecordKind kind);
    Result<std::vector<RecordCopy>> copies(); ///< newest first
    Result<Done> write(const RecordWrite& write);

private:
    explicit UserTables(Database db);

    Database m_db;
    std::unique_ptr<UserMarks> m_marks;
    Statement m_records, m_copies, m_put, m_remove, m_putCopy, m_forgetCopies;
};

} // namespace staffroom
