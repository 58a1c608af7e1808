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
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Style m_style;
};

} // namespace staffroom
