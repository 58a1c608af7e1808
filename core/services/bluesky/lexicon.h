#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

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

/// Text of a string value, cut at `maxLength`; empty for anything else.
QString textOf(const QJsonObject& object, QLatin1StringView key, int maxLength = 4'096);
/// A count: 0 for anything that is none.
int countOf(const QJsonObject& object, QLatin1StringView key);
/// http(s) address with a host; empty for anything else.
QUrl urlOf(const QJsonValue& value);
/// A datetime of the lexicon; nullopt where it fails its syntax.
std::optional<Timestamp> timeOf(const QJsonValue& value);
/// `$type` without the "#main" that may stand behind it.
QString typeOf(const QJsonObject& object);

/// Does a post's record keep to its lexicon, as far as this program uses it? What is wrong, by
/// path, for the log; empty when it is right.
QString flawOfPost(const QJsonObject& record);

} // namespace staffroom::bluesky
