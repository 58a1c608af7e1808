#include "ui/dialogs/adjust_dialog.h"

#include "core/accounts/account_book.h"
#include "core/feeds/feed_hub.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/dialogs/field_rows.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

AdjustDialog::AdjustDialog(const ShellContext& context, const Source& account,
    const LoginField& field, const Style& style, QWidget* parent)
    : PlainDialog(
        tr("%1 of @%2", "what is changed, handle").arg(field.label, account.account), style, parent)
    , m_context(context)
    , m_account(account)
    , m_what(field)
    , m_fields(new FieldRows(this))
{
    auto* edit = m_fields->addField(field.id, field.label, field.isSecret);
    m_fields->setExample(field.id, field.placeholder);
    if (const auto session = context.accounts->session(account))
        edit->setText(session->credentials().values.value(field.id));
    edit->selectAll();
    body()->addWidget(m_fields);
    m_sentence = addSentence();
    body()->addStretch(1);
    auto* cancel = addButton(tr("Cancel"), false);
    m_save = addButton(tr("Save"), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &AdjustDialog::press);
    setStyleTokens(style);
    m_fields->focusFirst();
}

void AdjustDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    m_fields->setStyleTokens(style);
}

QLineEdit* AdjustDialog::field() const
{
    return m_fields->field(m_what.id);
}

QString AdjustDialog::sentence() const
{
    return m_fields->sentenceOf(m_what.id);
}

void AdjustDialog::press()
{
    m_fields->clearSentences();
    const Service* service = m_context.services->find(m_account.service);
    const auto session = m_context.accounts->session(m_account);
    if (!service || !session)
        return reject(); // signed out meanwhile
    const auto value = service->adjusted(m_what, field()->text());
    if (!value) {
        m_fields->tell(m_what.id,
            value.error().detail.isEmpty() ? errorText(value.error()) : value.error().detail);
        return;
    }
    if (session->state() != AccountSession::State::Ready) {
        m_sentence->say(tr("This account is not ready: sign in or unlock the key store first. "
                           "Nothing was changed."),
            true);
        return;
    }
    Credentials changed = session->credentials();
    changed.values.insert(m_what.id, *value);
    m_save->setEnabled(false);
    m_sentence->say(tr("Keeping it …"), false);
    m_keeping = session->replace(std::move(changed)).then(this, [this](const Result<Done>& done) {
        kept(done);
    });
}

void AdjustDialog::kept(const Result<Done>& done)
{
    m_context.hub->renewClient(m_account);
    if (done)
        return accept();
    m_save->setEnabled(true);
    m_sentence->say(tr("It holds until the program is closed, but could not be kept. %1")
                        .arg(errorText(done.error())),
        true);
}

} // namespace staffroom
