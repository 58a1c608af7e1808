#pragma once

#include "core/base/error.h"

#include <QString>

namespace staffroom {

/// One sentence on standard error, without any secret in it; the exit code 1.
int complain(const QString& sentence);
/// What went wrong, with the other side's own words where there are any.
QString sentenceFor(const Error& error);

} // namespace staffroom
