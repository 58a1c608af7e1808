#pragma once

#include "core/store/database.h"

#include <QDate>

#include <optional>

namespace staffroom {

/// Copies of user.db beside it, "user.db.copy-2026-11-22", one for each day the program was opened.
/// Seven are kept.
inline constexpr int kUserCopies = 7;

/// Error::Storage, as damage, where a page of the file cannot be what it should be.
Result<Done> checkWhole(Database& db);

/// A consistent copy of the open file, whole on the disk before it has its name. Does nothing when
/// there is one of this day, unless it `isNeeded`.
Result<Done> makeDailyCopy(Database& db, const QString& path, QDate today, bool isNeeded);

/// Puts the newest copy that is sound in the place of the file, which is gone. Answers its day.
std::optional<QDate> restoreNewestCopy(const QString& path);

} // namespace staffroom
