#pragma once

#include <QTimeZone>

namespace staffroom {

class ChatDirectory;
class Clock;
class Reminders;

/// What the page of chats works on; all outlive it.
struct TimetableContext {
    ChatDirectory* directory = nullptr; ///< never null
    Reminders* reminders = nullptr; ///< never null
    Clock* clock = nullptr; ///< never null
    QTimeZone readerZone; ///< valid
};

} // namespace staffroom
