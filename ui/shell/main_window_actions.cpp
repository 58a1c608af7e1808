// What the window's keys and its parts' wishes lead to.
#include "ui/shell/main_window.h"

#include "core/deck/deck_model.h"
#include "core/deck/settings.h"
#include "ui/columns/column_frame.h"
#include "ui/dialogs/keys_dialog.h"
#include "ui/room/room_page.h"
#include "ui/shell/afterwards_desk.h"
#include "ui/shell/chats_desk.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/room_desk.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/shell/writing_desk.h"

#include <QStackedLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void MainWindow::bindActions()
{
    const auto bind = [this](QLatin1StringView id, auto run) { m_actions->bind(id, run); };
    const auto onView = [this](auto run) {
        return [this, run] {
            if (m_chats && m_chats->isOpen())
                return; // the columns are out of sight
            if (ColumnFrame* frame = m_deckView->current())
                run(*frame);
        };
    };
    bind("post-next"_L1, onView([](ColumnFrame& f) {
        f.focusPosts();
        f.view()->selectNext();
    }));
    bind("post-previous"_L1, onView([](ColumnFrame& f) {
        f.focusPosts();
        f.view()->selectPrevious();
    }));
    bind("post-open"_L1, onView([](ColumnFrame& f) { f.view()->activateCurrent(); }));
    bind("post-expand"_L1, onView([](ColumnFrame& f) { f.view()->toggleExpanded(); }));
    bind("column-load-new"_L1, onView([](ColumnFrame& f) { f.goToNewest(); }));
    bind("column-next"_L1, [this] { step(1); });
    bind("column-previous"_L1, [this] { step(-1); });
    bind("column-last"_L1,
        [this] { m_deckView->focusColumn(m_deckView->count() - 1, Qt::ShortcutFocusReason); });
    bind("column-add"_L1, [this] { openAddColumn(); });
    bind("column-close"_L1, onView([](ColumnFrame& f) { f.run(ColumnCommand::Close); }));
    bind("column-undo-close"_L1, [this] {
        m_notice->dismiss();
        m_context.deck->undoClose();
    });
    bind("column-move-left"_L1, [this] { moveColumn(-1); });
    bind("column-move-right"_L1, [this] { moveColumn(1); });
    bind("column-refresh"_L1, onView([](ColumnFrame& f) { f.refresh(); }));
    bind("column-mark-read"_L1, onView([](ColumnFrame& f) { f.run(ColumnCommand::MarkRead); }));
    bind("column-collapse"_L1, onView([](ColumnFrame& f) {
        f.run(ColumnCommand::Collapse);
        f.focusPosts();
    }));
    bind("column-menu"_L1, onView([](ColumnFrame& f) { f.openMenu(); }));
    bind("text-larger"_L1, [this] { m_appearance->stepTextScale(1); });
    bind("text-smaller"_L1, [this] { m_appearance->stepTextScale(-1); });
    bind("text-normal"_L1, [this] { m_appearance->stepTextScale(0); });
    bind("sidebar"_L1,
        [this] { m_context.settings->set(Setting::SidebarExpanded, !m_sideBar->isExpanded()); });
    bind("settings"_L1, [this] { openSettings(); });
    bind("keys"_L1, [this] { openKeys(); });
    bind("quit"_L1, [this] { close(); });
    static constexpr std::array kDigits = {"column-1"_L1, "column-2"_L1, "column-3"_L1,
        "column-4"_L1, "column-5"_L1, "column-6"_L1, "column-7"_L1, "column-8"_L1, "column-9"_L1};
    for (size_t i = 0; i < kDigits.size(); ++i)
        bind(kDigits[i], [this, i] {
            closeChats();
            m_deckView->focusColumn(int(i), Qt::ShortcutFocusReason);
        });
}

void MainWindow::bindWriting()
{
    const auto desk = [this](auto run) {
        return [this, run] {
            if (m_desk)
                run(*m_desk);
        };
    };
    const auto onPost = [this](PostAction::Kind kind) {
        return [this, kind] {
            if (m_chats && m_chats->isOpen())
                return;
            if (ColumnFrame* frame = m_deckView->current())
                frame->actOnCurrent(kind);
        };
    };
    m_actions->bind("compose"_L1, desk([](WritingDesk& d) { d.compose(); }));
    m_actions->bind("composer"_L1, desk([](WritingDesk& d) { d.showPanel(!d.isPanelShown()); }));
    m_actions->bind("lock"_L1, desk([](WritingDesk& d) { d.toggleLock(); }));
    m_actions->bind("accounts"_L1, desk([](WritingDesk& d) { d.openAccounts(); }));
    m_actions->bind("column-lock"_L1, [this] {
        if (ColumnFrame* frame = m_deckView->current())
            frame->run(ColumnCommand::Lock);
    });
    m_actions->bind("post-reply"_L1, onPost(PostAction::Kind::Reply));
    m_actions->bind("post-quote"_L1, onPost(PostAction::Kind::Quote));
    m_actions->bind("post-boost"_L1, onPost(PostAction::Kind::Boost));
    m_actions->bind("post-favourite"_L1, onPost(PostAction::Kind::Favourite));
    m_actions->bind("post-bookmark"_L1, onPost(PostAction::Kind::Bookmark));
    if (!m_desk)
        return;
    connect(m_sideBar, &SideBar::composeAsked, this,
        [this] { m_actions->action("compose"_L1)->trigger(); });
    connect(m_sideBar, &SideBar::lockAsked, m_desk, &WritingDesk::toggleLock);
    connect(m_sideBar, &SideBar::accountsAsked, m_desk, &WritingDesk::openAccounts);
    connect(m_desk, &WritingDesk::panelChanged, this, &MainWindow::placePanel);
    const auto showLock = [this] { m_sideBar->setLocked(m_context.lock->isLocked()); };
    connect(m_context.lock, &WriteLock::changed, this, showLock);
    showLock();
    connect(m_context.settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::ComposerAtBottom)
            placePanel();
    });
}

void MainWindow::bindRooms()
{
    if (!m_context.rooms) {
        for (const ActionSpec& spec : ActionRegistry::table()) {
            if (spec.id.startsWith("room-"_L1))
                m_actions->bind(spec.id, [] {});
        }
        return;
    }
    m_rooms
        = new RoomDesk(m_context, {this, m_stack, m_actions, m_notice, m_sideBar, m_desk}, this);
    m_afterwards = new AfterwardsDesk(m_context, {this, m_rooms, m_notice, m_desk}, this);
    connect(m_deckView, &DeckView::roomWanted, this,
        [this](const ColumnConfig& column) { m_rooms->openRoom(roomOf(column)); });
    connect(m_rooms, &RoomDesk::opened, this, [this](RoomPage* page) {
        m_sideBar->setActive(-1);
        m_sideBar->setChatsActive(false);
        connect(page->stream(), &FeedView::firstPostPainted, this, &MainWindow::notePainted);
    });
    connect(m_rooms, &RoomDesk::left, this, [this] {
        m_sideBar->setActive(m_deckView->currentIndex());
        showDeckOrStart();
        if (m_deckView->count() > 0)
            m_deckView->focusColumn(m_deckView->currentIndex());
    });
    connect(m_rooms, &RoomDesk::threadWanted, this,
        [this](const PostPtr& post, const Source& source) { openThread(post, source); });
    connect(m_rooms, &RoomDesk::mediaWanted, this, &MainWindow::openMedia);
    connect(
        m_rooms, &RoomDesk::columnWanted, this,
        [this](const FeedSpec& spec) { addColumn(spec, m_deckView->currentIndex() + 1); },
        Qt::QueuedConnection); // the room that asks goes
}

void MainWindow::bindChats()
{
    if (!m_context.chats) {
        m_actions->bind("chats"_L1, [] {});
        return;
    }
    QTimeZone zone = QTimeZone::systemTimeZone();
    if (!zone.isValid())
        zone = QTimeZone::utc();
    m_chats = new ChatsDesk(m_context, {this, m_stack, m_top, m_notice, m_sideBar, zone}, this);
    const auto toggle = [this] {
        if (m_chats->isOpen()) {
            m_chats->close();
            return;
        }
        if (m_rooms)
            m_rooms->leave();
        m_sideBar->setActive(-1);
        m_chats->open();
    };
    m_actions->bind("chats"_L1, toggle);
    connect(m_sideBar, &SideBar::chatsAsked, this, toggle);
    connect(m_chats, &ChatsDesk::closed, this, [this] {
        m_sideBar->setActive(m_deckView->currentIndex());
        showDeckOrStart();
        if (m_deckView->count() > 0)
            m_deckView->focusColumn(m_deckView->currentIndex());
    });
    connect(m_chats, &ChatsDesk::columnWanted, this, [this](const QString& hashtag) {
        FeedSpec spec;
        spec.tags = QStringList{hashtag};
        // Where the other tags are read, this one most likely is too.
        for (const ColumnConfig& column : m_context.deck->deck().columns) {
            if (column.spec.kind == FeedSpec::Kind::Hashtag)
                spec.source = column.spec.source;
        }
        openAddColumn(&spec);
    });
    connect(m_chats, &ChatsDesk::roomWanted, this,
        [this](const ChatListing& listing, const std::optional<Occurrence>& one) {
            if (!m_rooms)
                return;
            const RoomSetup setup = m_chats->roomFor(listing, one);
            if (setup.sources.empty())
                m_rooms->openDialog(setup); // asks where to read it
            else
                openRoom(setup);
        });
}

void MainWindow::step(int by)
{
    closeChats();
    // In a right-to-left window the arrow keys go where the eye goes; so do the brackets.
    if (layoutDirection() == Qt::RightToLeft)
        by = -by;
    const int count = m_deckView->count();
    if (count == 0)
        return;
    m_deckView->focusColumn(
        std::clamp(m_deckView->currentIndex() + by, 0, count - 1), Qt::ShortcutFocusReason);
}

void MainWindow::moveColumn(int by)
{
    if (layoutDirection() == Qt::RightToLeft)
        by = -by;
    if (const ColumnFrame* frame = m_deckView->current())
        m_context.deck->move(frame->id(), m_deckView->currentIndex() + by);
}

void MainWindow::openKeys()
{
    std::vector<KeysDialog::Row> rows;
    for (const ActionSpec& spec : ActionRegistry::table()) {
        if (spec.isQuiet)
            continue;
        QStringList keys;
        for (const QKeySequence& key : spec.keys)
            keys << key.toString(QKeySequence::NativeText);
        QString text = spec.text;
        QString shown = keys.join(u"   "_s);
        if (spec.id == "column-1"_L1) {
            text = tr("Column 1 to 9");
            shown = u"1 – 9"_s;
        } else if (spec.id == "room-question-0"_L1) {
            text = tr("Question 0 to 9");
            shown += u" – 9"_s;
        }
        rows.push_back({spec.group, text, shown});
    }
    (new KeysDialog(rows, style(), this))->open();
}

} // namespace staffroom
