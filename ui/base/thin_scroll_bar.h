#pragma once

#include "ui/base/style.h"

#include <QScrollBar>

namespace staffroom {

/// A thin bar that is always visible while there is something to scroll.
class ThinScrollBar : public QScrollBar {
    Q_OBJECT
public:
    explicit ThinScrollBar(Qt::Orientation orientation, QWidget* parent = nullptr);
    void setStyleTokens(const Style& style);
    void setOnWindow() { m_isOnWindow = true; } ///< beside the window's ground, not a card's
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Style m_style;
    bool m_isOnWindow = false;
};

} // namespace staffroom
