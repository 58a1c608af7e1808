#include "core/net/rate_headers.h"

#include "core/net/net_time.h"

namespace staffroom {

using namespace std::chrono_literals;

namespace {

constexpr Millis kLongestPlausible = 24h;

std::optional<qint64> readInteger(const QByteArray& text)
{
    bool ok = false;
    const qint64 value = text.trimmed().toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

QByteArray rateHeader(const HttpHeaders& headers, const QByteArray& name)
{
    for (const char* prefix : {"x-ratelimit-", "ratelimit-", "x-rate-limit-"}) {
        QByteArray value = headerValue(headers, prefix + name);
        if (!value.isEmpty())
            return value;
    }
    return {};
}

std::optional<int> readCount(const QByteArray& text)
{
    const auto value = readInteger(text);
    if (!value || *value < 0 || *value > 1'000'000'000)
        return std::nullopt;
    return static_cast<int>(*value);
}

std::optional<Millis> readReset(const QByteArray& text, Timestamp serverNow)
{
    if (text.isEmpty())
        return std::nullopt;
    if (const auto number = readInteger(text)) {
        if (*number < 0)
            return std::nullopt;
        if (*number <= 86'400)
            return Millis(*number * 1'000);
        if (*number > 100'000'000'000'000)
            return std::nullopt;
        const qint64 ms = *number > 100'000'000'000 ? *number : *number * 1'000;
        return timestampFromMs(ms) - serverNow;
    }
    if (const auto moment = parseIsoTime(QString::fromLatin1(text.trimmed())))
        return *moment - serverNow;
    if (const auto moment = parseHttpDate(text))
        return *moment - serverNow;
    return std::nullopt;
}

std::optional<Millis> readRetryAfter(const QByteArray& text, Timestamp serverNow)
{
    std::optional<Millis> wait;
    if (const auto seconds = readInteger(text)) {
        if (*seconds > 0 && *seconds <= 86'400)
            wait = Millis(*seconds * 1'000);
    } else if (const auto moment = parseHttpDate(text)) {
        wait = *moment - serverNow;
    }
    if (!wait || *wait <= 0ms || *wait > kLongestPlausible)
        return std::nullopt;
    return wait;
}

} // namespace

QByteArray headerValue(const HttpHeaders& headers, QByteArrayView lowerCaseName)
{
    for (const auto& [name, value] : headers) {
        if (name.compare(lowerCaseName, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RateNotice readRateHeaders(const HttpHeaders& headers, Timestamp now)
{
    RateNotice notice;
    const Timestamp serverNow = parseHttpDate(headerValue(headers, "date")).value_or(now);
    notice.limit = readCount(rateHeader(headers, "limit"));
    notice.remaining = readCount(rateHeader(headers, "remaining"));
    notice.untilReset = readReset(rateHeader(headers, "reset"), serverNow);
    if (notice.untilReset && *notice.untilReset > kLongestPlausible)
        notice.untilReset.reset();
    notice.retryAfter = readRetryAfter(headerValue(headers, "retry-after"), serverNow);
    return notice;
}

} // namespace staffroom
