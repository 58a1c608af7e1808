#include "core/services/json_document.h"

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

} // namespace staffroom
