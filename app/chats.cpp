#include "app/chats.h"

#include "app/engine.h"
#include "core/base/log.h"
#include "ui/shell/chats_desk.h"
#include "ui/shell/main_window.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

Chats::Chats(Engine& engine)
    : m_directory({&engine.clock(), &engine.store(), &engine.pool()})
    , m_reminders({&engine.clock(), &engine.store(), &m_directory})
{
}

void Chats::load()
{
    const auto note = [](QLatin1StringView what) {
        return [what](const Result<Done>& done) {
            if (!done)
                logLine(
                    LogLevel::Error, "timetable"_L1, what, {{"detail"_L1, done.error().detail}});
        };
    };
    m_loadingDirectory = m_directory.load().then(this, note("directory-unreadable"_L1));
    m_loadingReminders = m_reminders.load().then(this, note("reminders-unreadable"_L1));
}

void Chats::follow(MainWindow& window)
{
    ChatsDesk* desk = window.chats();
    connect(desk, &ChatsDesk::desktopNoticeWanted, this,
        [this, desk, &window](const QString& id, Timestamp start, const QString& title,
            const QString& text, const QString& action) {
            if (window.isActiveWindow())
                return; // its own bar is in sight
            m_notice.tell(title, text, action, [desk, &window, id, start] {
                window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
                window.raise();
                window.activateWindow();
                desk->openTold(id, start);
            });
        });
}

} // namespace staffroom
