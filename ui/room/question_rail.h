#pragma once

#include "core/room/room.h"
#include "ui/room/row_list.h"

namespace staffroom {

/// What the rail can open.
struct RailEntry {
    RoomView view;
    bool isRecap = false;
};

/// Left in the room: everything, each question with its words, answers and unread, what stands
/// under none, what was hidden, and the recap.
class QuestionRail : public RowList {
    Q_OBJECT
public:
    QuestionRail(Room& room, QWidget* parent = nullptr);

    void refresh();
    /// The view that is open, and the question that is looked at.
    void setOpen(const RoomView& view);

Q_SIGNALS:
    void viewPicked(const staffroom::RoomView& view);
    void recapPicked();

private:
    std::vector<Row> made() const;

    Room& m_room;
};

/// A view as a key of the rail, and back.
QString railKey(const RoomView& view);
std::optional<RailEntry> railEntry(const QString& key);

} // namespace staffroom
