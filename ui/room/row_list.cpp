#include "ui/room/row_list.h"

#include "ui/base/icons.h"
#include "ui/base/thin_scroll_bar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPad = 12;
constexpr int kAbove = 7;
constexpr int kDot = 8;

QString spokenRow(const RowList::Row& row)
{
    if (!row.spoken.isEmpty())
        return row.spoken;
    QStringList parts;
    for (const QString& part : {row.lead, row.title, row.count, row.detail}) {
        if (!part.isEmpty())
            parts << part;
    }
    return parts.join(u", "_s);
}

} // namespace

class RowList::Delegate : public QStyledItemDelegate {
public:
    explicit Delegate(RowList* list)
        : QStyledItemDelegate(list)
        , m_list(*list)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const auto& rows = m_list.m_rows;
        const auto at = size_t(index.row());
        return {1, at < rows.size() ? m_list.rowHeight(rows[at]) : 0};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const auto at = size_t(index.row());
        if (at >= m_list.m_rows.size())
            return;
        painter->save();
        const bool isFocused = m_list.hasFocus() && m_list.currentRow() == index.row();
        const bool isHot = option.state.testFlag(QStyle::State_MouseOver);
        paintRow(*painter, option.rect, m_list.m_rows[at], isHot, isFocused);
        painter->restore();
    }

private:
    void paintRow(
        QPainter& painter, const QRect& box, const Row& row, bool isHot, bool isFocused) const;
    void text(QPainter& painter, const QRect& line, const QString& words, const QFont& font,
        const QColor& ink, Qt::Alignment align, Qt::TextElideMode mode) const
    {
        painter.setFont(font);
        painter.setPen(ink);
        painter.setLayoutDirection(words.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        painter.drawText(QStyle::visualRect(m_list.layoutDirection(), m_box, line),
            int(QStyle::visualAlignment(m_list.layoutDirection(), align) | Qt::AlignVCenter
                | Qt::AlignAbsolute)
                | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(words, mode, line.width()));
    }

    RowList& m_list;
    mutable QRect m_box;
};

void RowList::Delegate::paintRow(
    QPainter& painter, const QRect& box, const Row& row, bool isHot, bool isFocused) const
{
    const Style& style = m_list.m_style;
    const StyleTokens& t = style.tokens;
    m_box = box;
    const bool isChosen = !m_list.m_chosen.isEmpty() && row.key == m_list.m_chosen;
    const auto place
        = [&](const QRect& r) { return QStyle::visualRect(m_list.layoutDirection(), box, r); };
    if (isChosen)
        painter.fillRect(box, t.accentSoft);
    else if (isHot)
        painter.fillRect(box, t.hover);
    if (row.isSeparated)
        painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), t.line);
    if (isChosen)
        painter.fillRect(place(QRect(box.left(), box.top(), 3, box.height())), t.accent);
    if (row.isHost)
        painter.fillRect(place(QRect(box.left(), box.top() + 2, 3, box.height() - 4)), t.host);

    const int first = style.bodyPitch();
    const int top = row.detail.isEmpty() || m_list.m_isStrip
        ? box.top() + (box.height() - first) / 2
        : box.top() + kAbove;
    const int side = style.smallIcon();
    int left = box.left() + kPad;
    int right = box.right() + 1 - kPad;
    const auto dot = [&](int x, int y) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawEllipse(place(QRect(x, y, kDot, kDot)));
        painter.setRenderHint(QPainter::Antialiasing, false);
    };
    const auto leadInk = row.isCurrent || isChosen ? t.accent : t.text;
    if (m_list.m_isStrip) {
        const QString words = row.lead.isEmpty() ? row.title.left(1) : row.lead;
        if (row.lead.isEmpty() && !row.icon.isEmpty())
            painter.drawPixmap(
                QPoint(box.center().x() + 1 - side / 2, box.center().y() + 1 - side / 2),
                iconPixmap(row.icon, leadInk, side, m_list.devicePixelRatioF()));
        else
            text(painter, QRect(box.left() + 2, top, box.width() - 4, first), words, style.name,
                leadInk, Qt::AlignHCenter, Qt::ElideRight);
        if (row.isUnread)
            dot(box.right() - kDot - 3, box.top() + 4);
        if (row.isCurrent)
            painter.fillRect(QRect(box.center().x() - 9, box.bottom() - 4, 20, 2), t.accent);
    } else {
        if (!row.lead.isEmpty()) {
            const int wide = QFontMetrics(style.name).horizontalAdvance(row.lead) + 2;
            text(painter, QRect(left, top, wide, first), row.lead, style.name, leadInk,
                Qt::AlignLeft, Qt::ElideNone);
            left += wide + 8;
        } else if (!row.icon.isEmpty()) {
            painter.drawPixmap(place(QRect(left, top + (first - side) / 2, side, side)),
                iconPixmap(row.icon, isChosen ? t.accent : t.textSecond, side,
                    m_list.devicePixelRatioF()));
            left += side + 8;
        }
        if (!row.count.isEmpty()) {
            const int wide = QFontMetrics(style.meta).horizontalAdvance(row.count) + 2;
            right -= wide;
            text(painter, QRect(right, top, wide, first), row.count, style.meta, t.textSecond,
                Qt::AlignRight, Qt::ElideNone);
            right -= 8;
        }
        if (row.isUnread) {
            right -= kDot;
            dot(right, top + (first - kDot) / 2);
            right -= 8;
        }
        if (!row.lead.isEmpty() && !row.icon.isEmpty()) {
            right -= side;
            painter.drawPixmap(place(QRect(right, top + (first - side) / 2, side, side)),
                iconPixmap(row.icon, row.isCurrent ? t.accent : t.textSecond, side,
                    m_list.devicePixelRatioF()));
            right -= 8;
        }
        text(painter, QRect(left, top, std::max(0, right - left), first), row.title,
            row.isHost || row.lead.isEmpty() ? style.name : style.meta,
            row.lead.isEmpty() ? t.text : t.textSecond, Qt::AlignLeft, Qt::ElideRight);
        if (!row.detail.isEmpty())
            text(painter,
                QRect(box.left() + kPad, top + first, box.width() - 2 * kPad, style.metaPitch()),
                row.detail, style.meta, row.lead.isEmpty() ? t.textSecond : t.text, Qt::AlignLeft,
                Qt::ElideRight);
    }
    if (isFocused) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(2, 2, -2, -2), 4, 4);
    }
}

RowList::RowList(QWidget* parent)
    : QListWidget(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setItemDelegate(new Delegate(this));
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setUniformItemSizes(false);
    setResizeMode(Adjust);
    setVerticalScrollBar(new ThinScrollBar(Qt::Vertical, this));
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        const auto at = size_t(row(item));
        if (at < m_rows.size())
            Q_EMIT picked(m_rows[at].key);
    });
}

int RowList::rowHeight(const Row& row) const
{
    if (m_isStrip)
        return std::max(36, m_style.bodyPitch() + 14);
    return 2 * kAbove + m_style.bodyPitch() + (row.detail.isEmpty() ? 0 : m_style.metaPitch());
}

int RowList::stripWidth() const
{
    return std::max(48, QFontMetrics(m_style.name).horizontalAdvance(u"Q10"_s) + 20);
}

QString RowList::currentKey() const
{
    const auto at = size_t(currentRow());
    return currentRow() >= 0 && at < m_rows.size() ? m_rows[at].key : QString();
}

void RowList::setRows(const std::vector<Row>& rows)
{
    if (rows == m_rows)
        return;
    const QString key = currentKey();
    m_rows = rows;
    while (count() > int(rows.size()))
        delete takeItem(count() - 1);
    while (count() < int(rows.size()))
        addItem(new QListWidgetItem);
    fill();
    const auto same = std::find_if(
        m_rows.begin(), m_rows.end(), [&key](const Row& row) { return row.key == key; });
    if (same != m_rows.end() && !key.isEmpty())
        setCurrentRow(int(same - m_rows.begin()));
    else if (!rows.empty() && currentRow() >= int(rows.size()))
        setCurrentRow(int(rows.size()) - 1);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void RowList::fill()
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        QListWidgetItem* one = item(int(i));
        const Row& row = m_rows[i];
        const QString spoken = spokenRow(row);
        if (one->data(Qt::AccessibleTextRole).toString() != spoken)
            one->setData(Qt::AccessibleTextRole, spoken);
        // Escaped and marked, because Qt guesses whether a tooltip is markup.
        const QString tip = m_isStrip ? spoken : row.tooltip;
        one->setToolTip(tip.isEmpty()
                ? QString()
                : u"<span>"_s + tip.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s);
    }
}

void RowList::setChosen(const QString& key)
{
    if (m_chosen == key)
        return;
    m_chosen = key;
    for (size_t i = 0; i < m_rows.size() && !hasFocus(); ++i) {
        if (m_rows[i].key == key)
            setCurrentRow(int(i));
    }
    viewport()->update();
}

void RowList::setStrip(bool on)
{
    if (m_isStrip == on)
        return;
    m_isStrip = on;
    fill();
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void RowList::setStyleTokens(const Style& style)
{
    m_style = style;
    QPalette p = style.palette();
    p.setColor(QPalette::Base, style.tokens.card);
    setPalette(p);
    static_cast<ThinScrollBar*>(verticalScrollBar())->setStyleTokens(style);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void RowList::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (const QString key = currentKey(); !key.isEmpty())
            Q_EMIT picked(key);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QListWidget::keyPressEvent(event);
        return;
    default:
        event->ignore(); // letters are shortcuts here, not a search
    }
}

void RowList::resizeEvent(QResizeEvent* event)
{
    QListWidget::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

void RowList::focusInEvent(QFocusEvent* event)
{
    QListWidget::focusInEvent(event);
    if (currentRow() < 0 && count() > 0)
        setCurrentRow(0);
}

} // namespace staffroom
