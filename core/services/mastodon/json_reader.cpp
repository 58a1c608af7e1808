#include "core/services/mastodon/json_reader.h"

#include <algorithm>
#include <limits>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostBytes = 8 * 1024 * 1024;
constexpr int kDeepest = 64;
constexpr int kLongestUrl = 4'096;

bool isTooDeep(const QByteArray& bytes)
{
    int depth = 0;
    bool isInText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes.at(i);
        if (isInText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                isInText = false;
        } else if (c == '"') {
            isInText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kDeepest)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<QJsonDocument> readJson(const QByteArray& bytes, const QString& path)
{
    if (bytes.size() > kMostBytes || isTooDeep(bytes))
        return fail(Error::Kind::TooLarge, {}, path);
    if (bytes.trimmed().startsWith('<'))
        return fail(Error::Kind::Protocol, u"an HTML page came instead of JSON"_s, path);
    QJsonParseError problem;
    QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(Error::Kind::Protocol, problem.errorString(), path);
    return document;
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
