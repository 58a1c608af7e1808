#pragma once

#include "core/base/clock.h"
#include "ui/base/style.h"

#include <QWidget>

class QDateTimeEdit;
class QLabel;

namespace staffroom {

class IconButton;
class WrapLabel;

/// When a post is to be sent, in the person's own time, and who keeps it until then.
class ScheduleBar : public QWidget {
    Q_OBJECT
public:
    explicit ScheduleBar(QWidget* parent = nullptr);

    void setTime(Timestamp at, bool isKeptByServer);
    void setTroubleText(const QString& sentence);
    QString troubleText() const;
    QString note() const;
    void setStyleTokens(const Style& style);
    void focusField();
    QDateTimeEdit* field() const { return m_field; }
    IconButton* removeButton() const { return m_remove; }

Q_SIGNALS:
    void changed(staffroom::Timestamp at);
    void removeWanted();

private:
    QLabel* m_title;
    QDateTimeEdit* m_field;
    IconButton* m_remove;
    WrapLabel* m_note;
    WrapLabel* m_trouble;
    bool m_isShowing = false;
};

} // namespace staffroom
