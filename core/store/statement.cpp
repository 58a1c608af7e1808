#include "core/store/statement.h"

#include <sqlite3.h>

#include <utility>

namespace staffroom {

Statement::~Statement()
{
    sqlite3_finalize(m_handle);
}

Statement::Statement(Statement&& other) noexcept
    : m_db(other.m_db)
    , m_handle(std::exchange(other.m_handle, nullptr))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    if (this != &other) {
        sqlite3_finalize(m_handle);
        m_db = other.m_db;
        m_handle = std::exchange(other.m_handle, nullptr);
    }
    return *this;
}

Result<Statement> Statement::prepare(Database& db, const char* sql)
{
    Statement statement;
    statement.m_db = &db;
    if (sqlite3_prepare_v3(
            db.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement.m_handle, nullptr)
        != SQLITE_OK)
        return db.failure("prepare");
    return statement;
}

void Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_handle, index, value);
}

void Statement::bind(int index, const std::optional<qint64>& value)
{
    if (value)
        bind(index, *value);
    else
        sqlite3_bind_null(m_handle, index);
}

void Statement::bind(int index, const QString& value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text64(m_handle, index, utf8.constData(), sqlite3_uint64(utf8.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind(int index, const QByteArray& value)
{
    sqlite3_bind_blob64(
        m_handle, index, value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT);
}

Statement::Run::~Run()
{
    sqlite3_reset(m_statement.m_handle);
}

Result<bool> Statement::Run::next()
{
    switch (sqlite3_step(m_statement.m_handle)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return m_statement.m_db->failure("run a statement");
    }
}

qint64 Statement::Run::integer(int column) const
{
    return sqlite3_column_int64(m_statement.m_handle, column);
}

QString Statement::Run::text(int column) const
{
    const auto* bytes = sqlite3_column_text(m_statement.m_handle, column);
    const int size = sqlite3_column_bytes(m_statement.m_handle, column);
    return QString::fromUtf8(reinterpret_cast<const char*>(bytes), size);
}

QByteArray Statement::Run::blob(int column) const
{
    const auto* bytes = sqlite3_column_blob(m_statement.m_handle, column);
    const int size = sqlite3_column_bytes(m_statement.m_handle, column);
    return QByteArray(static_cast<const char*>(bytes), size);
}

bool Statement::Run::isNull(int column) const
{
    return sqlite3_column_type(m_statement.m_handle, column) == SQLITE_NULL;
}

} // namespace staffroom
