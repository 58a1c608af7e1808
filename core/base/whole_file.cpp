#include "core/base/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

namespace staffroom {

namespace {

// A rename is on disk only when its folder is.
void syncFolder(const QString& folder)
{
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY);
    if (handle < 0)
        return;
    ::fsync(handle);
    ::close(handle);
}

} // namespace

Result<Done> writeWholeFile(const QString& path, const QByteArray& bytes)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(Error::Kind::Storage, QString(), folder);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(Error::Kind::Storage, file.errorString(), path);
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0) {
        file.cancelWriting();
        return fail(Error::Kind::Storage, file.errorString(), path);
    }
    if (!file.commit())
        return fail(Error::Kind::Storage, file.errorString(), path);
    syncFolder(folder);
    return Done{};
}

Result<QByteArray> readWholeFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.exists())
        return fail(Error::Kind::NotFound, QString(), path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, file.errorString(), path);
    QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit)
        return fail(Error::Kind::TooLarge, QString(), path);
    if (file.error() != QFileDevice::NoError)
        return fail(Error::Kind::Storage, file.errorString(), path);
    return bytes;
}

} // namespace staffroom
