#pragma once

#include "core/base/error.h"
#include "core/model/post.h"
#include "ui/columns/shell_context.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/appearance.h"

#include <QPointer>

#include <memory>

class QBoxLayout;
class QStackedLayout;

namespace staffroom {

class AddColumnDialog;
class AfterwardsDesk;
class ChatsDesk;
class DeckView;
class RoomDesk;
class RoomPage;
class FirstRunPage;
class WindowNotice;
class SideBar;
class WritingDesk;
class ThreadDialog;
class Timer;
struct FeedSpec;
struct RoomSetup;
struct Source;

/// The window: side bar, deck or start page, notice bar; binds every action. Asks the deck model
/// for all changes and shows what it says.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(const ShellContext& context, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What the desktop prefers; counts while the scheme is "system".
    void setSystemDark(bool dark);
    /// The deck file could not be read and the newest backup stands in.
    void tellDeckRestored();
    void tellNotSaved(const Error& error);
    /// The person's own data was damaged; the copy of this day stands in.
    void tellWordsRestored(const QDate& day);

    DeckView* deckView() const { return m_deckView; }
    FirstRunPage* firstRunPage() const { return m_firstRun; } ///< null until it is needed
    SideBar* sideBar() const { return m_sideBar; }
    WindowNotice* noticeBar() const { return m_notice; }
    ActionRegistry& actions() { return *m_actions; }
    WritingDesk* desk() const { return m_desk; } ///< null in a window that only reads
    RoomDesk* rooms() const { return m_rooms; } ///< null: no chat rooms
    AfterwardsDesk* afterwards() const { return m_afterwards; } ///< null: no chat rooms
    const Style& style() const { return m_appearance->style(); }

    /// Goes on with the room of this chat, or begins it. Null: there are no rooms.
    RoomPage* openRoom(const RoomSetup& setup);
    ChatsDesk* chats() const { return m_chats; } ///< null without a timetable

    AddColumnDialog* openAddColumn(const FeedSpec* like = nullptr, int atIndex = -1);
    ThreadDialog* openThread(const PostPtr& post, const Source& source);
    void openMedia(const PostPtr& post, int index);
    void openSettings();
    /// Without asking about what is not sent: the desktop or a signal ends the program.
    void closeNow();
    void openKeys();

Q_SIGNALS:
    /// The first paint of a post in any column.
    void firstPostPainted();
    /// The person closes the window; read markers are set.
    void closing();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void bindActions();
    void bindWriting();
    void bindRooms();
    void bindChats();
    void placePanel();
    void applyStyle();
    void showColumns();
    FirstRunPage* startPage();
    void closeChats();
    void showColumnsAgain();
    void showDeckOrStart();
    void addColumn(const FeedSpec& spec, int atIndex, const QString& title = {});
    void tellClosed();
    void step(int by);
    void moveColumn(int by);
    void watchFirstPaint();
    void notePainted();

    ShellContext m_context;
    Appearance* m_appearance;
    ActionRegistry* m_actions;
    SideBar* m_sideBar;
    DeckView* m_deckView;
    FirstRunPage* m_firstRun = nullptr;
    WindowNotice* m_notice;
    WritingDesk* m_desk = nullptr;
    RoomDesk* m_rooms = nullptr;
    AfterwardsDesk* m_afterwards = nullptr;
    ChatsDesk* m_chats = nullptr;
    QBoxLayout* m_top; ///< the bar that tells of a chat, above the rest
    QBoxLayout* m_main; ///< the composer and what it stands beside
    QStackedLayout* m_stack;
    QPointer<AddColumnDialog> m_addDialog;
    std::unique_ptr<Timer> m_minute;
    bool m_wasPainted = false;
    bool m_mustClose = false;
};

} // namespace staffroom
