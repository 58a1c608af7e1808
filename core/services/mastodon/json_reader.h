#pragma once

#include "core/services/json_document.h"

#include <QJsonArray>

namespace staffroom::mastodon {

/// A whole JSON document, refused above 8 MiB or when nested deeper than 64. `path` names the API
/// call for the error.
Result<QJsonDocument> readJson(const QByteArray& bytes, const QString& path);

/// An id: text, or a whole number that some servers send.
QString idOf(const QJsonValue& value);

} // namespace staffroom::mastodon
