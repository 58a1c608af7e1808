#pragma once

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

/// Cuts bearer tokens, `access_token=`, `code=`, passwords in addresses and long opaque words.
QString redact(const QString& text);

} // namespace staffroom
