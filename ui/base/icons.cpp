#include "ui/base/icons.h"

#include "core/base/log.h"

#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initIconResource()
{
    Q_INIT_RESOURCE(icons);
}

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray svgOf(QLatin1StringView name)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        logLine(LogLevel::Error, "ui"_L1, "icon-missing"_L1, {{"name"_L1, QString(name)}});
        return {};
    }
    return file.readAll();
}

QPixmap drawn(QLatin1StringView name, const QColor& colour, QSize pixels)
{
    QByteArray svg = svgOf(name);
    if (svg.isEmpty())
        return {};
    // The renderer does not know currentColor.
    svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixels)));
    painter.end();
    return QPixmap::fromImage(image);
}

QPixmap cached(QLatin1StringView name, const QColor& colour, QSize pixels)
{
    const QString key = u"staffroom-icon/%1/%2/%3x%4"_s.arg(name)
                            .arg(colour.rgba())
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = drawn(name, colour, pixels);
        if (!pixmap.isNull())
            QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

class SvgIconEngine final : public QIconEngine {
public:
    SvgIconEngine(QLatin1StringView name, const QColor& normal, const QColor& disabled)
        : m_name(name)
        , m_normal(normal)
        , m_disabled(disabled)
    {
    }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    // `size` is in device pixels here; QIcon sets the ratio on the result.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return cached(m_name, mode == QIcon::Disabled ? m_disabled : m_normal, size);
    }
    QIconEngine* clone() const override { return new SvgIconEngine(*this); }
    bool isNull() override { return false; }

private:
    QLatin1StringView m_name;
    QColor m_normal;
    QColor m_disabled;
};

} // namespace

void initIcons()
{
    initIconResource();
}

QPixmap iconPixmap(QLatin1StringView name, const QColor& colour, int size, qreal devicePixelRatio)
{
    const int side = qRound(size * devicePixelRatio);
    QPixmap pixmap = cached(name, colour, QSize(side, side));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon icon(QLatin1StringView name, const QColor& normal, const QColor& disabled)
{
    return QIcon(new SvgIconEngine(name, normal, disabled)); // QIcon owns its engine
}

QIcon appIcon()
{
    QIcon mark;
    for (const int side : {16, 22, 24, 32, 48, 64, 128, 256})
        mark.addPixmap(drawn("staffroom"_L1, Qt::black, QSize(side, side)));
    return mark;
}

QStringList iconNames()
{
    QStringList names;
    const auto files = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (const QString& file : files)
        names << file.chopped(4);
    return names;
}

} // namespace staffroom
