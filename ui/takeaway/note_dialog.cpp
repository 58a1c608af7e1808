#include "ui/takeaway/note_dialog.h"

#include "ui/compose/field_sheet.h"
#include "ui/compose/post_text_edit.h"
#include "ui/takeaway/takeaway_words.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

NoteDialog::NoteDialog(Keepsakes& keepsakes, const Note& note, const Style& style, QWidget* parent)
    : PlainDialog(note.id.isEmpty() ? tr("New note") : tr("Note"), style, parent)
    , m_keepsakes(keepsakes)
    , m_note(note)
    , m_about(new ComboField(this))
    , m_name(new QLineEdit(this))
    , m_text(new PostTextEdit(this))
    , m_sentence(new SentenceLabel(this))
{
    const auto row = [this](const QString& words, QWidget* control) {
        auto* label = plainLabel(words, this);
        label->setBuddy(control);
        control->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(control);
    };
    for (const auto kind : {Note::About::Person, Note::About::Space, Note::About::Tool})
        m_about->addItem(noteAboutText(kind), int(kind));
    m_about->setCurrentIndex(int(note.about));
    m_name->setText(note.name);
    m_text->setLines(3, 10);
    m_text->showText(note.text);
    row(tr("About a"), m_about);
    row(tr("Who or what"), m_name);
    row(tr("Note"), m_text);
    const QString found = foundText(note.found);
    if (!found.isEmpty())
        addText(tr("From %1", "chat, question, person").arg(found));
    body()->addWidget(m_sentence);
    body()->addStretch(1);
    auto* keep = addButton(tr("Keep"), true);
    connect(keep, &QPushButton::clicked, this, &NoteDialog::save);
    connect(m_text, &PostTextEdit::sendWanted, this, &NoteDialog::save);
    auto* cancel = addButton(tr("Cancel"), false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    setStyleTokens(style);
    m_text->setFocus();
}

void NoteDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    setStyleSheet(fieldSheet(style));
    setPalette(style.palette()); // a new sheet brings back the palette of the first
    m_text->setStyleTokens(style);
}

void NoteDialog::save()
{
    m_note.about = Note::About(m_about->currentData().toInt());
    m_note.name = m_name->text().trimmed();
    m_note.text = m_text->toPlainText().trimmed();
    if (m_note.name.isEmpty() && m_note.text.isEmpty()) {
        m_sentence->say(tr("Write who or what it is about, or what you want to remember."), true);
        m_name->setFocus();
        return;
    }
    m_keepsakes.put(m_note);
    accept();
}

} // namespace staffroom
