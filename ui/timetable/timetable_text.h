#pragma once

#include "core/timetable/agenda.h"
#include "core/timetable/chat_directory.h"

#include <QString>

namespace staffroom {

/// "X", "Bluesky", "Mastodon"; others as the file calls them.
QString serviceText(const QString& service);
QString servicesText(const QStringList& services);
/// "Monday".
QString weekDayText(WeekDay day);
/// "German" for "de"; what is no language stays as it is.
QString languageText(const QString& code);
/// "Los Angeles" for "America/Los_Angeles", "GMT" for "Etc/GMT".
QString zoneText(const QString& zone);

/// Never empty, and always with a year or the words that there is none: "seen in 2024", "may have
/// ended: last seen in 2016", "paused, last seen in 2025", "year unknown".
QString aliveText(const ChatListing& listing, int thisYear);
/// For narrow places: "seen 2018", "no year".
QString shortYearText(const ChatListing& listing);
/// Something is in doubt: shown with a mark beside the words.
bool isDoubtful(const ChatListing& listing, int thisYear);
QString confidenceText(ChatListing::Confidence confidence);
/// How often: "every Monday", "2nd and 4th Thursday of the month".
QString ruleText(const ChatListing& listing);
/// The chat's own local time: "every Monday, 18:00 in Los Angeles".
QString slotText(const ChatListing& listing);

/// "today 19:00", "tomorrow 19:00", "Tue 1 Dec 19:00", in `zone`.
QString startText(const Occurrence& one, const QTimeZone& zone, Timestamp now);
/// "19:00–20:00", or "19:00" where the end is not known.
QString hoursText(const Occurrence& one, const QTimeZone& zone);
/// "in 3 days", "in 2 h 5 min", "in 10 min", "on for 5 min".
QString countdownText(const Countdown& countdown);
/// One line about the next meeting in the reader's zone; never empty.
QString nextText(const ChatListing& listing, const std::optional<Occurrence>& next,
    const QTimeZone& readerZone, Timestamp now);

QString reminderText(int minutesBefore);
QString problemText(ListingProblem problem);
/// What a file brought, and what of it was not understood.
QString importedText(const ChatDirectory::Imported& imported);
QString exportedText(const ChatDirectory::Exported& exported);

} // namespace staffroom
