#include "core/compose/picture_copy.h"

#include "core/compose/picture_strip.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QImageWriter>
#include <QtEndian>

#include <cmath>
#include <cstring>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Type {
    const char* format; ///< what Qt calls it
    QString mime;
    QString suffix;
};

const Type& jpeg()
{
    static const Type type{"jpeg", u"image/jpeg"_s, u"jpg"_s};
    return type;
}
const Type& png()
{
    static const Type type{"png", u"image/png"_s, u"png"_s};
    return type;
}
const Type& webp()
{
    static const Type type{"webp", u"image/webp"_s, u"webp"_s};
    return type;
}
const Type& gif()
{
    static const Type type{"gif", u"image/gif"_s, u"gif"_s};
    return type;
}

/// By the first bytes; everything else is not read at all, vector formats above all.
const Type* sniff(const QByteArray& bytes)
{
    if (bytes.startsWith("\xff\xd8\xff"))
        return &jpeg();
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return &png();
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return &gif();
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return &webp();
    return nullptr;
}

qint64 pixels(QSize size)
{
    return qint64(size.width()) * size.height();
}

/// As the header has it. Qt walks through all of a GIF before it tells.
QSize sizeInHeader(const QByteArray& bytes, const Type& type, const QImageReader& reader)
{
    if (&type != &gif())
        return reader.size();
    if (bytes.size() < 10)
        return {};
    return QSize(qFromLittleEndian<quint16>(bytes.constData() + 6),
        qFromLittleEndian<quint16>(bytes.constData() + 8));
}

/// The largest size of this shape with at most so many pixels.
QSize fitting(QSize size, qint64 most)
{
    if (most <= 0 || pixels(size) <= most)
        return size;
    const double by = std::sqrt(double(most) / double(pixels(size)));
    return QSize(std::max(1, int(size.width() * by)), std::max(1, int(size.height() * by)));
}

/// The same pixels in the common colours and nothing else: texts, profiles and resolutions that
/// travel inside a QImage would be written out again.
QImage bare(QImage image)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    image = image.convertToFormat(
        image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    QImage out(image.size(), image.format());
    for (int y = 0; y < image.height(); ++y)
        std::memcpy(out.scanLine(y), image.constScanLine(y), size_t(image.width()) * 4);
    return out;
}

bool isSeeThrough(const QImage& image)
{
    if (!image.hasAlphaChannel())
        return false;
    for (int y = 0; y < image.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(line[x]) != 255)
                return true;
        }
    }
    return false;
}

QByteArray encode(const QImage& image, const Type& type, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, type.format);
    if (std::strcmp(type.format, "png") != 0)
        writer.setQuality(quality);
    if (!writer.write(image))
        return {};
    return bytes;
}

/// Types to try, best first: its own, then whatever the server takes.
std::vector<const Type*> typesFor(const Type& own, bool isSeeThrough, const PostLimits& limits)
{
    std::vector<const Type*> out;
    const auto add = [&](const Type& type) {
        const bool isTaken = limits.imageTypes.isEmpty() || limits.imageTypes.contains(type.mime);
        if (isTaken && &type != &gif() && std::find(out.begin(), out.end(), &type) == out.end())
            out.push_back(&type);
    };
    if (&own != &jpeg() || !isSeeThrough)
        add(own);
    if (isSeeThrough) {
        add(png());
        add(webp());
        add(jpeg()); // better on white than not at all
    } else {
        add(jpeg());
        add(webp());
        add(png());
    }
    return out;
}

QImage onWhite(const QImage& image)
{
    QImage out(image.size(), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        auto* to = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int alpha = qAlpha(from[x]);
            const auto mixed
                = [alpha](int value) { return (value * alpha + 255 * (255 - alpha)) / 255; };
            to[x] = qRgb(mixed(qRed(from[x])), mixed(qGreen(from[x])), mixed(qBlue(from[x])));
        }
    }
    return out;
}

Result<PictureCopy> encodeWithin(QImage image, const Type& own, const PostLimits& limits)
{
    image = bare(std::move(image));
    const QSize most = fitting(image.size(), limits.maxImagePixels);
    if (most != image.size())
        image = image.scaled(most, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const bool seeThrough = isSeeThrough(image);
    const auto types = typesFor(own, seeThrough, limits);
    if (types.empty())
        return fail(Error::Kind::Invalid, u"the server takes no type we can make"_s);
    // First less exact, then smaller.
    for (int step = 0; step < 8; ++step) {
        for (const auto* type : types) {
            const bool needsGround = type == &jpeg() && image.hasAlphaChannel();
            const QImage drawn = needsGround ? onWhite(image) : image;
            for (const int quality : {92, 82, 72}) {
                const auto bytes = encode(drawn, *type, quality);
                if (!bytes.isEmpty()
                    && (limits.maxImageBytes <= 0 || bytes.size() <= limits.maxImageBytes))
                    return PictureCopy{bytes, type->mime, type->suffix, drawn.size()};
                if (type == &png())
                    break; // exact at any quality
            }
        }
        if (image.width() < 2 || image.height() < 2)
            break;
        image = image.scaled(image.size() * 0.7, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    return fail(Error::Kind::TooLarge, u"it cannot be made small enough for the server"_s);
}

/// A moving picture goes as it is, without what is not picture in it.
std::optional<PictureCopy> keepMoving(
    const QByteArray& bytes, const Type& type, QSize size, const PostLimits& limits)
{
    const bool isTaken = limits.imageTypes.isEmpty() || limits.imageTypes.contains(type.mime);
    const bool fits = limits.maxImagePixels <= 0 || pixels(size) <= limits.maxImagePixels;
    if (!isTaken || !fits)
        return std::nullopt;
    const auto stripped = &type == &gif() ? stripGif(bytes) : stripWebP(bytes);
    if (!stripped || (limits.maxImageBytes > 0 && stripped->size() > limits.maxImageBytes))
        return std::nullopt;
    return PictureCopy{*stripped, type.mime, type.suffix, size};
}

} // namespace

Result<PictureCopy> copyPicture(const QByteArray& bytes, const PostLimits& limits)
{
    if (bytes.size() > kIntakeBytes)
        return fail(Error::Kind::TooLarge, u"the file is over 64 MiB"_s);
    const Type* type = sniff(bytes);
    if (!type)
        return fail(Error::Kind::Invalid, u"this is no JPEG, PNG, GIF or WebP"_s);
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, type->format);
    const QSize size = sizeInHeader(bytes, *type, reader);
    if (!size.isValid() || size.isEmpty())
        return fail(Error::Kind::Invalid, u"the picture is damaged"_s);
    if (pixels(size) > kIntakePixels)
        return fail(Error::Kind::TooLarge, u"the picture has over 100 megapixels"_s);
    reader.setAutoTransform(true);
    const bool moves = reader.supportsAnimation() && reader.imageCount() > 1;
    // Large ones are made smaller while they are read.
    if (const QSize most = fitting(size, limits.maxImagePixels); most != size)
        reader.setScaledSize(most);
    QImage image = reader.read();
    if (image.isNull())
        return fail(Error::Kind::Invalid, reader.errorString());
    if (moves || type == &gif()) {
        if (auto kept = keepMoving(bytes, *type, size, limits))
            return std::move(*kept);
    }
    return encodeWithin(std::move(image), *type, limits);
}

Result<PictureCopy> copyPicture(const QImage& image, const PostLimits& limits)
{
    if (image.isNull())
        return fail(Error::Kind::Invalid);
    if (pixels(image.size()) > kIntakePixels)
        return fail(Error::Kind::TooLarge, u"the picture has over 100 megapixels"_s);
    return encodeWithin(image, png(), limits);
}

} // namespace staffroom
