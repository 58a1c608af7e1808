#include "ui/timetable/time_block.h"

#include "ui/base/icons.h"

#include <QEvent>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kBlockPadX = 8;
constexpr int kBlockPadY = 6;
constexpr int kBar = 3;
} // namespace

TimeBlock::TimeBlock(QWidget* parent)
    : QAbstractButton(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setFocusPolicy(Qt::StrongFocus);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void TimeBlock::setEntry(const AgendaEntry& entry, Words words)
{
    m_entry = entry;
    m_words = std::move(words);
    setAccessibleName(m_words.spoken);
    setToolTip(m_words.spoken.toHtmlEscaped());
    updateGeometry();
    update();
}

void TimeBlock::setStyleTokens(const Style& style)
{
    m_style = style;
    updateGeometry();
    update();
}

QSize TimeBlock::sizeHint() const
{
    const int lines = m_style.metaPitch() + m_style.bodyPitch()
        + (m_words.state.isEmpty() ? 0 : m_style.metaPitch());
    return {96, lines + 2 * kBlockPadY};
}

QSize TimeBlock::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void TimeBlock::paintEvent(QPaintEvent*)
{
    const auto& tokens = m_style.tokens;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPen border(hasFocus() ? tokens.accent : tokens.line, hasFocus() ? 2 : 1);
    if (m_words.isDoubtful && !hasFocus())
        border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(isChecked() || m_words.isOn ? tokens.accentSoft
            : underMouse()                       ? tokens.hover
                                                 : tokens.card);
    painter.drawRoundedRect(box, 6, 6);
    const QColor mark = m_words.isDoubtful ? tokens.question : tokens.accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark);
    const QRectF bar(isMirrored ? box.right() - 4 - kBar : box.left() + 4, box.top() + 6, kBar,
        box.height() - 12);
    painter.drawRoundedRect(bar, 1.5, 1.5);

    const int start = kBlockPadX + kBar + 4;
    const QRect words = isMirrored ? rect().adjusted(kBlockPadX, kBlockPadY, -start, -kBlockPadY)
                                   : rect().adjusted(start, kBlockPadY, -kBlockPadX, -kBlockPadY);
    int y = words.top();
    const auto draw = [&](const QString& text, const QFont& font, const QColor& ink, int pitch) {
        painter.setFont(font);
        // A tag keeps its sign in front whatever the window's direction.
        painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        painter.setPen(ink);
        painter.drawText(QRect(words.left(), y, words.width(), pitch),
            int(Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine
                | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
            QFontMetrics(font).elidedText(text, Qt::ElideRight, words.width()));
        y += pitch;
    };
    draw(m_words.hours, m_style.meta, tokens.textSecond, m_style.metaPitch());
    draw(m_words.tag, m_style.name, tokens.text, m_style.bodyPitch());
    if (!m_words.state.isEmpty())
        draw(m_words.state, m_style.meta, mark, m_style.metaPitch());
}

bool TimeBlock::event(QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

} // namespace staffroom
