#include "ui/compose/compose_panel.h"

#include "core/accounts/account_book.h"
#include "core/services/write_lock.h"
#include "ui/base/icon_button.h"
#include "ui/base/time_text.h"
#include "ui/compose/account_chooser.h"
#include "ui/compose/chat_chips.h"
#include "ui/compose/completer.h"
#include "ui/compose/compose_tools.h"
#include "ui/compose/drafts_view.h"
#include "ui/compose/emoji_picker.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/finding_text.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_card.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/notice_bar.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/part_speller.h"
#include "ui/compose/poll_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/prepared_dialog.h"
#include "ui/compose/schedule_bar.h"
#include "ui/compose/words_button.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ComposePanel::ComposePanel(const ComposePanelContext& context, Form form, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_form(form)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_completer(std::make_unique<Completer>(*context.clock))
{
    setAcceptDrops(true);
    if (context.spelling != nullptr)
        m_speller = std::make_unique<PartSpeller>(*context.spelling, *context.clock);
    build();
    connectParts();
    connectOutside();
    setStyleTokens(m_style);
    begun();
    sync();
}

ComposePanel::~ComposePanel()
{
    delete m_completions;
    delete m_emoji;
    // What happens to these on their way out is told while there is still somebody to tell.
    QObject::disconnect(m_context.composer, nullptr, this, nullptr);
    delete m_body;
}

CompletionList* ComposePanel::completions() const
{
    return m_completions;
}

EmojiPicker* ComposePanel::emojiPicker() const
{
    return m_emoji;
}

QString ComposePanel::title() const
{
    return m_title->text();
}

QString ComposePanel::status() const
{
    return m_status->isHidden() ? QString() : m_status->text();
}

void ComposePanel::begun()
{
    m_hasTried = false;
    m_asked.clear();
    m_mediaTroubles.clear();
    m_showsWarning = !m_context.composer->draft().contentWarning.isEmpty();
    m_current = 0;
    m_failure->hide();
    m_general.clear();
    m_status->hide();
    if (m_stack != nullptr)
        m_stack->setCurrentWidget(m_page);
    // Another post: what could be undone in the text before belongs to that one.
    for (PartEditor* part : m_parts)
        part->clear();
}

void ComposePanel::sync()
{
    m_found = m_context.composer->findings();
    // What the bar asked about is asked anew when the draft is another one since. Limits that
    // arrive meanwhile leave it alone.
    if (m_found != m_asked || m_context.composer->draft() != m_askedAbout)
        m_asked.clear();
    syncHead();
    syncAccount();
    syncParts();
    syncSplit();
    syncFindings();
    syncBars();
    syncSend();
    orderTabs();
    updateGeometry();
}

void ComposePanel::syncHead()
{
    const Draft& draft = m_context.composer->draft();
    const QString handle = u'@' + draft.inReplyToHandle;
    m_title->setText(draft.edits ? tr("Change your post")
            : draft.inReplyTo    ? tr("Reply to %1").arg(handle)
            : draft.quote        ? tr("Quote of %1").arg(handle)
                                 : tr("New post"));
    const QString about = draft.inReplyToText.simplified();
    m_about->setLine(about);
    m_about->setVisible(!about.isEmpty());
    m_close->setName(
        draft.isEmpty() ? tr("Close") : tr("Close; what you wrote is kept as a draft"));
    setAccessibleName(m_title->text());
}

void ComposePanel::syncAccount()
{
    const Draft& draft = m_context.composer->draft();
    m_account->setAccount(draft.account);
    // A change belongs to the account of the post.
    m_account->setEnabled(!draft.edits);
    m_completer->setClient(m_context.composer->client());
    m_completer->setKnownTags(
        draft.chat.hashtag.isEmpty() ? QStringList() : QStringList{draft.chat.hashtag});
}

void ComposePanel::syncParts()
{
    const Draft& draft = m_context.composer->draft();
    const PostLimits& limits = m_context.composer->limits();
    const int count = int(draft.parts.size());
    while (partCount() < count)
        m_parts.push_back(makePart());
    m_chips->setDraft(draft);
    if (m_chips->parentWidget() != m_parts[size_t(count) - 1])
        m_parts[size_t(count) - 1]->setChips(m_chips);
    while (partCount() > count) {
        PartEditor* last = m_parts.back();
        m_parts.pop_back();
        if (m_speller)
            m_speller->forget(last->text());
        // It may be the sender of the signal that leads here.
        last->hide();
        last->deleteLater();
    }
    m_current = std::clamp(m_current, 0, count - 1);
    for (int i = 0; i < count; ++i) {
        PartEditor* part = m_parts[size_t(i)];
        part->setMediaTrouble(m_mediaTroubles[i]);
        part->setPart(draft.parts[size_t(i)], i, count, limits);
        part->setLength(m_context.composer->remaining(i), m_context.composer->reserved(i));
        part->setWaiting(int(std::count_if(m_taking.begin(), m_taking.end(),
            [i](const Taking& taking) { return taking.part == i; })));
    }
    if (m_speller)
        m_speller->setLanguage(draft.language);
    m_warning->setVisible(m_showsWarning);
    if (m_warning->text() != draft.contentWarning)
        m_warning->setText(draft.contentWarning);
    m_schedule->setVisible(draft.scheduled.has_value());
    if (draft.scheduled)
        m_schedule->setTime(*draft.scheduled, limits.schedules);

    ComposeTools::State tools;
    tools.takesPictures = m_context.intake != nullptr && !draft.edits;
    tools.takesPolls = limits.maxPollOptions > 1;
    tools.hasPoll = draft.parts[size_t(m_current)].poll.has_value();
    tools.hasWarning = m_showsWarning;
    tools.isScheduled = draft.scheduled.has_value();
    tools.isEdit = draft.edits.has_value();
    tools.visibility = draft.visibility;
    tools.language = draft.language;
    if (m_context.spelling != nullptr)
        tools.languages = m_context.spelling->languages();
    m_tools->setState(tools, m_context.composer->capabilities());
}

void ComposePanel::syncSplit()
{
    const Draft& draft = m_context.composer->draft();
    const bool isTooLong = std::any_of(m_found.begin(), m_found.end(),
        [](const Finding& finding) { return finding.kind == Finding::Kind::TooLong; });
    const int parts = isTooLong && !draft.edits ? countAfterSplit() : 0;
    m_split->setVisible(parts > int(draft.parts.size()));
    m_split->setWords(tr("Split into %1 posts").arg(parts));
    m_addPart->setVisible(!draft.edits && !draft.parts.back().isEmpty() && m_form == Form::Panel);
}

int ComposePanel::countAfterSplit() const
{
    const Draft& draft = m_context.composer->draft();
    const Service* service = m_context.services->find(draft.account.service);
    if (service == nullptr)
        return 0;
    const PostLimits& limits = m_context.composer->limits();
    const TextLength length = [&](const QString& text) {
        return service->lengthOf(text, draft.contentWarning, limits);
    };
    int count = 0;
    for (int i = 0; i < int(draft.parts.size()); ++i)
        count += int(splitText(draft, i, limits.maxCharacters, length).size());
    return count;
}

QString ComposePanel::wordsOf(const Finding& finding) const
{
    const Draft& draft = m_context.composer->draft();
    return findingText(finding,
        {draft.chat.hashtag, draft.account.account, int(draft.parts.size()),
            m_context.composer->limits()});
}

void ComposePanel::syncFindings()
{
    QString account;
    QString schedule;
    QStringList general;
    std::vector<std::vector<Finding>> byPart(m_parts.size());
    for (const Finding& finding : m_found) {
        if (!finding.blocks())
            continue;
        // What is only not done yet is said after the first try; what has gone wrong at once.
        const bool isUnfinished
            = finding.kind == Finding::Kind::Empty || finding.kind == Finding::Kind::PollIncomplete;
        if (isUnfinished && !m_hasTried)
            continue;
        switch (finding.kind) {
        case Finding::Kind::NoAccount:
            account = wordsOf(finding);
            break;
        case Finding::Kind::ScheduleTooSoon:
            schedule = wordsOf(finding);
            break;
        case Finding::Kind::CannotEdit:
            general << wordsOf(finding);
            break;
        default:
            if (finding.part >= 0 && finding.part < partCount())
                byPart[size_t(finding.part)].push_back(finding);
        }
    }
    // Without anybody signed in, the account's own button says it.
    const bool isNobodyThere = m_context.accounts->accounts().empty();
    m_accountTrouble->setText(account);
    m_accountTrouble->setVisible(!account.isEmpty() && (m_hasTried || !isNobodyThere));
    m_schedule->setTroubleText(schedule);
    for (int i = 0; i < partCount(); ++i) {
        m_parts[size_t(i)]->setFindings(
            byPart[size_t(i)], [this](const Finding& finding) { return wordsOf(finding); });
    }
    if (general != m_general) {
        m_general = general;
        m_failure->setSentences(general);
        m_failure->setVisible(!general.isEmpty());
    }
}

bool ComposePanel::isLocked() const
{
    return m_context.lock->isLocked(m_context.composer->draft().column);
}

bool ComposePanel::mayWrite() const
{
    const ServiceClient* client = m_context.composer->client();
    return client == nullptr || client->mayWrite();
}

void ComposePanel::syncBars()
{
    m_locked->setVisible(isLocked());

    const Draft& draft = m_context.composer->draft();
    const auto session = m_context.accounts->session(draft.account);
    const QString handle = u'@' + draft.account.account;
    if (session && session->state() == AccountSession::State::Refused) {
        m_signIn->setSentences(
            {tr("%1 has to sign in again. Your words are kept meanwhile.").arg(handle)});
        m_signIn->setButtons(tr("Sign in again"));
        m_signIn->show();
    } else if (session && session->state() == AccountSession::State::Locked) {
        m_signIn->setSentences({tr("The key store did not give the key of %1. Unlock it; your "
                                   "words are kept meanwhile.")
                                    .arg(handle)});
        m_signIn->setButtons(tr("Try again"));
        m_signIn->show();
    } else if (session && !mayWrite()) {
        m_signIn->setSentences(
            {tr("%1 is signed in for reading. Posting needs a sign-in that allows it.")
                    .arg(handle)});
        m_signIn->setButtons(tr("Allow posting"));
        m_signIn->show();
    } else {
        m_signIn->hide();
    }

    const auto offered = m_context.composer->offeredAnswer();
    m_offer->setVisible(offered.has_value());
    if (offered) {
        QString words = offered->text.simplified();
        if (words.size() > 90)
            words = words.left(89) + u'…';
        m_offer->setSentences(
            {tr("You prepared an answer for Q%1: “%2”").arg(offered->question).arg(words)});
        m_offer->setButtons(tr("Use it"));
    }
    m_asking->setVisible(!m_asked.empty());
}

void ComposePanel::syncSend()
{
    const Draft& draft = m_context.composer->draft();
    const QString handle
        = draft.account.account.isEmpty() ? QString() : u'@' + draft.account.account;
    QString words;
    if (handle.isEmpty())
        words = draft.inReplyTo ? tr("Reply") : tr("Post");
    else if (draft.edits)
        words = tr("Save the change as %1").arg(handle);
    else if (draft.scheduled)
        words = tr("Schedule as %1").arg(handle);
    else if (draft.inReplyTo)
        words = tr("Reply as %1").arg(handle);
    else if (draft.quote)
        words = tr("Quote as %1").arg(handle);
    else
        words = tr("Post as %1").arg(handle);
    m_send->setWords(words);
    const bool canSend = m_context.composer->canSend();
    // It stays pressable: a press says what is missing.
    m_send->setMuted(!canSend);
    m_send->setEnabled(!isLocked() && !m_isSending);
    m_send->setAccessibleDescription(isLocked() ? tr("Reading only is on")
            : canSend                           ? tr("Control and Enter send too")
                                                : tr("Not ready; a press says what is missing"));
}

void ComposePanel::send()
{
    confirmAndSend(false);
}

void ComposePanel::confirmAndSend(bool isConfirmed)
{
    if (m_isSending)
        return;
    if (isLocked()) {
        m_locked->announce();
        m_locked->first()->setFocus(Qt::TabFocusReason);
        return;
    }
    m_hasTried = true;
    m_found = m_context.composer->findings();
    syncFindings();
    const auto blocking = std::find_if(
        m_found.begin(), m_found.end(), [](const Finding& finding) { return finding.blocks(); });
    if (blocking != m_found.end()) {
        focusFinding(*blocking);
        return;
    }
    if (!m_taking.empty()) {
        say(tr("A picture is still being made ready."));
        return;
    }
    if (!mayWrite()) {
        m_signIn->announce();
        m_signIn->first()->setFocus(Qt::TabFocusReason);
        return;
    }
    if (!m_found.empty() && !(isConfirmed && m_asked == m_found)) {
        m_asked = m_found;
        m_askedAbout = m_context.composer->draft();
        QStringList sentences;
        for (const Finding& finding : m_found)
            sentences << wordsOf(finding);
        sentences.removeDuplicates();
        m_asking->setSentences(sentences);
        m_asking->announce();
        // A second Enter goes back; sending takes another key.
        m_asking->second()->setFocus(Qt::TabFocusReason);
        return;
    }
    handOver();
}

void ComposePanel::handOver()
{
    m_isSending = true;
    m_asked.clear();
    m_asking->hide();
    m_failure->hide();
    syncSend();
    m_sending = m_context.composer->send().then(this, [this](const Result<Done>& done) {
        m_isSending = false;
        if (done) {
            say(tr("On its way. It stands in its column and says how far it is."));
        } else if (done.error().kind == Error::Kind::Conflict) {
            // Pressed twice: the first press is on its way.
        } else if (done.error().kind == Error::Kind::Invalid) {
            sync();
            return;
        } else {
            m_failure->setSentences({tr("It could not be written to this disk, so it was not sent. "
                                        "Your words are still here. Free some space, then send "
                                        "again.")});
            m_failure->announce();
        }
        syncSend();
    });
}

void ComposePanel::focusFinding(const Finding& finding)
{
    PartEditor* part = m_parts[size_t(std::clamp(finding.part, 0, partCount() - 1))];
    switch (finding.kind) {
    case Finding::Kind::NoAccount:
        m_account->setFocus(Qt::TabFocusReason);
        break;
    case Finding::Kind::PollIncomplete:
        part->poll()->focusFirst();
        break;
    case Finding::Kind::AltTooLong:
        if (finding.media >= 0 && finding.media < part->media()->cardCount())
            part->media()->card(finding.media)->description()->setFocus(Qt::TabFocusReason);
        break;
    case Finding::Kind::ScheduleTooSoon:
        m_schedule->focusField();
        break;
    default:
        part->text()->setFocus(Qt::TabFocusReason);
    }
    if (m_scroll != nullptr)
        m_scroll->ensureWidgetVisible(part);
}

void ComposePanel::say(const QString& status, bool aloud)
{
    m_status->setText(status);
    m_status->setVisible(!status.isEmpty());
    if (status.isEmpty() || !aloud)
        return;
    QAccessibleEvent event(m_status, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ComposePanel::focusText()
{
    m_parts[size_t(m_current)]->text()->setFocus(Qt::OtherFocusReason);
    followCaret();
}

void ComposePanel::showDrafts()
{
    if (m_stack == nullptr)
        return;
    const Draft& draft = m_context.composer->draft();
    m_draftsView->refresh(draft.id, draft.chat.hashtag);
    m_stack->setCurrentWidget(m_draftsView);
    m_draftsView->focusFirst();
}

void ComposePanel::showPrepared(const QString& hashtag)
{
    if (m_prepared)
        m_prepared->close();
    m_prepared = new PreparedDialog(*m_context.drafts, m_style, hashtag, this);
    m_prepared->open();
}

} // namespace staffroom
