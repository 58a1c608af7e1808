#pragma once

#include "core/room/room.h"
#include "ui/base/style.h"

#include <QWidget>

class QHBoxLayout;
class QMenu;

namespace staffroom {

class IconButton;
class WordsButton;
class WrapLabel;

/// The room's last line, in words: sources, people, pace, what was missed; and the controls of
/// pace and replay.
class RoomStatusBar : public QWidget {
    Q_OBJECT
public:
    RoomStatusBar(Room& room, QWidget* parent = nullptr);

    void refresh();
    /// The question that "release only this one" is about.
    void setQuestion(std::optional<int> question) { m_question = question; }
    void setStyleTokens(const Style& style);
    /// One more sentence for a screen reader, not shown.
    void say(const QString& sentence);
    /// The menus of the two buttons; made anew, the caller shows them.
    QMenu* paceMenu();
    QMenu* replayMenu();
    void openPaceMenu();
    void stepSpeed(); ///< 1, 2, 5, 10, 20 and round again

    QString words() const;
    WordsButton* catchUpButton() const { return m_catchUp; }
    WordsButton* paceButton() const { return m_pace; }
    IconButton* playButton() const { return m_play; }
    WordsButton* speedButton() const { return m_speed; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Room& m_room;
    Style m_style;
    std::optional<int> m_question;
    QHBoxLayout* m_row;
    WrapLabel* m_words;
    WordsButton* m_catchUp;
    WordsButton* m_pace;
    IconButton* m_play;
    WordsButton* m_speed;
};

} // namespace staffroom
