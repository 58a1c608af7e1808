#include "ui/shell/writing_desk.h"

#include "core/accounts/account_book.h"
#include "core/compose/outbox.h"
#include "core/deck/deck_model.h"
#include "core/deck/settings.h"
#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/columns/column_account.h"
#include "ui/columns/column_frame.h"
#include "ui/columns/open_external.h"
#include "ui/columns/panel_maker.h"
#include "ui/columns/post_acting.h"
#include "ui/compose/compose_panel.h"
#include "ui/dialogs/accounts_dialog.h"
#include "ui/dialogs/list_dialog.h"
#include "ui/dialogs/plain_dialog.h"
#include "ui/dialogs/sign_in_dialog.h"
#include "ui/dialogs/vote_dialog.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/window_notice.h"

#include <QJsonArray>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What of an act is told when it was refused, in the past tense: "Not boosted".
QString refusedWords(Act::Kind kind)
{
    switch (kind) {
    case Act::Kind::Favourite:
    case Act::Kind::Unfavourite:
        return WritingDesk::tr("The favourite was not changed.");
    case Act::Kind::Boost:
    case Act::Kind::Unboost:
        return WritingDesk::tr("The boost was not changed.");
    case Act::Kind::Bookmark:
    case Act::Kind::Unbookmark:
        return WritingDesk::tr("The bookmark was not changed.");
    case Act::Kind::Vote:
        return WritingDesk::tr("The vote did not count.");
    case Act::Kind::Delete:
    case Act::Kind::CancelScheduled:
        return WritingDesk::tr("The post was not deleted.");
    case Act::Kind::Report:
        return WritingDesk::tr("The report was not sent.");
    default:
        return WritingDesk::tr("Nothing was changed.");
    }
}

QString doneWords(const Act& act)
{
    switch (act.kind) {
    case Act::Kind::Follow:
        return WritingDesk::tr("You follow them now.");
    case Act::Kind::Unfollow:
        return WritingDesk::tr("You no longer follow them.");
    case Act::Kind::Mute:
        return WritingDesk::tr("Muted; their posts are hidden.");
    case Act::Kind::Block:
        return WritingDesk::tr("Blocked.");
    case Act::Kind::Unmute:
    case Act::Kind::Unblock:
        return WritingDesk::tr("Their posts are shown again.");
    case Act::Kind::MuteThread:
        return WritingDesk::tr("This conversation no longer notifies you.");
    case Act::Kind::Report:
        return WritingDesk::tr("The report was sent.");
    case Act::Kind::AddToList:
        return WritingDesk::tr("Added to the list.");
    case Act::Kind::Delete:
        return WritingDesk::tr("The post is deleted.");
    default:
        return {}; // it shows on the post itself
    }
}

} // namespace

WritingDesk::WritingDesk(const ShellContext& context, const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_parts(parts)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_maker(new PanelMaker(context, this))
    , m_composer(m_maker->composer())
{
    connect(parts.deck, &DeckView::wished, this, &WritingDesk::write);
    connect(m_maker, &PanelMaker::lockChangeWanted, this, &WritingDesk::setLocked);
    connect(m_maker, &PanelMaker::signInWanted, this, &WritingDesk::openSignIn);
    connect(m_maker, &PanelMaker::told, this, [this](const QString& sentence) {
        if (sentence.isEmpty())
            m_parts.notice->dismiss();
        else
            m_parts.notice->tell(sentence, {}, nullptr);
    });
    connect(context.actions, &PostActions::refused, this, &WritingDesk::tellRefused);
    connect(context.actions, &PostActions::done, this,
        [this](const Act& act, const ActOutcome& outcome) {
            const bool isRequest = act.kind == Act::Kind::Follow && outcome.relationship
                && outcome.relationship->isRequested;
            const QString words
                = isRequest ? tr("You asked to follow them; they decide.") : doneWords(act);
            if (!words.isEmpty())
                m_parts.notice->tell(words, {}, nullptr);
        });
    connect(context.accounts, &AccountBook::changed, this, &WritingDesk::tellSession);
    connect(context.outbox, &Outbox::failed, this,
        [this](const Error& error) { m_parts.notice->tell(errorText(error), {}, nullptr); });
    // Read from the disk a moment after the window is there.
    connect(context.drafts, &DraftStore::changed, this, [this] {
        if (isPanelShown())
            restore();
    });
    connect(context.drafts, &DraftStore::failed, this, [this](const Error&) {
        m_parts.notice->tell(tr("What you write could not be saved; it is kept while the program "
                                "runs. Is the disk full?"),
            {}, nullptr);
    });
}

WritingDesk::~WritingDesk()
{
    // The panels show their composers to the end.
    delete m_panel;
    for (const auto& panel : m_inline)
        delete panel;
}

void WritingDesk::setStyleTokens(const Style& style)
{
    m_style = style;
    m_maker->setStyleTokens(style);
    if (m_signIn)
        m_signIn->setStyleTokens(style);
    if (m_accounts)
        m_accounts->setStyleTokens(style);
}

const ColumnConfig* WritingDesk::columnOf(const ColumnId& id) const
{
    return m_context.deck->column(id);
}

ComposePanel* WritingDesk::panel()
{
    if (m_panel)
        return m_panel;
    m_panel = m_maker->panel(*m_composer, ComposePanel::Form::Panel, m_parts.window);
    connect(m_panel, &ComposePanel::closeWanted, this, [this] { showPanel(false); });
    m_panel->hide();
    Q_EMIT panelChanged();
    return m_panel;
}

bool WritingDesk::isPanelShown() const
{
    return m_panel && !m_panel->isHidden();
}

void WritingDesk::showPanel(bool shown)
{
    if (!shown && !m_panel)
        return;
    panel()->setVisible(shown);
    m_context.settings->set(Setting::ComposerShown, shown);
    Q_EMIT panelChanged();
    if (shown)
        m_panel->focusText();
    else if (ColumnFrame* frame = m_parts.deck->current())
        frame->focusPosts();
}

void WritingDesk::setAway(bool away)
{
    if (std::exchange(m_isAway, away) == away)
        return;
    if (away)
        m_wasShown = isPanelShown();
    if (m_wasShown && m_panel) {
        m_panel->setVisible(!away);
        Q_EMIT panelChanged();
    }
}

void WritingDesk::compose()
{
    ColumnFrame* frame = m_parts.deck->current();
    const bool isBusy = !m_composer->draft().isEmpty();
    if (frame && !isBusy) {
        const auto as = frame->acting().account();
        m_composer->beginPost(frame->id(), as.value_or(Source{}), frame->chatFacts());
        followChat(*m_composer, *frame);
    }
    showPanel(true);
}

void WritingDesk::restore()
{
    const auto& drafts = m_context.drafts->drafts();
    if (std::exchange(m_isRestored, true) || drafts.empty() || !m_composer->draft().isEmpty())
        return;
    m_composer->begin(drafts.front());
}

/// The question that is on may change while one writes.
void WritingDesk::followChat(Composer& composer, ColumnFrame& frame)
{
    // One feed at a time: the column that the draft is for.
    disconnect(&frame.feed(), &Feed::inserted, &composer, nullptr);
    connect(&frame.feed(), &Feed::inserted, &composer,
        [&composer, guarded = QPointer<ColumnFrame>(&frame)] {
            const bool isItsChat = guarded && composer.draft().column == guarded->id()
                && !guarded->chatFacts().hashtag.isEmpty();
            if (isItsChat)
                composer.setChatFacts(guarded->chatFacts());
        });
}

void WritingDesk::write(const WritingWish& wish)
{
    using Kind = WritingWish::Kind;
    switch (wish.kind) {
    case Kind::Reply:
        m_maker->withPostOf(wish, [this](const WritingWish& found) { writeInline(found); });
        break;
    case Kind::Quote:
    case Kind::Edit:
        m_maker->withPostOf(wish, [this](const WritingWish& found) { writeInPanel(found); });
        break;
    case Kind::Redraft:
    case Kind::Draft:
        writeInPanel(wish);
        break;
    case Kind::Vote:
        vote(wish);
        break;
    case Kind::Report:
        report(wish);
        break;
    case Kind::AddToList:
        addToList(wish);
        break;
    case Kind::Translate:
        translate(wish);
        break;
    case Kind::ChooseAccount:
        chooseAccount(wish);
        break;
    case Kind::SignIn:
        if (m_context.accounts->find(wish.as))
            openSignIn(wish.as, LoginRequest::Access::ReadAndWrite);
        else
            openSignIn({wish.as.service, wish.as.server, {}});
        break;
    case Kind::Unlock:
        askUnlock(wish);
        break;
    }
}

void WritingDesk::writeInline(const WritingWish& wish)
{
    ColumnFrame* frame = m_parts.deck->frame(wish.column);
    if (!frame)
        return writeInPanel(wish);
    Composer* composer = m_maker->composer().release();
    ComposePanel* panel = m_maker->panel(*composer, ComposePanel::Form::Inline, frame);
    composer->setParent(panel); // lives as long as what shows it
    m_inline.emplace_back(panel);
    std::erase_if(m_inline, [](const QPointer<ComposePanel>& one) { return one.isNull(); });
    m_maker->begin(*composer, wish, chatOf(wish));
    followChat(*composer, *frame);
    const auto leave = [frame = QPointer<ColumnFrame>(frame), panel] {
        if (frame && frame->inlinePanel() == panel) {
            frame->setInlinePanel(nullptr);
            frame->focusPosts();
        }
    };
    connect(panel, &ComposePanel::closeWanted, this, leave);
    connect(panel, &ComposePanel::sent, this, leave);
    frame->setInlinePanel(panel);
    panel->focusText();
}

void WritingDesk::writeInPanel(const WritingWish& wish)
{
    ColumnFrame* frame = m_parts.deck->frame(wish.column);
    const ChatFacts chat = chatOf(wish);
    if (wish.kind == WritingWish::Kind::Edit) {
        ServiceClient* client = m_context.hub->client(wish.as);
        if (!client)
            return;
        client->postSource(wish.post->id)
            .then(this,
                [this, wish, chat](Result<PostSource> source) {
                    if (!source) {
                        m_parts.notice->tell(errorText(source.error()), {}, nullptr);
                        return;
                    }
                    m_composer->beginEdit(wish.column, wish.as, wish.post, *source);
                    m_composer->setChatFacts(chat);
                    showPanel(true);
                })
            .detach();
        return;
    }
    m_maker->begin(*m_composer, wish, chat);
    if (frame)
        followChat(*m_composer, *frame);
    showPanel(true);
}

/// The chat that an answer belongs to: the column's own, or, in a column of another kind, the one
/// hashtag column of the deck that the post stands in as well.
ChatFacts WritingDesk::chatOf(const WritingWish& wish) const
{
    if (const ColumnFrame* frame = m_parts.deck->frame(wish.column)) {
        const ChatFacts own = frame->chatFacts();
        if (!own.hashtag.isEmpty() || !wish.post)
            return own;
    }
    for (int i = 0; wish.post && i < m_parts.deck->count(); ++i) {
        const ChatFacts chat = m_parts.deck->frame(i)->chatFacts();
        for (const QString& tag : wish.post->tags) {
            if (!chat.hashtag.isEmpty() && foldTag(tag) == foldTag(chat.hashtag))
                return chat;
        }
    }
    return {};
}

void WritingDesk::chooseAccount(const WritingWish& wish)
{
    const ColumnConfig* column = columnOf(wish.column);
    if (!column)
        return;
    auto* menu = new QMenu(m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* heading = menu->addAction(tr("Who acts from this column?"));
    heading->setEnabled(false);
    menu->addSeparator();
    for (const Source& account : accountsFor(*column, *m_context.accounts)) {
        QAction* choice = menu->addAction(u'@' + account.account);
        connect(choice, &QAction::triggered, this, [this, account, id = wish.column] {
            if (const ColumnConfig* now = columnOf(id)) {
                ColumnConfig changed = *now;
                changed.answersAs = account;
                m_context.deck->update(changed);
                m_parts.notice->tell(
                    tr("@%1 acts from this column now. Press again to do it.").arg(account.account),
                    {}, nullptr);
            }
        });
    }
    menu->popup(QCursor::pos());
}

void WritingDesk::setLocked(const ColumnId& column, bool locked)
{
    const ColumnConfig* config = columnOf(column);
    if (config && config->isLocked != locked && (locked || config->isLocked)) {
        ColumnConfig changed = *config;
        changed.isLocked = locked;
        m_context.deck->update(changed);
    }
    // A column alone cannot be opened while the whole program is locked.
    if (column.isEmpty() || !locked)
        m_context.settings->set(Setting::ReadingOnly, locked);
}

void WritingDesk::toggleLock()
{
    const bool locks = !m_context.lock->isLocked();
    setLocked({}, locks);
    m_parts.notice->tell(locks ? tr("Reading only: nothing can be posted, boosted or marked.")
                               : tr("Writing is possible now. Every post names its account."),
        locks ? QString() : tr("Reading only"), [this] { setLocked({}, true); });
}

void WritingDesk::askUnlock(const WritingWish& wish)
{
    const ColumnConfig* column = columnOf(wish.column);
    const bool isColumnAlone = !m_context.lock->isLocked() && column;
    m_parts.notice->tell(isColumnAlone ? tr("This column is for reading only.")
                                       : tr("Reading only is on; nothing is sent by accident."),
        tr("Allow writing"), [this, id = wish.column] { setLocked(id, false); });
}

SignInDialog* WritingDesk::openSignIn(const Source& source, LoginRequest::Access access)
{
    if (m_signIn)
        m_signIn->close();
    SignInDialog::Wish wish;
    wish.source = source;
    wish.access = access;
    wish.isSharedComputer = m_context.settings->isOn(Setting::SharedComputer);
    m_signIn = new SignInDialog(m_context, wish, m_style, m_parts.window);
    connect(m_signIn, &SignInDialog::added, this, [this](const Source& who) {
        m_parts.notice->tell(tr("Signed in as @%1.").arg(who.account), {}, nullptr);
        showFirstColumns(who);
    });
    m_signIn->open();
    return m_signIn;
}

/// Somebody who signs in on an empty deck wants to see something of it.
void WritingDesk::showFirstColumns(const Source& account)
{
    const Service* service = m_context.services->find(account.service);
    if (!service || !m_context.deck->deck().columns.empty())
        return;
    const auto& feeds = service->capabilities().feeds;
    for (const auto kind : {FeedSpec::Kind::Home, FeedSpec::Kind::Notifications}) {
        if (std::find(feeds.begin(), feeds.end(), kind) == feeds.end())
            continue;
        FeedSpec spec;
        spec.kind = kind;
        spec.source = account;
        m_context.deck->add(spec);
    }
}

AccountsDialog* WritingDesk::openAccounts()
{
    if (!m_accounts) {
        m_accounts = new AccountsDialog(m_context, m_style, m_parts.window);
        connect(m_accounts, &AccountsDialog::signInWanted, this,
            [this](const Source& source) { openSignIn(source); });
    }
    m_accounts->open();
    return m_accounts;
}

void WritingDesk::tellRefused(const Act& act, const Error& error)
{
    const bool isOfNoInterest = error.kind == Error::Kind::Cancelled
        || error.kind == Error::Kind::Conflict || act.kind == Act::Kind::MarkRead;
    if (isOfNoInterest)
        return;
    const QString words
        = tr("%1 %2", "what did not happen; why").arg(refusedWords(act.kind), errorText(error));
    const Service* service = m_context.services->find(act.post.service);
    const PostPtr post = m_context.hub->find(act.post);
    const QUrl page
        = error.path == kOnlyOnWeb && service && post ? service->actPage(act.kind, *post) : QUrl();
    if (page.isEmpty())
        m_parts.notice->tell(words, {}, nullptr);
    else
        m_parts.notice->tell(words, tr("Open on %1", "%1 is a network").arg(service->name()),
            [page] { openExternal(page); });
}

void WritingDesk::tellSession(const Source& source)
{
    const auto session = m_context.accounts->session(source);
    if (!session)
        return;
    if (session->state() == AccountSession::State::Refused) {
        m_parts.notice->tell(
            tr("@%1 has to sign in again. Columns and words stay.").arg(source.account),
            tr("Sign in again"), [this, source] { openSignIn(source); });
    } else if (session->state() == AccountSession::State::Locked) {
        m_parts.notice->tell(tr("The key store is locked; @%1 stays. Unlock it, then ask again.")
                                 .arg(source.account),
            tr("Ask again"), [this] { m_context.accounts->unlock(); });
    }
}

bool WritingDesk::mayClose(std::function<void()> quit)
{
    if (m_isLeaving || !m_context.outbox->hasUnsent())
        return true;
    if (m_leaving) {
        m_leaving->raise();
        return false;
    }
    class LeaveDialog : public PlainDialog {
    public:
        LeaveDialog(const Style& style, QWidget* parent)
            : PlainDialog(WritingDesk::tr("Something is not sent yet"), style, parent)
        {
            addText(WritingDesk::tr("It stays on this disk. Next time the program starts it asks "
                                    "before anything older than ten minutes goes out."));
            stay = addButton(WritingDesk::tr("Stay"), true);
            leave = addButton(WritingDesk::tr("Quit"), false);
            setStyleTokens(style);
        }
        QPushButton* stay;
        QPushButton* leave;
    };
    auto* dialog = new LeaveDialog(m_style, m_parts.window);
    connect(dialog->stay, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(dialog->leave, &QPushButton::clicked, this, [this, dialog, quit = std::move(quit)] {
        m_isLeaving = true;
        dialog->accept();
        quit();
    });
    m_leaving = dialog;
    dialog->open();
    return false;
}

} // namespace staffroom
