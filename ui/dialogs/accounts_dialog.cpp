#include "ui/dialogs/accounts_dialog.h"

#include "core/accounts/account_book.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/dialogs/adjust_dialog.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString lockedWords(const std::optional<Error>& trouble)
{
    const QString why = trouble ? trouble->path : QString();
    if (why == "lost"_L1)
        return AccountsDialog::tr("the key store no longer has its sign-in; sign in again");
    if (why == "absent"_L1 || why == "empty"_L1)
        return AccountsDialog::tr(
            "this computer has no key store ready; sign in again to use it until closed");
    return AccountsDialog::tr("the key store is locked; the account stays");
}

QString stateWords(const AccountBook& book, const Account& account)
{
    const auto session = book.session(account.source);
    const QString kept = account.keeping == Keeping::ThisSession
        ? AccountsDialog::tr("until the program is closed")
        : AccountsDialog::tr("kept in the key store");
    if (!session)
        return kept;
    switch (session->state()) {
    case AccountSession::State::Opening:
        return AccountsDialog::tr("asking the key store …");
    case AccountSession::State::Ready:
        return kept;
    case AccountSession::State::Locked:
        return lockedWords(session->trouble());
    case AccountSession::State::Refused:
        return AccountsDialog::tr("the server asks you to sign in again");
    }
    return kept;
}

/// Unlocking does not help: the server or the key store has nothing that would be taken.
bool needsSignIn(const AccountSession& session)
{
    if (session.state() == AccountSession::State::Refused)
        return true;
    const auto& trouble = session.trouble();
    return session.state() == AccountSession::State::Locked && trouble
        && (trouble->path == "lost"_L1 || trouble->path == "absent"_L1
            || trouble->path == "empty"_L1);
}

} // namespace

AccountsDialog::AccountsDialog(const ShellContext& context, const Style& style, QWidget* parent)
    : PlainDialog(tr("Accounts"), style, parent)
    , m_context(context)
{
    m_sentence = addSentence();
    body()->addStretch(1);
    m_unlock = addButton(tr("Ask the key store again"), false);
    m_add = addButton(tr("Add account"), true);
    auto* close = addButton(tr("Close"), false);
    connect(m_unlock, &QPushButton::clicked, this, [this] { m_context.accounts->unlock(); });
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT signInWanted(Source()); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    for (const auto signal : {&AccountBook::added, &AccountBook::removed, &AccountBook::changed})
        connect(context.accounts, signal, this, [this] { showAccounts(); });
    showAccounts();
}

void AccountsDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    for (auto* label : findChildren<QLabel*>(QStringLiteral("second"))) {
        label->setPalette(second);
        label->setFont(style.meta);
    }
    for (auto* label : findChildren<QLabel*>(QStringLiteral("name")))
        label->setFont(style.name);
}

void AccountsDialog::showAccounts()
{
    const bool hadFocus = m_rows && m_rows->isAncestorOf(focusWidget());
    if (m_rows) {
        m_rows->hide();
        m_rows->deleteLater(); // one of its buttons may be what calls us
    }
    m_rows = new QWidget(this);
    m_rows->setEnabled(!m_isLeaving);
    QWidget* last = nullptr;
    auto* column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    const AccountBook& book = *m_context.accounts;
    bool isAnyLocked = false;
    for (const Account& account : book.accounts()) {
        const auto session = book.session(account.source);
        isAnyLocked = isAnyLocked || (session && session->state() == AccountSession::State::Locked);
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        auto* name = plainLabel(u'@' + account.source.account, m_rows);
        name->setObjectName(QStringLiteral("name"));
        name->setWordWrap(true);
        auto* state = plainLabel(stateWords(book, account), m_rows);
        state->setObjectName(QStringLiteral("second"));
        state->setWordWrap(true);
        row->addWidget(state, 1);
        const auto addAction = [&](const QString& text, auto run) {
            auto* button = new QPushButton(text, m_rows);
            button->setAutoDefault(false);
            button->setAccessibleName(
                tr("%1, @%2", "what the button does, handle").arg(text, account.source.account));
            row->addWidget(button, 0, Qt::AlignVCenter);
            if (last)
                setTabOrder(last, button);
            last = button;
            connect(button, &QPushButton::clicked, this, run);
        };
        if (session && needsSignIn(*session))
            addAction(tr("Sign in again"),
                [this, source = account.source] { Q_EMIT signInWanted(source); });
        if (const Service* service = m_context.services->find(account.source.service)) {
            for (const LoginField& field : service->loginSpec().fields) {
                if (field.isAdjustable)
                    addAction(tr("%1 …", "what can be changed").arg(field.label),
                        [this, source = account.source, field] { adjust(source, field); });
            }
        }
        addAction(tr("Sign out"), [this, source = account.source] { signOut(source); });
        // The handle has a line of its own: it is long, and nothing of it may be hidden.
        // So has the state where several buttons would leave it no room.
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(name);
        if (row->count() > 3) {
            row->removeWidget(state);
            row->insertStretch(0, 1);
            words->addWidget(state);
            words->addSpacing(4);
        }
        words->addLayout(row);
        column->addLayout(words);
    }
    if (book.accounts().empty()) {
        auto* none
            = plainLabel(tr("Nobody is signed in. Reading open hashtags needs no account; to "
                            "answer, add the account you have on Mastodon, or take a name "
                            "in the practice chat."),
                m_rows);
        none->setWordWrap(true);
        column->addWidget(none);
    }
    m_unlock->setVisible(isAnyLocked);
    body()->insertWidget(0, m_rows);
    m_rows->show();
    if (last)
        setTabOrder(last, m_unlock);
    setTabOrder(m_unlock, m_add);
    if (hadFocus)
        m_add->setFocus(); // the button that had it is gone
    setStyleTokens(style());
}

void AccountsDialog::adjust(const Source& source, const LoginField& field)
{
    auto* dialog = new AdjustDialog(m_context, source, field, style(), this);
    dialog->open();
}

void AccountsDialog::signOut(const Source& source)
{
    m_isLeaving = true;
    m_add->setFocus(); // the row is closed meanwhile, and then gone
    m_rows->setEnabled(false);
    m_sentence->say(tr("Signing out @%1 …").arg(source.account), false);
    // It goes on to its end when this window is closed: half a sign-out helps nobody.
    m_context.accounts->remove(source)
        .then(this, [this, source](const Result<Done>& done) { left(source, done); })
        .detach();
}

void AccountsDialog::left(const Source& source, const Result<Done>& done)
{
    m_isLeaving = false;
    m_rows->setEnabled(true);
    if (done) {
        m_sentence->say(tr("@%1 is signed out.").arg(source.account), false);
        return;
    }
    if (m_context.accounts->find(source)) {
        m_sentence->say(errorText(done.error()), true);
        return;
    }
    const QString& why = done.error().detail;
    if (done.error().kind == Error::Kind::Unsupported && !why.isEmpty()) {
        m_sentence->say(
            tr("@%1 is signed out here: %2.", "handle, a reason").arg(source.account, why), true);
        return;
    }
    m_sentence->say(tr("@%1 is signed out here, but its server could not be told. Revoke Staffroom "
                       "in the account's settings there.")
                        .arg(source.account),
        true);
}

} // namespace staffroom
