#pragma once

#include "core/timetable/recurrence.h"

#include <QTimeZone>

namespace staffroom {

class ChatDirectory;

/// A meeting and the chat whose it is, for lists that outlive a change of the directory.
struct AgendaEntry {
    ChatListing listing;
    Occurrence occurrence;
    bool operator==(const AgendaEntry&) const = default;
};

enum class AgendaScope {
    /// Chats that may well meet: the person's own and corrected ones, and those seen within two
    /// years. Not those that ended or pause.
    Likely,
    All, ///< also those that may have ended, or of which nobody knows the year
};

/// Is it part of an agenda of this scope?
bool isInScope(const ChatListing& listing, AgendaScope scope, int thisYear);

/// Meetings that are on at `now` or begin before `until`, by start. Slow chats come last.
std::vector<AgendaEntry> agendaBetween(
    const ChatDirectory& directory, AgendaScope scope, Timestamp now, Timestamp until);

/// One day of a week as the reader's calendar has it.
struct AgendaDay {
    QDate date;
    std::vector<AgendaEntry> entries; ///< those that begin on it, by start
};
/// Seven days from `first` on, in the reader's zone.
std::vector<AgendaDay> agendaWeek(const ChatDirectory& directory, AgendaScope scope,
    const QDate& first, const QTimeZone& readerZone, int thisYear);

/// How long until a start, for words: the largest units, rounded up to the minute.
struct Countdown {
    int days = 0;
    int hours = 0;
    int minutes = 0;
    bool isOn = false; ///< it has begun; the parts are then how long ago, rounded down
    bool operator==(const Countdown&) const = default;
};
Countdown countdownTo(Timestamp start, Timestamp now);

} // namespace staffroom
