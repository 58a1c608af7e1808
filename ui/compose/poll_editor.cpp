#include "ui/compose/poll_editor.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/base/time_text.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

PollEditor::PollEditor(QWidget* parent)
    : QWidget(parent)
    , m_optionsBox(new QVBoxLayout)
    , m_add(new WordsButton(tr("Add an option"), WordsButton::Look::Quiet, this))
    , m_lasts(new ComboField(this))
    , m_multiple(new TickBox(tr("More than one answer"), this))
    , m_remove(new IconButton("close"_L1, tr("Take the poll out"), this))
    , m_title(plainLabel(tr("Poll"), this))
    , m_trouble(new WrapLabel(this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_add->setIconName("plus"_L1);
    m_lasts->setAccessibleName(tr("How long the poll lasts"));
    m_multiple->setWraps(true);
    m_trouble->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_remove);
    auto* settings = new QWidget(this);
    auto* flow = new FlowLayout(8, settings);
    flow->addWidget(m_lasts);
    flow->addWidget(m_multiple);
    m_optionsBox->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_trouble);
    column->addLayout(m_optionsBox);
    column->addWidget(m_add, 0, Qt::AlignLeading);
    column->addWidget(settings);
    connect(m_add, &WordsButton::clicked, this, [this] {
        m_poll.options << QString();
        sync();
        m_rows.back().field->setFocus(Qt::TabFocusReason);
        Q_EMIT changed(m_poll);
    });
    connect(m_lasts, &QComboBox::activated, this, &PollEditor::edited);
    connect(m_multiple, &QCheckBox::toggled, this, &PollEditor::edited);
    connect(m_remove, &IconButton::clicked, this, &PollEditor::removeWanted);
}

void PollEditor::addRow()
{
    const int number = int(m_rows.size());
    Row row{new QWidget(this), nullptr, nullptr};
    row.field = new QLineEdit(row.box);
    row.field->setAccessibleName(tr("Option %1").arg(number + 1));
    row.field->setPlaceholderText(tr("Option %1").arg(number + 1));
    row.field->setFont(m_style.body);
    row.remove = new IconButton("trash"_L1, tr("Take out option %1").arg(number + 1), row.box);
    row.remove->setStyleTokens(m_style);
    auto* line = new QHBoxLayout(row.box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(row.field, 1);
    line->addWidget(row.remove);
    connect(row.field, &QLineEdit::textEdited, this, &PollEditor::edited);
    connect(row.field, &QLineEdit::returnPressed, this, [this, number] {
        if (number + 1 < optionCount())
            m_rows[size_t(number) + 1].field->setFocus(Qt::TabFocusReason);
        else if (!m_add->isHidden())
            m_add->click();
    });
    connect(row.remove, &IconButton::clicked, this, [this, number] {
        m_poll.options.removeAt(number);
        sync();
        m_rows[size_t(std::min(number, optionCount() - 1))].field->setFocus(Qt::TabFocusReason);
        Q_EMIT changed(m_poll);
    });
    m_optionsBox->addWidget(row.box);
    row.box->show();
    QWidget::setTabOrder(m_rows.empty() ? m_remove : m_rows.back().remove, row.field);
    QWidget::setTabOrder(row.field, row.remove);
    QWidget::setTabOrder(row.remove, m_add);
    m_rows.push_back(row);
}

void PollEditor::setPoll(const DraftPoll& poll, const PostLimits& limits)
{
    if (poll == m_poll && limits == m_limits && !m_rows.empty())
        return;
    m_poll = poll;
    m_limits = limits;
    while (m_poll.options.size() < 2)
        m_poll.options << QString();
    fillLasts();
    sync();
}

void PollEditor::sync()
{
    m_isShowing = true;
    while (optionCount() < m_poll.options.size())
        addRow();
    while (optionCount() > m_poll.options.size()) {
        // It may be the sender of the signal that leads here.
        m_rows.back().box->hide();
        m_rows.back().box->deleteLater();
        m_rows.pop_back();
    }
    for (int i = 0; i < optionCount(); ++i) {
        auto& row = m_rows[size_t(i)];
        if (row.field->text() != m_poll.options[i])
            row.field->setText(m_poll.options[i]);
        row.remove->setVisible(optionCount() > 2);
        setTrouble(*row.field, m_poll.options[i].size() > m_limits.maxPollOption);
    }
    m_add->setVisible(optionCount() < m_limits.maxPollOptions);
    m_multiple->setChecked(m_poll.isMultiple);
    m_isShowing = false;
}

void PollEditor::fillLasts()
{
    m_lasts->clear();
    std::vector<std::chrono::seconds> choices{5min, 15min, 30min, 1h, 2h, 6h, 12h, 24h, 72h, 168h};
    if (std::find(choices.begin(), choices.end(), m_poll.lasts) == choices.end())
        choices.push_back(m_poll.lasts);
    std::sort(choices.begin(), choices.end());
    for (const auto length : choices) {
        if (length == m_poll.lasts || (length >= m_limits.minPoll && length <= m_limits.maxPoll)) {
            m_lasts->addItem(
                tr("open for %1").arg(durationText(std::chrono::duration_cast<Millis>(length))),
                QVariant::fromValue<qlonglong>(length.count()));
        }
    }
    m_lasts->setCurrentIndex(
        m_lasts->findData(QVariant::fromValue<qlonglong>(m_poll.lasts.count())));
}

void PollEditor::edited()
{
    if (m_isShowing)
        return;
    for (int i = 0; i < optionCount(); ++i) {
        m_poll.options[i] = m_rows[size_t(i)].field->text();
        setTrouble(*m_rows[size_t(i)].field, m_poll.options[i].size() > m_limits.maxPollOption);
    }
    m_poll.isMultiple = m_multiple->isChecked();
    m_poll.lasts = std::chrono::seconds(m_lasts->currentData().toLongLong());
    Q_EMIT changed(m_poll);
}

void PollEditor::setTroubleText(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

QString PollEditor::troubleText() const
{
    return m_trouble->text();
}

void PollEditor::focusFirst()
{
    for (const auto& row : m_rows) {
        if (row.field->text().trimmed().isEmpty()) {
            row.field->setFocus(Qt::TabFocusReason);
            return;
        }
    }
    if (!m_rows.empty())
        m_rows.front().field->setFocus(Qt::TabFocusReason);
}

void PollEditor::setStyleTokens(const Style& style)
{
    m_style = style;
    setStyleSheet(fieldSheet(style));
    for (const auto& row : m_rows) {
        row.field->setFont(style.body);
        row.remove->setStyleTokens(style);
    }
    m_title->setFont(style.name);
    m_add->setStyleTokens(style);
    m_lasts->setFont(style.body);
    m_lasts->setStyleTokens(style);
    m_multiple->setStyleTokens(style);
    m_remove->setStyleTokens(style);
    m_trouble->setFont(style.meta);
    m_title->setPalette(style.palette());
    m_trouble->setInk(style.tokens.danger);
}

} // namespace staffroom
