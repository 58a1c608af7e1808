#pragma once

#include "core/feeds/feed_model.h"
#include "core/media/image_repository.h"
#include "ui/base/style.h"

#include <QListView>

#include <memory>

namespace staffroom {

/// What the person did to a post; the column's owner decides what it means.
struct PostAction {
    enum class Kind {
        OpenLink, ///< `url`, already checked to be http(s)
        OpenTag, ///< `text`: the tag without '#'
        OpenAuthor, ///< `text`: full handle; `url`: profile page
        OpenPost, ///< the post's own page
        OpenMedia, ///< `index` in Post::media
        CopyLink,
        CopyText,
        OpenThread,
        Reply,
        Quote,
        Boost, ///< or take it back
        Favourite,
        Bookmark,
        Vote,
        Delivery, ///< `index`: a DeliveryStep
        Place, ///< under another question of the room
        Star,
        ShowHidden,
        ShowAuthor,
    };
    Kind kind = Kind::OpenPost;
    PostPtr post;
    QUrl url;
    QString text;
    int index = 0;
};

/// The posts of one column. A QListView only so that screen readers know it as a list of rows;
/// measuring, layout, paint, hit-testing, keyboard and scrolling are its own: only rows near the
/// view are ever laid out, nothing asks for size hints.
///
/// Anchor: while at the newest edge and neither pointed at nor focused, arrivals show at once.
/// Everywhere else what is in view stays where it is to the pixel, and arrivals at the newest edge
/// are counted in `newCount()`; only `goToNewest()` (the pill) or the person moves the view.
class FeedView : public QListView {
    Q_OBJECT
public:
    struct Context {
        ImageRepository* images = nullptr; ///< may be null: boxes stay placeholders
        const Clock* clock = nullptr; ///< for relative times; never null
    };
    explicit FeedView(Context context, QWidget* parent = nullptr);
    ~FeedView() override;

    /// The model must outlive its use here; null detaches.
    void setFeedModel(RowModel* model);
    RowModel* feedModel() const;
    void setStyleTokens(const Style& style);
    /// The column's own tags, folded: drawn quietly.
    void setQuietTags(const QStringList& tags);
    /// Posts can be answered, boosted and so on from here.
    void setOffersActions(bool offers);

    int newCount() const;
    void goToNewest();
    bool isAtNewest() const;

    PostPtr currentPost() const; ///< keyboard selection
    void focusPost(const PostId& id);
    void selectNext();
    void selectPrevious();
    void toggleExpanded(); ///< content warning of the current post
    void activateCurrent();

    /// Called once a minute: relative times of visible rows.
    void refreshTimes();

    QModelIndex indexAt(const QPoint& point) const override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void doItemsLayout() override;
    void reset() override;

    // For tests, metrics and the debug overlay.
    qint64 layoutsMade() const;
    int visibleRows() const;
    /// Top of the row in viewport pixels, if the row is laid out.
    std::optional<int> rowTop(quint64 key) const;

Q_SIGNALS:
    void newCountChanged(int count);
    void acted(const staffroom::PostAction& action);
    void gapActivated(quint64 gapId);
    void endReached(); ///< the end row came near the view, or was activated
    /// First paint that showed at least one post.
    void firstPostPainted();
    void contextMenuFor(const staffroom::PostPtr& post, const QPoint& globalPos);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
        const QList<int>& roles = {}) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    QSize viewportSizeHint() const override;
    QItemSelectionModel::SelectionFlags selectionCommand(
        const QModelIndex& index, const QEvent* event = nullptr) const override;

    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
