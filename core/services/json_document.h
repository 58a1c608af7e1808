#pragma once

#include "core/base/result.h"

#include <QJsonDocument>

namespace staffroom {

/// A whole JSON document from a network, refused above 8 MiB or when nested deeper than `deepest`.
/// `path` names the API call for the error. Errors: TooLarge, Protocol. Any thread.
Result<QJsonDocument> readJsonDocument(const QByteArray& bytes, const QString& path, int deepest);

} // namespace staffroom
