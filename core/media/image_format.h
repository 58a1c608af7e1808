#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QSize>

#include <optional>

namespace staffroom {

enum class ImageFormat { Png, Jpeg, Gif, WebP };

/// Caps that hold before a single pixel is decoded.
struct ImageLimits {
    static constexpr qint64 kFileBytes = 10LL * 1024 * 1024;
    static constexpr qint64 kPixels = 40'000'000;
    static constexpr qint64 kDecodedBytes = 64LL * 1024 * 1024;
};

struct ImageInfo {
    ImageFormat format = ImageFormat::Png;
    QSize size; ///< as the header says, before any turning
};

/// By the first bytes only; what a server calls it does not count. Everything but the four is
/// refused, vector formats above all.
std::optional<ImageFormat> sniffImage(QByteArrayView bytes);
/// Format and size from the header. Error::Unsupported: not one of the four; Protocol: broken
/// header; TooLarge: over a cap.
Result<ImageInfo> inspectImage(QByteArrayView bytes);
/// What QImageReader calls it.
QByteArray qtFormatName(ImageFormat format);

} // namespace staffroom
