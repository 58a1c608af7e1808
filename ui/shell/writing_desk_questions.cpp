// What the desk asks in dialogs about a post: see WritingDesk.
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

void WritingDesk::vote(const WritingWish& wish)
{
    if (!wish.post->poll)
        return;
    auto* dialog = new VoteDialog(*wish.post->poll, wish.as.account, m_style, m_parts.window);
    connect(dialog, &VoteDialog::chosen, this, [this, wish](const std::vector<int>& choices) {
        Act act;
        act.kind = Act::Kind::Vote;
        act.post = wish.post->id;
        act.pollId = wish.post->poll->id;
        act.choices = choices;
        m_context.actions->run(act, wish.as, wish.column)
            .then(this, [](const Result<ActOutcome>&) {})
            .detach();
    });
    dialog->open();
}

void WritingDesk::report(const WritingWish& wish)
{
    auto* dialog
        = new ReportDialog(wish.post, wish.as.label().section(u'@', 1), m_style, m_parts.window);
    connect(dialog, &ReportDialog::chosen, this, [this, wish](const QString& words, bool forwards) {
        Act act;
        act.kind = Act::Kind::Report;
        act.post = wish.post->id;
        act.person = wish.post->author.id;
        act.text = words;
        act.forwards = forwards;
        m_context.actions->run(act, wish.as, wish.column)
            .then(this, [](const Result<ActOutcome>&) {})
            .detach();
    });
    dialog->open();
}

void WritingDesk::addToList(const WritingWish& wish)
{
    ServiceClient* client = m_context.hub->client(wish.as);
    if (!client)
        return;
    auto* dialog = new ListDialog(*client, wish.post->author.handle, m_style, m_parts.window);
    connect(dialog, &ListDialog::chosen, this, [this, wish](const QString& id) {
        Act act;
        act.kind = Act::Kind::AddToList;
        act.post = wish.post->id;
        act.person = wish.post->author.id;
        act.list = id;
        m_context.actions->run(act, wish.as, wish.column)
            .then(this, [](const Result<ActOutcome>&) {})
            .detach();
    });
    dialog->open();
}

void WritingDesk::translate(const WritingWish& wish)
{
    ServiceClient* client = m_context.hub->client(wish.as);
    if (!client)
        return;
    m_parts.notice->tell(tr("Asking your server to translate …"), {}, nullptr);
    client->translate(wish.post->id, QLocale().bcp47Name().section(u'-', 0, 0))
        .then(this,
            [this, wish](const Result<Translation>& answer) {
                m_parts.notice->dismiss();
                if (!answer) {
                    const bool cannot = answer.error().kind == Error::Kind::Unsupported
                        || answer.error().kind == Error::Kind::NotFound;
                    m_parts.notice->tell(cannot ? tr("Your server does not translate this post.")
                                                : errorText(answer.error()),
                        {}, nullptr);
                    return;
                }
                (new TranslationDialog(wish.post, *answer, m_style, m_parts.window))->open();
            })
        .detach();
}

} // namespace staffroom
