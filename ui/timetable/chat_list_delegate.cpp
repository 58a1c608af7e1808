#include "ui/timetable/chat_list_delegate.h"

#include "ui/base/icons.h"
#include "ui/timetable/chat_list_model.h"

#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Draws one line after the other, each from the side where reading begins.
class Lines {
public:
    Lines(QPainter& painter, const QRect& box, bool isMirrored)
        : m_painter(painter)
        , m_box(box)
        , m_isMirrored(isMirrored)
    {
    }
    /// Returns the width that the words took.
    int draw(const QString& text, const QFont& font, const QColor& ink, int indent = 0)
    {
        const QFontMetrics metrics(font);
        const int room = m_box.width() - indent;
        const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
        const QRect line(m_isMirrored ? m_box.left() : m_box.left() + indent, m_box.top() + m_y,
            room, metrics.height());
        m_painter.setFont(font);
        // A tag keeps its sign in front whatever the window's direction.
        m_painter.setLayoutDirection(shown.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        m_painter.setPen(ink);
        m_painter.drawText(line,
            int(Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine
                | (m_isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
            shown);
        return metrics.horizontalAdvance(shown);
    }
    void next(int pitch) { m_y += pitch; }
    QRect iconBox(int side, int pitch) const
    {
        return {m_isMirrored ? m_box.right() + 1 - side : m_box.left(),
            m_box.top() + m_y + (pitch - side) / 2, side, side};
    }

private:
    QPainter& m_painter;
    QRect m_box;
    bool m_isMirrored;
    int m_y = 0;
};

constexpr int kPadX = 16;
constexpr int kPadY = 10;
constexpr int kGap = 8;

} // namespace

ChatListDelegate::ChatListDelegate(QObject* parent)
    : QAbstractItemDelegate(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
}

void ChatListDelegate::setStyleTokens(const Style& style)
{
    m_style = style;
}

QSize ChatListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, 2 * kPadY + 2 * m_style.bodyPitch() + 2 * m_style.metaPitch()};
}

void ChatListDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const ChatListModel*>(index.model());
    const ChatListModel::Words& words = model->words(index.row());
    const auto& tokens = m_style.tokens;
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->fillRect(option.rect,
        isSelected                                           ? tokens.accentSoft
            : option.state.testFlag(QStyle::State_MouseOver) ? tokens.hover
                                                             : tokens.card);
    if (isSelected) {
        painter->fillRect(QRect(isMirrored ? option.rect.right() - 2 : option.rect.left(),
                              option.rect.top(), 3, option.rect.height()),
            tokens.accent);
    }
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), tokens.line);
    const QRect box = option.rect.adjusted(kPadX, kPadY, -kPadX, -kPadY);
    Lines lines(*painter, box, isMirrored);
    const int used = lines.draw(words.name, m_style.name, tokens.text);
    if (box.width() - used > 60) {
        lines.draw(words.isOwn ? words.tag + u" · "_s + tr("yours") : words.tag, m_style.body,
            tokens.textSecond, used + kGap);
    }
    lines.next(m_style.bodyPitch());
    lines.draw(words.next, m_style.body,
        words.isDoubtful || !words.hasNext ? tokens.textSecond : tokens.accent);
    lines.next(m_style.bodyPitch());
    lines.draw(words.slot, m_style.meta, tokens.textSecond);
    lines.next(m_style.metaPitch());
    int indent = 0;
    const QColor ink = words.isDoubtful ? tokens.question : tokens.textSecond;
    if (words.isDoubtful) {
        const int side = m_style.smallIcon();
        painter->drawPixmap(lines.iconBox(side, m_style.metaPitch()),
            iconPixmap("warning"_L1, ink, side, painter->device()->devicePixelRatioF()));
        indent = side + kGap / 2;
    }
    lines.draw(words.alive + u" · "_s + words.confidence, m_style.meta, ink, indent);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(tokens.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
    }
    painter->restore();
}

} // namespace staffroom
