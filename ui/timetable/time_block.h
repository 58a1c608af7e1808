#pragma once

#include "core/timetable/agenda.h"
#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

/// One meeting in the week: its hours, its tag, and a word where it is in doubt.
class TimeBlock : public QAbstractButton {
    Q_OBJECT
public:
    explicit TimeBlock(QWidget* parent = nullptr);

    struct Words {
        QString hours, tag, state, spoken;
        bool isDoubtful = false;
        bool isOn = false;
    };
    void setEntry(const AgendaEntry& entry, Words words);
    const AgendaEntry& entry() const { return m_entry; }
    void setStyleTokens(const Style& style);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    AgendaEntry m_entry;
    Words m_words;
    Style m_style;
};

} // namespace staffroom
