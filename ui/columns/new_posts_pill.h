#pragma once

#include "core/model/column.h"
#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

/// "12 new posts ↑", floating over the newest edge; hidden at zero. Pressing it is the only thing
/// that moves the view.
class NewPostsPill : public QAbstractButton {
    Q_OBJECT
public:
    explicit NewPostsPill(QWidget* parent);

    void setCount(int count);
    void setOrder(FeedOrder order);
    void setStyleTokens(const Style& style);
    /// Puts itself over the newest edge of `area`, in the parent's coordinates.
    void placeOver(const QRect& area);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Style m_style;
    FeedOrder m_order = FeedOrder::NewestFirst;
    QRect m_area;
};

} // namespace staffroom
