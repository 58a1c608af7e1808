#pragma once

#include "app/cli/options.h"

namespace staffroom {

/// `staffroom account add`, `list` and `remove`. Secrets come from standard input or from the
/// browser, never from arguments or the environment, and go to the key store only. Returns the exit
/// code.
int runAccount(int& argc, char** argv, const Options& options);

} // namespace staffroom
