#pragma once

#include "core/base/result.h"

#include <QString>

namespace staffroom::x {

/// "1.50", "$1.50", "1,50" as millionths of a US dollar. Invalid for what is none, is negative or
/// over 1,000 dollars; nullopt-like 0 is a limit of nothing and Invalid too.
Result<qint64> readDollars(const QString& typed);
/// "1.50"
QString dollars(qint64 micros);

} // namespace staffroom::x
