#include "core/store/user_tables.h"

namespace staffroom {

UserTables::UserTables(Database db)
    : m_db(std::move(db))
{
}

Result<std::unique_ptr<UserTables>> UserTables::create(Database db, bool isReader)
{
    auto tables = std::unique_ptr<UserTables>(new UserTables(std::move(db)));
    auto marks = UserMarks::create(tables->m_db, isReader);
    if (!marks)
        return fail(std::move(marks.error()));
    tables->m_marks = std::move(*marks);
    struct Sql {
        Statement* statement;
        const char* text;
        bool writes;
    };
    const Sql statements[] = {
        {&tables->m_records,
            "SELECT id, place, body FROM records WHERE kind = ? ORDER BY place, id", false},
        {&tables->m_copies,
            "SELECT draft, day, length, saved, body FROM draft_copies "
            "ORDER BY saved DESC, draft",
            false},
        {&tables->m_put,
            "INSERT INTO records (kind, id, place, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, id) DO UPDATE SET place = excluded.place, body = excluded.body",
            true},
        {&tables->m_remove, "DELETE FROM records WHERE kind = ? AND id = ?", true},
        {&tables->m_putCopy,
            "INSERT INTO draft_copies (draft, day, length, saved, body) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (draft, day) DO UPDATE SET length = excluded.length, "
            "saved = excluded.saved, body = excluded.body WHERE excluded.length >= length",
            true},
        {&tables->m_forgetCopies, "DELETE FROM draft_copies WHERE day < ?", true},
    };
    for (const auto& [statement, text, writes] : statements) {
        if (writes && isReader)
            continue;
        auto prepared = Statement::prepare(tables->m_db, text);
        if (!prepared)
            return fail(std::move(prepared.error()));
        *statement = std::move(*prepared);
    }
    return tables;
}

Result<std::vector<UserRecord>> UserTables::records(RecordKind kind)
{
    std::vector<UserRecord> out;
    auto rows = m_records.run(int(kind));
    for (;;) {
        const auto row = rows.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return out;
        out.push_back({kind, rows.text(0), rows.integer(1), rows.blob(2)});
    }
}

Result<std::vector<RecordCopy>> UserTables::copies()
{
    std::vector<RecordCopy> out;
    auto rows = m_copies.run();
    for (;;) {
        const auto row = rows.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return out;
        out.push_back({rows.text(0), rows.integer(1), rows.integer(2),
            timestampFromMs(rows.integer(3)), rows.blob(4)});
    }
}

Result<Done> UserTables::write(const RecordWrite& write)
{
    for (const auto& record : write.put) {
        auto done = m_put.execute(int(record.kind), record.id, record.place, record.body);
        if (!done)
            return done;
    }
    for (const auto& [kind, id] : write.removed) {
        if (auto done = m_remove.execute(int(kind), id); !done)
            return done;
    }
    for (const auto& copy : write.copies) {
        auto done = m_putCopy.execute(copy.id, copy.day, copy.length, toMs(copy.saved), copy.body);
        if (!done)
            return done;
    }
    if (write.forgetCopiesBefore)
        return m_forgetCopies.execute(*write.forgetCopiesBefore);
    return Done{};
}

} // namespace staffroom
