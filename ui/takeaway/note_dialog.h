#pragma once

#include "core/recap/keepsakes.h"
#include "ui/dialogs/plain_dialog.h"

class QLineEdit;

namespace staffroom {

class PostTextEdit;

/// One note on a person, a space or a tool; keeps the post it was made from and its question.
class NoteDialog : public PlainDialog {
    Q_OBJECT
public:
    /// `note.id` empty: a new one.
    NoteDialog(Keepsakes& keepsakes, const Note& note, const Style& style, QWidget* parent);

    void setStyleTokens(const Style& style) override;
    ComboField* about() const { return m_about; }
    QLineEdit* name() const { return m_name; }
    PostTextEdit* text() const { return m_text; }
    QString sentence() const { return m_sentence->text(); }
    void save();

private:
    Keepsakes& m_keepsakes;
    Note m_note;
    ComboField* m_about;
    QLineEdit* m_name;
    PostTextEdit* m_text;
    SentenceLabel* m_sentence;
};

} // namespace staffroom
