#pragma once

#include "core/room/room_setup.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"
#include "ui/columns/writing_wish.h"
#include "ui/room/room_page.h"
#include "ui/shell/action_registry.h"

#include <QObject>
#include <QPointer>

class QStackedLayout;

namespace staffroom {

class HostsDialog;
class OpenRoomDialog;
class SideBar;
class WindowNotice;
class WritingDesk;
struct ColumnConfig;

/// Chat rooms in the window: opens one in place of the columns, leaves it, and brings together the
/// room, what is written in it, and the side bar. The columns are not touched.
class RoomDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QWidget* window = nullptr;
        QStackedLayout* stack = nullptr; ///< of the columns and what stands in their place
        ActionRegistry* actions = nullptr;
        WindowNotice* notice = nullptr;
        SideBar* sideBar = nullptr;
        WritingDesk* writing = nullptr; ///< null in a window that only reads
    };
    /// `context.rooms` is never null here.
    RoomDesk(const ShellContext& context, const Parts& parts, QObject* parent = nullptr);
    ~RoomDesk() override;

    void setStyleTokens(const Style& style);
    void setWindowActive(bool active);
    void refreshTimes();

    /// Goes on with the room of this chat, or begins it.
    RoomPage* openRoom(const RoomSetup& setup);
    RoomPage* openRecord(const RoomRecord& record);
    void leave();
    bool isOpen() const { return !m_page.isNull(); }
    RoomPage* page() const { return m_page; }
    std::shared_ptr<Room> room() const; ///< null: none is open

    /// For a new room, with what is known of it already.
    OpenRoomDialog* openDialog(const RoomSetup& known = {});
    OpenRoomDialog* editRoom();
    HostsDialog* openHosts();

Q_SIGNALS:
    void opened(staffroom::RoomPage* page);
    void left(); ///< the window shows what it had
    void recapWanted(const std::shared_ptr<staffroom::Room>& room);
    void newVoicesWanted(const std::shared_ptr<staffroom::Room>& room);
    void shelfWanted(const std::shared_ptr<staffroom::Room>& room);
    void hostDeskWanted(const std::shared_ptr<staffroom::Room>& room);
    void noteWanted(const std::shared_ptr<staffroom::Room>& room, const staffroom::PostId& post);
    void threadWanted(const staffroom::PostPtr& post, const staffroom::Source& source);
    void mediaWanted(const staffroom::PostPtr& post, int index);
    void columnWanted(const staffroom::FeedSpec& spec);

private:
    void bindActions();
    void connectPage();
    void write(const WritingWish& wish);
    void chooseAccount(const WritingWish& wish);
    void askUnlock();
    void showRooms();
    RoomPage* show(const RoomRecord& record);

    ShellContext m_context;
    Parts m_parts;
    Style m_style;
    QPointer<RoomPage> m_page;
    QPointer<OpenRoomDialog> m_dialog;
    QPointer<HostsDialog> m_hosts;
    QStringList m_listed; ///< ids of the rooms in the side bar
    bool m_isWindowActive = false;
};

/// The room of a column that follows a hashtag; its hashtag is empty for other columns.
RoomSetup roomOf(const ColumnConfig& column);
/// The room of a starter deck: the practice chat, with its hosts.
RoomSetup roomOf(const std::vector<FeedSpec>& specs);

} // namespace staffroom
