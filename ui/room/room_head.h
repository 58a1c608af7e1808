#pragma once

#include "ui/base/style.h"

#include <QWidget>

class QHBoxLayout;

namespace staffroom {

class ElidedLabel;
class IconButton;
class WordsButton;

/// The room's first line: its name, the switch between everything and one question, what lies
/// beside it, its menu, and the way out.
class RoomHead : public QWidget {
    Q_OBJECT
public:
    explicit RoomHead(QWidget* parent = nullptr);

    void setTitle(const QString& title, const QString& about);
    /// `question` absent: there is nothing to switch to. Neither is on: another list is shown.
    void setSwitch(bool showsStream, bool showsQuestion, std::optional<int> question);
    void setSide(bool isShown, int unread);
    void setStyleTokens(const Style& style);

    WordsButton* streamButton() const { return m_stream; }
    WordsButton* answersButton() const { return m_answers; }
    IconButton* sideButton() const { return m_side; }
    IconButton* menuButton() const { return m_menu; }
    IconButton* leaveButton() const { return m_leave; }

Q_SIGNALS:
    void streamWanted();
    void answersWanted();
    void sideToggled();
    void menuWanted();
    void leaveWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void caption();

    Style m_style;
    ElidedLabel* m_title;
    WordsButton* m_stream;
    WordsButton* m_answers;
    IconButton* m_side;
    IconButton* m_menu;
    IconButton* m_leave;
    std::optional<int> m_question;
};

} // namespace staffroom
