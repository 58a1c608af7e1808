#pragma once

#include "core/base/result.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QString>

#include <array>
#include <cstdint>

namespace staffroom {

/// Durations in buckets of 0.05 ms up to 200 ms and one for the rest: percentiles at no cost a
/// sample, however long the program runs.
class DurationCounts {
public:
    void add(double ms);
    qint64 count() const { return m_count; }
    double maximum() const { return m_max; }
    double percentile(double share) const; ///< upper edge of the bucket, never above the maximum
    QJsonObject toJson() const; ///< count, p50_ms, p95_ms, p99_ms, max_ms

private:
    static constexpr double kStep = 0.05;
    static constexpr size_t kBuckets = 4000;
    std::array<uint32_t, kBuckets + 1> m_buckets{};
    qint64 m_count = 0;
    double m_max = 0;
};

/// Milliseconds since the process was started, by the kernel's own record (10 ms steps) where
/// there is one.
double msSinceProcessStart();

/// rss_kb, pss_kb, peak_rss_kb; 0 where the system does not tell.
QJsonObject memoryUse();

} // namespace staffroom
