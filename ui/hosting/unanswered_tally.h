#pragma once

#include "core/room/room.h"
#include "ui/base/style.h"

#include <QWidget>

#include <memory>

class QVBoxLayout;

namespace staffroom {

class WordsButton;
class WrapLabel;

/// Who wrote in the room and has not been answered by anybody yet; a press goes to the post.
class UnansweredTally : public QWidget {
    Q_OBJECT
public:
    explicit UnansweredTally(QWidget* parent = nullptr);

    void setRoom(std::shared_ptr<Room> room); ///< null: no room is open
    void setStyleTokens(const Style& style);
    QString summary() const;
    int shown() const { return int(m_people.size()); }

Q_SIGNALS:
    void postWanted(const staffroom::PostId& post);

private:
    void refresh();

    std::shared_ptr<Room> m_room;
    Style m_style;
    WrapLabel* m_summary;
    QVBoxLayout* m_list;
    std::vector<WordsButton*> m_people;
};

} // namespace staffroom
