#include "ui/dialogs/sign_in_dialog.h"

#include "core/deck/settings.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/base/scroll_page.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/open_external.h"
#include "ui/dialogs/field_rows.h"
#include "ui/dialogs/form_parts.h"
#include "ui/dialogs/sign_in_text.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

using Way = LoginRequest::Way;

namespace {

/// Rows of a service's own fields: their names are its own, and may be those of this dialog's.
QString rowOf(const LoginField& field)
{
    return u"field:"_s + field.id;
}

bool isAskedFor(const LoginField& field, Way way)
{
    return way == Way::Form || (field.isForBrowser && (way == Way::Browser || way == Way::Code));
}

} // namespace

SignInDialog::SignInDialog(
    const ShellContext& context, const Wish& wish, const Style& style, QWidget* parent)
    : PlainDialog(wish.access == LoginRequest::Access::Read ? tr("Sign in") : tr("Allow writing"),
        style, parent)
    , m_context(context)
    , m_wish(wish)
    , m_services(new ComboField(this))
    , m_sessionOnly(new TickBox(tr("Only until the program is closed"), this))
{
    for (Service* service : context.services->services()) {
        if (service->loginSpec().isPossible())
            m_services->addItem(service->name(), service->id().value);
    }
    m_services->setAccessibleName(tr("Network"));
    m_services->setCurrentIndex(std::max(0, m_services->findData(m_wish.source.service.value)));
    auto* label = plainLabel(tr("Network"), this);
    label->setBuddy(m_services);
    body()->addWidget(label);
    body()->addWidget(m_services);
    m_noteArea = new ScrollPage(this);
    m_noteArea->setFocusPolicy(Qt::TabFocus); // arrow keys move it
    m_noteArea->setAccessibleName(tr("What to know first"));
    m_note = plainLabel({}, m_noteArea->page());
    m_note->setWordWrap(true);
    auto* noteColumn = new QVBoxLayout(m_noteArea->page());
    noteColumn->setContentsMargins(0, 0, 0, 0);
    noteColumn->addWidget(m_note);
    noteColumn->addStretch(1);
    body()->addWidget(m_noteArea);
    m_scope = addText({});
    body()->addWidget(m_sessionOnly);
    m_sessionOnly->setAccessibleName(m_sessionOnly->text());
    m_sessionOnly->setChecked(wish.isSharedComputer);
    m_sessionOnly->setEnabled(!wish.isSharedComputer);
    m_sentence = addSentence();
    body()->addStretch(1);
    m_cancel = addButton(tr("Cancel"), false);
    m_again = addButton(tr("Try again"), false);
    m_again->hide();
    m_go = addButton(tr("Sign in"), true);
    connect(m_services, &QComboBox::activated, this, &SignInDialog::chooseService);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, [this] { useUnkept(Keeping::KeyStore); });
    connect(m_go, &QPushButton::clicked, this, &SignInDialog::press);
    chooseService();
    setStyleTokens(style);
}

SignInDialog::~SignInDialog() = default;

void SignInDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_scope->setPalette(second);
    m_note->setFont(style.meta);
    m_noteArea->setStyleTokens(style);
    if (m_service)
        showNote(m_note->text());
    if (m_fields)
        m_fields->setStyleTokens(style);
}

/// While the key store writes there is nothing to call off; it answers within seconds.
void SignInDialog::reject()
{
    if (!m_isAdding)
        PlainDialog::reject();
}

QString SignInDialog::sentence() const
{
    return m_sentence->text();
}

QString SignInDialog::sentenceOf(const QString& id) const
{
    if (!m_fields)
        return {};
    return m_fields->field(id) ? m_fields->sentenceOf(id) : m_fields->sentenceOf(u"field:"_s + id);
}

QLineEdit* SignInDialog::field(const QString& id) const
{
    if (!m_fields)
        return nullptr;
    auto* own = m_fields->field(id);
    return own ? own : m_fields->field(u"field:"_s + id);
}

void SignInDialog::say(const QString& sentence, bool isTrouble)
{
    m_sentence->say(sentence, isTrouble);
}

void SignInDialog::chooseService()
{
    m_service = m_context.services->find({m_services->currentData().toString()});
    m_go->setEnabled(m_service);
    if (m_service)
        showFields();
    else
        say(tr("No network of this program lets people sign in."), false);
}

void SignInDialog::showFields()
{
    delete m_fields;
    m_way = nullptr;
    m_fields = new FieldRows(this);
    const LoginSpec spec = m_service->loginSpec();
    showNote(spec.note);
    const auto ways = waysOf(spec, m_wish.isSharedComputer);
    if (m_service->capabilities().needsServer) {
        auto* server = m_fields->addField(u"server"_s, tr("Server"), false);
        server->setPlaceholderText(tr("for example mastodon.social"));
        if (!m_wish.source.server.isEmpty() && m_wish.source.service == m_service->id()) {
            Source bare = m_wish.source;
            bare.account.clear();
            server->setText(serverText(bare));
            server->setReadOnly(!m_wish.source.account.isEmpty());
        }
    }
    if (ways.size() > 1) {
        m_way = new ComboField(m_fields);
        for (const Way one : ways)
            m_way->addItem(wayText(one), int(one));
        m_fields->addControl(u"way"_s, tr("How to sign in"), m_way);
        connect(m_way, &QComboBox::activated, this, [this] {
            chooseWay();
            if (way() == Way::Token)
                m_fields->field(u"token"_s)->setFocus();
        });
    }
    for (const LoginField& one : spec.fields)
        addServicesField(one);
    if (spec.takesToken)
        m_fields->addField(u"token"_s, tr("Access token"), true);
    body()->insertWidget(body()->indexOf(m_services) + 1, m_fields);
    m_fields->show();
    startAnew();
    chooseWay();
    m_fields->focusFirst();
}

/// As high as its words need, where the screen has that much to spare.
void SignInDialog::showNote(const QString& note)
{
    m_note->setText(note);
    m_noteArea->setVisible(!note.isEmpty());
    const int wide = std::max(width(), minimumWidth()) - 64;
    const int spare = screen() ? screen()->availableGeometry().height() * 3 / 10 : 300;
    const int high = std::min(m_note->heightForWidth(wide) + 4, spare);
    m_noteArea->setMinimumHeight(std::min(high, 96));
    m_noteArea->setMaximumHeight(high);
}

void SignInDialog::addServicesField(const LoginField& one)
{
    auto* edit = m_fields->addField(
        rowOf(one), one.isOptional ? tr("%1 (optional)").arg(one.label) : one.label, one.isSecret);
    m_fields->setExample(rowOf(one), one.placeholder);
    if (isFixed(one)) {
        edit->setText(m_wish.source.account);
        edit->setReadOnly(true);
        return;
    }
    // Who signs in again need not look everything up again.
    const auto session = m_wish.source.service == m_service->id()
        ? m_context.accounts->session(m_wish.source)
        : nullptr;
    if (session && !one.isSecret)
        edit->setText(session->credentials().values.value(one.id));
}

/// The account that signs in again is the one that was there.
bool SignInDialog::isFixed(const LoginField& field) const
{
    return field.saysWho && field.isForBrowser && !m_wish.source.account.isEmpty()
        && m_wish.source.service == m_service->id();
}

Way SignInDialog::way() const
{
    if (m_way)
        return Way(m_way->currentData().toInt());
    return waysOf(m_service->loginSpec(), m_wish.isSharedComputer).front();
}

void SignInDialog::chooseWay()
{
    const Way now = way();
    for (const LoginField& one : m_service->loginSpec().fields)
        m_fields->setShown(rowOf(one), isAskedFor(one, now));
    m_fields->setShown(u"token"_s, now == Way::Token);
    m_fields->clearSentences();
    say({}, false);
    const QString rights = rightsText(m_service->loginSpec(), now, m_wish.access);
    m_scope->setText(rights);
    m_scope->setVisible(!rights.isEmpty());
    m_go->setText(beginText(now));
    m_go->setAccessibleName(m_go->text());
    setStyleTokens(style());
}

/// Everything is as it was before the button was pressed; what was typed stays.
void SignInDialog::startAnew()
{
    if (m_login) {
        m_login->disconnect(this);
        m_login.release()->deleteLater(); // it may be what calls us
    }
    m_page.clear();
    m_unkept.reset();
    m_again->hide();
    m_fields->remove(u"code"_s);
    m_fields->remove(u"page"_s);
    m_fields->setTabOrderBetween(m_services, m_sessionOnly);
    m_go->setText(beginText(way()));
    m_go->setAccessibleName(m_go->text());
    setBusy(false);
}

void SignInDialog::setBusy(bool busy)
{
    m_go->setEnabled(!busy);
    m_fields->setEnabled(!busy);
    if (auto* server = m_fields->field(u"server"_s))
        server->setReadOnly(!m_wish.source.account.isEmpty());
    for (const LoginField& one : m_service->loginSpec().fields)
        m_fields->field(rowOf(one))->setReadOnly(isFixed(one));
    if (m_way)
        m_way->setEnabled(true);
    // An account that is there stays with its network.
    m_services->setEnabled(!busy && m_wish.source.account.isEmpty());
}

void SignInDialog::press()
{
    if (m_unkept)
        useUnkept(Keeping::ThisSession);
    else if (m_fields && m_fields->field(u"code"_s))
        takeCode();
    else if (m_login && !m_page.isEmpty())
        showPage(m_page);
    else if (!m_login && !m_isAdding && m_service)
        begin();
}

void SignInDialog::takeCode()
{
    const QString code = m_fields->field(u"code"_s)->text().trimmed();
    if (code.isEmpty()) {
        m_fields->tell(u"code"_s, tr("Copy the code that the browser shows and paste it here."));
        return;
    }
    setBusy(true);
    say(tr("Asking the server …"), false);
    m_login->takeCode(code);
}

bool SignInDialog::takeTyped(
    LoginRequest& request, const QString& row, const QString& id, const QString& whenEmpty)
{
    const QString typed = m_fields->field(row)->text();
    if (typed.trimmed().isEmpty()) {
        m_fields->tell(row, whenEmpty);
        return false;
    }
    request.fields[id] = Secret(typed.toUtf8());
    return true;
}

/// False: something typed is missing or wrong, and that is told.
bool SignInDialog::fillRequest(LoginRequest& request)
{
    m_fields->clearSentences();
    request.way = way();
    request.access = m_wish.access;
    request.source.service = m_service->id();
    request.source.account = m_wish.source.account;
    if (!m_service->capabilities().needsServer && !m_wish.source.account.isEmpty())
        request.source.server = m_wish.source.server; // as it was when it was signed in
    if (const auto* server = m_fields->field(u"server"_s)) {
        const QString typed = server->text().trimmed();
        const auto source = m_service->sourceFromText(typed);
        if (typed.isEmpty() || !source || !*source) {
            m_fields->tell(u"server"_s,
                typed.contains(u'@') ? tr("Type the server alone, the part after the last @.")
                                     : tr("A server's address looks like mastodon.social."));
            return false;
        }
        request.source.server = (*source)->server;
    }
    if (request.way == Way::Token
        && !takeTyped(request, u"token"_s, u"token"_s, tr("Paste the access token here.")))
        return false;
    for (const LoginField& one : m_service->loginSpec().fields) {
        const bool isLeftOut = !isAskedFor(one, request.way)
            || (one.isOptional && m_fields->field(rowOf(one))->text().trimmed().isEmpty());
        if (!isLeftOut && !takeTyped(request, rowOf(one), one.id, tr("This is needed to sign in.")))
            return false;
    }
    const auto& accounts = m_context.accounts->accounts();
    request.choosesAccount = m_wish.source.account.isEmpty()
        && std::any_of(accounts.begin(), accounts.end(), [&](const Account& account) {
               return account.source.service == request.source.service
                   && (request.source.server.isEmpty()
                       || account.source.server == request.source.server);
           });
    return true;
}

void SignInDialog::begin()
{
    LoginRequest request;
    if (!fillRequest(request))
        return;
    m_login = m_service->login(request);
    if (!m_login)
        return;
    setBusy(true);
    say(request.source.server.isEmpty()
            ? tr("One moment …")
            : tr("Asking %1 …")
                  .arg(sourceLabel({request.source.service, request.source.server, {}})),
        false);
    connect(m_login.get(), &Login::browserWanted, this, &SignInDialog::showPage);
    connect(m_login.get(), &Login::signedIn, this, [this](const SignedIn& who) {
        finish(who, m_sessionOnly->isChecked() ? Keeping::ThisSession : Keeping::KeyStore);
    });
    connect(m_login.get(), &Login::failed, this, &SignInDialog::refused);
    m_login->start();
}

void SignInDialog::showPage(const QUrl& page)
{
    m_page = page;
    const bool isOpen = openExternal(page);
    const bool takesCode = way() == Way::Code;
    if (!isOpen && !field(u"page"_s)) {
        auto* address = m_fields->addField(u"page"_s, tr("Page to open in a browser"), false);
        address->setReadOnly(true);
        address->setText(page.toString(QUrl::FullyEncoded));
        address->setCursorPosition(0);
    }
    if (takesCode && !m_fields->field(u"code"_s)) {
        m_fields->addField(u"code"_s, tr("Code from the browser"), false);
        m_go->setText(tr("Sign in"));
    } else if (!takesCode) {
        m_go->setText(tr("Open the page again"));
    }
    m_go->setAccessibleName(m_go->text());
    m_fields->setTabOrderBetween(m_services, m_sessionOnly);
    setStyleTokens(style());
    // The question has been asked: only its answer is open now.
    m_go->setEnabled(true);
    m_fields->setEnabled(true);
    if (auto* server = m_fields->field(u"server"_s))
        server->setReadOnly(true);
    for (const LoginField& one : m_service->loginSpec().fields)
        m_fields->field(rowOf(one))->setReadOnly(true);
    if (m_way)
        m_way->setEnabled(false);
    if (auto* code = m_fields->field(u"code"_s))
        code->setFocus();
    if (!isOpen)
        say(tr("No browser could be opened. Copy the page's address into one; this window waits "
               "five minutes."),
            true);
    else if (takesCode)
        say(tr("Agree in the browser, then paste the code that it shows."), false);
    else
        say(tr("Agree in the browser; this window goes on by itself. It waits five minutes."),
            false);
}

void SignInDialog::finish(const SignedIn& who, Keeping keeping)
{
    startAnew();
    const QString& wanted = m_wish.source.account;
    if (!wanted.isEmpty() && who.source.account.compare(wanted, Qt::CaseInsensitive) != 0) {
        refuseOther(who);
        return;
    }
    setBusy(true);
    m_isAdding = true;
    say(tr("Keeping the sign-in …"), false);
    const auto onAdded = [this, who](const Result<Done>& done) {
        m_isAdding = false;
        if (!done) {
            setBusy(false);
            if (done.error().kind == Error::Kind::Secrets)
                offerSession(who, done.error());
            else
                say(errorText(done.error()), true);
            return;
        }
        if (!who.source.server.isEmpty())
            m_context.settings->rememberServer(who.source.server);
        Q_EMIT added(who.source);
        accept();
    };
    m_adding = m_context.accounts->add(who, keeping).then(this, onAdded);
}

/// What was given for somebody else is given back, as far as that is possible.
void SignInDialog::refuseOther(const SignedIn& who)
{
    m_service->revoke(who.source, who.credentials)
        .then(m_context.accounts, [](const Result<Done>&) {})
        .detach();
    say(tr("The browser is signed in as @%1, not as @%2. Sign in there as the right account, then "
           "try again; nothing was changed.")
            .arg(who.source.account, m_wish.source.account),
        true);
}

void SignInDialog::offerSession(const SignedIn& who, const Error& error)
{
    m_unkept = who;
    m_fields->setEnabled(false);
    m_services->setEnabled(false);
    m_again->show();
    m_go->setText(tr("Use it until closed"));
    m_go->setAccessibleName(m_go->text());
    say(tr("You are signed in, but this could not be kept, and it is never written anywhere else. "
           "%1")
            .arg(errorText(error)),
        true);
    m_go->setFocus();
}

void SignInDialog::useUnkept(Keeping keeping)
{
    const SignedIn who = *m_unkept;
    if (keeping == Keeping::ThisSession && m_context.accounts->find(who.source)) {
        // It already acts with what the server gave, for this run; it must stay on the list.
        Q_EMIT added(who.source);
        accept();
        return;
    }
    finish(who, keeping);
}

void SignInDialog::refused(const Error& error)
{
    const SignInAttempt attempt{way(), !m_page.isEmpty(), m_wish.source.account};
    startAnew();
    say(signInTrouble(error, attempt), true);
    // The keyboard was in a field that is gone or was disabled.
    if (attempt.way == Way::Token)
        m_fields->field(u"token"_s)->setFocus();
    else if (attempt.wasInBrowser)
        m_go->setFocus();
    else
        m_fields->focusFirst();
}

} // namespace staffroom
