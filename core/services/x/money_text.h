#pragma once

#include "core/base/result.h"

#include <QString>

namespace staffroom::x {

/// "1.50", "$1.50", "1,50" as millionths of a US dollar. Invalid, with a sentence in the reader's
/// language as `detail`, for what is none, is not above 0, is over 1,000 dollars, is finer than a
/// millionth or may be meant in two ways ("1,500").
Result<qint64> readDollars(const QString& typed);
/// "1.50"; exact, so with more decimals where there are any: "0.005". readDollars reads it back.
QString dollars(qint64 micros);

} // namespace staffroom::x
