#include "ui/columns/column_strip.h"

#include "ui/base/icons.h"

#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ColumnStrip::ColumnStrip(QWidget* parent)
    : QAbstractButton(parent)
    , m_icon("columns"_L1)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void ColumnStrip::setTitle(QLatin1StringView icon, const QString& title)
{
    m_icon = icon;
    setText(title);
    tellName();
    update();
}

void ColumnStrip::setUnread(bool unread)
{
    m_isUnread = unread;
    tellName();
    update();
}

void ColumnStrip::setActive(bool active)
{
    m_isActive = active;
    update();
}

void ColumnStrip::setStyleTokens(const Style& style)
{
    m_style = style;
    update();
}

void ColumnStrip::tellName()
{
    const QString name = m_isUnread ? tr("Open %1, new posts", "%1 is a column's title").arg(text())
                                    : tr("Open %1", "%1 is a column's title").arg(text());
    setAccessibleName(name);
    setToolTip(name.toHtmlEscaped());
}

void ColumnStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = m_style.tokens;
    painter.fillRect(rect(), underMouse() ? tokens.hover : tokens.card);
    if (m_isActive)
        painter.fillRect(QRect(0, 0, width(), 2), tokens.accent);
    const int side = 18;
    const QRect iconBox(width() / 2 - side / 2, 13, side, side);
    painter.drawPixmap(iconBox, iconPixmap(m_icon, tokens.textSecond, side, devicePixelRatioF()));
    if (m_isUnread) {
        painter.setPen(QPen(tokens.card, 2));
        painter.setBrush(tokens.accent);
        painter.drawEllipse(QPointF(iconBox.right() + 2, iconBox.top() + 1), 5, 5);
    }
    painter.setFont(m_style.name);
    painter.setPen(tokens.text);
    const int room = height() - iconBox.bottom() - 24;
    QString shown = text();
    if (m_icon == "hashtag"_L1 && shown.startsWith(u'#'))
        shown = shown.mid(1);
    painter.save();
    painter.translate(0, iconBox.bottom() + 12);
    painter.rotate(90);
    painter.drawText(QRect(0, -width(), room, width()),
        int(Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute),
        QFontMetrics(m_style.name).elidedText(shown, Qt::ElideRight, room));
    painter.restore();
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 3, -2, -2), 6, 6);
    }
}

} // namespace staffroom
