#pragma once

namespace staffroom::test {

/// Runs all tests of a binary after making them independent of the machine: UTC, C locale,
/// temporary home, warnings of ours and of Qt that a test did not announce fail it.
int runAll(int argc, char** argv);

/// The running test expects a warning that contains this text; it fails if none comes.
void expectWarning(const char* part);

} // namespace staffroom::test
