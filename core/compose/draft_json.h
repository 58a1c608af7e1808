#pragma once

#include "core/base/result.h"
#include "core/model/draft.h"
#include "core/model/model_json.h"

#include <QByteArray>
#include <QJsonObject>

namespace staffroom {

/// A draft as user.db keeps it. Fields with their default value are left out and keys that are not
/// known are skipped, so that an older program reads what a newer one wrote.
QByteArray encodeDraft(const Draft& draft);
/// Error::Storage where the bytes are no draft.
Result<Draft> decodeDraft(const QByteArray& bytes);

// Parts of it that the outbox keeps as well.
QJsonObject draftToJson(const Draft& draft);
Draft draftFromJson(const QJsonObject& json);
QJsonObject mediaToJson(const DraftMedia& media);
DraftMedia mediaFromJson(const QJsonObject& json);
QJsonObject pollToJson(const DraftPoll& poll);
DraftPoll pollFromJson(const QJsonObject& json);
Visibility visibilityFromJson(const QJsonValue& value);

} // namespace staffroom
