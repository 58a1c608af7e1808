#include "ui/columns/panel_maker.h"

#include "core/accounts/account_book.h"
#include "core/deck/settings.h"
#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"

#include <QJsonArray>

namespace staffroom {

PanelMaker::PanelMaker(const ShellContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
}

std::unique_ptr<Composer> PanelMaker::composer() const
{
    return std::make_unique<Composer>(Composer::Context{m_context.clock, m_context.drafts,
        m_context.outbox, m_context.services,
        [hub = m_context.hub, book = m_context.accounts](const Source& source) -> ServiceClient* {
            return book->find(source) ? hub->client(source) : nullptr;
        }});
}

ComposePanel* PanelMaker::panel(Composer& composer, ComposePanel::Form form, QWidget* parent)
{
    ComposePanelContext context;
    context.composer = &composer;
    context.accounts = m_context.accounts;
    context.drafts = m_context.drafts;
    context.services = m_context.services;
    context.lock = m_context.lock;
    context.clock = m_context.clock;
    context.spelling = m_context.spelling;
    context.intake = m_context.intake;
    context.images = m_context.images;
    auto* panel = new ComposePanel(context, form, parent);
    panel->setStyleTokens(m_style);
    panel->setRecentEmoji(m_context.settings->texts(Setting::RecentEmoji));
    connect(panel, &ComposePanel::recentEmojiChanged, this, [this](const QStringList& texts) {
        m_context.settings->set(Setting::RecentEmoji, QJsonArray::fromStringList(texts));
    });
    connect(panel, &ComposePanel::lockChangeWanted, this, &PanelMaker::lockChangeWanted);
    connect(panel, &ComposePanel::signInWanted, this, [this](const Source& source) {
        Q_EMIT signInWanted(source,
            source.account.isEmpty() ? LoginRequest::Access::Read
                                     : LoginRequest::Access::ReadAndWrite);
    });
    std::erase_if(m_panels, [](const QPointer<ComposePanel>& one) { return one.isNull(); });
    m_panels.emplace_back(panel);
    return panel;
}

void PanelMaker::begin(Composer& composer, const WritingWish& wish, const ChatFacts& chat) const
{
    using Kind = WritingWish::Kind;
    switch (wish.kind) {
    case Kind::Reply:
        composer.beginReply(wish.column, wish.as, wish.post, chat);
        break;
    case Kind::Quote:
        composer.beginQuote(wish.column, wish.as, wish.post, chat);
        break;
    case Kind::Redraft:
        composer.beginPost(wish.column, wish.as, chat);
        composer.change([&wish](Draft& draft) {
            draft.parts.front().text = wish.text;
            draft.inReplyTo = wish.post->inReplyTo;
            draft.inReplyToHandle = wish.post->inReplyToHandle;
            draft.contentWarning = wish.post->contentWarning;
            draft.visibility = wish.post->visibility;
            draft.usesLabel = false;
        });
        break;
    case Kind::Draft:
        composer.begin(*wish.draft);
        break;
    default:
        break;
    }
}

void PanelMaker::withPostOf(const WritingWish& wish, std::function<void(const WritingWish&)> then)
{
    const bool isClosed = (wish.kind == WritingWish::Kind::Reply && wish.post->repliesClosed)
        || (wish.kind == WritingWish::Kind::Quote && wish.post->quotesClosed);
    if (isClosed) {
        Q_EMIT told(wish.kind == WritingWish::Kind::Reply
                ? tr("%1 lets only some people answer this post, and @%2 is not one of them.")
                      .arg(u'@' + wish.post->author.handle, wish.as.account)
                : tr("%1 does not want this post to be quoted.")
                      .arg(u'@' + wish.post->author.handle));
        return;
    }
    if (understands(wish.as, wish.post->id)) {
        then(wish);
        return;
    }
    Q_EMIT told(tr("Asking your server for this post …"));
    m_context.actions->postFor(wish.post, wish.as)
        .then(this,
            [this, wish, then = std::move(then)](Result<PostPtr> post) {
                if (!post) {
                    Q_EMIT told(tr("@%1's server does not have this post, so it cannot be "
                                   "answered from there.")
                                    .arg(wish.as.account));
                    return;
                }
                Q_EMIT told({});
                WritingWish found = wish;
                found.post = *post;
                then(found);
            })
        .detach();
}

void PanelMaker::setStyleTokens(const Style& style)
{
    m_style = style;
    for (const auto& panel : m_panels) {
        if (panel)
            panel->setStyleTokens(style);
    }
}

} // namespace staffroom
