#include "ui/shell/chats_desk.h"

#include "core/base/clock.h"
#include "core/room/room_book.h"
#include "core/timetable/chat_directory.h"
#include "core/timetable/reminders.h"
#include "ui/base/error_text.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/timetable/chats_page.h"
#include "ui/timetable/reminder_notice.h"
#include "ui/timetable/timetable_text.h"

#include <QBoxLayout>
#include <QStackedLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr Millis kShownAhead = 24h;
} // namespace

ChatsDesk::ChatsDesk(const ShellContext& context, const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_parts(parts)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_bar(new ReminderNotice(*context.clock, parts.window))
    , m_minute(context.clock->createTimer([this] { showNext(); }))
{
    m_parts.top->insertWidget(0, m_bar);
    connect(m_bar, &ReminderNotice::openWanted, this,
        [this](const AgendaEntry& entry) { Q_EMIT roomWanted(entry.listing, entry.occurrence); });
    connect(context.reminders, &Reminders::due, this, &ChatsDesk::tellDue);
    connect(context.reminders, &Reminders::missed, this, &ChatsDesk::tellMissed);
    connect(context.chats, &ChatDirectory::changed, this, &ChatsDesk::showNext);
    const auto tellFailed = [this](const Error& error) {
        m_parts.notice->tell(errorText(error), QString(), nullptr);
    };
    connect(context.chats, &ChatDirectory::failed, this, tellFailed);
    connect(context.reminders, &Reminders::failed, this, tellFailed);
    showNext();
}

ChatsDesk::~ChatsDesk() = default;

ChatsPage* ChatsDesk::open()
{
    if (!m_page) {
        m_page = new ChatsPage(
            {m_context.chats, m_context.reminders, m_context.clock, m_parts.readerZone},
            m_parts.window);
        m_page->setStyleTokens(m_style);
        m_parts.stack->addWidget(m_page);
        connect(m_page, &ChatsPage::closeWanted, this, &ChatsDesk::close);
        connect(m_page, &ChatsPage::roomWanted, this, &ChatsDesk::roomWanted);
        connect(m_page, &ChatsPage::columnWanted, this, &ChatsDesk::columnWanted);
        connect(m_page, &ChatsPage::told, this, [this](const QString& sentence, bool canUndo) {
            m_parts.notice->tell(sentence, canUndo ? tr("Undo") : QString(),
                canUndo ? std::function<void()>([this] { m_context.chats->undo(); }) : nullptr);
        });
    }
    m_parts.stack->setCurrentWidget(m_page);
    m_page->setView(m_page->view());
    m_parts.sideBar->setChatsActive(true);
    return m_page;
}

bool ChatsDesk::isOpen() const
{
    return m_page && m_parts.stack->currentWidget() == m_page;
}

void ChatsDesk::close()
{
    if (!isOpen())
        return;
    m_parts.stack->setCurrentIndex(0);
    m_parts.sideBar->setChatsActive(false);
    Q_EMIT closed();
}

void ChatsDesk::setStyleTokens(const Style& style)
{
    m_style = style;
    m_bar->setStyleTokens(style);
    if (m_page)
        m_page->setStyleTokens(style);
}

void ChatsDesk::tellDue(const AgendaEntry& entry)
{
    m_bar->tell(entry);
    const Timestamp now = m_context.clock->now();
    Q_EMIT desktopNoticeWanted(entry.listing.id, entry.occurrence.start, m_bar->text(),
        tr("%1 · %2 your time", "name, start")
            .arg(entry.listing.name, startText(entry.occurrence, m_parts.readerZone, now)),
        tr("Open the room"));
}

void ChatsDesk::tellMissed(const AgendaEntry& entry)
{
    // Over already: said once, quietly; the room can still be read.
    m_parts.notice->tell(
        tr("#%1 was on at %2")
            .arg(entry.listing.hashtag,
                startText(entry.occurrence, m_parts.readerZone, m_context.clock->now())),
        tr("Open the room"), [this, entry] { Q_EMIT roomWanted(entry.listing, entry.occurrence); });
}

void ChatsDesk::openTold(const QString& listingId, Timestamp start)
{
    const ChatListing* listing = m_context.chats->find(listingId);
    if (!listing)
        return;
    m_bar->dismiss();
    auto starts = startsBetween(*listing, start, start + 1ms);
    std::optional<Occurrence> one;
    if (!starts.empty())
        one = std::move(starts.front());
    Q_EMIT roomWanted(ChatListing(*listing), one);
}

void ChatsDesk::showNext()
{
    const Timestamp now = m_context.clock->now();
    const auto agenda
        = agendaBetween(*m_context.chats, AgendaScope::Likely, now, now + kShownAhead);
    if (agenda.empty() || agenda.front().occurrence.isWholeDay) {
        m_parts.sideBar->setNextChat({}, false);
    } else {
        const Countdown countdown = countdownTo(agenda.front().occurrence.start, now);
        m_parts.sideBar->setNextChat(
            tr("#%1 %2", "tag, in 3 h")
                .arg(agenda.front().listing.hashtag, countdownText(countdown)),
            countdown.isOn);
    }
    m_minute->start(1min);
}

RoomSetup ChatsDesk::roomFor(const ChatListing& listing, const std::optional<Occurrence>& one) const
{
    RoomSetup out;
    out.chatId = listing.id;
    out.title = listing.name;
    out.hashtag = listing.hashtag;
    out.hosts = listing.hosts;
    out.isSlow = listing.isSlow();
    if (one) {
        out.begin = one->start;
        out.end = one->end;
    }
    if (!m_context.rooms)
        return out;
    for (const RoomRecord& room : m_context.rooms->rooms()) { // newest first
        if (foldTag(room.setup.hashtag) != foldTag(listing.hashtag))
            continue;
        out.sources = room.setup.sources;
        out.answersAs = room.setup.answersAs;
        break;
    }
    return out;
}

} // namespace staffroom
