#pragma once

#include "core/timetable/chat_listing.h"

namespace staffroom {

/// "mon" to "sun", as the files of chats have it.
QString weekDayCode(WeekDay day);
std::optional<WeekDay> weekDayFromCode(const QString& code);

} // namespace staffroom
