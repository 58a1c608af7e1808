#include "ui/dialogs/field_rows.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

namespace {
constexpr int kLongestText = 4000; // some access tokens are signed documents
} // namespace

FieldRows::FieldRows(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
}

const FieldRows::Row* FieldRows::find(const QString& id) const
{
    const auto found = std::find_if(
        m_rows.begin(), m_rows.end(), [&id](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? nullptr : &*found;
}

void FieldRows::addControl(const QString& id, const QString& text, QWidget* control)
{
    control->setParent(this);
    control->setAccessibleName(text);
    auto* label = plainLabel(text, this);
    label->setWordWrap(true);
    label->setBuddy(control);
    auto* sentence = new SentenceLabel(this);
    sentence->hide();
    if (!m_rows.empty())
        m_column->addSpacing(4);
    m_column->addWidget(label);
    m_column->addWidget(control);
    m_column->addWidget(sentence);
    label->show(); // at once, so that it can take the keyboard
    control->show();
    m_rows.push_back({id, label, control, sentence, {}});
    setStyleTokens(m_style);
}

QLineEdit* FieldRows::addField(const QString& id, const QString& label, bool isSecret)
{
    auto* edit = new QLineEdit(this);
    edit->setMaxLength(kLongestText);
    if (isSecret)
        edit->setEchoMode(QLineEdit::Password);
    addControl(id, label, edit);
    // What was wrong is being mended.
    connect(edit, &QLineEdit::textEdited, this, &FieldRows::clearSentences);
    return edit;
}

void FieldRows::setExample(const QString& id, const QString& example)
{
    const auto row = std::find_if(
        m_rows.begin(), m_rows.end(), [&id](const Row& one) { return one.id == id; });
    if (row == m_rows.end() || example.isEmpty())
        return;
    row->description = tr("for example %1").arg(example);
    row->control->setAccessibleDescription(row->description);
    if (auto* edit = qobject_cast<QLineEdit*>(row->control))
        edit->setPlaceholderText(row->description);
}

void FieldRows::remove(const QString& id)
{
    const Row* row = find(id);
    if (!row)
        return;
    for (QWidget* part :
        {static_cast<QWidget*>(row->label), row->control, static_cast<QWidget*>(row->sentence)}) {
        m_column->removeWidget(part);
        part->hide();
        part->deleteLater(); // it may be what calls us
    }
    m_rows.erase(m_rows.begin() + (row - m_rows.data()));
}

void FieldRows::setShown(const QString& id, bool shown)
{
    if (const Row* row = find(id)) {
        row->label->setVisible(shown);
        row->control->setVisible(shown);
        row->sentence->setVisible(shown && !row->sentence->text().isEmpty());
    }
}

QLineEdit* FieldRows::field(const QString& id) const
{
    const Row* row = find(id);
    return row ? qobject_cast<QLineEdit*>(row->control) : nullptr;
}

void FieldRows::tell(const QString& id, const QString& sentence)
{
    const Row* row = find(id);
    if (!row)
        return;
    row->sentence->say(sentence, true);
    row->sentence->show();
    row->control->setAccessibleDescription(sentence);
    setTrouble(*row->control, true);
    row->control->setFocus();
}

QString FieldRows::sentenceOf(const QString& id) const
{
    const Row* row = find(id);
    return row ? row->sentence->text() : QString();
}

void FieldRows::clearSentences()
{
    for (const Row& row : m_rows) {
        row.sentence->say({}, false);
        row.sentence->hide();
        row.control->setAccessibleDescription(row.description);
        setTrouble(*row.control, false);
    }
}

void FieldRows::focusFirst()
{
    for (const Row& row : m_rows) {
        const auto* edit = qobject_cast<const QLineEdit*>(row.control);
        if (edit && !edit->isReadOnly() && !edit->isHidden()) {
            row.control->setFocus();
            return;
        }
    }
}

void FieldRows::setTabOrderBetween(QWidget* before, QWidget* after)
{
    for (const Row& row : m_rows) {
        setTabOrder(before, row.control);
        before = row.control;
    }
    setTabOrder(before, after);
}

void FieldRows::setStyleTokens(const Style& style)
{
    m_style = style;
    for (const Row& row : m_rows) {
        row.label->setFont(style.body);
        row.sentence->setStyleTokens(style);
        row.sentence->setMinimumHeight(0); // it comes only when there is something to say
        if (auto* combo = qobject_cast<ComboField*>(row.control))
            combo->setStyleTokens(style);
    }
}

} // namespace staffroom
