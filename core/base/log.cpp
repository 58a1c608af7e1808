#include "core/base/log.h"

#include <QRegularExpression>
#include <QUrl>

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>
#include <vector>

namespace staffroom {

namespace {

spdlog::level::level_enum toSpd(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

std::shared_ptr<spdlog::logger> consoleLogger()
{
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto logger = std::make_shared<spdlog::logger>("staffroom", sink);
    logger->set_level(spdlog::level::err);
    return logger;
}

/// Created before main and swapped only by startLog/stopLog, which the main thread calls before
/// the first and after the last worker thread.
std::shared_ptr<spdlog::logger>& currentLogger()
{
    static std::shared_ptr<spdlog::logger> logger = consoleLogger();
    return logger;
}

constexpr qsizetype kShortestSecret = 6;

struct KnownSecrets {
    std::mutex mutex;
    std::vector<Secret> secrets; ///< guarded by mutex
};

KnownSecrets& knownSecrets()
{
    static KnownSecrets known;
    return known;
}

QString cutKnown(const QString& text)
{
    QString out = text;
    auto& known = knownSecrets();
    const std::lock_guard lock(known.mutex);
    for (const auto& secret : known.secrets) {
        const QString plain = QString::fromUtf8(secret.reveal());
        out.replace(plain, QStringLiteral("[cut]"));
        out.replace(QString::fromLatin1(QUrl::toPercentEncoding(plain)), QStringLiteral("[cut]"));
    }
    return out;
}

} // namespace

void keepOutOfLog(const Secret& secret)
{
    if (secret.reveal().size() < kShortestSecret)
        return;
    auto& known = knownSecrets();
    const std::lock_guard lock(known.mutex);
    for (const auto& other : known.secrets) {
        if (other.reveal() == secret.reveal())
            return;
    }
    known.secrets.push_back(secret);
}

QString redact(const QString& text)
{
    static const QRegularExpression named(QStringLiteral(
        "(?i)\\b(authorization[\"']?\\s*[=:]\\s*[\"']?(?:(?:bearer|basic|dpop|oauth)\\s+)?"
        "|(?:bearer|dpop)\\s+"
        "|(?:(?:access|refresh|id)_?(?:token|jwt)|client_(?:secret|assertion)|code"
        "|code_verifier|token|dpop|password|secret|cookie)[\"']?\\s*[=:]\\s*[\"']?)"
        "([^\\s&\"',;]+)"));
    static const QRegularExpression userInfo(QStringLiteral("(://)[^/@\\s]+@"));
    static const QRegularExpression opaque(QStringLiteral(
        "\\b(?=[A-Za-z0-9_\\-]*[0-9])(?=[A-Za-z0-9_\\-]*[A-Za-z])[A-Za-z0-9_\\-]{24,}"
        "|[A-Za-z0-9_\\-+]{40,}={0,2}"));
    QString out = cutKnown(text);
    out.replace(named, QStringLiteral("\\1[cut]"));
    out.replace(userInfo, QStringLiteral("\\1[cut]@"));
    out.replace(opaque, QStringLiteral("[cut]"));
    return out;
}

void logLine(LogLevel level, QLatin1StringView area, QLatin1StringView event,
    std::initializer_list<LogField> fields)
{
    auto& logger = currentLogger();
    if (!logger->should_log(toSpd(level)))
        return;
    QString line = QString(area) + QLatin1Char(' ') + event;
    for (const auto& [key, value] : fields) {
        QString shown = value;
        shown.replace(QLatin1Char('\n'), QLatin1Char(' '));
        // Cut before it is shortened: half a token is still one.
        line += QLatin1Char(' ') + key + QLatin1Char('=') + redact(shown).left(400);
    }
    logger->log(toSpd(level), "{}", redact(line).toStdString());
}

void startLog(const QString& file, LogLevel level)
{
    // spdlog reports an unwritable path by exception; reading must go on without a log then.
    try {
        auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
            file.toStdString(), 1024 * 1024, 3);
        auto logger = std::make_shared<spdlog::logger>("staffroom", sink);
        logger->set_level(toSpd(level));
        logger->flush_on(spdlog::level::warn);
        currentLogger() = logger;
    } catch (const spdlog::spdlog_ex&) {
        currentLogger() = consoleLogger();
    }
}

void stopLog()
{
    currentLogger()->flush();
    currentLogger() = consoleLogger();
}

} // namespace staffroom
