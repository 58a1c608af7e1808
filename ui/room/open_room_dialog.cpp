#include "ui/room/open_room_dialog.h"

#include "core/accounts/account_book.h"
#include "core/deck/settings.h"
#include "core/services/service_registry.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/dialogs/form_parts.h"
#include "ui/dialogs/server_check.h"
#include "ui/room/hosts_dialog.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kUsualMinutes = 60;

QStringList wordsOf(const QString& typed)
{
    static const QRegularExpression apart(u"[\\s,;]+"_s);
    return typed.split(apart, Qt::SkipEmptyParts);
}

QDateTime localTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(time));
}

} // namespace

OpenRoomDialog::OpenRoomDialog(
    const ShellContext& context, const RoomSetup& setup, const Style& style, QWidget* parent)
    : PlainDialog(
        setup.id.isEmpty() ? tr("Open a chat room") : tr("Change this room"), style, parent)
    , m_context(context)
    , m_setup(setup)
    , m_check(new ServerCheck(*context.services, context.accounts, *context.clock, this))
{
    auto* area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* bar = new ThinScrollBar(Qt::Vertical, area);
    bar->setOnWindow();
    bar->setStyleTokens(style);
    area->setVerticalScrollBar(bar);
    area->viewport()->setAutoFillBackground(false);
    area->setAccessibleName(tr("Room"));
    auto* form = new QWidget;
    form->setAutoFillBackground(false);
    m_form = new QVBoxLayout(form);
    m_form->setContentsMargins(0, 0, 8, 0);
    m_form->setSpacing(6);
    area->setWidget(form);
    area->setMinimumHeight(int(420 * std::clamp(style.textScale, 1.0, 1.3)));
    body()->addWidget(area, 1);

    m_tag = addField(tr("Hashtag"), setup.hashtag.isEmpty() ? QString() : u'#' + setup.hashtag,
        tr("#SproutChat"));
    m_title = addField(tr("Name"), setup.title, tr("as you like to call it"));
    m_form->addWidget(plainLabel(tr("Read from"), form));
    m_sourceBox = new QVBoxLayout;
    m_sourceBox->setSpacing(4);
    m_form->addLayout(m_sourceBox);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    m_server = new QLineEdit(form);
    m_server->setPlaceholderText(tr("another server: mastodon.social"));
    m_server->setAccessibleName(tr("Another server"));
    m_addServer = new QPushButton(tr("Add"), form);
    m_addServer->setAccessibleName(tr("Add this server"));
    m_addServer->setAutoDefault(false);
    line->addWidget(m_server, 1);
    line->addWidget(m_addServer);
    m_form->addLayout(line);
    QStringList hosts;
    for (const QString& host : setup.hosts)
        hosts << u'@' + host;
    m_hosts = addField(tr("Hosts"), hosts.join(u' '), tr("@name@server, several with a space"));

    m_form->addWidget(plainLabel(tr("Write as"), form));
    m_writer = new ComboField(form);
    m_writer->setAccessibleName(tr("Write as"));
    m_writer->addItem(tr("Nobody chosen yet"));
    if (context.accounts) {
        for (const Account& account : context.accounts->accounts()) {
            m_writer->addItem(u'@' + account.source.account);
            if (setup.answersAs == account.source)
                m_writer->setCurrentIndex(m_writer->count() - 1);
        }
    }
    m_form->addWidget(m_writer);

    m_hasClock = new TickBox(tr("It begins at a set time"), form);
    m_hasClock->setChecked(setup.begin.has_value());
    m_form->addWidget(m_hasClock);
    m_clock = new QWidget(form);
    auto* clock = new QHBoxLayout(m_clock);
    clock->setContentsMargins(0, 0, 0, 0);
    clock->setSpacing(8);
    m_begin = new QDateTimeEdit(localTime(setup.begin.value_or(context.clock->now())), m_clock);
    m_begin->setCalendarPopup(true);
    m_begin->setAccessibleName(tr("Begin"));
    m_minutes = new QSpinBox(m_clock);
    m_minutes->setRange(5, 24 * 60);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setAccessibleName(tr("Minutes it lasts"));
    m_minutes->setValue(setup.begin && setup.end
            ? int(
                std::chrono::duration_cast<std::chrono::minutes>(*setup.end - *setup.begin).count())
            : kUsualMinutes);
    clock->addWidget(m_begin, 1);
    clock->addWidget(m_minutes);
    m_form->addWidget(m_clock);
    m_isSlow = new TickBox(tr("A slow chat: questions hours or days apart"), form);
    m_isSlow->setWraps(true);
    m_isSlow->setChecked(setup.isSlow);
    m_form->addWidget(m_isSlow);
    m_questionLabels = addField(tr("Own labels of questions"), setup.questionLabels.join(u' '),
        tr("besides Q1: Frage, K …"));
    m_answerLabels = addField(
        tr("Own labels of answers"), setup.answerLabels.join(u' '), tr("besides A1: Antwort, R …"));
    m_form->addStretch(1);

    m_sentence = addSentence();
    QPushButton* cancel = addButton(tr("Cancel"), false);
    m_open = addButton(setup.id.isEmpty() ? tr("Open") : tr("Save"), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &OpenRoomDialog::go);
    connect(m_addServer, &QPushButton::clicked, this, &OpenRoomDialog::checkServer);
    connect(m_hasClock, &TickBox::toggled, this, &OpenRoomDialog::showClock);
    connect(m_check, &ServerCheck::changed, this, [this] {
        using Verdict = ServerCheck::Verdict;
        const auto& outcome = m_check->outcome();
        if (!m_waitsForServer || outcome.verdict == Verdict::Checking)
            return;
        m_waitsForServer = false;
        const bool isGood = outcome.verdict == Verdict::Good;
        m_sentence->say(outcome.sentence, !isGood);
        if (!isGood)
            return;
        m_context.settings->rememberServer(outcome.source.server);
        addSource(outcome.source, true);
        m_server->clear();
    });
    fillSources();
    showClock();
    setStyleTokens(style);
    (setup.hashtag.isEmpty() ? m_tag : m_title)->setFocus(Qt::OtherFocusReason);
}

OpenRoomDialog::~OpenRoomDialog() = default;

QLineEdit* OpenRoomDialog::addField(const QString& label, const QString& text, const QString& hint)
{
    QWidget* form = m_form->parentWidget();
    auto* name = plainLabel(label, form);
    auto* field = new QLineEdit(text, form);
    field->setPlaceholderText(hint);
    field->setAccessibleName(label);
    name->setBuddy(field);
    m_form->addWidget(name);
    m_form->addWidget(field);
    return field;
}

void OpenRoomDialog::addSource(const Source& source, bool isTicked)
{
    for (const auto& [known, box] : m_sources) {
        if (known == source) {
            box->setChecked(box->isChecked() || isTicked);
            return;
        }
    }
    const Service* service = m_context.services->find(source.service);
    QString words = source.server.isEmpty() && service ? service->name() : serverText(source);
    if (service && !service->capabilities().needsServer && !source.server.isEmpty())
        words = tr("%1, at %2", "a network, a server of it").arg(service->name(), words);
    if (!source.account.isEmpty())
        words = tr("%1, as @%2", "a server, a handle")
                    .arg(source.server.isEmpty() ? words
                                                 : serverText({source.service, source.server, {}}),
                        source.account);
    auto* box = new TickBox(words, m_form->parentWidget());
    box->setWraps(true);
    box->setStyleTokens(style());
    box->setChecked(isTicked);
    m_sourceBox->addWidget(box);
    m_sources.emplace_back(source, box);
}

void OpenRoomDialog::fillSources()
{
    for (const Source& source : m_setup.sources)
        addSource(source, true);
    if (m_context.accounts) {
        for (const Account& account : m_context.accounts->accounts())
            addSource(account.source, false);
    }
    for (const QString& server : m_context.settings->texts(Setting::RememberedServers)) {
        if (const auto source = m_context.services->resolveSource(server))
            addSource(*source, false);
    }
    // Whatever needs no server and no account is always there.
    for (const Service* service : m_context.services->services()) {
        if (service->capabilities().needsServer)
            continue;
        for (const QString& name : service->openSources()) {
            if (const auto source = service->sourceFromText(name); source && *source)
                addSource(**source, false);
        }
    }
    if (m_setup.sources.empty() && m_sources.size() == 1)
        m_sources.front().second->setChecked(true);
}

void OpenRoomDialog::checkServer()
{
    if (m_server->text().trimmed().isEmpty()) {
        m_sentence->say(tr("Type the address of a server, mastodon.social for instance."), true);
        return;
    }
    m_waitsForServer = true;
    m_sentence->say(tr("Asking that server …"), false);
    m_check->setWish(m_server->text(), FeedSpec::Kind::Hashtag);
    m_check->checkNow();
}

void OpenRoomDialog::showClock()
{
    m_clock->setVisible(m_hasClock->isChecked());
}

void OpenRoomDialog::go()
{
    const auto refuse = [this](QWidget& field, const QString& sentence) {
        m_sentence->say(sentence, true);
        setTrouble(field, true);
        field.setFocus(Qt::OtherFocusReason);
    };
    for (QLineEdit* field : {m_tag, m_hosts})
        setTrouble(*field, false);
    RoomSetup setup = m_setup;
    const auto tag = normaliseTag(m_tag->text());
    if (!tag)
        return refuse(*m_tag,
            m_tag->text().trimmed().isEmpty()
                ? tr("A chat has a hashtag, #SproutChat for instance.")
                : tr("A hashtag has letters and digits only, and not digits alone."));
    setup.hashtag = *tag;
    setup.title = m_title->text().simplified();
    setup.sources.clear();
    for (const auto& [source, box] : m_sources) {
        if (box->isChecked())
            setup.sources.push_back(source);
    }
    if (setup.sources.empty()) {
        m_sentence->say(tr("Tick at least one place to read from, or add a server."), true);
        return;
    }
    setup.hosts.clear();
    for (const QString& typed : wordsOf(m_hosts->text())) {
        const QString handle = fullHandle(typed, setup.sources.front(), *m_context.services);
        if (handle.isEmpty())
            return refuse(
                *m_hosts, tr("\"%1\" is no handle; write it in full: name@server.").arg(typed));
        if (!setup.hosts.contains(handle, Qt::CaseInsensitive))
            setup.hosts << handle;
    }
    setup.begin.reset();
    setup.end.reset();
    if (m_hasClock->isChecked()) {
        setup.begin = timestampFromMs(m_begin->dateTime().toMSecsSinceEpoch());
        setup.end = *setup.begin + std::chrono::minutes(m_minutes->value());
    }
    setup.isSlow = m_isSlow->isChecked();
    setup.questionLabels = wordsOf(m_questionLabels->text());
    setup.answerLabels = wordsOf(m_answerLabels->text());
    setup.answersAs.reset();
    if (m_context.accounts && m_writer->currentIndex() > 0) {
        const auto accounts = m_context.accounts->accounts();
        const auto index = size_t(m_writer->currentIndex()) - 1;
        if (index < accounts.size())
            setup.answersAs = accounts[index].source;
    }
    Q_EMIT chosen(setup);
    accept();
}

void OpenRoomDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    for (const auto& [source, box] : m_sources)
        box->setStyleTokens(style);
}

} // namespace staffroom
