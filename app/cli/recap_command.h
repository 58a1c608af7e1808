#pragma once

#include "app/cli/options.h"

namespace staffroom {

/// `staffroom recap`: sorts the posts of a transcript file under its questions, without window,
/// profile or network. Returns the exit code; what goes wrong is one sentence on standard error,
/// and no file is left then.
int runRecap(int& argc, char** argv, const Options& options);

} // namespace staffroom
