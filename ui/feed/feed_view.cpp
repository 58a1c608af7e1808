#include "ui/feed/feed_view.h"

#include "core/model/feed_spec.h"
#include "ui/feed/feed_view_private.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kSlideMs = 150;

} // namespace

FeedView::FeedView(Context context, QWidget* parent)
    : QListView(parent)
    , d(std::make_unique<Private>(this, context))
{
    Q_ASSERT(context.clock);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    d->slide.setDuration(kSlideMs);
    d->slide.setEasingCurve(QEasingCurve::OutCubic);
    connect(&d->slide, &QVariantAnimation::valueChanged, this,
        [this](const QVariant& value) { verticalScrollBar()->setValue(value.toInt()); });
    connect(&d->slide, &QVariantAnimation::finished, this, [this] { d->settle({}); });
    if (context.images) {
        connect(context.images, &ImageRepository::arrived, this, [this](const ImageKey& key) {
            if (std::find(d->pinned.begin(), d->pinned.end(), key) == d->pinned.end())
                return;
            const auto [first, last] = d->visibleRange();
            std::vector<ImageKey> keys;
            for (int row = first; row <= last; ++row) {
                keys.clear();
                if (const PostLayout* layout = d->cachedLayout(row))
                    layout->appendKeys(keys, devicePixelRatioF());
                if (std::find(keys.begin(), keys.end(), key) != keys.end())
                    d->updateRow(row);
            }
        });
    }
    setStyleTokens(d->style);
}

FeedView::~FeedView()
{
    d->slide.stop();
    if (d->context.images)
        d->context.images->setPinned(this, {});
}

void FeedView::setFeedModel(RowModel* model)
{
    if (d->model)
        disconnect(d->model, nullptr, this, nullptr);
    d->model = model;
    setModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) {
                d->heights.remove(first, last);
                d->hovered = {};
                const int unseen = d->isNewestFirst()
                    ? std::clamp(d->unseenRows - first, 0, last - first + 1)
                    : std::clamp(d->unseenRows - (d->heights.count() - first), 0, last - first + 1);
                d->setUnseenRows(d->unseenRows - unseen);
                d->settleOrWait(d->removing);
            });
        connect(model, &QAbstractItemModel::layoutChanged, this, [this] { reset(); });
    }
    reset();
}

RowModel* FeedView::feedModel() const
{
    return d->model;
}

void FeedView::setStyleTokens(const Style& style)
{
    const ScrollAnchor anchor = d->anchorNow();
    d->style = style;
    d->iconRatio = 0; // the next paint makes them for its screen
    QPalette p = palette();
    p.setColor(QPalette::Base, style.tokens.card);
    setPalette(p);
    verticalScrollBar()->setSingleStep(std::max(8, style.bodyPitch() * 2));
    d->forgetLayouts();
    d->settleOrWait(anchor);
}

void FeedView::setQuietTags(const QStringList& tags)
{
    d->quietTags.clear();
    for (const QString& tag : tags)
        d->quietTags.insert(foldTag(tag));
    d->cache.clear();
    d->heights.forgetMeasures();
    d->settleOrWait(d->anchorNow());
}

void FeedView::setOffersActions(bool offers)
{
    if (d->offersActions == offers)
        return;
    const ScrollAnchor anchor = d->anchorNow();
    d->offersActions = offers;
    d->forgetLayouts();
    d->settleOrWait(anchor);
}

int FeedView::newCount() const
{
    return d->newCount;
}

void FeedView::goToNewest()
{
    d->leave();
    d->focusedRegion = -1;
    setCurrentIndex({});
    if (d->style.reducedMotion || !d->isOnScreen()) {
        d->slide.stop();
        d->settleOrWait({});
        d->setUnseenRows(0);
        return;
    }
    d->animateTo(d->isNewestFirst() ? 0 : d->greatestOffset());
    d->setUnseenRows(0);
}

bool FeedView::isAtNewest() const
{
    return d->isStale ? d->waiting.isAtNewest : d->isAtNewestEdge();
}

void FeedView::refreshTimes()
{
    if (!d->isOnScreen() || d->isStale || !d->model)
        return;
    const auto [first, last] = d->visibleRange();
    for (int row = first; row <= last; ++row) {
        const PostLayout* before = d->cachedLayout(row);
        const QString words = before ? before->timeText : QString();
        if (d->layout(row).timeText != words)
            d->updateRow(row);
    }
}

qint64 FeedView::layoutsMade() const
{
    return d->layoutsMade;
}

int FeedView::visibleRows() const
{
    const auto [first, last] = d->visibleRange();
    return last - first + 1;
}

std::optional<int> FeedView::rowTop(quint64 key) const
{
    const int row = d->heights.rowOfKey(key);
    if (row < 0 || !d->heights.at(row).isMeasured)
        return std::nullopt;
    return d->heights.top(row) - d->offset();
}

QModelIndex FeedView::indexAt(const QPoint& point) const
{
    if (!d || !d->model || d->heights.count() == 0)
        return {};
    const int y = point.y() + d->offset();
    if (y < 0 || y >= d->heights.total())
        return {};
    return d->model->index(d->heights.rowAt(y));
}

QRect FeedView::visualRect(const QModelIndex& index) const
{
    if (!d || !index.isValid() || index.row() >= d->heights.count())
        return {};
    return QRect(0, d->heights.top(index.row()) - d->offset(), viewport()->width(),
        d->heights.at(index.row()).height);
}

void FeedView::scrollTo(const QModelIndex& index, ScrollHint)
{
    if (d && index.isValid() && index.row() < d->heights.count())
        d->ensureVisible(index.row());
}

void FeedView::doItemsLayout()
{
    if (!d || !d->model)
        return;
    // Qt asks for this after changes that are already settled; what is left is to paint.
    if (d->heights.count() == d->model->rowCount())
        viewport()->update();
}

void FeedView::reset()
{
    QAbstractItemView::reset();
    if (!d)
        return;
    d->slide.stop();
    d->hovered = {};
    d->pressed = {};
    d->focusedRegion = -1;
    d->endAskedAt = -1;
    d->estimateAll();
    d->setUnseenRows(0);
    d->waiting = {};
    d->isStale = false;
    d->settleOrWait({});
}

void FeedView::dataChanged(
    const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>&)
{
    if (!topLeft.isValid() || topLeft.row() >= d->heights.count())
        return;
    const ScrollAnchor anchor = d->anchorNow();
    const int last = std::min(bottomRight.row(), d->heights.count() - 1);
    for (int row = topLeft.row(); row <= last; ++row) {
        d->heights.setKey(row, d->model->row(row).key);
        // A measured height is the better guess until the row is laid out again.
        d->heights.setEstimate(row,
            d->heights.at(row).isMeasured ? d->heights.at(row).height
                                          : estimateHeight(d->inputFor(row)));
    }
    d->settleOrWait(anchor);
}

void FeedView::rowsInserted(const QModelIndex&, int first, int last)
{
    if (!d->model)
        return;
    const int before = d->heights.count();
    const bool wasEmpty = before == 0
        || (before == 1
            && d->model->row(first == 0 ? last + 1 : 0).kind == FeedRow::Kind::End); // alone
    const ScrollAnchor anchor = wasEmpty ? ScrollAnchor{} : d->anchorNow();
    std::vector<HeightIndex::Row> rows;
    rows.reserve(size_t(last - first + 1));
    for (int row = first; row <= last; ++row)
        rows.push_back(d->estimated(row));
    d->heights.insert(first, rows);
    if (d->hovered.row >= first)
        d->hovered.row += last - first + 1;
    if (d->pressed.row >= first)
        d->pressed.row += last - first + 1;
    const int fromNewest = d->isNewestFirst() ? first : before - first;
    if (!anchor.isAtNewest && fromNewest <= d->unseenRows)
        d->addUnseenRows(fromNewest, last - first + 1);
    d->settleOrWait(anchor);
}

void FeedView::rowsAboutToBeRemoved(const QModelIndex&, int first, int last)
{
    d->removing = d->anchorNow(first, last);
    d->pressed = {};
    const int current = d->currentRow();
    if (current >= first && current <= last)
        d->focusedRegion = -1;
}

void FeedView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QAbstractItemView::currentChanged(current, previous); // tells screen readers
    d->updateRow(previous.row());
    d->updateRow(current.row());
}

void FeedView::updateGeometries()
{
    if (d && d->model && d->heights.count() == d->model->rowCount())
        d->setOffset(d->offset());
}

void FeedView::scrollContentsBy(int, int dy)
{
    if (!d || d->isAdjusting)
        return;
    viewport()->scroll(0, dy);
    const int before = d->offset();
    // At the edge nothing is held on to, but a correction must not pull away from it either.
    const ScrollAnchor anchor = d->measuredAnchor();
    const auto [first, last] = d->visibleRange();
    bool isMeasured = true;
    for (int row = first; row <= last; ++row)
        isMeasured = isMeasured && d->heights.at(row).isMeasured && d->cachedLayout(row);
    if (!isMeasured) {
        for (int row = first; row <= last; ++row)
            d->layout(row);
        d->settle(anchor);
        if (d->offset() == before)
            return;
        viewport()->update();
        return;
    }
    d->afterMove();
    if (d->hovered.row >= 0)
        d->hover(viewport()->mapFromGlobal(QCursor::pos()));
}

void FeedView::resizeEvent(QResizeEvent* event)
{
    // The bar still has the range of before: whoever reads the newest at the bottom stays there.
    const QScrollBar* bar = verticalScrollBar();
    const bool isAtBottom = !d->isStale && !d->isNewestFirst() && bar->value() >= bar->maximum();
    const ScrollAnchor anchor = isAtBottom ? ScrollAnchor{} : d->anchorNow();
    if (event->oldSize().width() != event->size().width())
        d->forgetLayouts();
    d->settleOrWait(anchor);
}

void FeedView::showEvent(QShowEvent* event)
{
    QAbstractItemView::showEvent(event);
    if (!d->isStale) {
        d->waiting = d->anchorNow();
        d->isStale = true;
    }
}

void FeedView::changeEvent(QEvent* event)
{
    QAbstractItemView::changeEvent(event);
    if (!d)
        return;
    if (event->type() == QEvent::LayoutDirectionChange) {
        d->forgetLayouts();
        d->settleOrWait(d->anchorNow());
    }
}

void FeedView::paintEvent(QPaintEvent* event)
{
    if (d->isStale)
        d->settle(d->waiting);
    if (!qFuzzyCompare(d->iconRatio, devicePixelRatioF())) {
        d->iconRatio = devicePixelRatioF();
        d->icons = PostIcons(d->style, d->iconRatio);
    }
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    const int offset = d->offset();
    bool hasPost = false;
    int bottom = 0;
    const auto [first, last] = d->visibleRange();
    for (int row = first; row <= last; ++row) {
        const int top = d->heights.top(row) - offset;
        bottom = top + d->heights.at(row).height;
        if (bottom <= dirty.top() || top > dirty.bottom())
            continue;
        const PostLayout& layout = d->layout(row);
        painter.save();
        painter.setClipRect(QRect(0, top, layout.width, layout.height) & dirty);
        painter.translate(0, top);
        paintPost(painter, layout, d->paintFor(row));
        painter.restore();
        hasPost = hasPost || layout.kind == FeedRow::Kind::Post;
    }
    if (bottom <= dirty.bottom())
        painter.fillRect(
            QRect(QPoint(0, std::max(bottom, 0)), dirty.bottomRight()), d->style.tokens.card);
    if (hasPost && !d->hasPainted) {
        d->hasPainted = true;
        Q_EMIT firstPostPainted();
    }
}

int FeedView::horizontalOffset() const
{
    return 0;
}

int FeedView::verticalOffset() const
{
    return d ? d->offset() : 0;
}

bool FeedView::isIndexHidden(const QModelIndex&) const
{
    return false;
}

void FeedView::setSelection(const QRect&, QItemSelectionModel::SelectionFlags) { }

QRegion FeedView::visualRegionForSelection(const QItemSelection&) const
{
    return {};
}

QSize FeedView::viewportSizeHint() const
{
    return QAbstractScrollArea::viewportSizeHint();
}

QItemSelectionModel::SelectionFlags FeedView::selectionCommand(
    const QModelIndex&, const QEvent*) const
{
    return QItemSelectionModel::NoUpdate;
}

} // namespace staffroom
