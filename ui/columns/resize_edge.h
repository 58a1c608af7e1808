#pragma once

#include <QWidget>

namespace staffroom {

/// The grip along a column's far edge. Tells the wished width while it is dragged; a double click
/// asks for the standard one. Pointer only: the column menu has widths for the keyboard.
class ResizeEdge : public QWidget {
    Q_OBJECT
public:
    static constexpr int kWidth = 6;
    static constexpr int kMinColumn = 240;
    static constexpr int kMaxColumn = 1200;

    explicit ResizeEdge(QWidget* column);
    void setColour(const QColor& colour);

Q_SIGNALS:
    void dragged(int width);
    void finished(int width);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int widthAt(const QMouseEvent* event) const;

    QColor m_colour;
    int m_startX = 0;
    int m_startWidth = 0;
    bool m_isDragging = false;
};

} // namespace staffroom
