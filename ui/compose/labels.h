#pragma once

#include <QLabel>

namespace staffroom {

/// Plain sentences that wrap also inside a long handle or address, so that nothing is cut where it
/// is narrow.
class WrapLabel : public QLabel {
    Q_OBJECT
public:
    explicit WrapLabel(QWidget* parent = nullptr);
    void setInk(const QColor& ink);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// One line that is shortened in its middle; the whole of it is in the tooltip and for screen
/// readers.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);
    void setLine(const QString& line);
    void setInk(const QColor& ink);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace staffroom
