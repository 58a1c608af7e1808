#pragma once

#include "ui/base/style.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace staffroom {

/// What stands in a column (or the whole deck) in place of posts: one drawing, one sentence, at
/// most one button. Never a modal box.
class ColumnNotice : public QWidget {
    Q_OBJECT
public:
    explicit ColumnNotice(QWidget* parent = nullptr);

    /// An empty `button` hides it.
    void showMessage(QLatin1StringView icon, const QString& sentence, const QString& button);
    /// Three grey cards, for the moment before the first answer.
    void showLoading(const QString& sentence);
    QString sentence() const;
    void setStyleTokens(const Style& style);

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();

    QLabel* m_picture;
    QLabel* m_sentence;
    QPushButton* m_button;
    QLatin1StringView m_icon;
    bool m_isLoading = false;
    Style m_style;
};

} // namespace staffroom
