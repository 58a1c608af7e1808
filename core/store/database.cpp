#include "core/store/database.h"

#include <QByteArray>
#include <QUrl>

#include <sqlite3.h>

#include <utility>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// A checkpoint of the other thread may hold a lock for a moment.
constexpr int kBusyMs = 5000;

/// Error::path of damaged files; it outlives the handle that found it.
constexpr QLatin1StringView kDamage("file");

} // namespace

Database::~Database()
{
    close();
}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
{
}

Database& Database::operator=(Database&& other) noexcept
{
    if (this != &other) {
        close();
        m_handle = std::exchange(other.m_handle, nullptr);
    }
    return *this;
}

void Database::close()
{
    // _v2: statements that still live keep the handle until they go.
    sqlite3_close_v2(std::exchange(m_handle, nullptr));
}

Result<Database> Database::open(const QString& path, Mode mode, Sync sync)
{
    QByteArray name = QByteArrayLiteral(":memory:");
    if (mode != Mode::Memory) {
        name = "file:" + QUrl::toPercentEncoding(path, "/");
        if (mode == Mode::Immutable)
            name += "?immutable=1";
    }
    const bool writes = mode == Mode::ReadWrite || mode == Mode::Memory;
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
        | (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);

    Database db;
    const int code = sqlite3_open_v2(name.constData(), &db.m_handle, flags, nullptr);
    if (code != SQLITE_OK)
        return db.failure("open");
    sqlite3_extended_result_codes(db.m_handle, 1);
    sqlite3_busy_timeout(db.m_handle, kBusyMs);
    const char* settings = "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF;"
                           "PRAGMA secure_delete = FAST; PRAGMA cache_size = -4096;";
    if (auto done = db.execute(settings); !done)
        return fail(std::move(done.error()));
    if (mode == Mode::ReadWrite) {
        // The header is read here: a file that is no database fails now.
        if (auto done = db.execute("PRAGMA journal_mode = WAL;"); !done)
            return fail(std::move(done.error()));
        const char* level
            = sync == Sync::Full ? "PRAGMA synchronous = FULL;" : "PRAGMA synchronous = NORMAL;";
        if (auto done = db.execute(level); !done)
            return fail(std::move(done.error()));
    } else if (mode != Mode::Memory) {
        if (auto version = db.userVersion(); !version)
            return fail(std::move(version.error()));
    }
    return db;
}

Result<Done> Database::execute(const char* sql)
{
    if (!m_handle)
        return failure("execute");
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure("execute");
    return Done{};
}

Result<int> Database::userVersion()
{
    sqlite3_stmt* statement = nullptr;
    int version = 0;
    int code = sqlite3_prepare_v2(m_handle, "PRAGMA user_version", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            version = sqlite3_column_int(statement, 0);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW)
        return failure("read the revision");
    return version;
}

tl::unexpected<Error> Database::failure(const char* what) const
{
    const QString words = m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : u"not open"_s;
    const int primary = lastCode() & 0xff;
    const bool isDamaged = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    return fail(Error::Kind::Storage,
        u"%1 (%2, while trying to %3)"_s.arg(
            words, QString::number(lastCode()), QString::fromLatin1(what)),
        isDamaged ? QString(kDamage) : QString());
}

int Database::lastCode() const
{
    return m_handle ? sqlite3_extended_errcode(m_handle) : SQLITE_CANTOPEN;
}

qint64 Database::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

bool Database::isDamage(const Error& error)
{
    return error.kind == Error::Kind::Storage && error.path == kDamage;
}

Error Database::damage(const QString& what)
{
    Error error;
    error.kind = Error::Kind::Storage;
    error.detail = what;
    error.path = kDamage;
    return error;
}

Transaction::~Transaction()
{
    if (m_isOpen)
        std::ignore = m_db->execute("ROLLBACK");
}

Result<Done> Transaction::begin()
{
    auto done = m_db->execute("BEGIN IMMEDIATE");
    m_isOpen = done.has_value();
    return done;
}

Result<Done> Transaction::commit()
{
    auto done = m_db->execute("COMMIT");
    if (done)
        m_isOpen = false;
    return done;
}

} // namespace staffroom
