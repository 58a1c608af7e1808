#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace staffroom::mastodon {

/// A whole JSON document, refused above 8 MiB or when nested deeper than 64. `path` names the API
/// call for the error.
Result<QJsonDocument> readJson(const QByteArray& bytes, const QString& path);

/// Text of a string value, cut at `maxLength`; empty for anything else.
QString textOf(const QJsonObject& object, QLatin1StringView key, int maxLength = 4'096);
/// An id: text, or a whole number that some servers send.
QString idOf(const QJsonValue& value);
/// A count: 0 for anything that is none.
int countOf(const QJsonObject& object, QLatin1StringView key);
/// http(s) address with a host; empty for anything else.
QUrl urlOf(const QJsonValue& value);

} // namespace staffroom::mastodon
