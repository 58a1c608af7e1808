#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/services/json_document.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <optional>

namespace staffroom::bluesky {

// Reading JSON as the lexicons describe it. Pure; any thread.

/// A whole JSON object, refused above 8 MiB or when nested deeper than 128: a
/// conversation of a hundred replies in a row is one.
Result<QJsonObject> readObject(const QByteArray& bytes, const QString& path);

/// A datetime of the lexicon; nullopt where it fails its syntax.
std::optional<Timestamp> timeOf(const QJsonValue& value);
/// `$type` without the "#main" that may stand behind it.
QString typeOf(const QJsonObject& object);

/// Does a post's record keep to its lexicon, as far as this program uses it? What is wrong, by
/// path, for the log; empty when it is right.
QString flawOfPost(const QJsonObject& record);

} // namespace staffroom::bluesky
