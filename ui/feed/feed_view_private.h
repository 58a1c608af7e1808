#pragma once

#include "ui/feed/feed_view.h"
#include "ui/feed/layout_cache.h"
#include "ui/feed/scroll_anchor.h"
#include "ui/post/post_hit_test.h"
#include "ui/post/post_painter.h"

#include <QHash>
#include <QPointer>
#include <QVariantAnimation>

namespace staffroom {

/// State and geometry of a FeedView; feed_view.cpp holds the overrides that answer Qt,
/// feed_view_input.cpp those that answer the person.
struct FeedView::Private {
    Private(FeedView* view, Context context);

    // Rows and layouts.
    LayoutInput inputFor(int row) const;
    LayoutCache::Stamp stampFor(const LayoutInput& input) const;
    /// Made now when it is not there; the row counts as measured from then on.
    PostLayout& layout(int row);
    const PostLayout* cachedLayout(int row) const;
    HeightIndex::Row estimated(int row) const;
    void estimateAll();
    void forgetLayouts(); ///< width, style or screen have changed

    // Place.
    int viewHeight() const;
    int offset() const;
    int greatestOffset() const;
    void setOffset(int value);
    bool isOnScreen() const;
    bool isNewestFirst() const;
    bool isAtNewestEdge() const;
    /// Arrivals may move the view.
    bool follows() const;
    ScrollAnchor anchorNow(int skipFirst = -1, int skipLast = -2) const;
    /// A row to hold on to after the person has scrolled: one whose height is known.
    ScrollAnchor measuredAnchor() const;
    /// Measures what is in view and puts the anchor where it was.
    void settle(const ScrollAnchor& anchor);
    /// As `settle`, or remembered for when the view is seen again.
    void settleOrWait(const ScrollAnchor& anchor);
    std::pair<int, int> visibleRange() const; ///< first > last when empty
    void afterMove();
    void updatePins();
    void updateUnseen();
    int postsFromNewest(int first, int end) const;
    void setUnseenRows(int rows);
    void addUnseenRows(int fromNewest, int count);
    void setNewCount(int posts);
    void checkEnd();
    void animateTo(int target);

    // Pointer and keyboard.
    struct Spot {
        int row = -1;
        int region = -1;
    };
    Spot spotAt(QPoint at) const;
    void hover(QPoint at);
    void leave();
    void setHovered(Spot spot);
    void updateRow(int row);
    void activate(int row, int region);
    void activateRow(int row);
    void unfold(int row, bool Unfolded::*part);
    void emitAction(PostAction action);
    void moveCurrent(int step);
    void setCurrent(int row, bool isScrolled);
    int currentRow() const;
    void ensureVisible(int row);
    PostPtr postAt(int row) const;
    PostPaint paintFor(int row) const;

    FeedView* q;
    Context context;
    QPointer<RowModel> model;
    Style style;
    PostIcons icons;
    qreal iconRatio = 0;
    QSet<QString> quietTags;
    bool offersActions = false;
    HeightIndex heights;
    LayoutCache cache;
    QHash<quint64, Unfolded> unfolded;
    ScrollAnchor waiting; ///< for a view that is not seen now
    ScrollAnchor removing; ///< taken before rows go
    int removeFirst = 0;
    int removeLast = -1;
    bool isStale = false;
    bool isAdjusting = false; ///< the scroll bar is moved by us
    bool hasPainted = false;
    int unseenRows = 0; ///< rows at the newest edge that were not in view yet
    int newCount = 0;
    int endAskedAt = -1; ///< row count when older posts were last asked for
    qint64 layoutsMade = 0;
    std::vector<ImageKey> pinned;
    Spot hovered;
    Spot pressed;
    int focusedRegion = -1;
    QVariantAnimation slide;
};

} // namespace staffroom
