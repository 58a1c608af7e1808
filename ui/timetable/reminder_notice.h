#pragma once

#include "core/timetable/agenda.h"
#include "ui/base/style.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;

namespace staffroom {

class Clock;
class IconButton;
class Timer;

/// "#SproutChat begins in 10 min · Open the room": a bar at the top of the window that covers
/// nothing. Counts down and stays until the chat is over, or the person is done with it; a later
/// one takes its place.
class ReminderNotice : public QWidget {
    Q_OBJECT
public:
    explicit ReminderNotice(Clock& clock, QWidget* parent = nullptr);
    ~ReminderNotice() override;

    void tell(const AgendaEntry& entry);
    void dismiss();
    QString text() const;
    QPushButton* openButton() const { return m_open; }
    void setStyleTokens(const Style& style);

Q_SIGNALS:
    void openWanted(const staffroom::AgendaEntry& entry);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void count();

    Clock& m_clock;
    std::unique_ptr<Timer> m_timer;
    AgendaEntry m_entry;
    Style m_style;
    QLabel* m_text;
    QPushButton* m_open;
    IconButton* m_close;
};

} // namespace staffroom
