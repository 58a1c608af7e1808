#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace staffroom {

/// Replaces a file whole or not at all: written beside it, synced, renamed, folder synced. Mode
/// 0600, for what is written here is nobody else's business. Makes the folder where it is missing.
Result<Done> writeWholeFile(const QString& path, const QByteArray& bytes);

/// NotFound, Storage, or TooLarge above `limit` bytes.
Result<QByteArray> readWholeFile(const QString& path, qint64 limit);

} // namespace staffroom
