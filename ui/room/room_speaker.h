#pragma once

#include "core/room/room.h"

#include <QObject>

#include <functional>
#include <memory>

namespace staffroom {

/// What a screen reader hears of a room by itself: one short summary of what is new, at most as
/// often as the person likes; never each post.
class RoomSpeaker : public QObject {
    Q_OBJECT
public:
    /// `isOurs`: true while the room is what the person looks at.
    RoomSpeaker(Room& room, Clock& clock, std::function<bool()> isOurs, QObject* parent = nullptr);
    ~RoomSpeaker() override;

    static constexpr int kUsualSeconds = 15;
    void setSeconds(int seconds); ///< 0: never; less than 15 counts as 15
    int seconds() const { return m_seconds; }

Q_SIGNALS:
    void said(const QString& sentence);

private:
    void note(const std::vector<quint64>& added);
    void tell();

    Room& m_room;
    Clock& m_clock;
    std::function<bool()> m_isOurs;
    std::unique_ptr<Timer> m_timer;
    int m_seconds = kUsualSeconds;
    int m_posts = 0;
    int m_toMe = 0;
    std::optional<int> m_asked;
    std::optional<int> m_question; ///< that was on
    std::optional<Timestamp> m_last; ///< when it spoke
    bool m_isWaiting = false;
};

} // namespace staffroom
