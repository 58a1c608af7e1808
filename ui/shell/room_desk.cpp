#include "ui/shell/room_desk.h"

#include "core/accounts/account_book.h"
#include "core/room/room_book.h"
#include "core/services/write_lock.h"
#include "ui/room/hosts_dialog.h"
#include "ui/room/open_room_dialog.h"
#include "ui/room/room_accounts.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_page.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/shell/writing_desk.h"

#include <QMenu>
#include <QStackedLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRecentRooms = 4; ///< in the side bar

} // namespace

RoomSetup roomOf(const ColumnConfig& column)
{
    RoomSetup setup;
    if (column.spec.kind != FeedSpec::Kind::Hashtag || column.spec.tags.isEmpty())
        return setup;
    setup.hashtag = column.spec.tags.first();
    setup.title = column.title;
    setup.sources = {column.spec.source};
    setup.answersAs = column.answersAs;
    return setup;
}

RoomSetup roomOf(const std::vector<FeedSpec>& specs)
{
    RoomSetup setup;
    for (const FeedSpec& spec : specs) {
        if (spec.kind == FeedSpec::Kind::Hashtag && setup.hashtag.isEmpty()
            && !spec.tags.isEmpty()) {
            setup.hashtag = spec.tags.first();
            setup.sources = {spec.source};
        }
        if (setup.hosts.isEmpty())
            setup.hosts = spec.people;
    }
    return setup;
}

RoomDesk::RoomDesk(const ShellContext& context, const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_parts(parts)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    bindActions();
    connect(parts.sideBar, &SideBar::roomPicked, this, [this](int index) {
        if (index < 0 || index >= int(m_listed.size()))
            return;
        if (const RoomRecord* record = m_context.rooms->find(m_listed[index]))
            openRecord(*record);
    });
    connect(parts.sideBar, &SideBar::roomAsked, this, [this] { openDialog(); });
    connect(context.rooms, &RoomBook::changed, this, &RoomDesk::showRooms);
    showRooms();
}

RoomDesk::~RoomDesk()
{
    delete m_page; // keeps its place while the window is there
}

void RoomDesk::bindActions()
{
    ActionRegistry& actions = *m_parts.actions;
    for (const ActionSpec& spec : ActionRegistry::table()) {
        if (!spec.id.startsWith("room-"_L1))
            continue;
        if (spec.id == "room-open"_L1)
            actions.bind(spec.id, [this] { openDialog(); });
        else
            actions.bind(spec.id, [] {}); // without a room there is nothing to do
    }
    // While a room is open the window's keys mean its posts and questions.
    actions.setFirst(
        [this](QLatin1StringView id) { return m_page && m_page->isVisible() && m_page->run(id); });
}

std::shared_ptr<Room> RoomDesk::room() const
{
    return m_page ? m_page->sharedRoom() : nullptr;
}

RoomPage* RoomDesk::openRoom(const RoomSetup& setup)
{
    return openRecord(m_context.rooms->recordFor(setup));
}

RoomPage* RoomDesk::openRecord(const RoomRecord& record)
{
    if (m_page && m_page->room().setup().id == record.setup.id) {
        m_page->focusPosts(Qt::OtherFocusReason);
        return m_page;
    }
    if (m_page) {
        m_parts.stack->removeWidget(m_page);
        delete m_page;
    }
    return show(record);
}

RoomPage* RoomDesk::show(const RoomRecord& record)
{
    m_page = new RoomPage(m_context, m_context.rooms->open(record),
        m_parts.writing ? &m_parts.writing->maker() : nullptr, m_parts.window);
    m_page->setStyleTokens(m_style);
    connectPage();
    m_parts.stack->addWidget(m_page);
    m_parts.stack->setCurrentWidget(m_page);
    m_page->setWindowActive(m_isWindowActive);
    if (m_parts.writing)
        m_parts.writing->setAway(true);
    m_page->focusPosts(Qt::OtherFocusReason);
    showRooms();
    Q_EMIT opened(m_page);
    return m_page;
}

void RoomDesk::connectPage()
{
    RoomPage* page = m_page;
    // Later: the page may be the one that asks.
    connect(page, &RoomPage::leaveWanted, this, &RoomDesk::leave, Qt::QueuedConnection);
    connect(page, &RoomPage::hostsWanted, this, [this] { openHosts(); });
    connect(page, &RoomPage::editWanted, this, [this] { editRoom(); });
    connect(page, &RoomPage::wished, this, &RoomDesk::write);
    connect(page, &RoomPage::unlockWanted, this, [this] {
        if (m_parts.writing)
            m_parts.writing->setLocked({}, false);
    });
    connect(page, &RoomPage::signInWanted, this, [this](const Source& source) {
        if (m_parts.writing)
            m_parts.writing->openSignIn(source, LoginRequest::Access::ReadAndWrite);
    });
    connect(page, &RoomPage::told, this, [this, page](const QString& sentence, bool isUndoable) {
        m_parts.notice->tell(
            sentence, isUndoable ? tr("Undo") : QString(), [guarded = QPointer<RoomPage>(page)] {
                if (guarded)
                    guarded->undo();
            });
    });
    connect(page, &RoomPage::threadWanted, this, &RoomDesk::threadWanted);
    connect(page, &RoomPage::mediaWanted, this, &RoomDesk::mediaWanted);
    connect(page, &RoomPage::columnWanted, this, &RoomDesk::columnWanted);
    connect(page, &RoomPage::recapWanted, this, [this] { Q_EMIT recapWanted(room()); });
    connect(page, &RoomPage::newVoicesWanted, this, [this] { Q_EMIT newVoicesWanted(room()); });
    connect(page, &RoomPage::noteWanted, this,
        [this](const PostPtr& post) { Q_EMIT noteWanted(room(), post->id); });
    connect(page, &RoomPage::shelfWanted, this, [this] { Q_EMIT shelfWanted(room()); });
    connect(page, &RoomPage::hostDeskWanted, this, [this] { Q_EMIT hostDeskWanted(room()); });
}

void RoomDesk::leave()
{
    if (!m_page)
        return;
    if (m_hosts)
        m_hosts->close();
    m_parts.stack->removeWidget(m_page);
    delete m_page;
    if (m_parts.writing)
        m_parts.writing->setAway(false);
    showRooms();
    Q_EMIT left();
}

/// The open room and the last ones, in the side bar.
void RoomDesk::showRooms()
{
    std::vector<SideBar::Item> items;
    m_listed.clear();
    int active = -1;
    const auto add = [&](const RoomSetup& setup) {
        if (m_listed.contains(setup.id) || int(items.size()) >= kRecentRooms)
            return;
        m_listed << setup.id;
        items.push_back(
            {"graduation"_L1, setup.title.isEmpty() ? u'#' + setup.hashtag : setup.title, false});
    };
    if (m_page) {
        add(m_page->room().setup());
        active = 0;
    }
    for (const RoomRecord& record : m_context.rooms->rooms())
        add(record.setup);
    m_parts.sideBar->setRooms(items, active);
}

void RoomDesk::write(const WritingWish& wish)
{
    using Kind = WritingWish::Kind;
    if (!m_parts.writing || !m_page)
        return;
    RoomPage* page = m_page;
    switch (wish.kind) {
    case Kind::Reply:
    case Kind::Quote:
        m_parts.writing->maker().withPostOf(
            wish, [guarded = QPointer<RoomPage>(page)](const WritingWish& found) {
                if (guarded)
                    guarded->foot()->answer(found);
            });
        break;
    case Kind::Redraft:
    case Kind::Draft:
        page->foot()->answer(wish);
        break;
    case Kind::ChooseAccount:
        chooseAccount(wish);
        break;
    case Kind::Unlock:
        askUnlock();
        break;
    default:
        m_parts.writing->write(wish);
        break;
    }
}

void RoomDesk::askUnlock()
{
    m_parts.notice->tell(tr("Reading only is on; nothing is sent by accident."),
        tr("Allow writing"), [this] { m_parts.writing->setLocked({}, false); });
}

void RoomDesk::chooseAccount(const WritingWish& wish)
{
    auto* menu = new QMenu(m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Who acts in this room?"))->setEnabled(false);
    menu->addSeparator();
    for (const Source& account : roomAccounts(m_page->room().setup(), *m_context.accounts)) {
        if (wish.post && account.service != wish.post->id.service)
            continue;
        QAction* choice = menu->addAction(u'@' + account.account);
        connect(choice, &QAction::triggered, this, [this, account] {
            if (!m_page)
                return;
            RoomSetup setup = m_page->room().setup();
            setup.answersAs = account;
            m_page->room().setSetup(setup);
            m_parts.notice->tell(
                tr("@%1 acts in this room now. Press again to do it.").arg(account.account), {},
                nullptr);
        });
    }
    menu->popup(QCursor::pos());
}

OpenRoomDialog* RoomDesk::openDialog(const RoomSetup& known)
{
    if (m_dialog)
        m_dialog->close();
    m_dialog = new OpenRoomDialog(m_context, known, m_style, m_parts.window);
    connect(m_dialog, &OpenRoomDialog::chosen, this,
        [this](const RoomSetup& setup) { openRoom(setup); });
    m_dialog->open();
    return m_dialog;
}

OpenRoomDialog* RoomDesk::editRoom()
{
    if (!m_page)
        return nullptr;
    if (m_dialog)
        m_dialog->close();
    m_dialog = new OpenRoomDialog(m_context, m_page->room().setup(), m_style, m_parts.window);
    connect(m_dialog, &OpenRoomDialog::chosen, m_page, [this](const RoomSetup& setup) {
        m_page->room().setSetup(setup);
        showRooms();
    });
    m_dialog->open();
    return m_dialog;
}

HostsDialog* RoomDesk::openHosts()
{
    if (!m_page)
        return nullptr;
    if (m_hosts)
        m_hosts->close();
    m_hosts = new HostsDialog(m_page->room(), *m_context.services, m_style, m_parts.window);
    m_hosts->open();
    return m_hosts;
}

void RoomDesk::setStyleTokens(const Style& style)
{
    m_style = style;
    if (m_page)
        m_page->setStyleTokens(style);
    if (m_dialog)
        m_dialog->setStyleTokens(style);
    if (m_hosts)
        m_hosts->setStyleTokens(style);
}

void RoomDesk::setWindowActive(bool active)
{
    m_isWindowActive = active;
    if (m_page)
        m_page->setWindowActive(active);
}

void RoomDesk::refreshTimes()
{
    if (m_page)
        m_page->refreshTimes();
}

} // namespace staffroom
