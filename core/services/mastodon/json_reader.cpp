#include "core/services/mastodon/json_reader.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepest = 64;

} // namespace

Result<QJsonDocument> readJson(const QByteArray& bytes, const QString& path)
{
    return readJsonDocument(bytes, path, kDeepest);
}

QString idOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().size() <= 256 ? value.toString() : QString();
    if (value.isDouble())
        return QString::number(value.toInteger());
    return {};
}

} // namespace staffroom::mastodon
