#include "ui/shell/deck_view.h"

#include "core/deck/deck_model.h"
#include "ui/columns/resize_edge.h"
#include "ui/columns/thin_scroll_bar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QWheelEvent>

namespace staffroom {

namespace {
constexpr int kGap = 8;
constexpr int kBeside = kGap - ResizeEdge::kWidth; ///< the grip is part of the frame

/// Where a dragged column would fall: a line in the accent colour.
class DropMark : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Highlight));
        painter.drawRoundedRect(QRectF(rect()), 2, 2);
    }
};
} // namespace

DeckView::DeckView(const ShellContext& context, QWidget* parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_row(new QWidget)
    , m_layout(new QHBoxLayout(m_row))
    , m_dropMark(new DropMark(m_row))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setAccessibleName(tr("Deck"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBar(new ThinScrollBar(Qt::Horizontal, this));
    m_layout->setContentsMargins(kGap, 0, kGap, 0);
    m_layout->setSpacing(kBeside);
    m_layout->addStretch(1);
    m_dropMark->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_dropMark->hide();
    setWidget(m_row);
    m_row->installEventFilter(this);

    connect(context.deck, &DeckModel::deckReset, this, &DeckView::rebuild);
    connect(context.deck, &DeckModel::columnAdded, this, [this](int index) {
        ColumnFrame* frame = makeFrame(index);
        frame->show();
        Q_EMIT columnsChanged();
        // Its place in the row is known only after the layout ran.
        m_layout->activate();
        setCurrent(-1);
        focusColumn(index);
        tellInView();
    });
    connect(context.deck, &DeckModel::columnClosed, this, [this](const ColumnId&, int index) {
        const bool hadFocus = m_current == index;
        ColumnFrame* frame = m_frames[size_t(index)];
        m_frames.erase(m_frames.begin() + index);
        m_layout->removeWidget(frame);
        frame->hide();
        frame->deleteLater(); // the call may come from its own menu
        const int next = hadFocus ? std::min(index, count() - 1)
            : m_current > index   ? m_current - 1
                                  : m_current;
        m_current = -1;
        Q_EMIT columnsChanged();
        setCurrent(next);
        if (hadFocus && next >= 0)
            focusColumn(next);
        m_layout->activate();
        tellInView();
    });
    connect(context.deck, &DeckModel::columnMoved, this, [this](int from, int to) {
        ColumnFrame* active = current();
        ColumnFrame* frame = m_frames[size_t(from)];
        m_frames.erase(m_frames.begin() + from);
        m_frames.insert(m_frames.begin() + to, frame);
        m_layout->removeWidget(frame);
        m_layout->insertWidget(to, frame);
        m_current = active ? indexOf(active) : -1;
        Q_EMIT columnsChanged();
        Q_EMIT currentChanged(m_current);
        m_layout->activate();
        ensureWidgetVisible(frame, kGap, 0);
        tellInView();
    });
    connect(context.deck, &DeckModel::columnChanged, this, &DeckView::columnsChanged);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, &DeckView::tellInView);
    // The focused column is wherever the focus went, by pointer, Tab or key.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        for (int i = 0; now && i < count(); ++i) {
            if (m_frames[size_t(i)] == now || m_frames[size_t(i)]->isAncestorOf(now)) {
                setCurrent(i);
                return;
            }
        }
    });
    rebuild();
}

DeckView::~DeckView()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void DeckView::rebuild()
{
    for (ColumnFrame* frame : m_frames) {
        frame->hide();
        frame->deleteLater();
    }
    m_frames.clear();
    m_current = -1;
    for (int i = 0; i < int(m_context.deck->deck().columns.size()); ++i)
        makeFrame(i)->show();
    Q_EMIT columnsChanged();
    setCurrent(m_frames.empty() ? -1 : 0);
    m_layout->activate();
    tellInView();
}

ColumnFrame* DeckView::makeFrame(int index)
{
    auto* frame
        = new ColumnFrame(m_context, m_context.deck->deck().columns[size_t(index)].id, m_row);
    frame->setStyleTokens(m_style);
    frame->setWindowActive(m_isWindowActive);
    m_frames.insert(m_frames.begin() + index, frame);
    m_layout->insertWidget(index, frame);
    connect(frame, &ColumnFrame::unreadChanged, this,
        [this, frame] { Q_EMIT unreadChanged(indexOf(frame)); });
    connect(
        frame, &ColumnFrame::headerClicked, this, [this, frame] { setCurrent(indexOf(frame)); });
    connect(frame, &ColumnFrame::dragMoved, this,
        [this, frame](const QPoint& at) { showDrop(frame, at); });
    connect(frame, &ColumnFrame::dragFinished, this,
        [this, frame](const QPoint& at, bool cancelled) { drop(frame, at, cancelled); });
    connect(frame, &ColumnFrame::columnWanted, this,
        [this, frame](const FeedSpec& spec) { Q_EMIT columnWanted(spec, indexOf(frame) + 1); });
    connect(frame, &ColumnFrame::changeWanted, this,
        [this, frame] { Q_EMIT changeWanted(frame->id()); });
    connect(frame, &ColumnFrame::threadWanted, this, &DeckView::threadWanted);
    connect(frame, &ColumnFrame::mediaWanted, this, &DeckView::mediaWanted);
    connect(frame, &ColumnFrame::roomWanted, this, &DeckView::roomWanted);
    connect(frame, &ColumnFrame::wished, this, &DeckView::wished);
    return frame;
}

ColumnFrame* DeckView::frame(const ColumnId& id) const
{
    const auto found = std::find_if(
        m_frames.begin(), m_frames.end(), [&id](const ColumnFrame* f) { return f->id() == id; });
    return found == m_frames.end() ? nullptr : *found;
}

ColumnFrame* DeckView::frame(int index) const
{
    return index >= 0 && index < count() ? m_frames[size_t(index)] : nullptr;
}

ColumnFrame* DeckView::current() const
{
    return frame(m_current);
}

int DeckView::indexOf(const ColumnFrame* frame) const
{
    const auto it = std::find(m_frames.begin(), m_frames.end(), frame);
    return it == m_frames.end() ? -1 : int(it - m_frames.begin());
}

void DeckView::setCurrent(int index)
{
    if (m_current == index)
        return;
    if (ColumnFrame* old = current())
        old->setActive(false);
    m_current = index;
    if (ColumnFrame* now = current())
        now->setActive(true);
    Q_EMIT currentChanged(index);
}

void DeckView::focusColumn(int index, Qt::FocusReason reason)
{
    ColumnFrame* target = frame(index);
    if (!target)
        return;
    setCurrent(index);
    ensureWidgetVisible(target, kGap, 0);
    target->focusPosts(reason);
}

void DeckView::setStyleTokens(const Style& style)
{
    m_style = style;
    QPalette palette = style.palette();
    setPalette(palette);
    m_row->setPalette(palette);
    m_dropMark->setPalette(palette);
    static_cast<ThinScrollBar*>(horizontalScrollBar())->setStyleTokens(style);
    for (ColumnFrame* frame : m_frames)
        frame->setStyleTokens(style);
}

void DeckView::setWindowActive(bool active)
{
    m_isWindowActive = active;
    for (ColumnFrame* frame : m_frames)
        frame->setWindowActive(active);
}

void DeckView::refreshTimes()
{
    for (ColumnFrame* frame : m_frames)
        frame->refreshTimes();
}

void DeckView::tellInView()
{
    const int left = horizontalScrollBar()->isVisible() ? -m_row->x() : 0;
    const QRect seen(left, 0, viewport()->width(), viewport()->height());
    for (ColumnFrame* frame : m_frames)
        frame->setInView(isVisible() && frame->geometry().intersects(seen));
}

void DeckView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    tellInView();
}

void DeckView::wheelEvent(QWheelEvent* event)
{
    // A plain wheel over the gap between columns scrolls the deck; Shift is Qt's own way.
    if (event->angleDelta().x() == 0 && event->angleDelta().y() != 0) {
        QScrollBar* bar = horizontalScrollBar();
        bar->setValue(bar->value() - event->angleDelta().y());
        event->accept();
        return;
    }
    QScrollArea::wheelEvent(event);
}

bool DeckView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isLaidOut = watched == m_row
        && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize);
    const bool result = QScrollArea::eventFilter(watched, event);
    if (isLaidOut || event->type() == QEvent::Show)
        QMetaObject::invokeMethod(this, &DeckView::tellInView, Qt::QueuedConnection);
    return result;
}

int DeckView::dropIndex(const ColumnFrame* dragged, const QPoint& globalPos) const
{
    const int x = m_row->mapFromGlobal(globalPos).x();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    int index = 0;
    for (const ColumnFrame* frame : m_frames) {
        if (frame == dragged)
            continue;
        const int middle = frame->geometry().center().x();
        if (isMirrored ? x < middle : x > middle)
            ++index;
    }
    return index;
}

void DeckView::showDrop(const ColumnFrame* dragged, const QPoint& globalPos)
{
    const int at = viewport()->mapFromGlobal(globalPos).x();
    QScrollBar* bar = horizontalScrollBar();
    const int direction = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    if (at < 40)
        bar->setValue(bar->value() - 20 * direction);
    else if (at > viewport()->width() - 40)
        bar->setValue(bar->value() + 20 * direction);

    const int index = dropIndex(dragged, globalPos);
    std::vector<const ColumnFrame*> others;
    for (const ColumnFrame* frame : m_frames) {
        if (frame != dragged)
            others.push_back(frame);
    }
    if (others.empty())
        return;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const bool isAfter = size_t(index) >= others.size();
    const QRect beside = others[isAfter ? others.size() - 1 : size_t(index)]->geometry();
    // The middle of the gap; the six pixels of the grip lie on the frame's far side.
    constexpr int half = kGap / 2;
    const int x = isMirrored
        ? (isAfter ? beside.left() + half - kBeside : beside.right() + 1 + half)
        : (isAfter ? beside.right() + 1 - half + kBeside : beside.left() - half);
    m_dropMark->setGeometry(x - 2, 0, 4, m_row->height());
    m_dropMark->show();
    m_dropMark->raise();
}

void DeckView::drop(ColumnFrame* dragged, const QPoint& globalPos, bool wasCancelled)
{
    m_dropMark->hide();
    if (wasCancelled)
        return;
    const int index = dropIndex(dragged, globalPos);
    m_context.deck->move(dragged->id(), index);
    focusColumn(indexOf(dragged));
}

} // namespace staffroom
