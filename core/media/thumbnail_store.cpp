#include "core/media/thumbnail_store.h"

#include "core/media/image_format.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint32 kMagic = 0x53525432; // "SRT2"

QByteArray encode(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (image.hasAlphaChannel())
        image.save(&buffer, "PNG", 80);
    else
        image.save(&buffer, "JPEG", 90);
    return bytes;
}

} // namespace

QString ThumbnailStore::fileOf(const ImageKey& key) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(key.url.toEncoded());
    hash.addData(QByteArray::number(key.pixels.width()) + 'x'
        + QByteArray::number(key.pixels.height()) + (key.crop ? "c" : "f"));
    return m_folder + u'/' + QString::fromLatin1(hash.result().toHex().left(40)) + u".thumb"_s;
}

std::optional<Thumbnail> ThumbnailStore::read(const ImageKey& key) const
{
    if (!isEnabled() || !key.isKept)
        return std::nullopt;
    QFile file(fileOf(key));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    Thumbnail out;
    if (file.size() <= ImageLimits::kFileBytes) {
        QDataStream in(&file);
        in.setVersion(QDataStream::Qt_6_4);
        quint32 magic = 0;
        QByteArray picture;
        in >> magic;
        if (magic == kMagic)
            in >> out.fetchedMs >> out.etag >> picture;
        if (in.status() == QDataStream::Ok && inspectImage(picture))
            out.image.loadFromData(picture);
    }
    if (out.image.isNull()) {
        file.remove();
        return std::nullopt;
    }
    out.image = out.image.convertToFormat(
        out.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return out;
}

void ThumbnailStore::write(const ImageKey& key, const Thumbnail& thumbnail) const
{
    if (!isEnabled() || !key.isKept || thumbnail.image.isNull())
        return;
    if (!QDir().exists(m_folder)) {
        QDir().mkpath(m_folder);
        QFile::setPermissions(
            m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner); // 0700
    }
    QSaveFile file(fileOf(key));
    if (!file.open(QIODevice::WriteOnly))
        return; // a cache that cannot be written is no error
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QDataStream out(&file);
    out.setVersion(QDataStream::Qt_6_4);
    out << kMagic << thumbnail.fetchedMs << thumbnail.etag << encode(thumbnail.image);
    if (out.status() == QDataStream::Ok)
        file.commit();
}

void ThumbnailStore::trim(qint64 bytes) const
{
    if (!isEnabled())
        return;
    const auto files
        = QDir(m_folder).entryInfoList({u"*.thumb"_s}, QDir::Files, QDir::Time); // newest first
    qint64 kept = 0;
    for (const QFileInfo& file : files) {
        kept += file.size();
        if (kept > bytes)
            QFile::remove(file.filePath());
    }
}

} // namespace staffroom
