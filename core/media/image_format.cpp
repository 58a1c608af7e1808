#include "core/media/image_format.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

int byteAt(QByteArrayView b, qsizetype i)
{
    return static_cast<unsigned char>(b[i]);
}

int big16(QByteArrayView b, qsizetype i)
{
    return byteAt(b, i) << 8 | byteAt(b, i + 1);
}

int little16(QByteArrayView b, qsizetype i)
{
    return byteAt(b, i) | byteAt(b, i + 1) << 8;
}

int little24(QByteArrayView b, qsizetype i)
{
    return little16(b, i) | byteAt(b, i + 2) << 16;
}

/// Clamped, so that a header cannot overflow the arithmetic after it.
int big32(QByteArrayView b, qsizetype i)
{
    const quint32 v = quint32(big16(b, i)) << 16 | quint32(big16(b, i + 2));
    return v > 0x7FFFFFFF ? 0x7FFFFFFF : int(v);
}

QSize pngSize(QByteArrayView b)
{
    if (b.size() < 24 || b.sliced(12, 4) != "IHDR")
        return {};
    return {big32(b, 16), big32(b, 20)};
}

QSize gifSize(QByteArrayView b)
{
    if (b.size() < 10)
        return {};
    return {little16(b, 6), little16(b, 8)};
}

/// Walks the markers up to the frame header.
QSize jpegSize(QByteArrayView b)
{
    qsizetype i = 2;
    while (i + 9 < b.size()) {
        if (byteAt(b, i) != 0xFF)
            return {};
        const int marker = byteAt(b, i + 1);
        if (marker == 0xFF) { // fill byte
            ++i;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) {
            i += 2;
            continue;
        }
        const bool isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
            && marker != 0xCC;
        if (isFrame)
            return {big16(b, i + 7), big16(b, i + 5)};
        if (marker == 0xD9 || marker == 0xDA)
            return {};
        const int length = big16(b, i + 2);
        if (length < 2)
            return {};
        i += 2 + length;
    }
    return {};
}

QSize webpSize(QByteArrayView b)
{
    if (b.size() < 30)
        return {};
    const QByteArrayView chunk = b.sliced(12, 4);
    if (chunk == "VP8X")
        return {little24(b, 24) + 1, little24(b, 27) + 1};
    if (chunk == "VP8L") {
        if (byteAt(b, 20) != 0x2F)
            return {};
        const int w = little16(b, 21) & 0x3FFF;
        const int h = (little24(b, 22) >> 6) & 0x3FFF;
        return {w + 1, h + 1};
    }
    if (chunk == "VP8 ") {
        if (byteAt(b, 23) != 0x9D || byteAt(b, 24) != 0x01 || byteAt(b, 25) != 0x2A)
            return {};
        return {little16(b, 26) & 0x3FFF, little16(b, 28) & 0x3FFF};
    }
    return {};
}

QSize headerSize(ImageFormat format, QByteArrayView b)
{
    switch (format) {
    case ImageFormat::Png:
        return pngSize(b);
    case ImageFormat::Jpeg:
        return jpegSize(b);
    case ImageFormat::Gif:
        return gifSize(b);
    case ImageFormat::WebP:
        return webpSize(b);
    }
    return {};
}

} // namespace

std::optional<ImageFormat> sniffImage(QByteArrayView b)
{
    if (b.startsWith(QByteArrayView("\x89PNG\r\n\x1A\n", 8)))
        return ImageFormat::Png;
    if (b.startsWith(QByteArrayView("\xFF\xD8\xFF", 3)))
        return ImageFormat::Jpeg;
    if (b.startsWith("GIF87a") || b.startsWith("GIF89a"))
        return ImageFormat::Gif;
    if (b.size() >= 16 && b.startsWith("RIFF") && b.sliced(8, 4) == "WEBP")
        return ImageFormat::WebP;
    return std::nullopt;
}

Result<ImageInfo> inspectImage(QByteArrayView bytes)
{
    if (bytes.size() > ImageLimits::kFileBytes)
        return fail(Error::Kind::TooLarge, u"image file"_s);
    const auto format = sniffImage(bytes);
    if (!format)
        return fail(Error::Kind::Unsupported, u"not PNG, JPEG, GIF or WebP"_s);
    const QSize size = headerSize(*format, bytes);
    if (size.isEmpty())
        return fail(Error::Kind::Protocol, u"image header"_s);
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels > ImageLimits::kPixels)
        return fail(Error::Kind::TooLarge, u"image pixels"_s);
    // JPEG is scaled while it is decoded and never exists in full size.
    if (*format != ImageFormat::Jpeg && pixels * 4 > ImageLimits::kDecodedBytes)
        return fail(Error::Kind::TooLarge, u"decoded image"_s);
    return ImageInfo{*format, size};
}

QByteArray qtFormatName(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return "png";
    case ImageFormat::Jpeg:
        return "jpeg";
    case ImageFormat::Gif:
        return "gif";
    case ImageFormat::WebP:
        return "webp";
    }
    return {};
}

} // namespace staffroom
