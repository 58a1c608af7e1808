#pragma once

#include "core/timetable/chat_listing.h"

class QTimeZone;

namespace staffroom {

/// One meeting of a chat.
struct Occurrence {
    QString listingId;
    Timestamp start{};
    std::optional<Timestamp> end; ///< absent: nobody says how long it is
    bool isWholeDay = false; ///< a day of a slow chat: from midnight to midnight in its zone

    bool operator==(const Occurrence&) const = default;
};

/// The moment at which a wall clock in `zone` shows this. A time that the clock skips is read with
/// the offset from before the change, one that it shows twice is its first (as fold=0 of Python).
Timestamp fromWallClock(const QDate& day, const QTime& time, const QTimeZone& zone);

/// The first day on or after `from` that the rule names; invalid where none ever comes.
///
/// Which of two fortnights: that of `rule.anchor`. Without one the weeks (Monday to Sunday) are
/// counted from the one that begins on 5 January 1970, week 0, and an even one is taken; of two
/// slots that alternate, the one that comes first in a week has the even weeks, the other the odd
/// ones. Without an anchor this is a guess, and ui says so.
QDate nextDay(const ChatListing& listing, QDate from);

/// Meetings that start at `from` or later, in order, at most `count`. Empty without a timetable, or
/// when the zone is unknown to this computer. A status is not looked at: see `isExpected`.
std::vector<Occurrence> nextStarts(const ChatListing& listing, Timestamp from, int count);
/// Those that start in [from, until), at most a thousand.
std::vector<Occurrence> startsBetween(const ChatListing& listing, Timestamp from, Timestamp until);
/// The one that is on at `now`, else the next one. Without a length it counts as on for half an
/// hour.
std::optional<Occurrence> currentOrNext(const ChatListing& listing, Timestamp now);

/// How long a meeting counts as being on where nobody says how long it is.
constexpr Millis kUnknownLength = std::chrono::minutes(30);
inline Timestamp endOrGuess(const Occurrence& one)
{
    return one.end.value_or(one.start + kUnknownLength);
}

} // namespace staffroom
