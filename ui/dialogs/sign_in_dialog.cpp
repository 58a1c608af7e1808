#include "ui/dialogs/sign_in_dialog.h"

#include "core/deck/settings.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/open_external.h"
#include "ui/dialogs/form_parts.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Way = LoginRequest::Way;

std::vector<Way> waysOf(const LoginSpec& spec, bool isSharedComputer)
{
    std::vector<Way> ways;
    if (!spec.fields.empty())
        ways.push_back(Way::Form);
    if (spec.usesBrowser && !isSharedComputer)
        ways.push_back(Way::Browser);
    if (spec.canPasteCode)
        ways.push_back(Way::Code);
    if (spec.usesBrowser && isSharedComputer)
        ways.push_back(Way::Browser);
    if (spec.takesToken)
        ways.push_back(Way::Token);
    return ways;
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
    const int wished = m_services->findData(wish.source.service.value);
    m_services->setCurrentIndex(std::max(0, wished));
    const bool isFixed = !wish.source.account.isEmpty();
    auto* label = plainLabel(tr("Network"), this);
    label->setBuddy(m_services);
    body()->addWidget(label);
    body()->addWidget(m_services);
    m_services->setEnabled(!isFixed);
    m_scope = addText({});
    body()->addWidget(m_sessionOnly);
    m_sessionOnly->setAccessibleName(m_sessionOnly->text());
    m_sessionOnly->setChecked(wish.isSharedComputer);
    m_sessionOnly->setEnabled(!wish.isSharedComputer);
    m_sentence = addSentence();
    body()->addStretch(1);
    m_cancel = addButton(tr("Cancel"), false);
    m_go = addButton(tr("Sign in"), true);
    connect(m_services, &QComboBox::activated, this, &SignInDialog::chooseService);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
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
}

QString SignInDialog::sentence() const
{
    return m_sentence->text();
}

QLineEdit* SignInDialog::field(const QString& id) const
{
    const auto found = m_fields.find(id);
    return found == m_fields.end() ? nullptr : found->second;
}

void SignInDialog::chooseService()
{
    m_service = m_context.services->find({m_services->currentData().toString()});
    if (m_service)
        showFields();
}

QLineEdit* SignInDialog::addField(const QString& id, const QString& text, bool isSecret)
{
    auto* box = static_cast<QVBoxLayout*>(m_fieldsBox->layout());
    auto* label = plainLabel(text, m_fieldsBox);
    auto* edit = new QLineEdit(m_fieldsBox);
    edit->setAccessibleName(text);
    edit->setMaxLength(4000);
    if (isSecret)
        edit->setEchoMode(QLineEdit::Password);
    label->setBuddy(edit);
    box->addWidget(label);
    box->addWidget(edit);
    m_fields[id] = edit;
    return edit;
}

void SignInDialog::showFields()
{
    delete m_fieldsBox;
    m_fields.clear();
    m_login.reset();
    m_fieldsBox = new QWidget(this);
    auto* box = new QVBoxLayout(m_fieldsBox);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(4);
    const LoginSpec spec = m_service->loginSpec();
    const auto ways = waysOf(spec, m_wish.isSharedComputer);
    const Capabilities& can = m_service->capabilities();
    if (can.needsServer) {
        auto* server = addField(u"server"_s, tr("Server"), false);
        server->setPlaceholderText(tr("for example mastodon.social"));
        if (!m_wish.source.server.isEmpty()) {
            Source bare = m_wish.source;
            bare.account.clear();
            server->setText(serverText(bare));
            server->setReadOnly(!m_wish.source.account.isEmpty());
        }
    }
    m_way = nullptr;
    if (ways.size() > 1) {
        auto* label = plainLabel(tr("How"), m_fieldsBox);
        m_way = new ComboField(m_fieldsBox);
        m_way->setAccessibleName(tr("How to sign in"));
        for (const Way way : ways) {
            m_way->addItem(way == Way::Browser ? tr("In the browser")
                    : way == Way::Code         ? tr("In the browser, with a code to copy")
                    : way == Way::Form         ? tr("Here")
                                               : tr("With an access token"),
                int(way));
        }
        label->setBuddy(m_way);
        box->addWidget(label);
        box->addWidget(m_way);
        connect(m_way, &QComboBox::activated, this, [this] {
            if (auto* token = field(u"token"_s))
                token->parentWidget()->setVisible(true);
            const bool isToken = m_way->currentData().toInt() == int(Way::Token);
            if (isToken && !field(u"token"_s)) {
                addField(u"token"_s, tr("Access token"), true)->setFocus();
                PlainDialog::setStyleTokens(style());
            }
        });
    } else if (ways.size() == 1 && ways.front() == Way::Token) {
        addField(u"token"_s, tr("Access token"), true);
    }
    for (const LoginField& one : spec.fields)
        addField(one.id, one.label, one.isSecret);
    m_scope->setText(m_wish.access == LoginRequest::Access::Read
            ? tr("Staffroom asks to read only. It asks again before you write for the first time.")
            : tr("The browser asks once more: Staffroom may then post, boost and follow for you. "
                 "What you have written stays."));
    m_scope->setVisible(can.needsServer);
    m_sentence->say({}, false);
    m_go->setText(
        ways.empty() || ways.front() == Way::Form ? tr("Sign in") : tr("Continue in the browser"));
    // After the network, before the words about rights.
    body()->insertWidget(body()->indexOf(m_services) + 1, m_fieldsBox);
    m_fieldsBox->setVisible(!m_fields.empty() || m_way);
    if (!m_fields.empty())
        m_fields.begin()->second->setFocus();
    PlainDialog::setStyleTokens(style());
}

void SignInDialog::setBusy(bool busy)
{
    m_isBusy = busy;
    m_go->setEnabled(!busy);
    if (m_fieldsBox)
        m_fieldsBox->setEnabled(!busy);
}

void SignInDialog::press()
{
    if (m_unkept) {
        finish(*std::exchange(m_unkept, std::nullopt), Keeping::ThisSession);
        return;
    }
    if (auto* code = field(u"code"_s); code && m_login) {
        if (code->text().trimmed().isEmpty()) {
            m_sentence->say(tr("Copy the code that the browser shows and paste it here."), true);
            return;
        }
        setBusy(true);
        m_login->takeCode(code->text().trimmed());
        return;
    }
    begin();
}

void SignInDialog::begin()
{
    LoginRequest request;
    request.access = m_wish.access;
    request.source.service = m_service->id();
    request.source.account = m_wish.source.account;
    if (auto* server = field(u"server"_s)) {
        const QString typed = server->text().trimmed();
        const auto source = m_service->sourceFromText(typed);
        if (typed.isEmpty() || !source || !*source) {
            m_sentence->say(typed.contains(u'@')
                    ? tr("Type the server alone, the part after the last @.")
                    : tr("A server's address looks like mastodon.social."),
                true);
            server->setFocus();
            return;
        }
        request.source.server = (*source)->server;
    }
    const auto ways = waysOf(m_service->loginSpec(), m_wish.isSharedComputer);
    request.way = m_way ? Way(m_way->currentData().toInt()) : ways.front();
    for (const auto& [id, edit] : m_fields) {
        if (id != "server"_L1 && id != "code"_L1)
            request.fields[id] = Secret(edit->text().toUtf8());
    }
    for (const Account& account : m_context.accounts->accounts()) {
        if (account.source.service == request.source.service
            && account.source.server == request.source.server && m_wish.source.account.isEmpty())
            request.choosesAccount = true;
    }
    m_login = m_service->login(request);
    if (!m_login)
        return;
    setBusy(true);
    m_sentence->say(tr("Asking %1 …").arg(sourceLabel(request.source)), false);
    connect(
        m_login.get(), &Login::browserWanted, this, [this, way = request.way](const QUrl& page) {
            Q_EMIT browserOpened(page);
            const bool isOpen = openExternal(page);
            if (way == Way::Code) {
                setBusy(false);
                addField(u"code"_s, tr("Code from the browser"), false)->setFocus();
                PlainDialog::setStyleTokens(style());
                m_go->setText(tr("Sign in"));
            }
            m_sentence->say(!isOpen ? tr("No browser could be opened.")
                    : way == Way::Code
                    ? tr("Agree in the browser, then paste the code that it shows.")
                    : tr("Agree in the browser; this window goes on by itself. It waits five "
                         "minutes."),
                !isOpen);
        });
    connect(m_login.get(), &Login::signedIn, this, [this](const SignedIn& who) {
        finish(who, m_sessionOnly->isChecked() ? Keeping::ThisSession : Keeping::KeyStore);
    });
    connect(m_login.get(), &Login::failed, this, &SignInDialog::refused);
    m_login->start();
}

void SignInDialog::finish(const SignedIn& who, Keeping keeping)
{
    setBusy(true);
    const bool isOther = !m_wish.source.account.isEmpty()
        && who.source.account.compare(m_wish.source.account, Qt::CaseInsensitive) != 0;
    if (isOther) {
        setBusy(false);
        m_sentence->say(tr("The browser is signed in as @%1, not as @%2. Sign in there as the "
                           "right account, then try again; nothing was changed.")
                            .arg(who.source.account, m_wish.source.account),
            true);
        return;
    }
    m_adding
        = m_context.accounts->add(who, keeping).then(this, [this, who](const Result<Done>& done) {
              setBusy(false);
              if (!done && done.error().kind == Error::Kind::Secrets) {
                  offerSession(who);
                  return;
              }
              if (!done) {
                  refused(done.error());
                  return;
              }
              m_context.settings->rememberServer(who.source.server);
              Q_EMIT added(who.source);
              accept();
          });
}

void SignInDialog::offerSession(const SignedIn& who)
{
    m_unkept = who;
    m_sentence->say(tr("You are signed in, but the key store of this computer does not take the "
                       "token, and it is never written anywhere else. Unlock the key store and "
                       "try again, or use the account until the program is closed."),
        true);
    m_go->setText(tr("Use it until closed"));
}

void SignInDialog::refused(const Error& error)
{
    setBusy(false);
    m_login.release()->deleteLater(); // it is what calls us
    QString sentence;
    switch (error.kind) {
    case Error::Kind::Cancelled:
        sentence = tr("The sign-in was declined in the browser. Nothing was changed.");
        break;
    case Error::Kind::Unauthorised:
        sentence = tr("The server did not accept that. Check what you typed and try again.");
        break;
    case Error::Kind::Invalid:
        sentence = tr("The answer did not belong to this sign-in, so it was not used. Try again.");
        break;
    case Error::Kind::Timeout:
        sentence = tr("Nobody agreed within five minutes. Try again when you are ready.");
        break;
    default:
        sentence = errorText(error);
    }
    m_sentence->say(sentence, true);
    if (auto found = m_fields.find(u"code"_s); found != m_fields.end()) {
        found->second->deleteLater();
        m_fields.erase(found);
    }
}

} // namespace staffroom
