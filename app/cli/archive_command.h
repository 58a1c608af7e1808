#pragma once

#include "app/cli/options.h"

namespace staffroom {

/// `staffroom archive`: the program's services and cache without a window. Returns the exit code;
/// what goes wrong is one sentence on standard error, and no file is left then.
int runArchive(int& argc, char** argv, const Options& options);

} // namespace staffroom
