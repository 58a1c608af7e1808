#pragma once

#include "core/media/image_repository.h"

namespace staffroom {

/// Bytes to a picture in the key's size, not yet in its shape; RGB32 or ARGB32_Premultiplied. Any
/// thread. Checks every cap of ImageLimits before decoding.
Result<QImage> decodeImage(const QByteArray& bytes, const ImageKey& key);

/// Scales and crops (or fits) a picture into the key's size.
QImage fitImage(const QImage& image, const ImageKey& key);

/// Cuts the key's shape out, smoothly; painting is a plain copy afterwards.
QImage shapeImage(const QImage& image, const ImageKey& key);

} // namespace staffroom
