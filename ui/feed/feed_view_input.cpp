#include "ui/feed/feed_view.h"
#include "ui/feed/feed_view_private.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWebAddress(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

} // namespace

FeedView::Private::Spot FeedView::Private::spotAt(QPoint at) const
{
    Spot spot;
    const QModelIndex index = q->indexAt(at);
    if (!index.isValid() || !q->viewport()->rect().contains(at))
        return spot;
    spot.row = index.row();
    if (const PostLayout* l = cachedLayout(spot.row))
        spot.region = regionAt(*l, at - QPoint(0, heights.top(spot.row) - offset()));
    return spot;
}

void FeedView::Private::setHovered(Spot spot)
{
    if (spot.row == hovered.row && spot.region == hovered.region)
        return;
    const int before = hovered.row;
    hovered = spot;
    updateRow(before);
    updateRow(spot.row);
    if (spot.region >= 0)
        q->viewport()->setCursor(Qt::PointingHandCursor);
    else
        q->viewport()->unsetCursor();
}

void FeedView::Private::hover(QPoint at)
{
    setHovered(spotAt(at));
}

void FeedView::Private::leave()
{
    setHovered({});
}

int FeedView::Private::currentRow() const
{
    const int row = q->currentIndex().row();
    return row < heights.count() ? row : -1;
}

/// Scrolls as little as shows the row whole, or its beginning where it is higher than the view.
void FeedView::Private::ensureVisible(int row)
{
    if (!isOnScreen())
        return;
    slide.stop();
    for (int pass = 0; pass < 2; ++pass) { // measuring the row may change where it ends
        const int top = heights.top(row);
        const int bottom = heights.top(row + 1);
        if (top < offset() || bottom - top > viewHeight())
            settle({false, heights.at(row).key, 0});
        else if (bottom > offset() + viewHeight())
            settle({false, heights.at(row).key, viewHeight() - (bottom - top)});
    }
}

void FeedView::Private::setCurrent(int row, bool isScrolled)
{
    if (!model || row < 0 || row >= heights.count())
        return;
    if (row != currentRow())
        focusedRegion = -1;
    q->selectionModel()->setCurrentIndex(model->index(row), QItemSelectionModel::NoUpdate);
    if (isScrolled)
        ensureVisible(row);
    updateRow(row);
}

void FeedView::Private::moveCurrent(int step)
{
    if (heights.count() == 0)
        return;
    const int current = currentRow();
    const auto [first, last] = visibleRange();
    int row = current < 0 ? first : std::clamp(current + step, 0, heights.count() - 1);
    if (current < 0 && step < 0)
        row = last;
    leave(); // the keyboard has taken over
    setCurrent(row, true);
}

void FeedView::Private::emitAction(PostAction action)
{
    Q_EMIT q->acted(action);
}

/// Opens or folds a part of a row; the row's top stays where it is.
void FeedView::Private::unfold(int row, bool Unfolded::*part)
{
    const quint64 key = heights.at(row).key;
    Unfolded state = unfolded.value(key);
    state.*part = !(state.*part);
    unfolded.insert(key, state);
    focusedRegion = -1;
    const ScrollAnchor anchor = ScrollAnchor::onRow(heights, row, offset());
    heights.setEstimate(row, heights.at(row).height);
    settle(anchor);
    if (hovered.row >= 0)
        hover(q->viewport()->mapFromGlobal(QCursor::pos()));
}

void FeedView::Private::activate(int row, int region)
{
    const PostLayout* l = cachedLayout(row);
    if (!l || region < 0 || size_t(region) >= l->regions.size())
        return;
    const HitRegion hit = l->regions[size_t(region)]; // the layout may go while we act
    PostAction action;
    action.post = postAt(row);
    action.url = hit.url;
    action.text = hit.text;
    action.index = hit.index;
    switch (hit.kind) {
    case HitRegion::Kind::Link:
    case HitRegion::Kind::Card:
        action.kind = PostAction::Kind::OpenLink;
        if (isWebAddress(hit.url))
            emitAction(std::move(action));
        break;
    case HitRegion::Kind::Author:
    case HitRegion::Kind::Mention:
        action.kind = PostAction::Kind::OpenAuthor;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Tag:
        action.kind = PostAction::Kind::OpenTag;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Media:
        action.kind = PostAction::Kind::OpenMedia;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Quote:
        action.kind = PostAction::Kind::OpenPost;
        if (action.post && action.post->quote)
            action.post = action.post->quote->post;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Warning:
        unfold(row, &Unfolded::warning);
        break;
    case HitRegion::Kind::More:
        unfold(row, &Unfolded::more);
        break;
    case HitRegion::Kind::MediaCover:
        unfold(row, &Unfolded::media);
        break;
    case HitRegion::Kind::Menu: {
        const QPoint at = hit.bounds().bottomLeft() + QPoint(0, heights.top(row) - offset());
        Q_EMIT q->contextMenuFor(postAt(row), q->viewport()->mapToGlobal(at));
        break;
    }
    case HitRegion::Kind::Reply:
        action.kind = PostAction::Kind::Reply;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Boost:
        action.kind = PostAction::Kind::Boost;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Favourite:
        action.kind = PostAction::Kind::Favourite;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Bookmark:
        action.kind = PostAction::Kind::Bookmark;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Vote:
        action.kind = PostAction::Kind::Vote;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Delivery:
        action.kind = PostAction::Kind::Delivery;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Place:
        action.kind = PostAction::Kind::Place;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Star:
        action.kind = PostAction::Kind::Star;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::Show:
        action.kind = PostAction::Kind::ShowHidden;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::ShowAuthor:
        action.kind = PostAction::Kind::ShowAuthor;
        emitAction(std::move(action));
        break;
    case HitRegion::Kind::GapLoad:
    case HitRegion::Kind::EndLoad:
        activateRow(row);
        break;
    }
}

void FeedView::Private::activateRow(int row)
{
    if (!model || row < 0 || row >= heights.count())
        return;
    const FeedRow& content = model->row(row);
    switch (content.kind) {
    case FeedRow::Kind::Post: {
        PostAction action;
        action.kind = PostAction::Kind::OpenThread;
        action.post = content.entry->post;
        emitAction(std::move(action));
        break;
    }
    case FeedRow::Kind::Gap:
        if (!content.gap->isLoading)
            Q_EMIT q->gapActivated(content.gap->id);
        break;
    case FeedRow::Kind::Heading:
        break;
    case FeedRow::Kind::End:
        if (content.end == FeedEnd::MayHaveMore || content.end == FeedEnd::Failed)
            Q_EMIT q->endReached();
        break;
    }
}

PostPtr FeedView::currentPost() const
{
    return d->postAt(d->currentRow());
}

void FeedView::focusPost(const PostId& id)
{
    if (!d->model)
        return;
    const int row = d->model->rowOfPost(id);
    if (row >= 0)
        d->setCurrent(row, true);
}

void FeedView::selectNext()
{
    d->moveCurrent(1);
}

void FeedView::selectPrevious()
{
    d->moveCurrent(-1);
}

void FeedView::toggleExpanded()
{
    const int row = d->currentRow();
    const PostPtr post = d->postAt(row);
    const PostLayout* layout = d->cachedLayout(row);
    if (!post || !layout)
        return;
    const RowMarks* marks = d->model->row(row).marks;
    const bool isCovered
        = !post->media.empty() && (post->isSensitive || (marks && marks->coversMedia));
    if (!post->contentWarning.isEmpty())
        d->unfold(row, &Unfolded::warning);
    else if (isCovered)
        d->unfold(row, &Unfolded::media);
    else if (layout->isCut || d->unfolded.value(d->heights.at(row).key).more)
        d->unfold(row, &Unfolded::more);
}

void FeedView::activateCurrent()
{
    if (d->focusedRegion >= 0)
        d->activate(d->currentRow(), d->focusedRegion);
    else
        d->activateRow(d->currentRow());
}

QModelIndex FeedView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (!d->model || d->heights.count() == 0)
        return {};
    const int last = d->heights.count() - 1;
    int row = std::max(0, d->currentRow());
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = std::max(0, row - 1);
        break;
    case MoveDown:
    case MoveNext:
        row = std::min(last, row + 1);
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = last;
        break;
    default:
        break;
    }
    return d->model->index(row);
}

void FeedView::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (event->matches(QKeySequence::Copy)) {
        if (const PostPtr post = currentPost())
            d->emitAction({PostAction::Kind::CopyText, post, {}, {}, 0});
        return;
    }
    if (!isPlain) {
        event->ignore();
        return;
    }
    QScrollBar* bar = verticalScrollBar();
    const int page = std::max(1, bar->pageStep() - d->style.bodyPitch() * 2);
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_J:
        selectNext();
        return;
    case Qt::Key_Up:
    case Qt::Key_K:
        selectPrevious();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateCurrent();
        return;
    case Qt::Key_X:
        toggleExpanded();
        return;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + page);
        return;
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - page);
        return;
    case Qt::Key_Space:
        bar->setValue(bar->value() + (event->modifiers() & Qt::ShiftModifier ? -page : page));
        return;
    case Qt::Key_Home:
        d->leave();
        d->setCurrent(0, true);
        return;
    case Qt::Key_End:
        d->leave();
        d->setCurrent(d->heights.count() - 1, true);
        return;
    case Qt::Key_Escape:
        if (d->focusedRegion >= 0) {
            d->focusedRegion = -1;
            d->updateRow(d->currentRow());
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

bool FeedView::focusNextPrevChild(bool next)
{
    const int row = d->currentRow();
    const PostLayout* layout = hasFocus() ? d->cachedLayout(row) : nullptr;
    if (layout) {
        // Backwards from the post itself leaves the view, forwards goes into the post.
        const bool leaves = !next && d->focusedRegion < 0;
        const int region = leaves ? -1 : nextRegion(*layout, d->focusedRegion, next ? 1 : -1);
        const bool wasInside = d->focusedRegion >= 0;
        d->focusedRegion = region;
        d->updateRow(row);
        if (region >= 0 || (!next && wasInside))
            return true;
    }
    return QAbstractScrollArea::focusNextPrevChild(next);
}

void FeedView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason
        || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    if (isByKey && d->currentRow() < 0 && d->heights.count() > 0)
        d->setCurrent(d->visibleRange().first, false);
    d->updateRow(d->currentRow());
}

void FeedView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    d->focusedRegion = -1;
    d->updateRow(d->currentRow());
}

bool FeedView::viewportEvent(QEvent* event)
{
    if (!d)
        return QAbstractScrollArea::viewportEvent(event);
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = indexAt(help->pos()).row();
        QString text;
        if (const PostLayout* layout = d->cachedLayout(row))
            text = tooltipAt(*layout, help->pos() - QPoint(0, d->heights.top(row) - d->offset()));
        // Escaped and marked, because Qt guesses whether a tooltip is markup.
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(),
                u"<span>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s,
                viewport());
        return true;
    }
    // Entering is no pointing: Qt tells it too when the view comes under a resting pointer, with
    // its window or from under a notice. Whoever points moves.
    case QEvent::Leave:
    case QEvent::HoverLeave:
        d->leave();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void FeedView::mouseMoveEvent(QMouseEvent* event)
{
    d->hover(event->position().toPoint());
}

void FeedView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    d->hover(event->position().toPoint());
    d->pressed = d->hovered;
    if (d->pressed.row >= 0)
        d->setCurrent(d->pressed.row, false);
}

void FeedView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto pressed = std::exchange(d->pressed, {});
    const auto spot = d->spotAt(event->position().toPoint());
    if (spot.row >= 0 && spot.row == pressed.row && spot.region >= 0
        && spot.region == pressed.region)
        d->activate(spot.row, spot.region);
}

void FeedView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto spot = d->spotAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && spot.region < 0)
        d->activateRow(spot.row);
    else
        d->pressed = spot;
}

void FeedView::contextMenuEvent(QContextMenuEvent* event)
{
    int row = d->spotAt(event->pos()).row;
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        row = d->currentRow();
        at = viewport()->mapToGlobal(
            QPoint(d->style.padX(), d->heights.top(row) - d->offset() + d->style.bodyPitch()));
    }
    if (const PostPtr post = d->postAt(row)) {
        d->setCurrent(row, false);
        Q_EMIT contextMenuFor(post, at);
    }
}

void FeedView::wheelEvent(QWheelEvent* event)
{
    d->slide.stop();
    QAbstractScrollArea::wheelEvent(event);
}

} // namespace staffroom
