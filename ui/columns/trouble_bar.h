#pragma once

#include "ui/base/style.h"

#include <QWidget>

class QPushButton;

namespace staffroom {

/// One line under a column's header while something is wrong and older posts are still shown:
/// what it is in words, and at most one button.
class TroubleBar : public QWidget {
    Q_OBJECT
public:
    explicit TroubleBar(QWidget* parent = nullptr);

    /// `sentence` says the same at length, for the tooltip; an empty `button` hides it.
    void setTrouble(const QString& words, const QString& sentence, const QString& button);
    const QString& words() const { return m_words; }
    QPushButton* button() const { return m_button; }
    void setStyleTokens(const Style& style);
    QSize sizeHint() const override;

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void placeButton();

    QString m_words;
    QString m_sentence;
    QPushButton* m_button;
    Style m_style;
};

} // namespace staffroom
