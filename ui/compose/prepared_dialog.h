#pragma once

#include "core/compose/draft_store.h"
#include "ui/base/style.h"

#include <QDialog>

class QSpinBox;
class QVBoxLayout;

namespace staffroom {

class IconButton;
class PostTextEdit;
class WordsButton;
class WrapLabel;

/// Answers written before a chat, one for each question number. Saved by "Save"; they are offered
/// when their question comes and never sent by themselves.
class PreparedDialog : public QDialog {
    Q_OBJECT
public:
    PreparedDialog(
        DraftStore& store, const Style& style, const QString& hashtag, QWidget* parent = nullptr);

    int rowCount() const { return int(m_rows.size()); }
    QSpinBox* number(int i) const { return m_rows[size_t(i)].number; }
    PostTextEdit* text(int i) const { return m_rows[size_t(i)].text; }
    IconButton* removeButton(int i) const { return m_rows[size_t(i)].remove; }
    WordsButton* addButton() const { return m_add; }
    WordsButton* saveButton() const { return m_save; }
    QString troubleText() const;

private:
    struct Row {
        QWidget* box;
        QSpinBox* number;
        PostTextEdit* text;
        IconButton* remove;
    };
    void addRow(int question, const QString& text, bool isUsed);
    void save();
    void tellTrouble();
    int nextNumber() const;

    DraftStore& m_store;
    QString m_hashtag;
    Style m_style;
    QVBoxLayout* m_box;
    std::vector<Row> m_rows;
    WordsButton* m_add;
    WordsButton* m_save;
    WordsButton* m_cancel;
    WrapLabel* m_trouble;
};

} // namespace staffroom
