#include "core/net/net_time.h"

#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Reads exactly `digits` digits at `at` and moves it; -1 where there are fewer.
int readNumber(QStringView text, qsizetype& at, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; ++i, ++at) {
        if (at >= text.size() || text[at] < u'0' || text[at] > u'9')
            return -1;
        value = value * 10 + (text[at].unicode() - u'0');
    }
    return value;
}

bool skip(QStringView text, qsizetype& at, QLatin1StringView oneOf)
{
    if (at >= text.size() || !oneOf.contains(text[at]))
        return false;
    ++at;
    return true;
}

int readMilliseconds(QStringView text, qsizetype& at)
{
    int ms = 0;
    int digits = 0;
    for (; at < text.size() && text[at] >= u'0' && text[at] <= u'9'; ++at, ++digits) {
        if (digits < 3)
            ms = ms * 10 + (text[at].unicode() - u'0');
    }
    for (int i = digits; i < 3; ++i)
        ms *= 10;
    return digits == 0 ? -1 : ms;
}

/// Minutes east of UTC; nullopt where what stands there is no zone.
std::optional<int> readOffset(QStringView text, qsizetype at)
{
    if (at == text.size())
        return 0;
    if (text.mid(at) == "Z"_L1 || text.mid(at) == "z"_L1)
        return 0;
    const int sign = text[at] == u'-' ? -1 : 1;
    if (!skip(text, at, "+-"_L1))
        return std::nullopt;
    const int hours = readNumber(text, at, 2);
    skip(text, at, ":"_L1);
    const int minutes = at == text.size() ? 0 : readNumber(text, at, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || at != text.size())
        return std::nullopt;
    return sign * (hours * 60 + minutes);
}

} // namespace

std::optional<Timestamp> parseIsoTime(QStringView text)
{
    qsizetype at = 0;
    const int year = readNumber(text, at, 4);
    if (year < 0 || !skip(text, at, "-"_L1))
        return std::nullopt;
    const int month = readNumber(text, at, 2);
    if (month < 0 || !skip(text, at, "-"_L1))
        return std::nullopt;
    const int day = readNumber(text, at, 2);
    const std::chrono::year_month_day date(std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(std::max(month, 0))),
        std::chrono::day(static_cast<unsigned>(std::max(day, 0))));
    if (day < 0 || !date.ok())
        return std::nullopt;
    Timestamp time = std::chrono::sys_days(date);
    if (at == text.size())
        return time;

    if (!skip(text, at, "Tt "_L1))
        return std::nullopt;
    const int hour = readNumber(text, at, 2);
    if (hour < 0 || hour > 23 || !skip(text, at, ":"_L1))
        return std::nullopt;
    const int minute = readNumber(text, at, 2);
    if (minute < 0 || minute > 59)
        return std::nullopt;
    int second = 0;
    int ms = 0;
    if (skip(text, at, ":"_L1)) {
        second = readNumber(text, at, 2);
        if (second < 0 || second > 60)
            return std::nullopt;
        if (skip(text, at, ".,"_L1)) {
            ms = readMilliseconds(text, at);
            if (ms < 0)
                return std::nullopt;
        }
    }
    const auto offset = readOffset(text, at);
    if (!offset)
        return std::nullopt;
    return time + std::chrono::hours(hour) + std::chrono::minutes(minute - *offset)
        + std::chrono::seconds(second) + Millis(ms);
}

std::optional<Timestamp> parseHttpDate(QByteArrayView text)
{
    QString line = QString::fromLatin1(text).simplified();
    const auto comma = line.indexOf(u',');
    if (comma < 0)
        return std::nullopt;
    line = line.mid(comma + 1).trimmed();
    QDateTime moment = QLocale::c().toDateTime(line, u"dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!moment.isValid())
        return std::nullopt;
    moment.setTimeSpec(Qt::UTC);
    return fromDateTime(moment);
}

} // namespace staffroom
