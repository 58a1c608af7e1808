#include "core/services/x/api_errors.h"
#include "core/services/x/decode_parts.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonestCheck = 1; // seconds
constexpr int kLatestCheck = 300;

} // namespace

int RawCounts::busiest() const
{
    return hours.empty() ? 0 : *std::max_element(hours.begin(), hours.end());
}

Result<RawCounts> decodeCounts(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    struct Hour {
        Timestamp start;
        int posts;
    };
    const auto answer = readAnswer(bytes, path);
    if (!answer)
        return fail(answer.error());
    const auto entries = listIn(*answer, path);
    if (!entries)
        return fail(entries.error());
    std::vector<Hour> hours;
    qint64 sum = 0;
    for (qsizetype i = 0; i < std::min(entries->size(), kMostInAnswer); ++i) {
        const QJsonObject entry = entries->at(i).toObject();
        const auto start = timeField(entry, "start"_L1);
        if (!start)
            continue;
        hours.push_back({*start, eitherCount(entry, "tweet_count"_L1, "post_count"_L1)});
        sum += hours.back().posts;
    }
    std::stable_sort(
        hours.begin(), hours.end(), [](const Hour& a, const Hour& b) { return a.start < b.start; });
    RawCounts counts;
    for (const Hour& hour : hours)
        counts.hours.push_back(hour.posts);
    const QJsonObject meta = answer->value("meta"_L1).toObject();
    const bool isTold = eitherField(meta, "total_tweet_count"_L1, "total_post_count"_L1).isDouble();
    counts.total = isTold
        ? eitherCount(meta, "total_tweet_count"_L1, "total_post_count"_L1)
        : static_cast<int>(std::min<qint64>(sum, std::numeric_limits<int>::max()));
    return counts;
}

Result<QString> decodeId(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto data = readOne(bytes, path);
    if (!data)
        return fail(data.error());
    QString id = idField(*data, "id"_L1);
    if (id.isEmpty())
        return fail(Error::Kind::Protocol, u"no id"_s, path);
    return id;
}

Result<RawMedia> decodeMedia(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto data = readOne(bytes, path);
    if (!data)
        return fail(data.error());
    RawMedia media;
    media.id = idField(*data, "id"_L1);
    if (media.id.isEmpty())
        return fail(Error::Kind::Protocol, u"no id"_s, path);
    const QJsonObject processing = data->value("processing_info"_L1).toObject();
    const QString state = processing.value("state"_L1).toString();
    media.hasFailed = state == "failed"_L1;
    if (media.hasFailed) {
        media.trouble = wordingOf(processing.value("error"_L1).toObject());
        return media;
    }
    const int wait = countOf(processing, "check_after_secs"_L1);
    const bool isAtWork = state == "pending"_L1 || state == "in_progress"_L1;
    if (isAtWork || (wait > 0 && state != "succeeded"_L1))
        media.checkAfter = std::chrono::seconds(std::clamp(wait, kSoonestCheck, kLatestCheck));
    return media;
}

} // namespace staffroom::x
