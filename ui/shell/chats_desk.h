#pragma once

#include "core/room/room_setup.h"
#include "core/timetable/agenda.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"

#include <QObject>
#include <QTimeZone>

#include <memory>

class QBoxLayout;
class QStackedLayout;

namespace staffroom {

class ChatsPage;
class ReminderNotice;
class SideBar;
class Timer;
class WindowNotice;

/// Everything in the window that has to do with the timetable: the page of chats, the next one in
/// the side bar, and telling of a start.
class ChatsDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QWidget* window = nullptr;
        QStackedLayout* stack = nullptr; ///< of the columns and what stands in their place
        QBoxLayout* top = nullptr; ///< above them: the bar that tells of a start
        WindowNotice* notice = nullptr;
        SideBar* sideBar = nullptr;
        QTimeZone readerZone; ///< valid
    };
    /// `context.chats` and `context.reminders` are never null here.
    ChatsDesk(const ShellContext& context, const Parts& parts, QObject* parent = nullptr);
    ~ChatsDesk() override;

    void setStyleTokens(const Style& style);
    ChatsPage* open(); ///< made at first use, then kept
    void close();
    bool isOpen() const;
    ChatsPage* page() const { return m_page; } ///< null until it is needed
    ReminderNotice* bar() const { return m_bar; }

    /// The desktop's notice of this meeting was pressed.
    void openTold(const QString& listingId, Timestamp start);

    /// A room for this meeting: where its tag was read last, if it ever was; else without sources.
    RoomSetup roomFor(const ChatListing& listing, const std::optional<Occurrence>& one) const;

Q_SIGNALS:
    void roomWanted(
        const staffroom::ChatListing& listing, const std::optional<staffroom::Occurrence>& one);
    void columnWanted(const QString& hashtag);
    void closed(); ///< the window shows what it had
    /// To be told by the desktop too; plain text.
    void desktopNoticeWanted(const QString& listingId, staffroom::Timestamp start,
        const QString& title, const QString& text, const QString& action);

private:
    void tellDue(const AgendaEntry& entry);
    void tellMissed(const AgendaEntry& entry);
    void showNext();

    ShellContext m_context;
    Parts m_parts;
    Style m_style;
    ChatsPage* m_page = nullptr; ///< of the window
    ReminderNotice* m_bar;
    std::unique_ptr<Timer> m_minute;
};

} // namespace staffroom
