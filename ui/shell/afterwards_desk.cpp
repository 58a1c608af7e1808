#include "ui/shell/afterwards_desk.h"

#include "core/accounts/account_book.h"
#include "core/deck/settings.h"
#include "core/hosting/host_desk.h"
#include "ui/hosting/hosting_dialog.h"
#include "ui/room/room_accounts.h"
#include "ui/room/room_page.h"
#include "ui/shell/room_desk.h"
#include "ui/shell/window_notice.h"
#include "ui/shell/writing_desk.h"
#include "ui/takeaway/new_voices_dialog.h"
#include "ui/takeaway/note_dialog.h"
#include "ui/takeaway/recap_dialog.h"
#include "ui/takeaway/reflection_dialog.h"
#include "ui/takeaway/room_recap.h"
#include "ui/takeaway/shelf_dialog.h"

namespace staffroom {

AfterwardsDesk::AfterwardsDesk(const ShellContext& context, const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_parts(parts)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    RoomDesk* rooms = parts.rooms;
    connect(rooms, &RoomDesk::recapWanted, this, &AfterwardsDesk::openRecap);
    connect(rooms, &RoomDesk::shelfWanted, this, &AfterwardsDesk::openShelf);
    connect(rooms, &RoomDesk::newVoicesWanted, this, &AfterwardsDesk::openNewVoices);
    connect(rooms, &RoomDesk::hostDeskWanted, this, &AfterwardsDesk::openHostDesk);
    connect(rooms, &RoomDesk::noteWanted, this, &AfterwardsDesk::writeNote);
    connect(rooms, &RoomDesk::opened, this, [this](RoomPage* page) { follow(page->sharedRoom()); });
    connect(rooms, &RoomDesk::left, this, [this] {
        const auto room = std::exchange(m_room, nullptr);
        if (m_hosting)
            m_hosting->setRoom(nullptr);
        if (room)
            askAfter(room);
    });
    if (context.keepsakes) {
        connect(context.keepsakes, &Keepsakes::changed, this, &AfterwardsDesk::remind);
        connect(context.keepsakes, &Keepsakes::failed, this, [this](const Error&) {
            m_parts.notice->tell(tr("Your shelf and notes could not be saved; they are kept while "
                                    "the program runs. Is the disk full?"),
                {}, nullptr);
        });
        remind();
    }
    if (context.hosting) {
        connect(context.hosting, &HostDesk::failed, this, [this](const Error&) {
            m_parts.notice->tell(
                tr("The script could not be saved; it is kept while the program runs. Is the "
                   "disk full?"),
                {}, nullptr);
        });
    }
}

AfterwardsDesk::~AfterwardsDesk()
{
    // They show what is taken down after this.
    delete m_hosting;
    delete m_voices;
    delete m_shelf;
    delete m_recap;
}

void AfterwardsDesk::setStyleTokens(const Style& style)
{
    m_style = style;
    if (m_recap)
        m_recap->setStyleTokens(style);
    if (m_shelf)
        m_shelf->setStyleTokens(style);
    if (m_voices)
        m_voices->setStyleTokens(style);
    if (m_hosting)
        m_hosting->setStyleTokens(style);
}

RecapDialog* AfterwardsDesk::openRecap(const std::shared_ptr<Room>& room)
{
    delete m_recap;
    m_recap = new RecapDialog(room, m_style, m_parts.window);
    m_recap->open();
    return m_recap;
}

ShelfDialog* AfterwardsDesk::openShelf(const std::shared_ptr<Room>& room)
{
    if (!m_context.keepsakes)
        return nullptr;
    delete m_shelf;
    m_shelf = new ShelfDialog(*m_context.keepsakes, room, m_style, m_parts.window);
    m_shelf->open();
    return m_shelf;
}

NewVoicesDialog* AfterwardsDesk::openNewVoices(const std::shared_ptr<Room>& room)
{
    const bool canAct = m_context.accounts && m_context.actions;
    const std::vector<Source> accounts
        = canAct ? roomAccounts(room->setup(), *m_context.accounts) : std::vector<Source>();
    if (accounts.empty()) {
        m_parts.notice->tell(tr("To follow people of this chat, sign in to its network first."),
            m_parts.writing ? tr("Sign in") : QString(), [this] {
                if (m_parts.writing)
                    m_parts.writing->openSignIn({});
            });
        return nullptr;
    }
    delete m_voices;
    const auto chosen = writingAccount(room->setup(), *m_context.accounts);
    m_voices = new NewVoicesDialog(
        m_context, room, chosen.value_or(accounts.front()), m_style, m_parts.window);
    m_voices->open();
    return m_voices;
}

HostingDialog* AfterwardsDesk::openHostDesk(const std::shared_ptr<Room>& room)
{
    if (!m_context.hosting || !m_context.accounts)
        return nullptr;
    if (!m_hosting) {
        m_hosting = new HostingDialog(m_context, *m_context.hosting, m_style, m_parts.window);
        connect(m_hosting, &HostingDialog::signInWanted, this, [this] {
            if (m_parts.writing)
                m_parts.writing->openSignIn({});
        });
        connect(m_hosting, &HostingDialog::postWanted, this, [this](const PostId& post) {
            if (RoomPage* page = m_parts.rooms->page()) {
                page->setView({});
                page->posts()->focusPost(post);
            }
        });
    }
    m_hosting->setRoom(room);
    m_hosting->openFor(room->setup());
    m_hosting->show(); // beside the room, not over it
    m_hosting->activateWindow();
    return m_hosting;
}

void AfterwardsDesk::writeNote(const std::shared_ptr<Room>& room, const PostId& post)
{
    const RoomPost* about = room->find(post);
    if (!about || !m_context.keepsakes)
        return;
    Note note;
    note.about = Note::About::Person;
    note.found = foundIn(*room, post);
    if (!note.found.isBare) // else the person gives it a name
        note.name = u'@' + about->entry.post->author.handle;
    (new NoteDialog(*m_context.keepsakes, note, m_style, m_parts.window))->open();
}

void AfterwardsDesk::follow(const std::shared_ptr<Room>& room)
{
    m_room = room;
    if (m_hosting)
        m_hosting->setRoom(room);
}

/// Once, when a chat is left that is over.
void AfterwardsDesk::askAfter(const std::shared_ptr<Room>& room)
{
    const RoomSetup& setup = room->setup();
    const auto sources = room->sources();
    const bool isOver = (setup.end && *setup.end <= m_context.clock->now())
        || (!sources.empty()
            && std::all_of(sources.begin(), sources.end(), [](const RoomSource& source) {
                   return source.state.kind == FeedState::Kind::Ended;
               }));
    const bool isAsked = m_context.keepsakes && m_context.settings->isOn(Setting::AsksAfterChat)
        && isOver && !room->questions().empty() && !m_context.keepsakes->reflection(setup.id);
    if (!isAsked)
        return;
    Reflection reflection;
    reflection.id = setup.id;
    reflection.chat = setup.hashtag;
    m_parts.notice->tell(tr("#%1 is over. What will you try, with whom?").arg(setup.hashtag),
        tr("Write it down"), [this, reflection] { answer(reflection, false); });
}

void AfterwardsDesk::remind()
{
    if (m_hasReminded || !m_context.settings->isOn(Setting::AsksAfterChat))
        return;
    const auto due = m_context.keepsakes->due();
    if (due.empty())
        return;
    m_hasReminded = true;
    m_parts.notice->tell(
        tr("Two weeks ago, after #%1, you wanted to try something.").arg(due.front().chat),
        tr("What became of it?"), [this, reflection = due.front()] { answer(reflection, true); });
}

void AfterwardsDesk::answer(const Reflection& reflection, bool comesBack)
{
    auto* dialog = new ReflectionDialog(
        *m_context.keepsakes, reflection, comesBack, m_style, m_parts.window);
    connect(dialog, &ReflectionDialog::neverAgain, this, [this] {
        m_context.settings->set(Setting::AsksAfterChat, false);
        m_parts.notice->tell(tr("You will not be asked after chats again."), tr("Undo"),
            [this] { m_context.settings->set(Setting::AsksAfterChat, true); });
    });
    dialog->open();
}

} // namespace staffroom
