#include "core/store/user_copies.h"

#include "core/base/log.h"
#include "core/store/statement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kMiddle(".copy-");

QString copyPath(const QString& path, QDate day)
{
    return path + kMiddle + day.toString(Qt::ISODate);
}

/// Days of which there is a copy, newest first.
QList<QDate> copiesOf(const QString& path)
{
    const QFileInfo file(path);
    const QString front = file.fileName() + kMiddle;
    QList<QDate> days;
    const auto names = file.dir().entryList({front + u'*'}, QDir::Files, QDir::Name);
    for (const auto& name : names) {
        const auto day = QDate::fromString(name.mid(front.size()), Qt::ISODate);
        if (day.isValid())
            days.prepend(day);
    }
    return days;
}

bool syncToDisk(const QString& path)
{
    const int handle = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool done = ::fsync(handle) == 0;
    ::close(handle);
    return done;
}

} // namespace

Result<Done> checkWhole(Database& db)
{
    auto check = Statement::prepare(db, "PRAGMA quick_check(1)");
    if (!check)
        return fail(std::move(check.error()));
    auto rows = check->run();
    const auto row = rows.next();
    if (!row)
        return fail(row.error());
    if (!*row || rows.text(0) != u"ok"_s)
        return fail(Database::damage(rows.text(0)));
    return Done{};
}

Result<Done> makeDailyCopy(Database& db, const QString& path, QDate today, bool isNeeded)
{
    const QString name = copyPath(path, today);
    if (!isNeeded && QFile::exists(name))
        return Done{};
    const QString part = path + u".copying"_s;
    QFile::remove(part);
    auto vacuum = Statement::prepare(db, "VACUUM INTO ?");
    if (!vacuum)
        return fail(std::move(vacuum.error()));
    if (auto done = vacuum->execute(part); !done) {
        QFile::remove(part);
        return done;
    }
    QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    if (!syncToDisk(part)
        || ::rename(QFile::encodeName(part).constData(), QFile::encodeName(name).constData())
            != 0) {
        QFile::remove(part);
        return fail(Error::Kind::Storage, u"a copy of the file could not be finished"_s);
    }
    const auto days = copiesOf(path);
    for (qsizetype i = kUserCopies; i < days.size(); ++i)
        QFile::remove(copyPath(path, days.at(i)));
    return Done{};
}

std::optional<QDate> restoreNewestCopy(const QString& path)
{
    const auto days = copiesOf(path);
    for (const QDate day : days) {
        const QString copy = copyPath(path, day);
        auto db = Database::open(copy, Database::Mode::Immutable);
        if (!db || !checkWhole(*db))
            continue;
        db->close();
        QFile::remove(path);
        if (!QFile::copy(copy, path) || !syncToDisk(path))
            continue;
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
        logLine(LogLevel::Warning, "store"_L1, "restored"_L1,
            {{"file"_L1, QFileInfo(path).fileName()}, {"day"_L1, day.toString(Qt::ISODate)}});
        return day;
    }
    return std::nullopt;
}

} // namespace staffroom
