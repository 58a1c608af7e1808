#pragma once

#include "core/timetable/agenda.h"
#include "ui/base/form_controls.h"
#include "ui/timetable/timetable_context.h"

#include <QWidget>

#include <memory>
#include <vector>

class QBoxLayout;
class QPushButton;
class QScrollArea;

namespace staffroom {

class IconButton;
class ThinScrollBar;
class TimeBlock;
class Timer;

/// Seven days of chats from a day on: side by side, or one below the other where that is too
/// narrow. The arrow keys walk from meeting to meeting and from day to day.
class WeekView : public QWidget {
    Q_OBJECT
public:
    explicit WeekView(const TimetableContext& context, QWidget* parent = nullptr);
    ~WeekView() override;

    void refresh(); ///< the directory changed
    void refreshTimes();
    void setStyleTokens(const Style& style);
    QDate firstDay() const { return m_first; }
    void goToToday();
    void step(int weeks);
    bool isStacked() const { return m_isStacked; } ///< days stand one below the other
    std::vector<TimeBlock*> blocks() const; ///< by day, then by start
    TickBox* allBox() const { return m_all; }
    QWidget* dayWidget(int index) const;
    void focusFirst();

Q_SIGNALS:
    void picked(const staffroom::AgendaEntry& entry);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Day {
        QWidget* widget = nullptr;
        QLabel* name = nullptr;
        QLabel* none = nullptr;
        QBoxLayout* blocks = nullptr;
        std::vector<TimeBlock*> shown;
    };
    QDate today() const;
    void reckon();
    void fillSome();
    void nameDays();
    void dressDay(Day& day, bool isToday);
    void place();
    void choose(TimeBlock* block);
    bool walk(TimeBlock* from, int key);
    TimeBlock* makeBlock(Day& day);

    TimetableContext m_context;
    Style m_style;
    QDate m_first;
    bool m_isToday = true; ///< the week moves on with the day
    bool m_isStacked = false;
    QLabel* m_title;
    QLabel* m_zone;
    IconButton* m_previous;
    IconButton* m_next;
    QPushButton* m_now;
    TickBox* m_all;
    QScrollArea* m_area;
    ThinScrollBar* m_bar;
    QBoxLayout* m_row;
    std::vector<Day> m_days;
    std::vector<AgendaDay> m_agenda; ///< what is to be shown
    size_t m_nextDay = 0; ///< days before it are shown
    std::unique_ptr<Timer> m_filling;
};

} // namespace staffroom
