#pragma once

#include "core/model/feed_spec.h"

#include <QJsonObject>

#include <optional>

namespace staffroom {

/// Ids and sources as the records of user.db hold them. Fields with their default value are left
/// out; keys that are not known are skipped.
QJsonObject sourceToJson(const Source& source);
Source sourceFromJson(const QJsonObject& json);
QJsonObject postIdToJson(const PostId& id);
std::optional<PostId> postIdFromJson(const QJsonObject& json); ///< nullopt: none

} // namespace staffroom
