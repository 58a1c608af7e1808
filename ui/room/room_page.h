#pragma once

#include "core/room/room_model.h"
#include "ui/columns/panel_maker.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_panel.h"
#include "ui/room/room_side.h"

#include <QWidget>

#include <functional>

class QStackedLayout;

namespace staffroom {

class ColumnNotice;
class NewPostsPill;
class QuestionRail;
class Room;
class RoomActing;
class RoomFoot;
class RoomHead;
class RoomSpeaker;
class RoomStatusBar;
class ThinScrollBar;

/// A chat as a teacher sees it: the question always in view, one calm list, the questions at the
/// left, hosts, replies and people at the right, one line of state below. Everything by keyboard.
class RoomPage : public QWidget {
    Q_OBJECT
public:
    /// `maker` null: nothing can be written.
    RoomPage(const ShellContext& context, std::shared_ptr<Room> room, PanelMaker* maker,
        QWidget* parent = nullptr);
    ~RoomPage() override;

    Room& room() const { return *m_room; }
    std::shared_ptr<Room> sharedRoom() const { return m_room; }
    QString title() const;
    void setStyleTokens(const Style& style);
    void refreshTimes();
    void setWindowActive(bool active);
    /// One of the window's actions; true: it was for the room (or has no sense in it).
    bool run(QLatin1StringView action);
    void focusPosts(Qt::FocusReason reason = Qt::ShortcutFocusReason);
    void keepPlace(); ///< tells the room where the person is

    // What is shown.
    const RoomView& view() const { return m_view; }
    void setView(const RoomView& view);
    std::optional<int> question() const { return m_question; } ///< that is looked at
    /// The person looks at this one; absent: at whatever is on.
    void setQuestion(std::optional<int> question);
    bool isFollowing() const { return m_isFollowing; }
    bool isSideShown() const;
    void setSideShown(bool shown);

    FeedView* posts() const; ///< the list that is shown
    FeedView* stream() const { return m_stream.view; }
    QuestionRail* rail() const { return m_rail; }
    QuestionPanel* panel() const { return m_panel; }
    RoomHead* head() const { return m_head; }
    RoomSide* side() const { return m_side; }
    RoomFoot* foot() const { return m_foot; }
    RoomStatusBar* status() const { return m_status; }
    RoomActing* acting() const { return m_acting; }
    RoomSpeaker* speaker() const { return m_speaker; }
    NewPostsPill* pill() const { return m_pill; }
    ColumnNotice* notice() const { return m_notice; }

Q_SIGNALS:
    void leaveWanted();
    void recapWanted();
    void shelfWanted();
    void newVoicesWanted();
    void hostDeskWanted();
    void noteWanted(const staffroom::PostPtr& post);
    void hostsWanted();
    void editWanted();
    void wished(const staffroom::WritingWish& wish);
    void signInWanted(const staffroom::Source& source);
    void unlockWanted();
    void threadWanted(const staffroom::PostPtr& post, const staffroom::Source& source);
    void mediaWanted(const staffroom::PostPtr& post, int index);
    void columnWanted(const staffroom::FeedSpec& spec);
    /// A sentence for the window's notice; with `isUndoable` it offers the way back by `undo`.
    void told(const QString& sentence, bool isUndoable);

public:
    void undo();
    void openMoveMenu(const PostPtr& post);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct List {
        FeedView* view = nullptr;
        ThinScrollBar* bar = nullptr;
        RoomModel* model = nullptr;
    };
    List makeList(const RoomView& view);
    void connectParts();
    void restorePlace();
    void refresh();
    void questionsChanged();
    void wantFigures();
    void refreshFigures();
    void refreshPanel();
    void showNotice();
    void markRead();
    void placeParts();
    void step(int by);
    void act(PostAction::Kind kind);
    void openMenu();
    void focusPart(int by);
    bool runQuestion(QLatin1StringView action);
    bool runPace(QLatin1StringView action);
    bool runPost(QLatin1StringView action);
    PostPtr selected() const;

    ShellContext m_context;
    std::shared_ptr<Room> m_room;
    Style m_style;
    RoomView m_view;
    std::optional<int> m_question;
    bool m_isFollowing = true;
    bool m_isNarrow = false;
    bool m_isWindowActive = false;
    bool m_wantsSide = true;
    PostId m_returnTo; ///< where the person was; sought until it is there
    RoomHead* m_head;
    QuestionRail* m_rail;
    QuestionPanel* m_panel;
    QWidget* m_centre;
    List m_stream;
    List m_other;
    ColumnNotice* m_notice;
    NewPostsPill* m_pill;
    RoomSide* m_side;
    RoomFoot* m_foot;
    RoomStatusBar* m_status;
    RoomActing* m_acting;
    RoomSpeaker* m_speaker;
    std::unique_ptr<Timer> m_tick;
    std::unique_ptr<Timer> m_figures;
    bool m_isFigureDue = false;
    std::vector<ChatQuestion> m_asked; ///< as last shown, without their counts
};

} // namespace staffroom
