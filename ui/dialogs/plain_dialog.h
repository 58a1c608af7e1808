#pragma once

#include "ui/base/form_controls.h"
#include "ui/base/style.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace staffroom {

/// A dialog of one heading, a body and a row of buttons, in the program's look. Deletes itself.
class PlainDialog : public QDialog {
    Q_OBJECT
public:
    PlainDialog(const QString& heading, const Style& style, QWidget* parent);

    virtual void setStyleTokens(const Style& style);

protected:
    bool event(QEvent* event) override;
    QVBoxLayout* body() const { return m_body; }
    /// Text that wraps, in the body font.
    QLabel* addText(const QString& text);
    SentenceLabel* addSentence();
    /// A button in the row at the bottom; the primary one is the default.
    QPushButton* addButton(const QString& text, bool isPrimary);
    const Style& style() const { return m_style; }

private:
    void growToFit();

    Style m_style;
    QLabel* m_heading;
    QVBoxLayout* m_body;
    class QHBoxLayout* m_buttons;
};

} // namespace staffroom
