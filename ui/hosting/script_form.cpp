#include "ui/hosting/script_form.h"

#include "core/accounts/account_book.h"
#include "ui/compose/account_chooser.h"
#include "ui/dialogs/field_rows.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ScriptForm::ScriptForm(const AccountBook& accounts, ImageRepository* images, QWidget* parent)
    : QWidget(parent)
    , m_accounts(accounts)
    , m_rows(new FieldRows(this))
    , m_title(m_rows->addField(u"title"_s, tr("Title"), false))
    , m_tag(m_rows->addField(u"tag"_s, tr("Hashtag"), false))
    , m_account(new AccountChooser(accounts, images, this))
    , m_mirrorBox(new QWidget(this))
    , m_begin(new QDateTimeEdit(this))
    , m_spacing(new QSpinBox(this))
    , m_fromZero(new TickBox(tr("The first question is Q0"), this))
{
    m_tag->setPlaceholderText(u"#EdChat"_s);
    // Some languages' short form has seconds, which nobody plans by.
    const QString clock = QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s);
    m_begin->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + u"  "_s + clock);
    m_begin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spacing->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_spacing->setRange(1, 24 * 60);
    m_spacing->setSuffix(tr(" min"));
    m_rows->addControl(u"account"_s, tr("Asks as"), m_account);
    m_rows->addControl(u"mirrors"_s, tr("The same also as"), m_mirrorBox);
    m_rows->addControl(u"begin"_s, tr("Starts at"), m_begin);
    m_rows->addControl(u"spacing"_s, tr("From question to question"), m_spacing);
    auto* mirrorColumn = new QVBoxLayout(m_mirrorBox);
    mirrorColumn->setContentsMargins(0, 0, 0, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_rows);
    column->addWidget(m_fromZero);
    const auto tell = [this] {
        if (!m_isShowing)
            Q_EMIT changed();
    };
    connect(m_title, &QLineEdit::textEdited, this, tell);
    connect(m_tag, &QLineEdit::textEdited, this, tell);
    connect(m_begin, &QDateTimeEdit::dateTimeChanged, this, tell);
    connect(m_spacing, &QSpinBox::valueChanged, this, tell);
    connect(m_fromZero, &TickBox::toggled, this, tell);
    connect(m_account, &AccountChooser::signInWanted, this, &ScriptForm::signInWanted);
    connect(m_account, &AccountChooser::chosen, this, [this, tell](const Source& source) {
        HostScript now;
        fill(now);
        m_account->setAccount(source);
        now.account = source;
        makeMirrors(now);
        tell();
    });
}

void ScriptForm::makeMirrors(const HostScript& script)
{
    for (const auto& [source, box] : m_mirrors) {
        box->hide();
        box->deleteLater();
    }
    m_mirrors.clear();
    for (const Account& account : m_accounts.accounts()) {
        if (account.source == script.account)
            continue;
        auto* box = new TickBox(u'@' + account.source.account, m_mirrorBox);
        box->setWraps(true);
        box->setStyleTokens(m_style);
        box->setChecked(std::find(script.mirrors.begin(), script.mirrors.end(), account.source)
            != script.mirrors.end());
        m_mirrorBox->layout()->addWidget(box);
        box->show();
        connect(box, &TickBox::toggled, this, [this] {
            if (!m_isShowing)
                Q_EMIT changed();
        });
        m_mirrors.emplace_back(account.source, box);
    }
    m_rows->setShown(u"mirrors"_s, !m_mirrors.empty());
}

void ScriptForm::setScript(const HostScript& script)
{
    m_isShowing = true;
    m_title->setText(script.title);
    m_tag->setText(script.hashtag);
    m_account->setAccount(script.account);
    makeMirrors(script);
    m_begin->setDateTime(toDateTime(script.begin).toLocalTime());
    m_spacing->setValue(
        int(std::chrono::duration_cast<std::chrono::minutes>(script.spacing).count()));
    m_fromZero->setChecked(script.beginsAtZero);
    m_rows->clearSentences();
    m_isShowing = false;
}

bool ScriptForm::fill(HostScript& script)
{
    m_rows->clearSentences();
    script.title = m_title->text().trimmed();
    script.account = m_account->account();
    script.mirrors.clear();
    for (const auto& [source, box] : m_mirrors) {
        if (box->isChecked())
            script.mirrors.push_back(source);
    }
    script.begin = fromDateTime(m_begin->dateTime().toUTC());
    script.spacing = std::chrono::minutes(m_spacing->value());
    script.beginsAtZero = m_fromZero->isChecked();
    const auto tag = normaliseTag(m_tag->text());
    if (!tag) {
        m_rows->tell(u"tag"_s,
            tr("A hashtag is one word of letters and digits, like #EdChat. Nothing is posted "
               "without one."));
        return false;
    }
    script.hashtag = *tag;
    return true;
}

void ScriptForm::setStyleTokens(const Style& style)
{
    m_style = style;
    m_rows->setStyleTokens(style);
    m_account->setStyleTokens(style);
    m_fromZero->setStyleTokens(style);
    for (const auto& [source, box] : m_mirrors)
        box->setStyleTokens(style);
}

} // namespace staffroom
