#include "core/services/mastodon/json_reader.h"

#include "core/services/json_document.h"

#include <algorithm>
#include <limits>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepest = 64;
constexpr int kLongestUrl = 4'096;

} // namespace

Result<QJsonDocument> readJson(const QByteArray& bytes, const QString& path)
{
    return readJsonDocument(bytes, path, kDeepest);
}

QString textOf(const QJsonObject& object, QLatin1StringView key, int maxLength)
{
    return object.value(key).toString().left(maxLength);
}

QString idOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().size() <= 256 ? value.toString() : QString();
    if (value.isDouble())
        return QString::number(value.toInteger());
    return {};
}

int countOf(const QJsonObject& object, QLatin1StringView key)
{
    const double count = object.value(key).toDouble();
    return static_cast<int>(
        std::clamp(count, 0.0, static_cast<double>(std::numeric_limits<int>::max())));
}

QUrl urlOf(const QJsonValue& value)
{
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > kLongestUrl)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return {};
    return url;
}

} // namespace staffroom::mastodon
