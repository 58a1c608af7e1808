// The widgets of the panel: made, placed, connected, styled. What they show is in
// compose_panel.cpp, what is typed and dropped in compose_panel_input.cpp.
#include "ui/compose/compose_panel.h"

#include "core/accounts/account_book.h"
#include "core/services/write_lock.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/account_chooser.h"
#include "ui/compose/chat_chips.h"
#include "ui/compose/completer.h"
#include "ui/compose/completion_list.h"
#include "ui/compose/compose_tools.h"
#include "ui/compose/drafts_view.h"
#include "ui/compose/emoji_picker.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/notice_bar.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/part_speller.h"
#include "ui/compose/poll_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/schedule_bar.h"
#include "ui/compose/words_button.h"

#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPad = 12;

/// Everything below a layout that Tab stops at, in the order it is seen in.
void collectStops(const QLayout& layout, std::vector<QWidget*>& stops);

void collectStops(QWidget& widget, std::vector<QWidget*>& stops)
{
    if (widget.focusPolicy() & Qt::TabFocus)
        stops.push_back(&widget);
    if (const auto* scroll = qobject_cast<QScrollArea*>(&widget)) {
        if (scroll->widget() != nullptr)
            collectStops(*scroll->widget(), stops);
    } else if (widget.layout() != nullptr) {
        collectStops(*widget.layout(), stops);
    }
}

void collectStops(const QLayout& layout, std::vector<QWidget*>& stops)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (item->widget() != nullptr)
            collectStops(*item->widget(), stops);
        else if (item->layout() != nullptr)
            collectStops(*item->layout(), stops);
    }
}

} // namespace

void ComposePanel::build()
{
    const bool isPanel = m_form == Form::Panel;
    m_head = new QWidget(this);
    m_title = new WrapLabel(m_head);
    m_about = new ElidedLabel(Qt::ElideRight, m_head);
    m_draftsButton = new IconButton("drafts"_L1, tr("Drafts"), m_head);
    m_close = new IconButton("close"_L1, tr("Close"), m_head);
    m_draftsButton->setVisible(isPanel);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_title);
    words->addWidget(m_about);
    words->addStretch(1);
    auto* head = new QHBoxLayout(m_head);
    head->setContentsMargins(kPad, 6, 8, 6);
    head->setSpacing(4);
    head->addLayout(words, 1);
    head->addWidget(m_draftsButton, 0, Qt::AlignTop);
    head->addWidget(m_close, 0, Qt::AlignTop);

    m_body = new QWidget(this);
    m_account = new AccountChooser(*m_context.accounts, m_context.images, m_body);
    m_accountTrouble = new WrapLabel(m_body);
    m_signIn = new NoticeBar("user"_L1, NoticeBar::Tone::Asking, m_body);
    m_offer = new NoticeBar("drafts"_L1, NoticeBar::Tone::Calm, m_body);
    m_warning = new QLineEdit(m_body);
    m_warning->setPlaceholderText(tr("Content warning"));
    m_warning->setAccessibleName(tr("Content warning"));
    m_chips = new ChatChips(m_body);
    m_partsBox = new QVBoxLayout;
    m_partsBox->setSpacing(12);
    auto* more = new QWidget(m_body);
    auto* moreFlow = new FlowLayout(4, more);
    m_split = new WordsButton({}, WordsButton::Look::Plain, more);
    m_addPart = new WordsButton(tr("Add a part"), WordsButton::Look::Quiet, more);
    m_addPart->setIconName("plus"_L1);
    m_addPart->setAccessibleName(tr("Add a part; the parts become a thread"));
    moreFlow->addWidget(m_split);
    moreFlow->addWidget(m_addPart);
    m_schedule = new ScheduleBar(m_body);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(kPad, 8, kPad, isPanel ? 8 : 4);
    body->setSpacing(8);
    body->addWidget(m_account, 0, Qt::AlignTop);
    body->addWidget(m_accountTrouble);
    body->addWidget(m_signIn);
    body->addWidget(m_offer);
    body->addWidget(m_warning);
    body->addLayout(m_partsBox);
    body->addWidget(more);
    body->addWidget(m_schedule);
    if (isPanel)
        body->addStretch(1);
    m_accountTrouble->hide();

    m_foot = new QWidget(this);
    m_tools = new ComposeTools(m_foot);
    m_locked = new NoticeBar("lock"_L1, NoticeBar::Tone::Calm, m_foot);
    m_locked->setSentences({tr("Reading only is on. You can write, but nothing is sent.")});
    m_locked->setButtons(tr("Allow writing"));
    m_asking = new NoticeBar("info"_L1, NoticeBar::Tone::Asking, m_foot);
    m_asking->setButtons(tr("Send anyway"), tr("Go back"));
    m_failure = new NoticeBar("warning"_L1, NoticeBar::Tone::Trouble, m_foot);
    m_send = new WordsButton({}, WordsButton::Look::Primary, m_foot);
    m_status = new WrapLabel(m_foot);
    m_status->hide();
    auto* foot = new QVBoxLayout(m_foot);
    foot->setContentsMargins(kPad, 4, kPad, kPad);
    foot->setSpacing(8);
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_tools, m_locked, m_failure, m_asking, m_send, m_status})
        foot->addWidget(widget);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    if (!isPanel) {
        column->addWidget(m_body);
        column->addWidget(m_foot);
        return;
    }
    m_stack = new QStackedWidget(this);
    m_page = new QWidget(m_stack);
    m_scroll = new QScrollArea(m_page);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBar(new ThinScrollBar(Qt::Vertical, m_scroll));
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_scroll, 1);
    page->addWidget(m_foot);
    m_draftsView = new DraftsView(*m_context.drafts, *m_context.clock, m_stack);
    m_stack->addWidget(m_page);
    m_stack->addWidget(m_draftsView);
    column->addWidget(m_stack, 1);
}

void ComposePanel::connectParts()
{
    Composer* composer = m_context.composer;
    connect(m_close, &IconButton::clicked, this, &ComposePanel::closeWanted);
    connect(m_draftsButton, &IconButton::clicked, this, [this] {
        if (m_stack->currentWidget() == m_draftsView)
            m_stack->setCurrentWidget(m_page);
        else
            showDrafts();
    });
    if (m_draftsView != nullptr) {
        connect(m_draftsView, &DraftsView::closeWanted, this, [this] {
            m_stack->setCurrentWidget(m_page);
            focusText();
        });
        connect(m_draftsView, &DraftsView::openWanted, this, [this, composer](const Draft& draft) {
            composer->begin(Draft(draft));
            focusText();
        });
        connect(m_draftsView, &DraftsView::preparedWanted, this, &ComposePanel::showPrepared);
    }
    connect(m_account, &AccountChooser::chosen, this, [composer](const Source& account) {
        composer->change([&account](Draft& draft) { draft.account = account; });
    });
    connect(m_account, &AccountChooser::signInWanted, this, [this] { Q_EMIT signInWanted({}); });
    connect(m_signIn->first(), &WordsButton::clicked, this, [this] {
        const Source account = m_context.composer->draft().account;
        const auto session = m_context.accounts->session(account);
        if (session && session->state() == AccountSession::State::Locked)
            m_context.accounts->unlock();
        else
            Q_EMIT signInWanted(account);
    });
    connect(m_offer->first(), &WordsButton::clicked, this, [this, composer] {
        composer->takeOfferedAnswer();
        focusText();
    });
    connect(m_warning, &QLineEdit::textEdited, this, [composer](const QString& words) {
        composer->change([&words](Draft& draft) { draft.contentWarning = words; });
    });
    connect(m_chips, &ChatChips::labelToggled, this,
        [composer](bool on) { composer->change([on](Draft& draft) { draft.usesLabel = on; }); });
    connect(m_chips, &ChatChips::tagKept, this,
        [composer](bool on) { composer->change([on](Draft& draft) { draft.keepsTag = on; }); });
    connect(m_split, &WordsButton::clicked, this, [this, composer] {
        composer->splitIntoParts();
        focusText();
    });
    connect(m_addPart, &WordsButton::clicked, this, [this, composer] {
        composer->change([](Draft& draft) { draft.parts.emplace_back(); });
        m_current = partCount() - 1;
        focusText();
    });
    connect(m_schedule, &ScheduleBar::changed, this, [composer](Timestamp at) {
        composer->change([at](Draft& draft) { draft.scheduled = at; });
    });
    const auto sendAtOnce
        = [composer] { composer->change([](Draft& draft) { draft.scheduled.reset(); }); };
    connect(m_schedule, &ScheduleBar::removeWanted, this, sendAtOnce);
    connect(m_tools, &ComposeTools::scheduleToggled, this, [this, composer, sendAtOnce](bool on) {
        if (!on) {
            sendAtOnce();
            return;
        }
        // The next full hour that is far enough away.
        const auto least = m_context.clock->now() + 10min + composer->limits().minSchedule;
        const auto hour = std::chrono::ceil<std::chrono::hours>(least);
        composer->change([hour](Draft& draft) { draft.scheduled = Timestamp(hour); });
        m_schedule->focusField();
    });
    connect(m_tools, &ComposeTools::pictureWanted, this, &ComposePanel::choosePictures);
    connect(m_tools, &ComposeTools::pollToggled, this, [this, composer](bool on) {
        const auto part = size_t(m_current);
        composer->change([on, part](Draft& draft) {
            if (on)
                draft.parts[part].poll = DraftPoll{{QString(), QString()}, 24h, false};
            else
                draft.parts[part].poll.reset();
        });
        if (on)
            m_parts[part]->poll()->focusFirst();
    });
    connect(m_tools, &ComposeTools::warningToggled, this, [this, composer](bool on) {
        m_showsWarning = on;
        if (!on)
            composer->change([](Draft& draft) { draft.contentWarning.clear(); });
        sync();
        if (on)
            m_warning->setFocus(Qt::TabFocusReason);
        else
            focusText();
    });
    connect(m_tools, &ComposeTools::visibilityChosen, this, [composer](Visibility visibility) {
        composer->change([visibility](Draft& draft) { draft.visibility = visibility; });
    });
    connect(m_tools, &ComposeTools::languageChosen, this, [composer](const QString& language) {
        composer->change([&language](Draft& draft) { draft.language = language; });
    });
    connect(m_tools, &ComposeTools::emojiWanted, this, &ComposePanel::openEmoji);
    connect(m_locked->first(), &WordsButton::clicked, this, [this] {
        // What holds it: the column alone, or the whole program.
        const ColumnId column
            = m_context.lock->isLocked() ? ColumnId() : m_context.composer->draft().column;
        Q_EMIT lockChangeWanted(column, false);
    });
    connect(m_asking->first(), &WordsButton::clicked, this, [this] { confirmAndSend(true); });
    connect(m_asking->second(), &WordsButton::clicked, this, [this] {
        m_asked.clear();
        m_asking->hide();
        focusText();
    });
    connect(m_send, &WordsButton::clicked, this, &ComposePanel::send);
    connect(m_completer.get(), &Completer::found, this,
        [this](const std::vector<Completion>& completions) {
            PostTextEdit* edit = m_parts[size_t(m_current)]->text();
            if (m_completions && edit->hasFocus()) {
                const QRect line = edit->cursorRect();
                m_completions->offer(completions,
                    {edit->viewport()->mapTo(m_completions->parentWidget(), line.topLeft()),
                        line.size()});
            }
        });
}

void ComposePanel::connectOutside()
{
    connect(m_context.composer, &Composer::begun, this, [this] {
        stopCompletion();
        begun();
    });
    connect(m_context.composer, &Composer::changed, this, &ComposePanel::sync);
    connect(m_context.composer, &Composer::sent, this, &ComposePanel::sent);
    connect(m_context.lock, &WriteLock::changed, this, [this] {
        syncBars();
        syncSend();
    });
    const auto accountsChanged = [this] { sync(); };
    connect(m_context.accounts, &AccountBook::added, this, accountsChanged);
    connect(m_context.accounts, &AccountBook::removed, this, accountsChanged);
    connect(m_context.accounts, &AccountBook::changed, this, accountsChanged);
    connect(m_context.drafts, &DraftStore::preparedChanged, this, [this] { syncBars(); });
    connect(m_context.drafts, &DraftStore::changed, this, [this] {
        const Draft& draft = m_context.composer->draft();
        if (m_context.drafts->find(draft.id) != nullptr && !m_isSending)
            say(tr("Kept as a draft."), false);
    });
    connect(m_context.drafts, &DraftStore::failed, this, [this](const Error&) {
        m_failure->setSentences({tr("The draft could not be written to this disk. Your words are "
                                    "still here; saving is tried again with the next key.")});
        m_failure->announce();
    });
}

PartEditor* ComposePanel::makePart()
{
    Composer* composer = m_context.composer;
    auto* part = new PartEditor(m_body);
    part->setStyleTokens(m_style);
    part->text()->setLines(m_form == Form::Panel ? 4 : 3, m_form == Form::Panel ? 12 : 8);
    part->text()->setSpelling(m_context.spelling);
    part->text()->installEventFilter(this);
    part->text()->setKeyTaker(
        [this](QKeyEvent* event) { return m_completions && m_completions->takeKey(event); });
    m_partsBox->addWidget(part);
    part->show();
    const auto indexOf = [this, part] {
        return size_t(std::find(m_parts.begin(), m_parts.end(), part) - m_parts.begin());
    };
    const auto changePart = [this, composer, indexOf](const std::function<void(DraftPart&)>& edit) {
        const size_t index = indexOf();
        if (index >= m_parts.size())
            return;
        m_current = int(index);
        composer->change([&](Draft& draft) {
            if (index < draft.parts.size())
                edit(draft.parts[index]);
        });
    };
    connect(part, &PartEditor::textChanged, this, [this, part, changePart](const QString& text) {
        changePart([&text](DraftPart& p) { p.text = text; });
        if (m_speller)
            m_speller->look(part->text());
        lookForCompletion();
    });
    connect(part->text(), &QPlainTextEdit::cursorPositionChanged, this, [this, part] {
        if (part->text()->hasFocus())
            followCaret();
        if (part->text()->hasFocus() && m_completions && m_completions->isVisible())
            lookForCompletion();
    });
    connect(
        part, &PartEditor::mediaChanged, this, [changePart](const std::vector<DraftMedia>& media) {
            changePart([&media](DraftPart& p) { p.media = media; });
        });
    connect(part, &PartEditor::pollChanged, this, [changePart](const DraftPoll& poll) {
        changePart([&poll](DraftPart& p) { p.poll = poll; });
    });
    connect(part, &PartEditor::pollRemoved, this, [this, changePart] {
        changePart([](DraftPart& p) { p.poll.reset(); });
        focusText();
    });
    connect(part, &PartEditor::removeWanted, this, [this, composer, indexOf] {
        const auto index = indexOf();
        m_current = std::max(0, int(index) - 1);
        composer->change([index](Draft& draft) {
            if (draft.parts.size() > 1 && index < draft.parts.size())
                draft.parts.erase(draft.parts.begin() + std::ptrdiff_t(index));
        });
        focusText();
    });
    connect(part->text(), &PostTextEdit::sendWanted, this, &ComposePanel::send);
    connect(part->text(), &PostTextEdit::filesGiven, this, &ComposePanel::addFiles);
    connect(part->text(), &PostTextEdit::imageGiven, this, &ComposePanel::addImage);
    connect(part->text(), &PostTextEdit::ownWordAdded, this, [this] {
        if (m_speller)
            m_speller->lookAgain();
    });
    if (m_speller)
        m_speller->look(part->text());
    return part;
}

void ComposePanel::orderTabs()
{
    std::vector<QWidget*> stops;
    collectStops(*layout(), stops);
    for (size_t i = 1; i < stops.size(); ++i)
        setTabOrder(stops[i - 1], stops[i]);
}

void ComposePanel::setStyleTokens(const Style& style)
{
    m_style = style;
    setPalette(style.palette());
    m_title->setFont(style.name);
    m_title->setInk(style.tokens.text);
    m_about->setFont(style.meta);
    m_about->setInk(style.tokens.textSecond);
    m_draftsButton->setStyleTokens(style);
    m_close->setStyleTokens(style);
    m_account->setStyleTokens(style);
    m_accountTrouble->setFont(style.meta);
    m_accountTrouble->setInk(style.tokens.danger);
    for (NoticeBar* bar : {m_signIn, m_offer, m_locked, m_asking, m_failure})
        bar->setStyleTokens(style);
    m_warning->setStyleSheet(fieldSheet(style));
    m_warning->setFont(style.body);
    for (PartEditor* part : m_parts)
        part->setStyleTokens(style);
    m_chips->setStyleTokens(style);
    m_split->setStyleTokens(style);
    m_addPart->setStyleTokens(style);
    m_schedule->setStyleTokens(style);
    m_tools->setStyleTokens(style);
    m_send->setStyleTokens(style);
    m_status->setFont(style.meta);
    m_status->setInk(style.tokens.textSecond);
    if (m_scroll != nullptr) {
        static_cast<ThinScrollBar*>(m_scroll->verticalScrollBar())->setStyleTokens(style);
        m_draftsView->setStyleTokens(style);
    }
    if (m_completions)
        m_completions->setStyleTokens(style);
    if (m_emoji)
        m_emoji->setStyleTokens(style);
    updateGeometry();
    update();
}

QSize ComposePanel::sizeHint() const
{
    if (m_form == Form::Inline)
        return QWidget::sizeHint();
    return {int(360 * std::min(m_style.textScale, 1.3)), 640};
}

void ComposePanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& t = m_style.tokens;
    painter.fillRect(rect(), t.raised);
    painter.fillRect(QRect(0, m_head->geometry().bottom(), width(), 1), t.line);
    if (m_form == Form::Inline) {
        painter.fillRect(QRect(0, 0, width(), 1), t.line);
        painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    }
}

} // namespace staffroom
