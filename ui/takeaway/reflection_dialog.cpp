#include "ui/takeaway/reflection_dialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

ReflectionDialog::ReflectionDialog(Keepsakes& keepsakes, const Reflection& reflection,
    bool comesBack, const Style& style, QWidget* parent)
    : PlainDialog(comesBack ? tr("Two weeks ago") : tr("After the chat"), style, parent)
    , m_keepsakes(keepsakes)
    , m_reflection(reflection)
    , m_comesBack(comesBack)
    , m_what(new QLineEdit(this))
{
    const auto row = [this](const QString& words, QLineEdit* field) {
        auto* label = plainLabel(words, this);
        label->setWordWrap(true);
        label->setBuddy(field);
        field->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(field);
    };
    if (comesBack) {
        addText(reflection.withWhom.isEmpty()
                ? tr("After #%1 you wanted to try: %2").arg(reflection.chat, reflection.text)
                : tr("After #%1 you wanted to try with %2: %3")
                      .arg(reflection.chat, reflection.withWhom, reflection.text));
        row(tr("What became of it?"), m_what);
    } else {
        m_with = new QLineEdit(this);
        row(tr("What will you try after #%1?").arg(reflection.chat), m_what);
        row(tr("With whom?"), m_with);
        m_what->setText(reflection.text);
        m_with->setText(reflection.withWhom);
        addText(tr("It stays on this computer and comes back in two weeks."));
    }
    body()->addStretch(1);
    auto* never = addButton(tr("Never ask"), false);
    auto* later = addButton(comesBack ? tr("Not now") : tr("Skip"), false);
    auto* keep = addButton(tr("Keep"), true);
    connect(keep, &QPushButton::clicked, this, &ReflectionDialog::keep);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(never, &QPushButton::clicked, this, &ReflectionDialog::never);
    connect(m_what, &QLineEdit::textChanged, this,
        [keep](const QString& text) { keep->setEnabled(!text.trimmed().isEmpty()); });
    keep->setEnabled(!m_what->text().trimmed().isEmpty());
    setStyleTokens(style);
    m_what->setFocus();
}

void ReflectionDialog::keep()
{
    const QString text = m_what->text().trimmed();
    if (text.isEmpty())
        return;
    if (m_comesBack) {
        m_reflection.outcome = text;
        m_reflection.isClosed = true;
    } else {
        m_reflection.text = text;
        m_reflection.withWhom = m_with->text().trimmed();
    }
    m_keepsakes.put(m_reflection);
    accept();
}

void ReflectionDialog::never()
{
    Q_EMIT neverAgain();
    reject();
}

} // namespace staffroom
