#include "ui/hosting/hosting_dialog.h"

#include "core/accounts/account_book.h"
#include "core/compose/compose_text.h"
#include "core/compose/media_intake.h"
#include "core/feeds/feed_hub.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/base/scroll_page.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/hosting/hosting_text.h"
#include "ui/hosting/script_card.h"
#include "ui/hosting/script_form.h"
#include "ui/hosting/unanswered_tally.h"

#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kPause{700}; ///< after the last key
constexpr Millis kSecond{1000};

} // namespace

HostingDialog::HostingDialog(
    const ShellContext& context, HostDesk& desk, const Style& style, QWidget* parent)
    : PlainDialog(tr("Host desk"), style, parent)
    , m_context(context)
    , m_desk(desk)
    , m_scripts(new ComboField(this))
    , m_page(new ScrollPage(this))
    , m_about(new WrapLabel(this))
    , m_change(new WordsButton(tr("Change"), WordsButton::Look::Quiet, this))
    , m_form(new ScriptForm(*context.accounts, context.images, this))
    , m_run(new WrapLabel(this))
    , m_drift(new WrapLabel(this))
    , m_timed(new WordsButton(tr("Start, on time"), WordsButton::Look::Primary, this))
    , m_byHand(new WordsButton(tr("Start, by hand"), WordsButton::Look::Plain, this))
    , m_hold(new WordsButton(tr("Hold"), WordsButton::Look::Plain, this))
    , m_stop(new WordsButton(tr("End"), WordsButton::Look::Quiet, this))
    , m_cardBox(new QVBoxLayout)
    , m_tally(new UnansweredTally(this))
    , m_sentence(new SentenceLabel(this))
    , m_saving(context.clock->createTimer([this] { keep(); }))
    , m_second(context.clock->createTimer([this] {
        refresh();
        m_second->start(kSecond);
    }))
{
    m_scripts->setAccessibleName(tr("Script"));
    auto* run = new FlowLayout(8);
    for (WordsButton* button : {m_timed, m_byHand, m_hold, m_stop})
        run->addWidget(button);
    QWidget* page = m_page->page();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(12);
    auto* about = new QHBoxLayout;
    about->addWidget(m_about, 1);
    about->addWidget(m_change, 0, Qt::AlignTop);
    column->addLayout(about);
    column->addWidget(m_form);
    m_cardBox->setSpacing(8);
    column->addLayout(m_cardBox);
    auto* adders = new FlowLayout(8);
    for (const auto kind : {ScriptLine::Kind::Question, ScriptLine::Kind::Welcome,
             ScriptLine::Kind::Remark, ScriptLine::Kind::WrapUp}) {
        auto* add = new WordsButton(lineKindText(kind), WordsButton::Look::Quiet, page);
        add->setIconName("plus"_L1);
        add->setAccessibleName(tr("Add: %1").arg(lineKindText(kind)));
        connect(add, &WordsButton::clicked, this, [this, kind] { addLine(kind); });
        adders->addWidget(add);
        m_adders.push_back(add);
    }
    column->addLayout(adders);
    column->addWidget(m_tally);
    column->addStretch(1);
    body()->addWidget(m_scripts);
    body()->addWidget(m_run);
    body()->addWidget(m_drift);
    body()->addLayout(run);
    body()->addWidget(m_sentence);
    body()->addWidget(m_page, 1);
    auto* remove = addButton(tr("Throw away"), false);
    auto* fresh = addButton(tr("New script"), false);
    auto* close = addButton(tr("Close"), true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(fresh, &QPushButton::clicked, this, [this] {
        RoomSetup setup;
        setup.hashtag = m_script.hashtag;
        setup.answersAs = m_script.account;
        begin(setup);
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        m_isDirty = false;
        m_desk.remove(m_id);
        m_id.clear();
        const auto& scripts = m_desk.scripts();
        if (scripts.empty())
            begin({});
        else
            openScript(scripts.front().id);
    });
    connect(m_scripts, &QComboBox::activated, this,
        [this] { openScript(m_scripts->currentData().toString()); });
    connect(m_form, &ScriptForm::changed, this, [this] {
        m_isDirty = true;
        m_form->fill(m_script);
        numberQuestions(m_script);
        askLimits(m_script.account);
        refresh();
        m_saving->start(kPause);
    });
    connect(m_form, &ScriptForm::signInWanted, this, &HostingDialog::signInWanted);
    connect(m_change, &WordsButton::clicked, this, [this] { showForm(m_form->isHidden()); });
    connect(m_timed, &WordsButton::clicked, this, [this] {
        keep();
        showForm(false);
        m_desk.start(m_id, true);
    });
    connect(m_byHand, &WordsButton::clicked, this, [this] {
        keep();
        m_desk.start(m_id, false);
    });
    connect(m_hold, &WordsButton::clicked, this, [this] {
        if (m_script.heldSince)
            m_desk.resume(m_id);
        else
            m_desk.hold(m_id);
    });
    connect(m_stop, &WordsButton::clicked, this, [this] { m_desk.stop(m_id); });
    connect(m_tally, &UnansweredTally::postWanted, this, &HostingDialog::postWanted);
    connect(&m_desk, &HostDesk::changed, this, &HostingDialog::follow);
    connect(&m_desk, &HostDesk::refused, this,
        [this](const QString& id, const QString& line, const Error& error) {
            ScriptCard* card = id == m_id ? cardOf(line) : nullptr;
            if (card)
                card->setTroubleText(errorText(error));
        });
    setStyleTokens(style);
    resize(600, 680);
    m_second->start(kSecond);
}

HostingDialog::~HostingDialog()
{
    if (m_isDirty)
        keep();
}

void HostingDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    setStyleSheet(fieldSheet(style));
    setPalette(style.palette()); // a new sheet brings back the palette of the first
    m_page->setStyleTokens(style);
    m_form->setStyleTokens(style);
    m_about->setFont(style.meta);
    m_about->setInk(style.tokens.textSecond);
    m_change->setStyleTokens(style);
    m_run->setFont(style.name);
    m_run->setInk(style.tokens.text);
    m_drift->setFont(style.meta);
    m_drift->setInk(style.tokens.textSecond);
    for (WordsButton* button : {m_timed, m_byHand, m_hold, m_stop})
        button->setStyleTokens(style);
    for (WordsButton* button : m_adders)
        button->setStyleTokens(style);
    for (ScriptCard* card : m_cards)
        card->setStyleTokens(style);
    m_tally->setStyleTokens(style);
}

void HostingDialog::setRoom(std::shared_ptr<Room> room)
{
    m_room = room;
    m_tally->setRoom(std::move(room));
}

void HostingDialog::openFor(const RoomSetup& setup)
{
    for (const HostScript& script : m_desk.scripts()) {
        const bool isOpen = nextLine(script) < script.lines.size();
        if (isOpen && foldTag(script.hashtag) == foldTag(setup.hashtag))
            return openScript(script.id);
    }
    begin(setup);
}

void HostingDialog::begin(const RoomSetup& setup)
{
    keep();
    HostScript script;
    script.hashtag = setup.hashtag;
    script.title = setup.title.isEmpty() ? tr("Script") : setup.title;
    const auto& accounts = m_context.accounts->accounts();
    if (setup.answersAs)
        script.account = *setup.answersAs;
    else if (accounts.size() == 1)
        script.account = accounts.front().source;
    // A new hour begins at a full five minutes.
    const auto five = std::chrono::minutes(5);
    const Timestamp now = m_context.clock->now();
    script.begin = setup.begin && *setup.begin > now
        ? *setup.begin
        : Timestamp((now.time_since_epoch() / five + 1) * five);
    ScriptLine welcome;
    welcome.kind = ScriptLine::Kind::Welcome;
    ScriptLine first;
    first.after = five;
    script.lines = {welcome, first};
    openScript(m_desk.put(script));
}

void HostingDialog::openScript(const QString& id)
{
    const HostScript* script = m_desk.find(id);
    if (!script)
        return;
    if (m_isDirty && id != m_id)
        keep();
    m_id = id;
    m_script = *script;
    m_isDirty = false;
    m_form->setScript(m_script);
    askLimits(m_script.account);
    for (const Source& mirror : m_script.mirrors)
        askLimits(mirror);
    listScripts();
    // What is complete needs no form in the way of the questions.
    showForm(m_script.account.account.isEmpty() || m_script.hashtag.isEmpty());
    rebuild();
}

void HostingDialog::showForm(bool shown)
{
    m_form->setVisible(shown);
    m_change->setWords(shown ? tr("Fold") : tr("Change"));
    m_change->setAccessibleName(tr("Title, hashtag, account and times"));
}

void HostingDialog::listScripts()
{
    m_scripts->clear();
    for (const HostScript& script : m_desk.scripts())
        m_scripts->addItem(
            tr("%1 (#%2)", "title of a script, hashtag")
                .arg(script.title.isEmpty() ? tr("Script") : script.title, script.hashtag),
            script.id);
    m_scripts->setCurrentIndex(m_scripts->findData(m_id));
}

void HostingDialog::follow(const QString& id)
{
    const HostScript* script = id == m_id ? m_desk.find(id) : nullptr;
    if (!script)
        return;
    if (m_isDirty) {
        // What is typed stays; the run is the desk's.
        m_script.isRunning = script->isRunning;
        m_script.isTimed = script->isTimed;
        m_script.held = script->held;
        m_script.heldSince = script->heldSince;
        for (ScriptLine& line : m_script.lines) {
            for (const ScriptLine& known : script->lines) {
                if (known.id == line.id && known.state != ScriptLine::State::Waiting)
                    line = known;
            }
        }
    } else {
        m_script = *script;
    }
    if (m_cards.size() != m_script.lines.size())
        rebuild();
    else
        refresh();
}

void HostingDialog::rebuild()
{
    for (ScriptCard* card : m_cards) {
        card->hide();
        card->deleteLater(); // one of them may be what calls us
    }
    m_cards.clear();
    const Timestamp now = m_context.clock->now();
    for (size_t i = 0; i < m_script.lines.size(); ++i) {
        auto* card = new ScriptCard(this);
        card->setStyleTokens(style());
        card->setLine(
            m_script, i, now, m_limits.value(m_script.account.account), remaining(m_script, i));
        connect(card, &ScriptCard::changed, this, &HostingDialog::edit);
        connect(card, &ScriptCard::removeWanted, this, [this](const QString& id) {
            changeLines([&](std::vector<ScriptLine>& lines) {
                std::erase_if(lines, [&](const ScriptLine& line) { return line.id == id; });
            });
        });
        connect(card, &ScriptCard::moveWanted, this, [this](const QString& id, int by) {
            changeLines([&](std::vector<ScriptLine>& lines) {
                for (size_t at = 0; at < lines.size(); ++at) {
                    const auto to = size_t(int(at) + by);
                    if (lines[at].id == id && to < lines.size()) {
                        std::swap(lines[at], lines[to]);
                        break;
                    }
                }
            });
        });
        connect(card, &ScriptCard::postWanted, this, &HostingDialog::post);
        connect(card, &ScriptCard::skipWanted, this, [this](const QString& id, bool skips) {
            keep();
            if (skips)
                m_desk.skip(m_id, id);
            else
                m_desk.unskip(m_id, id);
        });
        connect(card, &ScriptCard::settled, this,
            [this](const QString& id, bool isThere) { m_desk.settle(m_id, id, isThere); });
        connect(card, &ScriptCard::picturesWanted, this, &HostingDialog::choosePictures);
        m_cardBox->addWidget(card);
        card->show();
        m_cards.push_back(card);
    }
    refresh();
}

void HostingDialog::refresh()
{
    const Timestamp now = m_context.clock->now();
    m_run->setText(runText(m_script, now));
    const Millis drift = m_desk.drift(m_id);
    m_drift->setText(driftText(drift));
    m_drift->setVisible(m_script.isRunning);
    m_timed->setVisible(!m_script.isRunning);
    m_byHand->setVisible(!m_script.isRunning);
    m_hold->setVisible(m_script.isRunning);
    m_hold->setWords(m_script.heldSince ? tr("Go on") : tr("Hold"));
    m_stop->setVisible(m_script.isRunning);
    const bool mayRun = !m_script.account.account.isEmpty() && !m_script.hashtag.isEmpty()
        && nextLine(m_script) < m_script.lines.size();
    m_timed->setEnabled(mayRun);
    m_byHand->setEnabled(mayRun);
    const bool isLocked = m_context.lock && m_context.lock->isLocked();
    if (m_script.account.account.isEmpty())
        m_sentence->say(tr("Choose the account that asks; nothing is posted before."), false);
    else if (isLocked)
        m_sentence->say(
            tr("Reading only is on: what is posted waits in the outbox until you allow writing."),
            false);
    else
        m_sentence->say({}, false);
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_about->setText(aboutText(m_script, now));
    for (size_t i = 0; i < m_cards.size() && i < m_script.lines.size(); ++i)
        m_cards[i]->refresh(m_script, i, now, remaining(m_script, i));
}

void HostingDialog::askLimits(const Source& account)
{
    if (account.account.isEmpty() || m_limits.contains(account.account))
        return;
    ServiceClient* client = m_context.hub->client(account);
    if (!client)
        return;
    m_tasks.push_back(
        client->limits().then(this, [this, account](const Result<PostLimits>& limits) {
            if (!limits)
                return; // the counter stays away; the outbox tells what is too long
            m_limits.insert(account.account, *limits);
            refresh();
        }));
}

std::optional<int> HostingDialog::remaining(const HostScript& script, size_t line) const
{
    std::optional<int> least;
    std::vector<Source> accounts{script.account};
    accounts.insert(accounts.end(), script.mirrors.begin(), script.mirrors.end());
    for (const Source& account : accounts) {
        const auto limits = m_limits.constFind(account.account);
        const Service* service = m_context.services->find(account.service);
        if (limits == m_limits.cend() || !service)
            continue;
        const QString text = sentText(draftOf(script, line, account), 0);
        const int left = limits->maxCharacters - service->lengthOf(text, {}, *limits);
        least = std::min(least.value_or(left), left);
    }
    return least;
}

void HostingDialog::edit(const ScriptLine& line)
{
    for (ScriptLine& one : m_script.lines) {
        if (one.id == line.id)
            one = line;
    }
    numberQuestions(m_script);
    m_isDirty = true;
    refresh();
    m_saving->start(kPause);
}

void HostingDialog::changeLines(const std::function<void(std::vector<ScriptLine>&)>& change)
{
    change(m_script.lines);
    numberQuestions(m_script);
    m_isDirty = true;
    keep();
    rebuild();
}

void HostingDialog::addLine(ScriptLine::Kind kind)
{
    changeLines([&](std::vector<ScriptLine>& lines) {
        ScriptLine line;
        line.kind = kind;
        if (kind == ScriptLine::Kind::Welcome)
            lines.insert(lines.begin(), line);
        else
            lines.push_back(line);
    });
    m_cards[kind == ScriptLine::Kind::Welcome ? 0 : m_cards.size() - 1]->text()->setFocus(
        Qt::TabFocusReason);
}

void HostingDialog::keep()
{
    m_saving->stop();
    if (!std::exchange(m_isDirty, false) || m_id.isEmpty())
        return;
    m_form->fill(m_script);
    m_desk.put(m_script);
    if (const HostScript* kept = m_desk.find(m_id))
        m_script = *kept; // new lines have got their ids
}

void HostingDialog::post(const QString& line)
{
    keep();
    ScriptCard* card = cardOf(line);
    const bool isEmpty
        = card && card->line().text.trimmed().isEmpty() && card->line().media.empty();
    if (isEmpty) {
        card->setTroubleText(tr("Write what is to be posted first."));
        return;
    }
    if (m_script.account.account.isEmpty() || m_script.hashtag.isEmpty()) {
        if (card)
            card->setTroubleText(
                tr("Choose the account and the hashtag above first; nothing was posted."));
        return;
    }
    if (card)
        card->setTroubleText({});
    m_tasks.push_back(m_desk.post(m_id, line).then(this, [](const Result<Done>&) {}));
}

void HostingDialog::choosePictures(const QString& line)
{
    if (!m_context.intake)
        return;
    auto* dialog = new QFileDialog(this, tr("Add pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this, line](const QStringList& files) {
        for (const QString& file : files) {
            m_tasks.push_back(
                m_context.intake->takeFile(file, m_limits.value(m_script.account.account))
                    .then(this, [this, line](const Result<DraftMedia>& media) {
                        ScriptCard* card = cardOf(line);
                        if (!card)
                            return;
                        if (!media) {
                            card->setTroubleText(errorText(media.error()));
                            return;
                        }
                        ScriptLine changed = card->line();
                        changed.media.push_back(*media);
                        edit(changed);
                        keep();
                        rebuild();
                    }));
        }
    });
    dialog->open();
}

ScriptCard* HostingDialog::cardOf(const QString& line) const
{
    for (ScriptCard* card : m_cards) {
        if (card->line().id == line)
            return card;
    }
    return nullptr;
}

QString HostingDialog::runWords() const
{
    return m_run->text();
}

} // namespace staffroom
