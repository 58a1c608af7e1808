#pragma once

#include <QByteArray>

#include <optional>

namespace staffroom {

/// A GIF with nothing but its pictures, their timing and the loop: comments, text and what
/// programs left in it (XMP among it) are gone. nullopt: it is broken.
std::optional<QByteArray> stripGif(const QByteArray& gif);
/// An animated WebP without EXIF, XMP and unknown parts.
std::optional<QByteArray> stripWebP(const QByteArray& webp);

} // namespace staffroom
