#pragma once

#include "core/base/result.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace staffroom {

/// A whole JSON document from a network, refused above 8 MiB or when nested deeper than `deepest`.
/// `path` names the API call for the error. Errors: TooLarge, Protocol. Any thread.
Result<QJsonDocument> readJsonDocument(const QByteArray& bytes, const QString& path, int deepest);

// What is read out of one, for every network alike.

/// Text of a string value, cut at `maxLength` without parting a pair; empty for anything else.
QString textOf(const QJsonObject& object, QLatin1StringView key, int maxLength = 4'096);
/// A count: 0 for anything that is none.
int countOf(const QJsonObject& object, QLatin1StringView key);
/// http(s) address with a host; empty for anything else.
QUrl urlOf(const QJsonValue& value);

} // namespace staffroom
