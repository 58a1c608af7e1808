#pragma once

#include "core/room/room.h"
#include "core/room/room_content.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace staffroom {

/// Figures, people and links of a content, reckoned when asked and kept until it changes. Each
/// costs one walk over the posts. Main thread.
class RoomTotals {
public:
    explicit RoomTotals(const RoomContent& content);

    RoomFigures figures(Timestamp now);
    const std::vector<RoomPerson>& people();
    const std::vector<RoomLink>& links();
    int unread(int question);
    /// The newest post of each who wrote and heard nothing, oldest first.
    const std::vector<quint64>& notAnswered(Timestamp now);

    /// Walks over all posts since the beginning; for tests of what things cost.
    int walks() const { return m_walks; }

private:
    void count();
    bool isAnsweredElsewhere(const RoomItem& item) const;

    const RoomContent& m_content;
    quint64 m_countedAt = 0;
    RoomFigures m_figures;
    QHash<int, int> m_unread;
    quint64 m_peopleAt = 0;
    std::vector<RoomPerson> m_people;
    quint64 m_linksAt = 0;
    std::vector<RoomLink> m_links;
    quint64 m_answeredAt = 0;
    Timestamp m_answeredNow{};
    std::vector<quint64> m_notAnswered;
    int m_walks = 0;
};

} // namespace staffroom
