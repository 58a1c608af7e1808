#include "ui/shell/action_registry.h"

#include <QWidget>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

std::vector<ActionSpec> ActionRegistry::table()
{
    const QString posts = tr("Posts");
    const QString columns = tr("Columns");
    const QString writing = tr("Writing");
    const QString room = tr("Room");
    const QString window = tr("Window");
    const auto keys = [](std::initializer_list<const char*> texts) {
        QList<QKeySequence> out;
        for (const char* text : texts)
            out << QKeySequence(QString::fromLatin1(text));
        return out;
    };
    return {
        {"post-next"_L1, posts, tr("Next post"), keys({"J"})},
        {"post-previous"_L1, posts, tr("Previous post"), keys({"K"})},
        {"post-open"_L1, posts, tr("Open post"), keys({"O"})},
        {"post-expand"_L1, posts, tr("Show or hide what a content warning covers"), keys({"X"})},
        {"column-load-new"_L1, posts, tr("Go to the newest posts"), keys({"."})},
        {"compose"_L1, writing, tr("New post"), keys({"C", "N"})},
        {"post-reply"_L1, writing, tr("Reply"), keys({"R"})},
        {"post-quote"_L1, writing, tr("Quote"), keys({"Q"})},
        {"post-boost"_L1, writing, tr("Boost, or take it back"), keys({"T"})},
        {"post-favourite"_L1, writing, tr("Favourite, or take it back"), keys({"F"})},
        {"post-bookmark"_L1, writing, tr("Bookmark, or take it off"), keys({"B"})},
        {"lock"_L1, writing, tr("Reading only, or allow writing"), keys({"Ctrl+L"})},
        {"column-lock"_L1, writing, tr("Reading only in this column"), keys({"Ctrl+Shift+L"})},
        {"composer"_L1, writing, tr("Show or hide the composer"), keys({"Ctrl+K"})},
        {"accounts"_L1, writing, tr("Accounts"), keys({"Ctrl+Shift+A"})},
        {"column-1"_L1, columns, tr("Column %1").arg(1), keys({"1"})},
        {"column-2"_L1, columns, tr("Column %1").arg(2), keys({"2"}), true},
        {"column-3"_L1, columns, tr("Column %1").arg(3), keys({"3"}), true},
        {"column-4"_L1, columns, tr("Column %1").arg(4), keys({"4"}), true},
        {"column-5"_L1, columns, tr("Column %1").arg(5), keys({"5"}), true},
        {"column-6"_L1, columns, tr("Column %1").arg(6), keys({"6"}), true},
        {"column-7"_L1, columns, tr("Column %1").arg(7), keys({"7"}), true},
        {"column-8"_L1, columns, tr("Column %1").arg(8), keys({"8"}), true},
        {"column-9"_L1, columns, tr("Column %1").arg(9), keys({"9"}), true},
        {"column-next"_L1, columns, tr("Next column"), keys({"]", "Right"})},
        {"column-previous"_L1, columns, tr("Previous column"), keys({"[", "Left"})},
        {"column-last"_L1, columns, tr("Last column"), keys({"0"})},
        {"column-add"_L1, columns, tr("Add column"), keys({"A", "Ctrl+T"})},
        {"column-close"_L1, columns, tr("Close column"), keys({"Ctrl+W"})},
        {"column-undo-close"_L1, columns, tr("Reopen closed column"),
            keys({"Ctrl+Shift+T", "Ctrl+Z"})},
        {"column-move-left"_L1, columns, tr("Move column left"), keys({"Ctrl+Shift+Left"})},
        {"column-move-right"_L1, columns, tr("Move column right"), keys({"Ctrl+Shift+Right"})},
        {"column-refresh"_L1, columns, tr("Refresh column"), keys({"F5", "Ctrl+R"})},
        {"column-mark-read"_L1, columns, tr("Mark column read"), keys({"Ctrl+M"})},
        {"column-collapse"_L1, columns, tr("Collapse or open column"), keys({"Ctrl+E"})},
        {"column-menu"_L1, columns, tr("Column menu"), keys({"Ctrl+Return"})},
        {"chats"_L1, room, tr("Go to the chats, or back"), keys({"W"})},
        {"room-open"_L1, room, tr("Open a chat room"), keys({"Ctrl+O"})},
        {"room-leave"_L1, room, tr("Leave the room"), keys({"Ctrl+Backspace"})},
        {"room-question-0"_L1, room, tr("Question %1").arg(0), keys({"Alt+0"})},
        {"room-question-1"_L1, room, tr("Question %1").arg(1), keys({"Alt+1"}), true},
        {"room-question-2"_L1, room, tr("Question %1").arg(2), keys({"Alt+2"}), true},
        {"room-question-3"_L1, room, tr("Question %1").arg(3), keys({"Alt+3"}), true},
        {"room-question-4"_L1, room, tr("Question %1").arg(4), keys({"Alt+4"}), true},
        {"room-question-5"_L1, room, tr("Question %1").arg(5), keys({"Alt+5"}), true},
        {"room-question-6"_L1, room, tr("Question %1").arg(6), keys({"Alt+6"}), true},
        {"room-question-7"_L1, room, tr("Question %1").arg(7), keys({"Alt+7"}), true},
        {"room-question-8"_L1, room, tr("Question %1").arg(8), keys({"Alt+8"}), true},
        {"room-question-9"_L1, room, tr("Question %1").arg(9), keys({"Alt+9"}), true},
        {"room-next"_L1, room, tr("Next question"), keys({"Alt+Down"})},
        {"room-previous"_L1, room, tr("Previous question"), keys({"Alt+Up"})},
        {"room-current"_L1, room, tr("The question that is on"), keys({"Alt+."})},
        {"room-switch"_L1, room, tr("Everything, or the answers to this question"), keys({"V"})},
        {"room-move"_L1, room, tr("Move the post to a question"), keys({"M"})},
        {"room-star"_L1, room, tr("Star, or take it off"), keys({"S"})},
        {"room-hide"_L1, room, tr("Hide the post"), keys({"D"})},
        {"room-show"_L1, room, tr("Show the hidden post"), keys({"Shift+D"})},
        {"room-hidden"_L1, room, tr("List of hidden posts"), keys({"Shift+H"})},
        {"room-hold"_L1, room, tr("Hold, or let go"), keys({"H"})},
        {"room-gentle"_L1, room, tr("Gentle pace, or as it comes"), keys({"G"})},
        {"room-catch-up"_L1, room, tr("Catch up: show all that waits"), keys({"U"})},
        {"room-release-question"_L1, room, tr("Show what waits under this question"),
            keys({"Shift+U"})},
        {"room-side-1"_L1, room, tr("Hosts"), keys({"Ctrl+1"})},
        {"room-side-2"_L1, room, tr("Replies to me"), keys({"Ctrl+2"})},
        {"room-side-3"_L1, room, tr("People"), keys({"Ctrl+3"})},
        {"room-side-4"_L1, room, tr("Links"), keys({"Ctrl+4"})},
        {"room-side-5"_L1, room, tr("Waiting for a word"), keys({"Ctrl+5"})},
        {"room-side"_L1, room, tr("Show or hide what is beside the chat"), keys({"P"})},
        {"room-host"_L1, room, tr("The author is a host, or is none"), keys({"Ctrl+Shift+H"})},
        {"room-hosts"_L1, room, tr("Hosts of the chat"), keys({"Ctrl+H"})},
        {"room-play"_L1, room, tr("Pause or play a replay"), keys({"Ctrl+P"})},
        {"room-speed"_L1, room, tr("Speed of a replay"), keys({"Ctrl+Shift+P"})},
        {"room-edit"_L1, room, tr("Change this room"), keys({"Ctrl+Shift+O"})},
        {"room-recap"_L1, room, tr("Recap"), keys({"Ctrl+Shift+R"})},
        {"room-part-next"_L1, room, tr("Next part of the room"), keys({"F6"})},
        {"room-part-previous"_L1, room, tr("Previous part of the room"), keys({"Shift+F6"})},
        {"text-larger"_L1, window, tr("Larger text"), keys({"Ctrl++", "Ctrl+="})},
        {"text-smaller"_L1, window, tr("Smaller text"), keys({"Ctrl+-"})},
        {"text-normal"_L1, window, tr("Normal text size"), keys({"Ctrl+0"})},
        {"sidebar"_L1, window, tr("Widen or narrow the side bar"), keys({"Ctrl+B"})},
        {"settings"_L1, window, tr("Settings"), keys({"Ctrl+,"})},
        {"keys"_L1, window, tr("This list of keys"), keys({"?", "F1"})},
        {"quit"_L1, window, tr("Quit"), keys({"Ctrl+Q"})},
    };
}

ActionRegistry::ActionRegistry(QWidget* window)
    : QObject(window)
{
    for (const auto& spec : table()) {
        auto* action = new QAction(spec.text, window);
        action->setObjectName(spec.id);
        action->setShortcuts(spec.keys);
        action->setShortcutContext(Qt::WindowShortcut);
        window->addAction(action);
        m_actions.insert(spec.id, action);
    }
}

QAction* ActionRegistry::action(QLatin1StringView id) const
{
    return m_actions.value(id);
}

void ActionRegistry::bind(QLatin1StringView id, std::function<void()> run)
{
    QAction* action = m_actions.value(id);
    Q_ASSERT(action);
    m_bound << id;
    connect(action, &QAction::triggered, this, [this, id, run = std::move(run)] {
        if (!m_first || !m_first(id))
            run();
    });
}

QStringList ActionRegistry::unbound() const
{
    QStringList out;
    for (auto it = m_actions.begin(); it != m_actions.end(); ++it) {
        if (!m_bound.contains(it.key()))
            out << it.key();
    }
    return out;
}

} // namespace staffroom
