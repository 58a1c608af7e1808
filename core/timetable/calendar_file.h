#pragma once

#include "core/timetable/listing_json.h"

namespace staffroom {

/// Chats as an iCalendar file (RFC 5545), and those that could not go into it.
struct CalendarText {
    QByteArray bytes;
    int leftOut = 0; ///< chats without a timetable
};

/// Each chat from its next meeting after `now` on, at the wall clock of its zone: VTIMEZONE and
/// TZID, RRULE of its kind. Any thread.
CalendarText chatsToCalendar(const std::vector<ChatListing>& listings, Timestamp now);

/// Reads events of the rules that chats have. What has no tag gets none and is left out with a
/// note; times without a zone are taken for those of `readerZone`, marked as assumed. TooLarge, or
/// Protocol when it is no calendar. Any thread.
Result<ChatFile> chatsFromCalendar(
    const QByteArray& bytes, const QString& readerZone, Timestamp now);

} // namespace staffroom
