// Where the parts of a room lie, wide and narrow: see RoomPage.
#include "ui/room/room_page.h"

#include "core/room/room.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/new_posts_pill.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_rail.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_head.h"
#include "ui/room/room_status_bar.h"

#include <QEvent>

#include <algorithm>

namespace staffroom {

namespace {

// Widths at normal text size.
constexpr double kRail = 208;
constexpr double kSide = 316;
constexpr double kLeastCentre = 400;
constexpr double kMostCentre = 780; ///< longer lines tire

} // namespace

bool RoomPage::isSideShown() const
{
    return m_side && !m_side->isHidden();
}

void RoomPage::setSideShown(bool shown)
{
    m_wantsSide = shown;
    m_side->setVisible(shown);
    placeParts();
    m_head->setSide(isSideShown(), m_room->figures().toMeUnread);
    if (!shown && m_side->isAncestorOf(focusWidget()))
        focusPosts(Qt::OtherFocusReason);
}

void RoomPage::placeParts()
{
    if (!m_status || width() < 40)
        return;
    const double scale = std::max(1.0, m_style.textScale);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](QWidget* part, const QRect& box) {
        part->setGeometry(isMirrored
                ? QRect(width() - box.left() - box.width(), box.top(), box.width(), box.height())
                : box);
    };
    const int top = std::max(44, m_head->sizeHint().height());
    place(m_head, QRect(0, 0, width(), top));
    const int line = m_status->layout()->heightForWidth(width());
    const int bottom = height() - line;
    place(m_status, QRect(0, bottom, width(), line));
    const int high = std::max(0, bottom - top);

    // First the side folds, then the rail becomes a strip of numbers; the question stays.
    const int fullRail = int(kRail * std::min(scale, 1.5));
    const int fullSide = int(kSide * std::min(scale, 1.4));
    const int least = int(kLeastCentre * scale);
    const bool railFits = width() >= fullRail + least;
    m_rail->setStrip(!railFits);
    const int rail = railFits ? fullRail : m_rail->stripWidth();
    const bool sideFits = width() - rail - fullSide >= least;
    if (sideFits != !m_isNarrow) {
        m_isNarrow = !sideFits;
        m_side->setVisible(sideFits && m_wantsSide);
        m_head->setSide(isSideShown(), m_room->figures().toMeUnread);
    }
    const int side = m_side->isHidden() ? 0 : std::min(fullSide, width() - rail);
    place(m_rail, QRect(0, top, rail, high));
    const int left = rail + 1; // a line beside the rail
    const int wide = std::max(0, width() - left - (m_isNarrow ? 0 : side));

    const int panel = std::min(m_panel->fitTo(wide, high * 2 / 5), high);
    place(m_panel, QRect(left, top, wide, panel));
    // Over the chat where there is no room beside it, never over the question.
    const int sideTop = m_isNarrow ? top + panel : top;
    place(m_side, QRect(width() - side, sideTop, side, top + high - sideTop));
    if (m_isNarrow)
        m_side->raise();
    const int foot = m_foot->isHidden()
        ? 0
        : std::clamp(m_foot->wantedHeight(wide), 0, std::max(0, (high - panel) * 3 / 5));
    place(m_foot, QRect(left, top + high - foot, wide, foot));
    const int list = std::max(0, high - panel - foot);
    place(m_centre, QRect(left, top + panel, wide, list));
    const int most = std::min(wide, int(kMostCentre * scale));
    const QRect posts((wide - most) / 2, 0, most, list);
    m_stream.view->setGeometry(posts);
    m_other.view->setGeometry(posts);
    m_notice->setGeometry(posts);
    m_pill->setOrder(m_stream.model->order());
    m_pill->placeOver(posts);
}

void RoomPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    placeParts();
}

void RoomPage::resizeEvent(QResizeEvent*)
{
    placeParts();
}

void RoomPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        placeParts();
    QWidget::changeEvent(event);
}

} // namespace staffroom
