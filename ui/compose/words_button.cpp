#include "ui/compose/words_button.h"

#include "ui/base/icons.h"
#include "ui/base/wrapped_text.h"

#include <QFocusEvent>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

WordsButton::WordsButton(const QString& words, Look look, QWidget* parent)
    : QAbstractButton(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_look(look)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setWords(words);
    connect(this, &QAbstractButton::toggled, this, [this] { update(); });
}

void WordsButton::setWords(const QString& words)
{
    if (text() == words)
        return;
    // An ampersand in a handle or a tag is no shortcut.
    setText(words);
    setShortcut({});
    setAccessibleName(words);
    updateGeometry();
    update();
}

void WordsButton::setIconName(QLatin1StringView name)
{
    m_icon = name;
    updateGeometry();
    update();
}

void WordsButton::setLook(Look look)
{
    m_look = look;
    updateGeometry();
    update();
}

void WordsButton::setMuted(bool muted)
{
    m_isMuted = muted;
    update();
}

void WordsButton::setMenuSign(bool on)
{
    m_hasMenuSign = on;
    updateGeometry();
    update();
}

void WordsButton::setStyleTokens(const Style& style)
{
    m_style = style;
    updateGeometry();
    update();
}

QFont WordsButton::wordsFont() const
{
    QFont font = m_look == Look::Chip || m_look == Look::Warned ? m_style.meta : m_style.body;
    if (m_look == Look::Primary)
        font.setWeight(QFont::DemiBold);
    return font;
}

int WordsButton::padding() const
{
    return m_look == Look::Quiet ? 8 : 12;
}

int WordsButton::iconSpace() const
{
    return m_icon.isEmpty() ? 0 : m_style.smallIcon() + 6;
}

QSize WordsButton::wordsSize(int width) const
{
    const int room
        = width - 2 * padding() - iconSpace() - (m_hasMenuSign ? m_style.smallIcon() + 4 : 0);
    return wrappedSize(wordsFont(), text(), room);
}

QSize WordsButton::sizeHint() const
{
    const QFontMetrics metrics(wordsFont());
    const int width = metrics.size(0, text()).width() + 2 + 2 * padding() + iconSpace()
        + (m_hasMenuSign ? m_style.smallIcon() + 4 : 0);
    return {width, heightForWidth(width)};
}

QSize WordsButton::minimumSizeHint() const
{
    const QFontMetrics metrics(wordsFont());
    return {
        std::min(sizeHint().width(), 2 * padding() + iconSpace() + metrics.averageCharWidth() * 8),
        std::max(28, metrics.height() + 8)};
}

int WordsButton::heightForWidth(int width) const
{
    const bool isSmall = m_look == Look::Chip || m_look == Look::Warned;
    return std::max(isSmall ? 28 : 32, wordsSize(width).height() + (isSmall ? 8 : 12));
}

void WordsButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& t = m_style.tokens;
    const bool isOver = isEnabled() && (underMouse() || isDown());
    const bool isPill = m_look == Look::Chip || m_look == Look::Warned;
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    const qreal radius = isPill ? std::min(box.height() / 2, 16.0) : 6;
    QColor ink = t.text;
    QColor fill = Qt::transparent;
    QColor border = Qt::transparent;
    switch (m_look) {
    case Look::Primary:
        fill = m_isMuted || !isEnabled() ? t.well : t.accent;
        ink = m_isMuted || !isEnabled() ? t.textSecond : t.onAccent;
        border = m_isMuted || !isEnabled() ? t.textSecond : t.accent;
        break;
    case Look::Plain:
        fill = isOver ? t.well : t.raised;
        border = t.textSecond;
        break;
    case Look::Quiet:
        fill = isOver ? t.accentSoft : QColor(Qt::transparent);
        ink = t.accent;
        break;
    case Look::Listed:
        fill = isOver ? t.hover : QColor(Qt::transparent);
        border = t.line;
        break;
    case Look::Chip:
        fill = isChecked() ? t.accentSoft : isOver ? t.well : QColor(Qt::transparent);
        ink = isChecked() ? t.accent : t.textSecond;
        border = isChecked() ? t.accent : t.textSecond;
        break;
    case Look::Warned:
        fill = t.questionFill;
        ink = t.question;
        border = t.question;
        break;
    }
    if (!isEnabled() && m_look != Look::Primary)
        ink = t.textSecond;
    painter.setPen(border == Qt::transparent ? QPen(Qt::NoPen) : QPen(border, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (m_showsFocus) {
        painter.setPen(QPen(m_look == Look::Primary && !m_isMuted ? t.text : t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, radius, radius);
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRect& r) {
        return isMirrored ? QRect(width() - r.right() - 1, r.top(), r.width(), r.height()) : r;
    };
    const int side = m_style.smallIcon();
    const int sign = m_hasMenuSign ? side + 4 : 0;
    const int room = width() - 2 * padding() - iconSpace() - sign;
    // Centred as a whole when there is more room than words.
    const int words = std::min(room, wordsSize(width()).width() + 1);
    const int start = m_look == Look::Listed ? padding() : padding() + (room - words) / 2;
    if (!m_icon.isEmpty()) {
        painter.drawPixmap(placed({start, (height() - side) / 2, side, side}),
            iconPixmap(m_icon, ink, side, devicePixelRatioF()));
    }
    painter.setPen(ink);
    const bool isCentred = !isPill && m_look != Look::Quiet && m_look != Look::Listed;
    drawWrapped(painter, placed({start + iconSpace(), 0, words, height()}), wordsFont(), text(),
        Qt::AlignVCenter
            | (isCentred         ? Qt::AlignHCenter
                    : isMirrored ? Qt::AlignRight
                                 : Qt::AlignLeft));
    if (m_hasMenuSign) {
        painter.drawPixmap(
            placed({start + iconSpace() + words + 4, (height() - side) / 2, side, side}),
            iconPixmap("chevron-down"_L1, ink, side, devicePixelRatioF()));
    }
}

void WordsButton::focusInEvent(QFocusEvent* event)
{
    m_showsFocus = event->reason() != Qt::MouseFocusReason;
    QAbstractButton::focusInEvent(event);
    update();
}

void WordsButton::focusOutEvent(QFocusEvent* event)
{
    m_showsFocus = false;
    QAbstractButton::focusOutEvent(event);
    update();
}

bool WordsButton::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

} // namespace staffroom
