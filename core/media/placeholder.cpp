#include "core/media/placeholder.h"

#include <QCryptographicHash>
#include <QPainter>
#include <QPainterPath>
#include <QRandomGenerator>
#include <QUrlQuery>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostPlaceholderSide = 4096;

quint32 seedOf(const QString& text)
{
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Md5);
    quint32 seed = 0;
    for (int i = 0; i < 4; ++i)
        seed = (seed << 8) | static_cast<quint8>(hash.at(i));
    return seed;
}

void drawAvatar(QPainter& p, QSize size, quint32 seed, const QString& label)
{
    // Muted, all dark enough for white initials.
    const QColor ground = QColor::fromHsl(static_cast<int>(seed % 360), 90, 96);
    p.fillRect(QRect({}, size), ground);
    QFont font = p.font();
    font.setPixelSize(std::max(8, size.height() * 2 / 5));
    font.setWeight(QFont::DemiBold);
    p.setFont(font);
    p.setPen(Qt::white);
    p.drawText(QRect({}, size), Qt::AlignCenter, label.left(3));
}

void drawPicture(QPainter& p, QSize size, quint32 seed)
{
    QRandomGenerator random(seed);
    const int hue = static_cast<int>(seed % 360);
    const double w = size.width();
    const double h = size.height();
    QLinearGradient sky(0, 0, 0, h);
    sky.setColorAt(0, QColor::fromHsl(hue, 70, 205));
    sky.setColorAt(1, QColor::fromHsl((hue + 40) % 360, 60, 228));
    p.fillRect(QRectF(0, 0, w, h), sky);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(255, 255, 255, 150));
    const double sun = h * (0.08 + random.generateDouble() * 0.06);
    p.drawEllipse(QPointF(w * (0.2 + random.generateDouble() * 0.6), h * 0.28), sun, sun);
    for (int hill = 0; hill < 3; ++hill) {
        const double base = h * (0.55 + 0.14 * hill);
        QPainterPath path(QPointF(0, h));
        path.lineTo(0, base - h * 0.12 * random.generateDouble());
        path.cubicTo(w * 0.33, base - h * 0.3 * random.generateDouble(), w * 0.66,
            base + h * 0.15 * random.generateDouble(), w,
            base - h * 0.15 * random.generateDouble());
        path.lineTo(w, h);
        p.setBrush(QColor::fromHsl((hue + 110 + 14 * hill) % 360, 55, 150 - 28 * hill));
        p.drawPath(path);
    }
}

} // namespace

QImage drawPlaceholder(const QUrl& url, QSize pixels)
{
    if (url.scheme() != "placeholder"_L1 || pixels.isEmpty())
        return {};
    const QSize size = pixels.boundedTo(QSize(kMostPlaceholderSide, kMostPlaceholderSide));
    const QUrlQuery query(url);
    const quint32 seed = seedOf(query.queryItemValue(u"seed"_s));
    QImage image(size, QImage::Format_RGB32);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    if (url.host() == "avatar"_L1)
        drawAvatar(p, size, seed, query.queryItemValue(u"label"_s, QUrl::FullyDecoded));
    else if (url.host() == "picture"_L1)
        drawPicture(p, size, seed);
    else
        return {};
    return image;
}

} // namespace staffroom
