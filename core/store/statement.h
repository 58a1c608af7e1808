#pragma once

#include "core/store/database.h"

#include <QByteArray>
#include <QString>

#include <optional>

struct sqlite3_stmt;

namespace staffroom {

/// A statement prepared once and run many times. `run()` gives a Row cursor that resets the
/// statement when it goes, so no read lock outlives its use.
class Statement {
public:
    Statement() = default;
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    static Result<Statement> prepare(Database& db, const char* sql);

    class Run {
    public:
        explicit Run(Statement& statement)
            : m_statement(statement)
        {
        }
        ~Run();
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;

        /// True: there is a row to read. Error::Storage on anything but a row or the end.
        Result<bool> next();

        qint64 integer(int column) const;
        QString text(int column) const;
        QByteArray blob(int column) const;
        bool isNull(int column) const;

    private:
        Statement& m_statement;
    };

    /// Binds the values in order; they need not outlive the call.
    template <class... Values>
    [[nodiscard]] Run run(const Values&... values)
    {
        int index = 0;
        (bind(++index, values), ...);
        return Run(*this);
    }

    /// For statements without rows.
    template <class... Values>
    Result<Done> execute(const Values&... values)
    {
        Run cursor = run(values...);
        auto row = cursor.next();
        if (!row)
            return fail(std::move(row.error()));
        return Done{};
    }

private:
    void bind(int index, qint64 value);
    void bind(int index, int value) { bind(index, qint64(value)); }
    void bind(int index, bool value) { bind(index, qint64(value ? 1 : 0)); }
    void bind(int index, const std::optional<qint64>& value); ///< absent: NULL
    void bind(int index, const QString& value);
    void bind(int index, const QByteArray& value);

    Database* m_db = nullptr;
    sqlite3_stmt* m_handle = nullptr;
};

} // namespace staffroom
