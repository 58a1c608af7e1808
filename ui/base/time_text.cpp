#include "ui/base/time_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct TimeText {
    Q_DECLARE_TR_FUNCTIONS(TimeText)
};

constexpr auto kSkew = 5min;

int whole(Millis length, Millis unit)
{
    return int(std::min<qint64>(length / unit, 1'000'000));
}

QString dayText(const QDate& day, const QDate& today)
{
    const QLocale locale;
    if (day.year() == today.year())
        return locale.toString(day, u"d MMM"_s);
    return locale.toString(day, u"d MMM yyyy"_s);
}

QDateTime local(Timestamp t)
{
    return toDateTime(t).toLocalTime();
}

} // namespace

QString relativeTime(Timestamp t, Timestamp now)
{
    const Millis age = now - t;
    if (age < -kSkew)
        return clockTime(t, now);
    if (age < 1min)
        return TimeText::tr("now");
    if (age < 1h)
        return TimeText::tr("%1 min", "age of a post in minutes").arg(whole(age, 1min));
    if (age < 24h)
        return TimeText::tr("%1 h", "age of a post in hours").arg(whole(age, 1h));
    const QDate day = local(t).date();
    const QDate today = local(now).date();
    if (day.daysTo(today) == 1)
        return TimeText::tr("yesterday");
    return dayText(day, today);
}

QString spokenTime(Timestamp t, Timestamp now)
{
    const Millis age = now - t;
    if (age < -kSkew)
        return absoluteTime(t);
    if (age < 1min)
        return TimeText::tr("just now");
    if (age < 1h) {
        const int n = whole(age, 1min);
        return n == 1 ? TimeText::tr("1 minute ago") : TimeText::tr("%n minutes ago", nullptr, n);
    }
    if (age < 24h) {
        const int n = whole(age, 1h);
        return n == 1 ? TimeText::tr("1 hour ago") : TimeText::tr("%n hours ago", nullptr, n);
    }
    return absoluteTime(t);
}

QString absoluteTime(Timestamp t)
{
    const QLocale locale;
    const QDateTime when = local(t);
    return TimeText::tr("%1, %2", "date, time")
        .arg(locale.toString(when.date(), QLocale::LongFormat),
            locale.toString(when.time(), u"HH:mm"_s));
}

QString clockTime(Timestamp t, Timestamp now)
{
    const QDateTime when = local(t);
    const QDate today = local(now).date();
    const QString time = QLocale().toString(when.time(), u"HH:mm"_s);
    if (when.date() == today)
        return time;
    return TimeText::tr("%1, %2", "date, time").arg(dayText(when.date(), today), time);
}

QString durationText(Millis length)
{
    if (length < 1min)
        return TimeText::tr("%1 s", "duration in seconds").arg(std::max(1, whole(length, 1s)));
    if (length < 1h)
        return TimeText::tr("%1 min", "duration in minutes").arg(whole(length, 1min));
    if (length < 48h)
        return TimeText::tr("%1 h", "duration in hours").arg(whole(length, 1h));
    return TimeText::tr("%n days", nullptr, whole(length, 24h));
}

} // namespace staffroom
