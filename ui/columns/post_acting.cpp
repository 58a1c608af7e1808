#include "ui/columns/post_acting.h"

#include "core/accounts/account_book.h"
#include "core/compose/outbox.h"
#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"
#include "core/services/service_registry.h"
#include "ui/base/delivery_text.h"
#include "ui/columns/column_account.h"
#include "ui/columns/open_external.h"

#include <QMenu>

namespace staffroom {

namespace {

struct ToggleSpec {
    Act::Kind on;
    Act::Kind off;
    bool ViewerMarks::*mark;
};
constexpr ToggleSpec kBoost{Act::Kind::Boost, Act::Kind::Unboost, &ViewerMarks::isBoosted};
constexpr ToggleSpec kFavourite{
    Act::Kind::Favourite, Act::Kind::Unfavourite, &ViewerMarks::isFavourited};
constexpr ToggleSpec kBookmark{
    Act::Kind::Bookmark, Act::Kind::Unbookmark, &ViewerMarks::isBookmarked};
constexpr ToggleSpec kMuteThread{
    Act::Kind::MuteThread, Act::Kind::UnmuteThread, &ViewerMarks::isMuted};

bool isOn(const ToggleSpec& toggle, const PostPtr& post)
{
    return post->viewer && (*post->viewer).*toggle.mark;
}

Act toggled(const ToggleSpec& toggle, const PostPtr& post)
{
    Act act;
    act.kind = isOn(toggle, post) ? toggle.off : toggle.on;
    act.post = post->id;
    return act;
}

Act onPerson(Act::Kind kind, const PostPtr& post)
{
    Act act;
    act.kind = kind;
    act.post = post->id;
    act.person = post->author.id;
    return act;
}

} // namespace

PostActing::PostActing(
    const ShellContext& context, std::function<const ColumnConfig&()> config, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_config(std::move(config))
{
    if (!context.accounts)
        return;
    for (const auto signal : {&AccountBook::added, &AccountBook::removed})
        connect(context.accounts, signal, this, &PostActing::changed);
    connect(context.lock, &WriteLock::changed, this, &PostActing::changed);
}

bool PostActing::isLocked() const
{
    return !m_context.lock || m_context.lock->isLocked(m_config().id);
}

std::optional<Source> PostActing::account() const
{
    return m_context.accounts ? actingAccount(m_config(), *m_context.accounts) : std::nullopt;
}

bool PostActing::offersActions() const
{
    return m_context.accounts && !isLocked()
        && !accountsFor(m_config(), *m_context.accounts).empty();
}

void PostActing::wish(WritingWish::Kind kind, const PostPtr& post, const Source& as)
{
    WritingWish wish;
    wish.kind = kind;
    wish.column = m_config().id;
    wish.post = post;
    wish.as = as;
    Q_EMIT wished(wish);
}

std::optional<Source> PostActing::whoActs(const PostPtr& post)
{
    if (!m_context.accounts)
        return std::nullopt;
    if (isLocked()) {
        wish(WritingWish::Kind::Unlock, post, {});
        return std::nullopt;
    }
    const auto as = account();
    if (as)
        return as;
    const bool canChoose = !accountsFor(m_config(), *m_context.accounts).empty();
    wish(canChoose ? WritingWish::Kind::ChooseAccount : WritingWish::Kind::SignIn, post,
        m_config().spec.source);
    return std::nullopt;
}

bool PostActing::run(const PostAction& action)
{
    using Kind = PostAction::Kind;
    if (action.kind == Kind::Delivery) {
        deliver(action);
        return true;
    }
    const bool isWriting = action.kind == Kind::Reply || action.kind == Kind::Quote
        || action.kind == Kind::Boost || action.kind == Kind::Favourite
        || action.kind == Kind::Bookmark || action.kind == Kind::Vote;
    if (!isWriting || !action.post || !m_context.accounts)
        return isWriting;
    if (action.post->delivery)
        return true; // nothing to be done with it before the server has it
    const auto as = whoActs(action.post);
    if (!as)
        return true;
    switch (action.kind) {
    case Kind::Reply:
        wish(WritingWish::Kind::Reply, action.post, *as);
        break;
    case Kind::Quote:
        wish(WritingWish::Kind::Quote, action.post, *as);
        break;
    case Kind::Vote:
        wish(WritingWish::Kind::Vote, action.post, *as);
        break;
    case Kind::Boost:
        act(toggled(kBoost, action.post), *as);
        break;
    case Kind::Favourite:
        act(toggled(kFavourite, action.post), *as);
        break;
    case Kind::Bookmark:
        act(toggled(kBookmark, action.post), *as);
        break;
    default:
        break;
    }
    return true;
}

void PostActing::act(const Act& act, const Source& as)
{
    // Signed in for reading: the right to write is asked for the first time it is needed.
    const ServiceClient* client = m_context.hub->client(as);
    if (client && !isLocked() && !client->mayWrite()) {
        wish(WritingWish::Kind::SignIn, nullptr, as);
        return;
    }
    // Refusals are told by PostActions itself.
    m_context.actions->run(act, as, m_config().id)
        .then(this, [](const Result<ActOutcome>&) {})
        .detach();
}

void PostActing::tellSeen(const FeedEntry& entry)
{
    const auto as = account();
    if (!as || isLocked() || entry.reasons.empty())
        return;
    const QString newest = entry.reasons.front().wrapper.remote;
    const Service* service = m_context.services->find(as->service);
    const ServiceClient* client = m_context.hub->client(*as);
    const bool isPossible = service && service->capabilities().acts.contains(Act::Kind::MarkRead)
        && client && client->mayWrite();
    if (!isPossible || newest == m_lastSeen)
        return;
    m_lastSeen = newest;
    Act seen;
    seen.kind = Act::Kind::MarkRead;
    seen.remote = newest;
    act(seen, *as);
}

void PostActing::deliver(const PostAction& action)
{
    if (!action.post || !action.post->delivery)
        return;
    const Delivery& delivery = *action.post->delivery;
    const auto step = static_cast<DeliveryStep>(action.index);
    if (delivery.outboxId.isEmpty()) { // it waits at the server
        if (const auto as = whoActs(action.post); as && step == DeliveryStep::Discard) {
            Act cancel;
            cancel.kind = Act::Kind::CancelScheduled;
            cancel.post = action.post->id;
            cancel.remote = action.post->id.remote;
            act(cancel, *as);
        }
        return;
    }
    Outbox& outbox = *m_context.outbox;
    switch (step) {
    case DeliveryStep::SendNow:
        if (isLocked())
            wish(WritingWish::Kind::Unlock, action.post, {});
        else
            outbox.sendNow(delivery.outboxId);
        break;
    case DeliveryStep::OpenOnWeb:
        if (const OutboxItem* item = outbox.find(delivery.outboxId)) {
            if (const Service* service = m_context.services->find(item->account.service))
                openExternal(service->composePage(item->submission));
        }
        break;
    case DeliveryStep::MarkSent:
        outbox.markSent(delivery.outboxId);
        break;
    case DeliveryStep::Discard:
        outbox.discard(delivery.outboxId);
        break;
    case DeliveryStep::Edit:
        if (auto draft = outbox.takeBack(delivery.outboxId)) {
            WritingWish wish;
            wish.kind = WritingWish::Kind::Draft;
            wish.column = m_config().id;
            wish.as = draft->account;
            wish.draft = std::move(draft);
            Q_EMIT wished(wish);
        }
        break;
    }
}

void PostActing::edit(const PostPtr& post, const Source& as)
{
    wish(WritingWish::Kind::Edit, post, as);
}

void PostActing::redraft(const PostPtr& post, const Source& as)
{
    Act remove;
    remove.kind = Act::Kind::Delete;
    remove.post = post->id;
    m_context.actions->run(remove, as, m_config().id)
        .then(this,
            [this, post, as](const Result<ActOutcome>& outcome) {
                if (!outcome)
                    return;
                WritingWish wish;
                wish.kind = WritingWish::Kind::Redraft;
                wish.column = m_config().id;
                wish.post = post;
                wish.as = as;
                wish.text = outcome->text.isEmpty() ? post->text.text : outcome->text;
                Q_EMIT wished(wish);
            })
        .detach();
}

void PostActing::fillMenu(QMenu& menu, const PostPtr& post)
{
    if (!m_context.accounts || post->delivery)
        return;
    const auto as = account();
    const auto possible = accountsFor(m_config(), *m_context.accounts);
    if (possible.empty())
        return;
    menu.addSeparator();
    if (isLocked()) {
        QAction* open = menu.addAction(tr("Reading only: open the padlock to write"));
        connect(open, &QAction::triggered, this,
            [this, post] { wish(WritingWish::Kind::Unlock, post, {}); });
        return;
    }
    if (as)
        fillMenuAs(menu, post, *as);
    for (const Source& other : possible) {
        if (as && other == *as)
            continue;
        // The other account is named before anything is done as it.
        QMenu* sub = menu.addMenu(tr("As @%1", "%1 is a handle").arg(other.account));
        fillMenuAs(*sub, post, other);
    }
}

void PostActing::fillMenuAs(QMenu& menu, const PostPtr& post, const Source& as)
{
    const Service* service = m_context.services->find(as.service);
    if (!service)
        return;
    const Capabilities& can = service->capabilities();
    const auto has = [&can](Act::Kind kind) { return can.acts.contains(kind); };
    const auto add = [&](const QString& text, auto run) {
        QAction* action = menu.addAction(text);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    const auto toggle = [&](const ToggleSpec& spec, const QString& on, const QString& off) {
        if (has(spec.on))
            add(isOn(spec, post) ? off : on,
                [this, spec, post, as] { act(toggled(spec, post), as); });
    };
    if (can.canPublish && !post->repliesClosed)
        add(tr("&Reply"), [this, post, as] { wish(WritingWish::Kind::Reply, post, as); });
    if (can.canQuote && !post->quotesClosed)
        add(tr("&Quote"), [this, post, as] { wish(WritingWish::Kind::Quote, post, as); });
    toggle(kBoost, can.boostWord, tr("Take back: %1", "a service's word").arg(can.boostWord));
    toggle(kFavourite, can.favouriteWord,
        tr("Take back: %1", "a service's word").arg(can.favouriteWord));
    toggle(kBookmark, tr("Boo&kmark"), tr("Take off the boo&kmarks"));
    if (post->poll && !post->poll->isClosed && !post->poll->hasVoted && has(Act::Kind::Vote))
        add(tr("&Vote …"), [this, post, as] { wish(WritingWish::Kind::Vote, post, as); });
    if (can.canTranslate && !post->text.isEmpty())
        add(tr("&Translate"), [this, post, as] { wish(WritingWish::Kind::Translate, post, as); });
    toggle(kMuteThread, tr("Mute this conversation"), tr("Unmute this conversation"));

    const bool isOwn = post->isOwn
        || (post->author.handle.compare(as.account, Qt::CaseInsensitive) == 0
            && understands(as, post->id));
    menu.addSeparator();
    if (isOwn) {
        if (can.canEdit)
            add(tr("&Edit"), [this, post, as] { edit(post, as); });
        if (has(Act::Kind::Delete)) {
            add(tr("&Delete"), [this, post, as] {
                Act remove;
                remove.kind = Act::Kind::Delete;
                remove.post = post->id;
                act(remove, as);
            });
            add(tr("Delete and &write anew"), [this, post, as] { redraft(post, as); });
        }
        return;
    }
    fillPersonMenu(menu, post, as);
}

void PostActing::fillPersonMenu(QMenu& menu, const PostPtr& post, const Source& as)
{
    const Service* service = m_context.services->find(as.service);
    const auto& acts = service->capabilities().acts;
    const QString handle = u'@' + post->author.handle;
    QMenu* sub = menu.addMenu(handle);
    const auto add = [&](Act::Kind kind, const QString& text) {
        if (!acts.contains(kind))
            return;
        QAction* action = sub->addAction(text);
        connect(action, &QAction::triggered, this,
            [this, kind, post, as] { act(onPerson(kind, post), as); });
    };
    add(Act::Kind::Follow, tr("&Follow"));
    add(Act::Kind::Unfollow, tr("&Unfollow"));
    if (acts.contains(Act::Kind::AddToList)) {
        QAction* list = sub->addAction(tr("Add to a &list …"));
        connect(list, &QAction::triggered, this,
            [this, post, as] { wish(WritingWish::Kind::AddToList, post, as); });
    }
    sub->addSeparator();
    add(Act::Kind::Mute, tr("&Mute: hide their posts"));
    add(Act::Kind::Unmute, tr("Unmute"));
    add(Act::Kind::Block, tr("&Block"));
    add(Act::Kind::Unblock, tr("Unblock"));
    // What the network takes from people on its own pages only.
    const auto addPage = [&](Act::Kind kind, const QString& text) {
        const QUrl page = acts.contains(kind) ? QUrl() : service->actPage(kind, *post);
        if (!page.isEmpty())
            connect(
                sub->addAction(text), &QAction::triggered, this, [page] { openExternal(page); });
    };
    addPage(Act::Kind::Block, tr("Block on %1 …", "%1 is a network").arg(service->name()));
    addPage(Act::Kind::Report, tr("Report on %1 …", "%1 is a network").arg(service->name()));
    if (acts.contains(Act::Kind::Report)) {
        QAction* report = sub->addAction(tr("Re&port …"));
        connect(report, &QAction::triggered, this,
            [this, post, as] { wish(WritingWish::Kind::Report, post, as); });
    }
}

} // namespace staffroom
