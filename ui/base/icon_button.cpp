#include "ui/base/icon_button.h"

#include "ui/base/icons.h"

#include <QFocusEvent>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

IconButton::IconButton(QLatin1StringView iconName, const QString& name, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(iconName)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setName(name);
    connect(this, &QAbstractButton::toggled, this, [this] { update(); });
}

void IconButton::setIconName(QLatin1StringView name)
{
    m_icon = name;
    update();
}

void IconButton::setName(const QString& name)
{
    setAccessibleName(name);
    setToolTip(name.toHtmlEscaped());
}

void IconButton::setCaption(const QString& caption)
{
    m_caption = caption;
    updateGeometry();
    update();
}

void IconButton::setDot(bool on)
{
    m_hasDot = on;
    update();
}

void IconButton::setStyleTokens(const Style& style)
{
    m_style = style;
    updateGeometry();
    update();
}

int IconButton::side() const
{
    return std::max(30, int(30 * std::min(m_style.textScale, 1.5)));
}

QSize IconButton::sizeHint() const
{
    int width = side();
    if (!m_caption.isEmpty())
        width += QFontMetrics(m_style.body).horizontalAdvance(m_caption) + 14;
    return {width, side()};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = m_style.tokens;
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (isEnabled() && (underMouse() || isDown() || isChecked())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? tokens.accentSoft : tokens.well);
        painter.drawRoundedRect(box, 6, 6);
    }
    if (m_showsFocus) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 6, 6);
    }
    QColor ink = isChecked() ? tokens.accent : underMouse() ? tokens.text : tokens.textSecond;
    if (!isEnabled())
        ink.setAlphaF(0.5F);
    const int iconSide = int(20 * std::min(m_style.textScale, 1.5));
    const bool isWide = !m_caption.isEmpty();
    const int inset = (side() - iconSide) / 2;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    QRect iconBox(0, (height() - iconSide) / 2, iconSide, iconSide);
    iconBox.moveLeft(!isWide ? (width() - iconSide) / 2
            : isMirrored     ? width() - inset - iconSide
                             : inset);
    painter.drawPixmap(iconBox, iconPixmap(m_icon, ink, iconSide, devicePixelRatioF()));
    if (isWide) {
        painter.setFont(m_style.body);
        painter.setPen(isEnabled() ? tokens.text : ink);
        const int start = inset + iconSide + 8;
        const QRect textBox = isMirrored ? QRect(6, 0, width() - start - 6, height())
                                         : QRect(start, 0, width() - start - 6, height());
        painter.drawText(textBox,
            int(Qt::AlignVCenter | Qt::AlignAbsolute
                | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
            QFontMetrics(m_style.body).elidedText(m_caption, Qt::ElideRight, textBox.width()));
    }
    if (m_hasDot) {
        painter.setPen(QPen(tokens.window, 2));
        painter.setBrush(tokens.accent);
        painter.drawEllipse(QPointF(iconBox.right() + 1, iconBox.top() + 2), 5, 5);
    }
}

void IconButton::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = event->reason() != Qt::MouseFocusReason;
    QAbstractButton::focusInEvent(event);
}

void IconButton::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    QAbstractButton::focusOutEvent(event);
}

bool IconButton::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

} // namespace staffroom
