#pragma once

#include "core/base/result.h"

#include <QString>

struct sqlite3;

namespace staffroom {

/// One SQLite handle, for one thread at a time. Errors are Error::Storage with SQLite's own words
/// in `detail`; `lastCode()` keeps the extended result code for those who decide by it.
class Database {
public:
    enum class Mode {
        ReadWrite, ///< made when absent; write-ahead log
        Read, ///< beside a writer, over its write-ahead log
        Immutable, ///< a file on a medium that cannot be written at all
        Memory, ///< gone with the handle
    };
    enum class Sync {
        Normal, ///< a power cut may take the last transactions
        Full, ///< what is committed stays
    };

    Database() = default;
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    static Result<Database> open(const QString& path, Mode mode, Sync sync = Sync::Normal);

    bool isOpen() const { return m_handle != nullptr; }
    sqlite3* handle() const { return m_handle; }
    void close();

    Result<Done> execute(const char* sql);
    Result<int> userVersion();

    /// The error of the last failed call on this handle.
    tl::unexpected<Error> failure(const char* what) const;
    int lastCode() const;
    qint64 lastRowId() const;

    /// The error says that the file itself is damaged (garbage in it, cut short, no database).
    static bool isDamage(const Error& error);
    /// Such an error, for those who find the damage themselves.
    static Error damage(const QString& what);

private:
    sqlite3* m_handle = nullptr;
};

/// Begins a transaction and rolls it back unless it was committed.
class Transaction {
public:
    explicit Transaction(Database& db)
        : m_db(&db)
    {
    }
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    Result<Done> begin();
    Result<Done> commit();

private:
    Database* m_db;
    bool m_isOpen = false;
};

} // namespace staffroom
