#include "core/compose/media_intake.h"

#include "core/compose/picture_copy.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSet>
#include <QThreadPool>
#include <QUuid>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A copy this young may be on its way into a draft.
constexpr qint64 kYoungSeconds = 600;

Result<DraftMedia> store(
    const QString& folder, const Result<PictureCopy>& copy, const QString& name)
{
    if (!copy)
        return fail(copy.error());
    const QDir place(folder);
    if (!place.mkpath(u"."_s)
        || !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return fail(Error::Kind::Storage, folder);
    DraftMedia media;
    media.file = place.absoluteFilePath(
        QUuid::createUuid().toString(QUuid::WithoutBraces) + u'.' + copy->suffix);
    media.mimeType = copy->mimeType;
    media.name = name;
    media.size = copy->size;
    QSaveFile file(media.file);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(copy->bytes) == copy->bytes.size() && file.commit();
    if (!isWritten)
        return fail(Error::Kind::Storage, file.errorString());
    return media;
}

Result<QByteArray> readWhole(const QString& path)
{
    const QFileInfo info(path);
    // Anything but a plain file could give bytes for ever.
    if (!info.isFile())
        return fail(Error::Kind::Invalid, u"this is no file"_s);
    if (info.size() > kIntakeBytes)
        return fail(Error::Kind::TooLarge, u"the file is over 64 MiB"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, file.errorString());
    return file.read(kIntakeBytes + 1);
}

} // namespace

MediaIntake::MediaIntake(QThreadPool& pool, QString folder, QObject* parent)
    : QObject(parent)
    , m_pool(pool)
    , m_folder(std::move(folder))
{
}

Task<DraftMedia> MediaIntake::takeFile(const QString& path, const PostLimits& limits)
{
    return runInPool(m_pool, [path, limits, folder = m_folder]() -> Result<DraftMedia> {
        const auto bytes = readWhole(path);
        if (!bytes)
            return fail(bytes.error());
        return store(folder, copyPicture(*bytes, limits), QFileInfo(path).fileName());
    });
}

Task<DraftMedia> MediaIntake::takeImage(const QImage& image, const PostLimits& limits)
{
    return runInPool(m_pool, [image, limits, folder = m_folder]() -> Result<DraftMedia> {
        return store(folder, copyPicture(image, limits), {});
    });
}

void MediaIntake::sweep(const QStringList& keep)
{
    const QSet<QString> kept(keep.begin(), keep.end());
    m_pool.start([kept, folder = m_folder] {
        const auto now = QDateTime::currentDateTimeUtc();
        const auto files = QDir(folder).entryInfoList(QDir::Files);
        for (const auto& file : files) {
            const bool isYoung = file.lastModified().secsTo(now) < kYoungSeconds;
            if (!isYoung && !kept.contains(file.absoluteFilePath()))
                QFile::remove(file.absoluteFilePath());
        }
    });
}

} // namespace staffroom
