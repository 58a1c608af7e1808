#include "ui/room/join_bar.h"

#include "core/accounts/account_book.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/words_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

JoinBar::JoinBar(const ShellContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_label(plainLabel(tr("Join with a name; nothing leaves this computer."), this))
    , m_name(new QLineEdit(this))
    , m_join(new WordsButton(tr("Join"), WordsButton::Look::Primary, this))
    , m_sentence(new SentenceLabel(this))
{
    m_label->setWordWrap(true);
    m_name->setPlaceholderText(tr("Your name in this chat"));
    m_name->setAccessibleName(tr("Your name in this chat"));
    m_name->setMaxLength(30);
    m_sentence->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_name, 1);
    line->addWidget(m_join);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    column->addWidget(m_label);
    column->addLayout(line);
    column->addWidget(m_sentence);
    connect(m_name, &QLineEdit::returnPressed, this, &JoinBar::join);
    connect(m_join, &WordsButton::clicked, this, &JoinBar::join);
}

JoinBar::~JoinBar() = default;

bool JoinBar::fits(const ShellContext& context, const Source& source)
{
    const Service* service = context.services->find(source.service);
    if (!service || !service->capabilities().isEphemeral)
        return false;
    const auto fields = service->loginSpec().fields;
    return fields.size() == 1 && !fields.front().isSecret;
}

QString JoinBar::sentence() const
{
    return m_sentence->isHidden() ? QString() : m_sentence->text();
}

void JoinBar::refuse(const QString& sentence)
{
    m_login.reset();
    m_join->setEnabled(true);
    m_sentence->say(sentence, true);
    m_sentence->show();
    m_name->setFocus(Qt::OtherFocusReason);
}

void JoinBar::join()
{
    Service* service = m_context.services->find(m_source.service);
    if (!service || m_login)
        return;
    const QString name = m_name->text().simplified();
    if (name.isEmpty())
        return refuse(tr("Type a name first; any will do."));
    LoginRequest request;
    request.way = LoginRequest::Way::Form;
    request.access = LoginRequest::Access::ReadAndWrite;
    request.source = m_source;
    request.fields[service->loginSpec().fields.front().id] = Secret(name.toUtf8());
    m_login = service->login(request);
    m_join->setEnabled(false);
    m_sentence->hide();
    connect(m_login.get(), &Login::failed, this, [this](const Error&) {
        // Later: the sign-in is the one that speaks.
        QMetaObject::invokeMethod(
            this, [this] { refuse(tr("That name does not work; letters and digits do.")); },
            Qt::QueuedConnection);
    });
    connect(m_login.get(), &Login::signedIn, this, [this](const SignedIn& who) {
        m_context.accounts->add(who, Keeping::ThisSession)
            .then(this,
                [this, source = who.source](const Result<Done>& done) {
                    if (!done)
                        return refuse(errorText(done.error()));
                    m_login.reset();
                    m_join->setEnabled(true);
                    Q_EMIT joined(source);
                })
            .detach();
    });
    m_login->start();
}

void JoinBar::setStyleTokens(const Style& style)
{
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    m_label->setFont(style.meta);
    m_name->setFont(style.body);
    m_join->setStyleTokens(style);
    m_sentence->setStyleTokens(style);
}

} // namespace staffroom
