#include "ui/compose/labels.h"

#include "ui/base/wrapped_text.h"

#include <QPainter>

namespace staffroom {

namespace {

int sideOf(const QWidget& widget)
{
    return int(Qt::AlignAbsolute)
        | int(widget.layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

void setInkOf(QLabel& label, const QColor& ink)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, ink);
    label.setPalette(palette);
}

} // namespace

WrapLabel::WrapLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrapLabel::setInk(const QColor& ink)
{
    setInkOf(*this, ink);
}

QSize WrapLabel::sizeHint() const
{
    return {220, heightForWidth(220)};
}

QSize WrapLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 8, fontMetrics().height()};
}

int WrapLabel::heightForWidth(int width) const
{
    return wrappedSize(font(), text(), width).height();
}

void WrapLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    drawWrapped(painter, rect(), font(), text(),
        Qt::AlignTop | (layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft));
}

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget* parent)
    : QLabel(parent)
    , m_mode(mode)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setLine(const QString& line)
{
    setText(line);
    setAccessibleName(line);
    // Escaped: a tool tip that looks like markup would be read as such.
    setToolTip(line.toHtmlEscaped());
}

void ElidedLabel::setInk(const QColor& ink)
{
    setInkOf(*this, ink);
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {40, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect(), sideOf(*this) | int(Qt::AlignVCenter),
        fontMetrics().elidedText(text(), m_mode, width()));
}

} // namespace staffroom
