#pragma once

#include "core/base/secret.h"

#include <QString>

#include <initializer_list>
#include <utility>

namespace staffroom {

/// One line to the log: area, event, key=value pairs. Never bodies, tokens, post text or handles;
/// whatever comes here still passes the redactor, which cuts anything that looks like a secret.
/// Callable from any thread.
enum class LogLevel { Debug, Info, Warning, Error };

using LogField = std::pair<QLatin1StringView, QString>;

void logLine(LogLevel level, QLatin1StringView area, QLatin1StringView event,
    std::initializer_list<LogField> fields = {});

/// Where lines go. Without a file only errors are shown, on stderr. `file` rotates at 1 MiB,
/// three files are kept.
void startLog(const QString& file, LogLevel level);
void stopLog();

/// From now on this secret is cut wherever it would come into a line, however it is written there
/// (as it is or percent-encoded). Told by everything that gets hold of one. Any thread.
void keepOutOfLog(const Secret& secret);

/// Cuts what `keepOutOfLog` was told, Authorization values, bearer tokens, `access_token=`, `code=`
/// and their like, passwords in addresses and long opaque words.
QString redact(const QString& text);

} // namespace staffroom
