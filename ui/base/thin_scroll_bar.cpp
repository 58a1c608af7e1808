#include "ui/base/thin_scroll_bar.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionSlider>

namespace staffroom {

namespace {
constexpr int kThickness = 10;
}

ThinScrollBar::ThinScrollBar(Qt::Orientation orientation, QWidget* parent)
    : QScrollBar(orientation, parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setAccessibleName(tr("Scroll"));
}

void ThinScrollBar::setStyleTokens(const Style& style)
{
    m_style = style;
    update();
}

QSize ThinScrollBar::sizeHint() const
{
    return orientation() == Qt::Horizontal ? QSize(60, kThickness) : QSize(kThickness, 60);
}

void ThinScrollBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isOnWindow = m_isOnWindow || orientation() == Qt::Horizontal;
    painter.fillRect(rect(), isOnWindow ? m_style.tokens.window : m_style.tokens.card);
    if (maximum() <= minimum())
        return;
    // Own geometry: the style's arrows would leave holes at both ends. Hit-testing stays the
    // style's; the difference is a few pixels.
    const bool isWide = orientation() == Qt::Horizontal;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect slider
        = style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this);
    const bool isHot = underMouse() || isSliderDown();
    const int thickness = isHot ? 7 : 5;
    QRectF handle(slider);
    if (isWide)
        handle = QRectF(slider.left(), (height() - thickness) / 2.0, slider.width(), thickness);
    else
        handle = QRectF((width() - thickness) / 2.0, slider.top(), thickness, slider.height());
    QColor ink = m_style.tokens.textSecond;
    ink.setAlphaF(isHot || m_style.scheme == Scheme::HighContrast ? 0.9F : 0.4F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawRoundedRect(handle, thickness / 2.0, thickness / 2.0);
}

bool ThinScrollBar::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QScrollBar::event(event);
}

} // namespace staffroom
