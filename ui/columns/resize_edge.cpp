#include "ui/columns/resize_edge.h"

#include "core/model/column.h"

#include <QMouseEvent>
#include <QPainter>

namespace staffroom {

ResizeEdge::ResizeEdge(QWidget* column)
    : QWidget(column)
{
    setCursor(Qt::SplitHCursor);
    setFixedWidth(kWidth);
}

void ResizeEdge::setColour(const QColor& colour)
{
    m_colour = colour;
    update();
}

int ResizeEdge::widthAt(const QMouseEvent* event) const
{
    int delta = event->globalPosition().toPoint().x() - m_startX;
    if (layoutDirection() == Qt::RightToLeft)
        delta = -delta;
    return std::clamp(m_startWidth + delta, kMinColumn, kMaxColumn);
}

void ResizeEdge::paintEvent(QPaintEvent*)
{
    if (!m_isDragging && !underMouse())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(kWidth / 2 - 1, 0, 2, height()), m_colour);
}

void ResizeEdge::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragging = true;
    m_startX = event->globalPosition().toPoint().x();
    m_startWidth = parentWidget()->width() - kWidth;
}

void ResizeEdge::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragging)
        Q_EMIT dragged(widthAt(event));
}

void ResizeEdge::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isDragging || event->button() != Qt::LeftButton)
        return;
    m_isDragging = false;
    update();
    Q_EMIT finished(widthAt(event));
}

void ResizeEdge::mouseDoubleClickEvent(QMouseEvent*)
{
    m_isDragging = false;
    Q_EMIT finished(ColumnConfig().width);
}

bool ResizeEdge::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QWidget::event(event);
}

} // namespace staffroom
