#include "core/model/model_json.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

void put(QJsonObject& json, QLatin1StringView key, const QString& value)
{
    if (!value.isEmpty())
        json[key] = value;
}

} // namespace

QJsonObject sourceToJson(const Source& source)
{
    QJsonObject json;
    put(json, "service"_L1, source.service.value);
    put(json, "server"_L1, source.server);
    put(json, "account"_L1, source.account);
    return json;
}

Source sourceFromJson(const QJsonObject& json)
{
    return {{json["service"_L1].toString()}, json["server"_L1].toString(),
        json["account"_L1].toString()};
}

QJsonObject postIdToJson(const PostId& id)
{
    QJsonObject json;
    put(json, "service"_L1, id.service.value);
    put(json, "server"_L1, id.server);
    put(json, "remote"_L1, id.remote);
    return json;
}

std::optional<PostId> postIdFromJson(const QJsonObject& json)
{
    PostId id{{json["service"_L1].toString()}, json["server"_L1].toString(),
        json["remote"_L1].toString()};
    if (id.isEmpty())
        return std::nullopt;
    return id;
}

} // namespace staffroom
