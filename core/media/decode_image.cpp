#include "core/media/decode_image.h"

#include "core/media/image_format.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace staffroom {

namespace {

QSize scaledSize(QSize from, const ImageKey& key)
{
    if (from.isEmpty() || key.pixels.isEmpty())
        return from;
    QSize to
        = from.scaled(key.pixels, key.crop ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    if (!key.crop && (to.width() > from.width() || to.height() > from.height()))
        to = from; // enlarging a small picture only makes it worse
    return to.expandedTo(QSize(1, 1));
}

/// A very flat or very tall picture must not become huge in the other direction.
QSize boundedScale(QSize from, const ImageKey& key)
{
    const QSize to = scaledSize(from, key);
    constexpr int kLongest = 8192;
    return to.boundedTo(QSize(kLongest, kLongest));
}

QImage paintable(const QImage& image)
{
    return image.convertToFormat(
        image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

} // namespace

QImage fitImage(const QImage& image, const ImageKey& key)
{
    if (image.isNull())
        return {};
    QImage source = image;
    if (key.crop && !key.pixels.isEmpty()) {
        // Cropping first keeps the scaling small.
        const QSize part = key.pixels.scaled(source.size(), Qt::KeepAspectRatio);
        const QSize inside = part.expandedTo(QSize(1, 1)).boundedTo(source.size());
        source = source.copy(QRect(
            QPoint((source.width() - inside.width()) / 2, (source.height() - inside.height()) / 2),
            inside));
        if (source.size() != key.pixels)
            source = paintable(source).scaled(
                key.pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    } else {
        const QSize to = boundedScale(source.size(), key);
        if (to != source.size())
            source = paintable(source).scaled(to, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    return paintable(source);
}

QImage shapeImage(const QImage& image, const ImageKey& key)
{
    if (image.isNull() || key.shape == ImageKey::Shape::Rectangle
        || (key.shape == ImageKey::Shape::Rounded && key.radius <= 0))
        return image;
    QImage out(image.size(), QImage::Format_ARGB32_Premultiplied);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(image));
    const QRectF box(QPointF(0, 0), QSizeF(image.size()));
    if (key.shape == ImageKey::Shape::Circle)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, key.radius, key.radius);
    painter.end();
    return out;
}

Result<QImage> decodeImage(const QByteArray& bytes, const ImageKey& key)
{
    const auto info = inspectImage(bytes);
    if (!info)
        return fail(info.error());
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, qtFormatName(info->format));
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
    if (info->format == ImageFormat::Jpeg) {
        // Only JPEG decodes faster when scaled; PNG gets slower.
        const bool isTurned
            = (reader.transformation() & QImageIOHandler::TransformationRotate90) != 0;
        const QSize shown = isTurned ? info->size.transposed() : info->size;
        const QSize to = boundedScale(shown, key);
        if (to.width() < shown.width() && to.height() < shown.height())
            reader.setScaledSize(isTurned ? to.transposed() : to);
    }
    const QImage image = reader.read();
    if (image.isNull())
        return fail(Error::Kind::Protocol, reader.errorString());
    return fitImage(image, key);
}

} // namespace staffroom
