#include "app/measure.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <unistd.h>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void DurationCounts::add(double ms)
{
    const auto bucket = static_cast<size_t>(std::max(0.0, ms) / kStep);
    ++m_buckets.at(std::min(bucket, kBuckets));
    ++m_count;
    m_max = std::max(m_max, ms);
}

double DurationCounts::percentile(double share) const
{
    const auto wanted = static_cast<qint64>(std::ceil(share * static_cast<double>(m_count)));
    qint64 seen = 0;
    for (size_t i = 0; i < kBuckets; ++i) {
        seen += m_buckets.at(i);
        if (seen >= wanted)
            return std::min(m_max, static_cast<double>(i + 1) * kStep);
    }
    return m_max;
}

QJsonObject DurationCounts::toJson() const
{
    const auto rounded = [](double ms) { return std::round(ms * 1000) / 1000; };
    return {{u"count"_s, m_count}, {u"p50_ms"_s, rounded(percentile(0.5))},
        {u"p95_ms"_s, rounded(percentile(0.95))}, {u"p99_ms"_s, rounded(percentile(0.99))},
        {u"max_ms"_s, rounded(m_max)}};
}

double msSinceProcessStart()
{
    static const double startSeconds = [] {
        QFile stat(u"/proc/self/stat"_s);
        if (!stat.open(QIODevice::ReadOnly))
            return 0.0;
        // Field 22 (proc(5)), counted behind the command's closing bracket, which is field 2.
        const QByteArray text = stat.readAll();
        const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        return fields.size() > 19
            ? fields.at(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK))
            : 0.0;
    }();
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - startSeconds)
        * 1000;
}

namespace {

qint64 kilobytes(const QString& file, const QByteArray& field)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return 0;
    for (const auto& line : in.readAll().split('\n')) {
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

} // namespace

QJsonObject memoryUse()
{
    return {{u"rss_kb"_s, kilobytes(u"/proc/self/smaps_rollup"_s, "Rss")},
        {u"pss_kb"_s, kilobytes(u"/proc/self/smaps_rollup"_s, "Pss")},
        {u"peak_rss_kb"_s, kilobytes(u"/proc/self/status"_s, "VmHWM")}};
}

} // namespace staffroom
