#include "ui/base/wrapped_text.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>

#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Lays out from 0,0; answers the size that is really filled.
QSizeF layOut(QTextLayout& layout, int width, Qt::Alignment align)
{
    QTextOption option(align & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layout.text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(option);
    layout.beginLayout();
    double y = 0;
    double widest = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(20, width));
        line.setPosition({0, y});
        y += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return {widest, y};
}

/// Ready for a layout: its own line ends, and places to break inside handles and addresses that
/// read better than anywhere.
QString lines(QString text)
{
    static const QRegularExpression joint(u"(?<=\\w)([@.])(?=\\w)"_s);
    return text.replace(u'\n', QChar(QChar::LineSeparator)).replace(joint, u"\u200B\\1"_s);
}

} // namespace

QSize wrappedSize(const QFont& font, const QString& text, int width)
{
    QTextLayout layout(lines(text), font);
    const QSizeF size = layOut(layout, width, Qt::AlignLeft);
    return {int(std::ceil(size.width())), int(std::ceil(size.height()))};
}

void drawWrapped(QPainter& painter, const QRectF& box, const QFont& font, const QString& text,
    Qt::Alignment align)
{
    QTextLayout layout(lines(text), font);
    const QSizeF size = layOut(layout, int(box.width()), align | Qt::AlignAbsolute);
    const double free = box.height() - size.height();
    const double y = align.testFlag(Qt::AlignVCenter) ? free / 2 : 0;
    layout.draw(&painter, box.topLeft() + QPointF(0, y));
}

} // namespace staffroom
