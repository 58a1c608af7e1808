#include "ui/columns/column_header.h"

#include "ui/base/icons.h"
#include "ui/base/state_text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ColumnHeader::ColumnHeader(QWidget* parent)
    : QWidget(parent)
    , m_lock(new IconButton("lock"_L1, tr("Reading only"), this))
    , m_refresh(new IconButton("refresh"_L1, tr("Refresh"), this))
    , m_pause(new IconButton("pause"_L1, tr("Pause"), this))
    , m_menu(new IconButton("more"_L1, tr("Column menu"), this))
    , m_icon("columns"_L1)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setCursor(Qt::OpenHandCursor);
    m_pause->setCheckable(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 6, 0);
    row->setSpacing(0);
    row->addStretch(1);
    for (auto* button : {m_lock, m_refresh, m_pause, m_menu})
        row->addWidget(button, 0, Qt::AlignVCenter);
    m_lock->hide();
    connect(m_lock, &IconButton::clicked, this, &ColumnHeader::lockAsked);
    connect(m_refresh, &IconButton::clicked, this, &ColumnHeader::refreshAsked);
    connect(m_pause, &IconButton::clicked, this, &ColumnHeader::pauseAsked);
    connect(m_menu, &IconButton::clicked, this, &ColumnHeader::menuAsked);
}

void ColumnHeader::setTitle(QLatin1StringView iconName, const QString& title, const QString& source)
{
    m_icon = iconName;
    m_title = title;
    m_source = source;
    m_refresh->setName(tr("Refresh %1", "%1 is a column's title").arg(title));
    m_menu->setName(tr("Menu of %1", "%1 is a column's title").arg(title));
    tellName();
    update();
}

void ColumnHeader::setState(const FeedState& state, Timestamp now)
{
    m_state = stateText(state, now);
    m_sentence = stateSentence(state, now);
    m_isTrouble = stateIsTrouble(state);
    m_isLive = state.kind == FeedState::Kind::Live;
    const bool isPaused = state.kind == FeedState::Kind::Paused;
    m_pause->setChecked(isPaused);
    m_pause->setIconName(isPaused ? "play"_L1 : "pause"_L1);
    m_pause->setName(isPaused ? tr("Resume %1", "%1 is a column's title").arg(m_title)
                              : tr("Pause %1", "%1 is a column's title").arg(m_title));
    m_refresh->setEnabled(!isPaused);
    m_cost = state.cost ? costText(*state.cost) : QString();
    fitHeight();
    tellName();
    update();
}

void ColumnHeader::fitHeight()
{
    const int metaHeight = QFontMetrics(m_style.meta).height();
    const int lines = QFontMetrics(m_style.name).height() + metaHeight;
    const int below = m_cost.isEmpty() ? 0 : metaHeight;
    QMargins margins = layout()->contentsMargins();
    margins.setBottom(below); // the buttons stay beside the title
    layout()->setContentsMargins(margins);
    setFixedHeight(std::max(44, lines + 10) + below);
}

void ColumnHeader::tellName()
{
    setAccessibleName(tr("%1, %2, %3", "title, source, state").arg(m_title, m_source, m_state)
        + (m_cost.isEmpty() ? QString() : u", "_s + m_cost)
        + (m_lock->isHidden() ? QString() : u", "_s + tr("reading only")));
    setAccessibleDescription(m_sentence);
}

void ColumnHeader::setLocked(bool locked)
{
    if (m_lock->isHidden() != locked)
        return;
    m_lock->setName(
        tr("Reading only in %1; open the padlock", "%1 is a column's title").arg(m_title));
    m_lock->setVisible(locked);
    layout()->activate();
    tellName();
    update();
}

void ColumnHeader::setActive(bool active)
{
    if (m_isActive == active)
        return;
    m_isActive = active;
    update();
}

void ColumnHeader::setStyleTokens(const Style& style)
{
    m_style = style;
    for (auto* button : {m_lock, m_refresh, m_pause, m_menu})
        button->setStyleTokens(style);
    fitHeight();
    update();
}

void ColumnHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = m_style.tokens;
    painter.fillRect(rect(), tokens.card);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.line);
    if (m_isActive)
        painter.fillRect(QRect(0, 0, width(), 2), tokens.accent);

    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    // Everything is laid out left to right and mirrored as boxes at the end.
    const auto placed = [&](const QRect& box) {
        return isMirrored ? QRect(width() - box.right() - 1, box.top(), box.width(), box.height())
                          : box;
    };
    const int iconSide = m_style.smallIcon() + 2;
    const int start = m_style.padX();
    const int textStart = start + iconSide + 8;
    const IconButton* first = m_lock->isHidden() ? m_refresh : m_lock;
    const int buttons
        = width() - (isMirrored ? width() - first->geometry().right() - 1 : first->x());
    const int textWidth = width() - buttons - textStart - 4;
    const QFontMetrics nameMetrics(m_style.name);
    const QFontMetrics metaMetrics(m_style.meta);
    const int below = m_cost.isEmpty() ? 0 : metaMetrics.height();
    const int top = (height() - below + 1 - nameMetrics.height() - metaMetrics.height()) / 2;
    const int align
        = int(Qt::AlignVCenter | Qt::AlignAbsolute | (isMirrored ? Qt::AlignRight : Qt::AlignLeft));

    const QRect nameBox(textStart, top, textWidth, nameMetrics.height());
    // The middle of the capitals, not of the line.
    const int middleOfName = top + nameMetrics.ascent() - nameMetrics.capHeight() / 2;
    const QRect iconBox(start, middleOfName - iconSide / 2, iconSide, iconSide);
    painter.drawPixmap(placed(iconBox),
        iconPixmap(
            m_icon, m_isActive ? tokens.accent : tokens.textSecond, iconSide, devicePixelRatioF()));
    painter.setFont(m_style.name);
    painter.setPen(tokens.text);
    // The icon says what kind it is; a '#' or '@' twice would be noise.
    QString shown = m_title;
    if (m_icon == "hashtag"_L1 && shown.startsWith(u'#'))
        shown = shown.mid(1);
    painter.drawText(
        placed(nameBox), align, nameMetrics.elidedText(shown, Qt::ElideRight, nameBox.width()));

    // The state is never cut for the sake of the source.
    const int metaTop = nameBox.bottom() + 1;
    const int markWidth = m_isTrouble ? m_style.smallIcon() : m_isLive ? 10 : 0;
    const QString separator = u" · "_s;
    const QString state = m_lock->isHidden() ? m_state : m_state + separator + tr("reading only");
    const int stateWidth = metaMetrics.horizontalAdvance(state) + 2;
    const int separatorWidth = metaMetrics.horizontalAdvance(separator);
    int sourceRoom = textWidth - stateWidth - markWidth - separatorWidth;
    if (sourceRoom < metaMetrics.horizontalAdvance(u"mmm…"_s))
        sourceRoom = 0;
    const QString source = sourceRoom == 0
        ? QString()
        : QChar(0x2066) + metaMetrics.elidedText(m_source, Qt::ElideMiddle, sourceRoom)
            + QChar(0x2069); // an address keeps its own direction
    painter.setFont(m_style.meta);
    int x = textStart;
    const auto draw = [&](const QString& text, int room, const QColor& ink) {
        painter.setPen(ink);
        const int textLength = std::min(metaMetrics.horizontalAdvance(text) + 1, room);
        painter.drawText(placed(QRect(x, metaTop, textLength, metaMetrics.height())), align,
            metaMetrics.elidedText(text, Qt::ElideRight, textLength));
        x += textLength;
    };
    if (!source.isEmpty()) {
        draw(source, sourceRoom, tokens.textSecond);
        draw(separator, separatorWidth + 1, tokens.textSecond);
    }
    const int middle = metaTop + metaMetrics.height() / 2;
    if (m_isTrouble) {
        const int side = m_style.smallIcon() - 3;
        painter.drawPixmap(placed(QRect(x, middle - side / 2, side, side)),
            iconPixmap("warning"_L1, tokens.danger, side, devicePixelRatioF()));
        x += side + 3;
    } else if (m_isLive) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.accent);
        painter.drawEllipse(QRectF(placed(QRect(x, middle - 3, 6, 6))));
        x += 10;
    }
    draw(state, textStart + textWidth - x,
        m_isTrouble    ? tokens.danger
            : m_isLive ? tokens.accent
                       : tokens.textSecond);
    if (below > 0) {
        x = textStart;
        painter.setPen(tokens.textSecond);
        const QRect line(x, metaTop + metaMetrics.height(), width() - x - m_style.padX(), below);
        painter.drawText(
            placed(line), align, metaMetrics.elidedText(m_cost, Qt::ElideRight, line.width()));
    }
}

void ColumnHeader::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isPressed = true;
    m_pressed = event->globalPosition().toPoint();
}

void ColumnHeader::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_isPressed)
        return;
    const QPoint at = event->globalPosition().toPoint();
    if (!m_isDragging && (at - m_pressed).manhattanLength() >= QApplication::startDragDistance()) {
        m_isDragging = true;
        setCursor(Qt::ClosedHandCursor);
        setFocus(Qt::MouseFocusReason); // for Escape
    }
    if (m_isDragging)
        Q_EMIT dragMoved(at);
}

void ColumnHeader::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_isPressed)
        return;
    m_isPressed = false;
    if (m_isDragging)
        stopDrag(event->globalPosition().toPoint(), false);
    else
        Q_EMIT clicked();
}

void ColumnHeader::keyPressEvent(QKeyEvent* event)
{
    if (m_isDragging && event->key() == Qt::Key_Escape) {
        m_isPressed = false;
        stopDrag({}, true);
        return;
    }
    QWidget::keyPressEvent(event);
}

void ColumnHeader::stopDrag(const QPoint& globalPos, bool wasCancelled)
{
    m_isDragging = false;
    setCursor(Qt::OpenHandCursor);
    Q_EMIT dragFinished(globalPos, wasCancelled);
}

bool ColumnHeader::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const QString text
            = m_title + u'\n' + m_source + u" · "_s + m_state + u"\n\n"_s + m_sentence;
        // Escaped: a tool tip that looks like markup would be read as such.
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
            u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace staffroom
