#include "ui/compose/schedule_bar.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/labels.h"

#include <QBoxLayout>
#include <QDateTimeEdit>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ScheduleBar::ScheduleBar(QWidget* parent)
    : QWidget(parent)
    , m_title(plainLabel(tr("Send later"), this))
    , m_field(new QDateTimeEdit(this))
    , m_remove(new IconButton("close"_L1, tr("Send at once instead"), this))
    , m_note(new WrapLabel(this))
    , m_trouble(new WrapLabel(this))
{
    m_field->setAccessibleName(tr("Day and time to send at"));
    // Some languages' short form has seconds, which nobody plans by.
    const QString clock = QLocale().timeFormat(QLocale::ShortFormat).remove(u":ss"_s);
    m_field->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + u"  "_s + clock);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_trouble->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_field);
    column->addWidget(m_note);
    column->addWidget(m_trouble);
    connect(m_field, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime& time) {
        if (!m_isShowing)
            Q_EMIT changed(fromDateTime(time));
    });
    connect(m_remove, &IconButton::clicked, this, &ScheduleBar::removeWanted);
}

void ScheduleBar::setTime(Timestamp at, bool isKeptByServer)
{
    m_isShowing = true;
    const QDateTime local = toDateTime(at).toLocalTime();
    if (m_field->dateTime() != local)
        m_field->setDateTime(local);
    m_isShowing = false;
    m_note->setText(isKeptByServer
            ? tr("The server keeps it and sends it then, also when this program is closed.")
            : tr("This server keeps nothing for later. This program sends it; it has to be "
                 "running then."));
}

void ScheduleBar::setTroubleText(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

QString ScheduleBar::troubleText() const
{
    return m_trouble->text();
}

QString ScheduleBar::note() const
{
    return m_note->text();
}

void ScheduleBar::focusField()
{
    m_field->setFocus(Qt::TabFocusReason);
}

void ScheduleBar::setStyleTokens(const Style& style)
{
    setStyleSheet(fieldSheet(style));
    m_title->setFont(style.name);
    m_title->setPalette(style.palette());
    m_field->setFont(style.body);
    m_remove->setStyleTokens(style);
    m_note->setFont(style.meta);
    m_note->setInk(style.tokens.textSecond);
    m_trouble->setFont(style.meta);
    m_trouble->setInk(style.tokens.danger);
}

} // namespace staffroom
