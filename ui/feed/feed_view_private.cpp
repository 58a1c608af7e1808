#include "ui/feed/feed_view_private.h"

#include <QScrollBar>

#include <algorithm>

namespace staffroom {

namespace {

using namespace std::chrono_literals;

/// Re-estimating more rows than this costs a visible moment; old heights are close enough then.
constexpr int kFewRows = 4000;

} // namespace

FeedView::Private::Private(FeedView* view, Context c)
    : q(view)
    , context(c)
    , style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1))
{
}

LayoutInput FeedView::Private::inputFor(int row) const
{
    const FeedRow& content = model->row(row);
    LayoutInput in;
    in.row = &content;
    in.width = q->viewport()->width();
    in.style = &style;
    in.ratio = q->devicePixelRatioF();
    in.unfolded = unfolded.value(content.key);
    in.now = context.clock->now();
    in.quietTags = &quietTags;
    in.offersActions = offersActions;
    in.isRightToLeft = q->layoutDirection() == Qt::RightToLeft;
    in.olderIsAbove = !isNewestFirst();
    return in;
}

LayoutCache::Stamp FeedView::Private::stampFor(const LayoutInput& in) const
{
    LayoutCache::Stamp stamp;
    stamp.revision = in.row->revision;
    stamp.width = in.width;
    stamp.generation = style.generation;
    stamp.ratio = in.ratio;
    stamp.unfolded = in.unfolded;
    stamp.hasReadLine = in.row->hasReadLine;
    stamp.isRightToLeft = in.isRightToLeft;
    if (in.row->kind == FeedRow::Kind::Gap)
        stamp.state = (in.row->gap->isLoading ? 1 : 0) + (in.row->gap->error ? 2 : 0);
    else if (in.row->kind == FeedRow::Kind::End)
        stamp.state = int(in.row->end);
    return stamp;
}

PostLayout& FeedView::Private::layout(int row)
{
    const LayoutInput in = inputFor(row);
    const auto stamp = stampFor(in);
    const quint64 key = in.row->key;
    const qint64 minute = toMs(in.now) / 60'000;
    LayoutCache::Entry* entry = cache.find(key, stamp);
    if (!entry) {
        entry = &cache.insert(key, {stamp, makeLayout(in), minute});
        ++layoutsMade;
    } else if (entry->minute != minute) {
        refreshTime(entry->layout, in);
        entry->minute = minute;
    }
    heights.setMeasured(row, entry->layout.height);
    return entry->layout;
}

const PostLayout* FeedView::Private::cachedLayout(int row) const
{
    if (row < 0 || row >= heights.count())
        return nullptr;
    const auto* entry = cache.peek(heights.at(row).key);
    return entry ? &entry->layout : nullptr;
}

HeightIndex::Row FeedView::Private::estimated(int row) const
{
    return {model->row(row).key, estimateHeight(inputFor(row)), false};
}

void FeedView::Private::estimateAll()
{
    heights.clear();
    if (!model)
        return;
    std::vector<HeightIndex::Row> rows;
    const int count = model->rowCount();
    rows.reserve(size_t(count));
    for (int row = 0; row < count; ++row)
        rows.push_back(estimated(row));
    heights.insert(0, rows);
}

void FeedView::Private::forgetLayouts()
{
    cache.clear();
    heights.forgetMeasures();
    if (model && heights.count() <= kFewRows) {
        for (int row = 0; row < heights.count(); ++row)
            heights.setEstimate(row, estimateHeight(inputFor(row)));
    }
}

int FeedView::Private::viewHeight() const
{
    return q->viewport()->height();
}

int FeedView::Private::offset() const
{
    return q->verticalScrollBar()->value();
}

int FeedView::Private::greatestOffset() const
{
    return std::max(0, heights.total() - viewHeight());
}

void FeedView::Private::setOffset(int value)
{
    const bool before = std::exchange(isAdjusting, true);
    QScrollBar* bar = q->verticalScrollBar();
    const int most = greatestOffset();
    if (bar->maximum() != most || bar->minimum() != 0)
        bar->setRange(0, most);
    if (bar->pageStep() != viewHeight())
        bar->setPageStep(viewHeight());
    bar->setValue(std::clamp(value, 0, most));
    isAdjusting = before;
}

bool FeedView::Private::isOnScreen() const
{
    return q->isVisible() && !q->viewport()->visibleRegion().isEmpty();
}

bool FeedView::Private::isNewestFirst() const
{
    return !model || model->order() == FeedOrder::NewestFirst;
}

bool FeedView::Private::isAtNewestEdge() const
{
    return isNewestFirst() ? offset() <= 0 : offset() >= greatestOffset();
}

bool FeedView::Private::follows() const
{
    if (!isAtNewestEdge())
        return false;
    const bool isFocused = q->hasFocus() && currentRow() >= 0;
    return hovered.row < 0 && !isFocused;
}

ScrollAnchor FeedView::Private::anchorNow(int skipFirst, int skipLast) const
{
    if (isStale)
        return waiting;
    if (heights.count() == 0 || follows())
        return {};
    // What is pointed at, then what the keyboard is on, must not move.
    int preferred = hovered.row;
    if (preferred < 0 && q->hasFocus())
        preferred = currentRow();
    const int row = anchorRow(heights, offset(), viewHeight(), preferred, skipFirst, skipLast);
    return row < 0 ? ScrollAnchor{} : ScrollAnchor::onRow(heights, row, offset());
}

ScrollAnchor FeedView::Private::measuredAnchor() const
{
    if (heights.count() == 0 || isAtNewestEdge())
        return {};
    const auto [first, last] = visibleRange();
    for (int row = first; row <= last; ++row) {
        if (heights.at(row).isMeasured)
            return ScrollAnchor::onRow(heights, row, offset());
    }
    return ScrollAnchor::onRow(heights, first, offset());
}

std::pair<int, int> FeedView::Private::visibleRange() const
{
    if (heights.count() == 0 || viewHeight() <= 0)
        return {0, -1};
    return {heights.rowAt(offset()), heights.rowAt(offset() + viewHeight() - 1)};
}

void FeedView::Private::settle(const ScrollAnchor& anchor)
{
    isStale = false;
    if (!model || heights.count() == 0) {
        setOffset(0);
        q->viewport()->update();
        afterMove();
        return;
    }
    int row = anchor.isAtNewest ? -1 : heights.rowOfKey(anchor.key);
    const auto place = [&] {
        if (row >= 0)
            setOffset(heights.top(row) - anchor.shift);
        else if (anchor.isAtNewest)
            setOffset(isNewestFirst() ? 0 : greatestOffset());
        else
            setOffset(offset());
    };
    // Each pass measures what the last one brought into view; a row is measured once, so this
    // ends when the view is full.
    for (;;) {
        place();
        const auto [first, last] = visibleRange();
        bool isDone = true;
        for (int i = first; i <= last; ++i) {
            if (!heights.at(i).isMeasured) {
                layout(i);
                isDone = false;
            }
        }
        if (isDone)
            break;
    }
    q->viewport()->update();
    afterMove();
}

void FeedView::Private::settleOrWait(const ScrollAnchor& anchor)
{
    if (isOnScreen()) {
        settle(anchor);
        return;
    }
    waiting = anchor;
    isStale = true;
    updateUnseen();
}

void FeedView::Private::afterMove()
{
    updatePins();
    updateUnseen();
    checkEnd();
}

void FeedView::Private::updatePins()
{
    if (!context.images)
        return;
    std::vector<ImageKey> keys;
    const auto [first, last] = visibleRange();
    for (int row = first; row <= last; ++row) {
        if (const PostLayout* l = cachedLayout(row))
            l->appendKeys(keys, q->devicePixelRatioF());
    }
    if (keys == pinned)
        return;
    pinned = keys;
    context.images->setPinned(q, std::move(keys));
}

/// Posts among these rows, which are counted from the newest edge.
int FeedView::Private::postsFromNewest(int first, int end) const
{
    int posts = 0;
    for (int i = first; i < end; ++i) {
        const int row = isNewestFirst() ? i : heights.count() - 1 - i;
        posts += model->row(row).kind == FeedRow::Kind::Post;
    }
    return posts;
}

void FeedView::Private::setUnseenRows(int rows)
{
    unseenRows = std::clamp(rows, 0, heights.count());
    setNewCount(postsFromNewest(0, unseenRows));
}

/// These rows have come to the unseen ones: only they are looked at, since thousands may wait.
void FeedView::Private::addUnseenRows(int fromNewest, int count)
{
    unseenRows += count;
    setNewCount(newCount + postsFromNewest(fromNewest, fromNewest + count));
}

void FeedView::Private::setNewCount(int posts)
{
    if (posts == newCount)
        return;
    newCount = posts;
    Q_EMIT q->newCountChanged(newCount);
}

/// What has come into view is new no more.
void FeedView::Private::updateUnseen()
{
    if (unseenRows == 0 && newCount == 0)
        return;
    int rows = unseenRows;
    if (!isStale) {
        const auto [first, last] = visibleRange();
        if (first <= last) {
            // A row counts as seen when its newer end is in view.
            int hiddenRows = isNewestFirst() ? first : heights.count() - 1 - last;
            if (isNewestFirst() && heights.top(first) < offset())
                ++hiddenRows;
            if (!isNewestFirst() && heights.top(last + 1) > offset() + viewHeight())
                ++hiddenRows;
            rows = std::min(rows, hiddenRows);
        }
    }
    if (rows == unseenRows)
        return;
    const int seen = postsFromNewest(rows, unseenRows);
    unseenRows = rows;
    setNewCount(newCount - seen);
}

void FeedView::Private::checkEnd()
{
    if (!model || heights.count() == 0 || !isOnScreen())
        return;
    const int endRow = isNewestFirst() ? heights.count() - 1 : 0;
    const FeedRow& end = model->row(endRow);
    if (end.kind != FeedRow::Kind::End || end.end != FeedEnd::MayHaveMore)
        return;
    const int near = viewHeight() / 2;
    const bool isNear = isNewestFirst() ? heights.top(endRow) < offset() + viewHeight() + near
                                        : heights.top(endRow + 1) > offset() - near;
    // Asked once for each length of the list, so that an empty answer starts no circle.
    if (!isNear || endAskedAt == heights.count())
        return;
    endAskedAt = heights.count();
    QMetaObject::invokeMethod(
        q, [this] { Q_EMIT q->endReached(); }, Qt::QueuedConnection);
}

void FeedView::Private::animateTo(int target)
{
    slide.stop();
    target = std::clamp(target, 0, greatestOffset());
    const int far = viewHeight();
    // From far away only the last screen is travelled.
    if (target < offset() - far)
        q->verticalScrollBar()->setValue(target + far);
    else if (target > offset() + far)
        q->verticalScrollBar()->setValue(target - far);
    slide.setStartValue(offset());
    slide.setEndValue(target);
    slide.start();
}

PostPtr FeedView::Private::postAt(int row) const
{
    if (!model || row < 0 || row >= heights.count())
        return nullptr;
    const FeedRow& content = model->row(row);
    return content.kind == FeedRow::Kind::Post ? content.entry->post : nullptr;
}

void FeedView::Private::updateRow(int row)
{
    if (row >= 0 && row < heights.count())
        q->viewport()->update(
            0, heights.top(row) - offset(), q->viewport()->width(), heights.at(row).height);
}

PostPaint FeedView::Private::paintFor(int row) const
{
    PostPaint paint;
    paint.style = &style;
    paint.icons = &icons;
    paint.images = context.images;
    paint.ratio = q->devicePixelRatioF();
    paint.isHovered = hovered.row == row;
    paint.hoveredRegion = paint.isHovered ? hovered.region : -1;
    paint.isCurrent = q->hasFocus() && currentRow() == row;
    paint.focusedRegion = paint.isCurrent ? focusedRegion : -1;
    return paint;
}

} // namespace staffroom
