#include "core/services/json_document.h"

#include <algorithm>
#include <limits>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLargestDocument = 8 * 1024 * 1024;

bool isTooDeep(const QByteArray& bytes, int deepest)
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
            if (++depth > deepest)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<QJsonDocument> readJsonDocument(const QByteArray& bytes, const QString& path, int deepest)
{
    if (bytes.size() > kLargestDocument || isTooDeep(bytes, deepest))
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
    QString text = object.value(key).toString().left(maxLength);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1); // a pair that the cut has parted
    return text;
}

int countOf(const QJsonObject& object, QLatin1StringView key)
{
    const double count = object.value(key).toDouble();
    return static_cast<int>(
        std::clamp(count, 0.0, static_cast<double>(std::numeric_limits<int>::max())));
}

QUrl urlOf(const QJsonValue& value)
{
    constexpr qsizetype kLongest = 4'096;
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > kLongest)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb
        = url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http");
    return url.isValid() && !url.host().isEmpty() && isWeb ? url : QUrl();
}

} // namespace staffroom
