#pragma once

#include "core/base/clock.h"
#include "ui/base/style.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QPushButton;

namespace staffroom {

class IconButton;

/// One line at the bottom of the window with at most one button ("Column closed · Undo"). Goes by
/// itself after a while, never while the pointer or the focus is on it.
class WindowNotice : public QWidget {
    Q_OBJECT
public:
    explicit WindowNotice(Clock& clock, QWidget* parent);

    void tell(const QString& text, const QString& button, std::function<void()> run);
    void dismiss();
    QString text() const;
    QPushButton* button() const { return m_button; }
    void setStyleTokens(const Style& style);
    void placeIn(const QRect& area); ///< centred at its bottom, in the parent's coordinates

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QPushButton* m_button;
    IconButton* m_close;
    std::unique_ptr<Timer> m_timer;
    std::function<void()> m_run;
    Style m_style;
    QRect m_area;
};

} // namespace staffroom
