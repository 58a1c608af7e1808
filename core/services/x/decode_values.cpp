#include "core/net/net_time.h"
#include "core/services/json_document.h"
#include "core/services/x/api_errors.h"
#include "core/services/x/decode_parts.h"

#include <algorithm>
#include <limits>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepestAnswer = 32; // X nests about ten levels
constexpr qsizetype kLongestId = 20;

// Ids hold their moment since this one; those before counted up.
constexpr quint64 kFirstSnowflake = 29'700'859'247;
constexpr qint64 kSnowflakeEpoch = 1'288'834'974'657; // ms since 1970

bool isMissing(const QJsonValue& value)
{
    return value.isUndefined() || value.isNull();
}

} // namespace

std::optional<Timestamp> timeField(const QJsonObject& object, QLatin1StringView key)
{
    return parseIsoTime(object.value(key).toString());
}

std::optional<quint64> numberOfId(const QString& id)
{
    const bool isDigits = !id.isEmpty() && id.size() <= kLongestId
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isDigits)
        return std::nullopt;
    bool fits = false;
    const quint64 number = id.toULongLong(&fits);
    return fits ? std::optional(number) : std::nullopt;
}

QString idField(const QJsonObject& object, QLatin1StringView key)
{
    const QString id = object.value(key).toString();
    return numberOfId(id) ? id : QString();
}

QJsonValue eitherField(
    const QJsonObject& object, QLatin1StringView classic, QLatin1StringView newer)
{
    const QJsonValue value = object.value(classic);
    return isMissing(value) ? object.value(newer) : value;
}

int eitherCount(const QJsonObject& object, QLatin1StringView classic, QLatin1StringView newer)
{
    return countOf(object, isMissing(object.value(classic)) ? newer : classic);
}

Result<QJsonObject> readAnswer(const QByteArray& bytes, const QString& path)
{
    const auto document = readJsonDocument(bytes, path, kDeepestAnswer);
    if (!document)
        return fail(document.error());
    if (!document->isObject())
        return fail(Error::Kind::Protocol, u"not an object"_s, path);
    const QJsonObject answer = document->object();
    const auto keys = {"data"_L1, "meta"_L1, "includes"_L1, "errors"_L1};
    if (std::any_of(keys.begin(), keys.end(), [&](auto key) { return answer.contains(key); }))
        return answer;
    if (answer.value("title"_L1).isString())
        return fail(errorOfProblem(answer, path));
    return fail(Error::Kind::Protocol, u"neither data nor errors"_s, path);
}

std::optional<Error> firstErrorIn(const QJsonObject& answer, const QString& path)
{
    for (const auto entry : answer.value("errors"_L1).toArray()) {
        if (entry.isObject())
            return errorOfProblem(entry.toObject(), path);
    }
    return std::nullopt;
}

Result<QJsonObject> readOne(const QByteArray& bytes, const QString& path)
{
    const auto answer = readAnswer(bytes, path);
    if (!answer)
        return fail(answer.error());
    if (answer->value("data"_L1).isObject())
        return answer->value("data"_L1).toObject();
    if (auto error = firstErrorIn(*answer, path))
        return fail(std::move(*error));
    return fail(Error::Kind::Protocol, u"no data"_s, path);
}

Result<QJsonArray> listIn(const QJsonObject& answer, const QString& path)
{
    const QJsonValue data = answer.value("data"_L1);
    if (data.isArray())
        return data.toArray();
    if (!isMissing(data))
        return fail(Error::Kind::Protocol, u"data is no list"_s, path);
    if (auto error = firstErrorIn(answer, path))
        return fail(std::move(*error));
    return QJsonArray();
}

bool meansGone(const QJsonObject& problem)
{
    const QString name = problemNameOf(problem);
    return name == "resource-not-found"_L1 || name == "not-authorized-for-resource"_L1
        || name == "resource-unavailable"_L1 || name == "disallowed-resource"_L1
        || name.endsWith("withheld"_L1);
}

void addIds(const QJsonArray& entries, QStringList& ids)
{
    for (const auto entry : entries) {
        const QString id = idField(entry.toObject(), "id"_L1);
        if (!id.isEmpty())
            ids << id;
    }
}

Timestamp momentOf(const QString& id)
{
    const auto number = numberOfId(id);
    if (!number || *number < kFirstSnowflake)
        return Timestamp{};
    return timestampFromMs(static_cast<qint64>(*number >> 22) + kSnowflakeEpoch);
}

bool isNewerId(const QString& a, const QString& b)
{
    return numberOfId(a) > numberOfId(b); // nothing is less than any number
}

} // namespace staffroom::x
