#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

namespace staffroom {

/// The first line of standard input. At a terminal it asks with `prompt` and shows nothing of what
/// is typed. Invalid when there is nothing.
Result<Secret> readSecretLine(const QString& prompt);

} // namespace staffroom
