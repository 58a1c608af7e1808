#include "ui/base/scroll_page.h"

#include "ui/base/thin_scroll_bar.h"

#include <QEvent>

namespace staffroom {

namespace {

constexpr int kBarRoom = 16;
constexpr int kLeastHeight = 96;

} // namespace

ScrollPage::ScrollPage(QWidget* parent)
    : QScrollArea(parent)
    , m_page(new QWidget)
    , m_bar(new ThinScrollBar(Qt::Vertical, this))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_bar->setOnWindow();
    setVerticalScrollBar(m_bar);
    setWidget(m_page);
    m_page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_page->installEventFilter(this);
}

void ScrollPage::setStyleTokens(const Style& style)
{
    m_bar->setStyleTokens(style);
}

QSize ScrollPage::minimumSizeHint() const
{
    return {m_page->minimumSizeHint().width() + kBarRoom, kLeastHeight};
}

QSize ScrollPage::sizeHint() const
{
    return {m_page->sizeHint().width() + kBarRoom, m_page->sizeHint().height()};
}

bool ScrollPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_page && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace staffroom
