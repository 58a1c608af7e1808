#pragma once

#include "ui/base/form_controls.h"

#include <QString>
#include <QWidget>

#include <vector>

class QLineEdit;
class QVBoxLayout;

namespace staffroom {

/// Labelled fields one below the other, each with room for a sentence about what was typed.
class FieldRows : public QWidget {
    Q_OBJECT
public:
    explicit FieldRows(QWidget* parent = nullptr);

    /// `control` belongs to this afterwards; `label` says what it is, also to screen readers.
    void addControl(const QString& id, const QString& label, QWidget* control);
    QLineEdit* addField(const QString& id, const QString& label, bool isSecret);
    /// What a value of that field looks like, also told to screen readers.
    void setExample(const QString& id, const QString& example);
    void remove(const QString& id);
    void setShown(const QString& id, bool shown);
    QLineEdit* field(const QString& id) const; ///< null: there is none of that name
    /// Trouble with one field: told below it, and the keyboard goes there.
    void tell(const QString& id, const QString& sentence);
    QString sentenceOf(const QString& id) const;
    void clearSentences();
    /// The first field that can be typed into; else nothing happens.
    void focusFirst();
    /// Every control between `before` and `after` in the order of reading.
    void setTabOrderBetween(QWidget* before, QWidget* after);
    void setStyleTokens(const Style& style);

private:
    struct Row {
        QString id;
        QLabel* label;
        QWidget* control;
        SentenceLabel* sentence;
        QString description; ///< for screen readers while there is no trouble
    };
    const Row* find(const QString& id) const;

    QVBoxLayout* m_column;
    std::vector<Row> m_rows;
    Style m_style;
};

} // namespace staffroom
