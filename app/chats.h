#pragma once

#include "app/platform/desktop_notice.h"
#include "core/timetable/chat_directory.h"
#include "core/timetable/reminders.h"

namespace staffroom {

class Engine;
class MainWindow;

/// The timetable, built over the engine: the directory, reminders, and the desktop's notices. Kept
/// in user.db with all that is the person's own, so it goes with the profile on a shared computer.
class Chats : public QObject {
    Q_OBJECT
public:
    explicit Chats(Engine& engine);

    /// Reads both; a reminder that is due tells itself soon after.
    void load();
    /// Tells starts through the desktop too, and opens the room from there.
    void follow(MainWindow& window);

    ChatDirectory& directory() { return m_directory; }
    Reminders& reminders() { return m_reminders; }

private:
    ChatDirectory m_directory;
    Reminders m_reminders;
    DesktopNotice m_notice;
    TaskHandle m_loadingDirectory;
    TaskHandle m_loadingReminders;
};

} // namespace staffroom
