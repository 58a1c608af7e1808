#include "ui/columns/new_posts_pill.h"

#include "ui/base/icons.h"

#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kShadow = 3;
}

NewPostsPill::NewPostsPill(QWidget* parent)
    : QAbstractButton(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    hide();
}

void NewPostsPill::setCount(int count)
{
    setText(count == 1 ? tr("1 new post") : tr("%n new posts", nullptr, count));
    setAccessibleName(text());
    setVisible(count > 0);
    if (count > 0)
        placeOver(m_area);
    update();
}

void NewPostsPill::setOrder(FeedOrder order)
{
    m_order = order;
    placeOver(m_area);
}

void NewPostsPill::setStyleTokens(const Style& style)
{
    m_style = style;
    placeOver(m_area);
    update();
}

QSize NewPostsPill::sizeHint() const
{
    const QFontMetrics metrics(m_style.meta);
    return {metrics.horizontalAdvance(text()) + m_style.smallIcon() + 34,
        metrics.height() + 12 + 2 * kShadow};
}

void NewPostsPill::placeOver(const QRect& area)
{
    m_area = area;
    const QSize size = sizeHint().boundedTo(area.size());
    const int top
        = m_order == FeedOrder::NewestFirst ? area.top() + 8 : area.bottom() - 8 - size.height();
    setGeometry(QRect(QPoint(area.center().x() - size.width() / 2, top), size));
    raise();
}

void NewPostsPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = m_style.tokens;
    const QRectF box = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    const qreal radius = box.height() / 2;
    painter.setPen(Qt::NoPen);
    for (int i = kShadow; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, 14));
        painter.drawRoundedRect(box.adjusted(-i, -i + 1, i, i), radius + i, radius + i);
    }
    painter.setBrush(underMouse() || isDown() ? tokens.accent.darker(108) : tokens.accent);
    painter.drawRoundedRect(box, radius, radius);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.onAccent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), radius - 2, radius - 2);
    }
    QFont font = m_style.meta;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(tokens.onAccent);
    const int side = m_style.smallIcon();
    const QRect iconBox(int(box.right()) - 12 - side, height() / 2 - side / 2, side, side);
    const bool isUp = m_order == FeedOrder::NewestFirst;
    painter.drawPixmap(iconBox,
        iconPixmap(
            isUp ? "arrow-up"_L1 : "arrow-down"_L1, tokens.onAccent, side, devicePixelRatioF()));
    painter.drawText(
        QRectF(box.left() + 12, box.top(), iconBox.left() - box.left() - 14, box.height()),
        Qt::AlignCenter, text());
}

} // namespace staffroom
