#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace staffroom {

/// The whole file under its name, or nothing; an empty name is standard output. Error::Storage.
Result<Done> writeOut(const QString& file, const QByteArray& bytes);

} // namespace staffroom
