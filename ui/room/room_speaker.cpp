#include "ui/room/room_speaker.h"

#include "ui/room/room_words.h"

#include <algorithm>

namespace staffroom {

RoomSpeaker::RoomSpeaker(Room& room, Clock& clock, std::function<bool()> isOurs, QObject* parent)
    : QObject(parent)
    , m_room(room)
    , m_clock(clock)
    , m_isOurs(std::move(isOurs))
    , m_timer(clock.createTimer([this] { tell(); }))
    , m_question(room.currentQuestion())
{
    connect(&room, &Room::postsChanged, this,
        [this](const std::vector<quint64>& added) { note(added); });
    connect(&room, &Room::questionsChanged, this, [this] { note({}); });
}

RoomSpeaker::~RoomSpeaker() = default;

void RoomSpeaker::setSeconds(int seconds)
{
    m_seconds = seconds <= 0 ? 0 : std::max(seconds, kUsualSeconds);
    if (m_seconds == 0) {
        m_timer->stop();
        m_isWaiting = false;
    }
}

void RoomSpeaker::note(const std::vector<quint64>& added)
{
    for (const quint64 key : added) {
        const RoomPost* post = m_room.find(key);
        if (!post || post->isWaiting || post->placement.isHidden())
            continue;
        ++m_posts;
        m_toMe += post->isToMe ? 1 : 0;
    }
    if (const auto now = m_room.currentQuestion(); now != m_question) {
        m_question = now;
        m_asked = now;
    }
    const bool hasNews = m_posts > 0 || m_asked;
    if (!hasNews || m_isWaiting || m_seconds == 0)
        return;
    m_isWaiting = true;
    const Timestamp due = m_last ? *m_last + std::chrono::seconds(m_seconds)
                                 : m_clock.now() + std::chrono::seconds(m_seconds);
    m_timer->start(std::max(Millis(0), Millis(due - m_clock.now())));
}

void RoomSpeaker::tell()
{
    m_isWaiting = false;
    const QString sentence = summaryLine(m_posts, m_toMe, m_asked, m_room.pace().waiting);
    m_posts = 0;
    m_toMe = 0;
    m_asked.reset();
    if (sentence.isEmpty() || !m_isOurs())
        return;
    m_last = m_clock.now();
    Q_EMIT said(sentence);
}

} // namespace staffroom
