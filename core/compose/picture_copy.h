#pragma once

#include "core/base/result.h"
#include "core/services/capabilities.h"

#include <QByteArray>
#include <QImage>

namespace staffroom {

/// Caps on what a person may choose; they hold before a single pixel is decoded.
inline constexpr qint64 kIntakeBytes = 64LL * 1024 * 1024;
inline constexpr qint64 kIntakePixels = 100'000'000;

/// What will be sent of a picture.
struct PictureCopy {
    QByteArray bytes;
    QString mimeType;
    QString suffix; ///< of the file, without dot
    QSize size;
};

/// Any thread. Errors as those of MediaIntake.
Result<PictureCopy> copyPicture(const QByteArray& bytes, const PostLimits& limits);
Result<PictureCopy> copyPicture(const QImage& image, const PostLimits& limits);

} // namespace staffroom
