#pragma once

#include "core/feeds/feed_hub.h"
#include "core/model/column.h"
#include "ui/columns/column_menu.h"
#include "ui/columns/shell_context.h"
#include "ui/columns/writing_wish.h"
#include "ui/feed/feed_view.h"

#include <QPointer>
#include <QWidget>

namespace staffroom {

class ColumnHeader;
class ColumnNotice;
class ColumnStrip;
struct ChatFacts;
class NewPostsPill;
class PostActing;
class ReadTracker;
class ResizeEdge;
class ThinScrollBar;
class TroubleBar;

/// One column of the deck: header, posts, pill, notices, grip; or the narrow strip when collapsed.
/// Its settings live in DeckModel; it asks for changes there and follows columnChanged.
class ColumnFrame : public QWidget {
    Q_OBJECT
public:
    ColumnFrame(const ShellContext& context, const ColumnId& id, QWidget* parent = nullptr);
    ~ColumnFrame() override;

    const ColumnId& id() const { return m_id; }
    QString title() const;
    FeedView* view() const { return m_view; }
    ColumnHeader* header() const { return m_header; }
    ColumnNotice* notice() const { return m_notice; }
    TroubleBar* trouble() const { return m_trouble; }
    NewPostsPill* pill() const { return m_pill; }
    Feed& feed() const { return *m_feed; }
    bool isUnread() const;

    void setStyleTokens(const Style& style);
    /// The focused column.
    void setActive(bool active);
    /// At least partly inside the deck's visible part: only then is its feed asked often.
    void setInView(bool inView);
    void setWindowActive(bool active);
    void refreshTimes();

    void run(ColumnCommand command);
    void refresh();
    void setPaused(bool paused);
    void goToNewest();
    /// By a key it also selects a post, which then must not move; else the column goes on.
    void focusPosts(Qt::FocusReason reason = Qt::ShortcutFocusReason);
    void openMenu();

    /// What is done to the selected post by a key; nothing without one.
    void actOnCurrent(PostAction::Kind kind);
    const ColumnConfig& config() const;
    PostActing& acting() { return *m_acting; }
    /// The chat that is followed here, for whoever writes.
    ChatFacts chatFacts() const;
    /// A panel below the posts, made by the window, for an answer; null takes it away.
    void setInlinePanel(QWidget* panel);
    QWidget* inlinePanel() const { return m_inline; }

Q_SIGNALS:
    void wished(const staffroom::WritingWish& wish);
    void unreadChanged();
    void headerClicked();
    void dragMoved(const QPoint& globalPos);
    void dragFinished(const QPoint& globalPos, bool wasCancelled);
    /// A tag or a person of a post: a column beside this one.
    void columnWanted(const staffroom::FeedSpec& spec);
    /// The chat that is followed here, as a room.
    void roomWanted(const staffroom::ColumnConfig& column);
    /// This column cannot be read as it is; the person wants to choose anew.
    void changeWanted();
    void threadWanted(const staffroom::PostPtr& post, const staffroom::Source& source);
    void mediaWanted(const staffroom::PostPtr& post, int index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void applyConfig();
    void applyWidth(int width);
    void change(const std::function<void(ColumnConfig&)>& edit);
    void showState();
    void showTrouble(const FeedState& state, const QString& sentence);
    void setTroubleShown(bool shown);
    void noticePressed();
    QRect columnRect() const;
    void placeParts();
    void countViewer();
    void act(const PostAction& action);
    void showWriting();
    void openPostMenu(const PostPtr& post, const QPoint& at);

    ShellContext m_context;
    ColumnId m_id;
    ColumnConfig m_lastConfig; ///< outlives the deck's own while closing
    std::shared_ptr<Feed> m_feed;
    FeedModel* m_model = nullptr;
    ColumnHeader* m_header;
    TroubleBar* m_trouble;
    FeedView* m_view;
    ThinScrollBar* m_bar;
    ColumnNotice* m_notice;
    NewPostsPill* m_pill;
    ColumnStrip* m_strip;
    ResizeEdge* m_edge;
    PostActing* m_acting;
    QPointer<QWidget> m_inline;
    ReadTracker* m_reads = nullptr;
    Style m_style;
    enum class NoticeButton { None, Refresh, Resume, Change };
    NoticeButton m_noticeButton = NoticeButton::None;
    bool m_isInView = false;
    bool m_isWindowActive = false;
    bool m_isViewer = false;
};

} // namespace staffroom
