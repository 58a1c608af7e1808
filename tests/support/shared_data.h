#pragma once

#include <QString>

namespace staffroom::test {

/// A file or folder of the data kept beside the project (`../shared`, or $STAFFROOM_SHARED);
/// empty where it is absent.
QString sharedPath(const QString& relative);

} // namespace staffroom::test

/// Third-party test data is not part of this project: without it a test says so and is skipped.
#define STAFFROOM_NEED_SHARED(variable, relative)                                                  \
    const QString variable = staffroom::test::sharedPath(QStringLiteral(relative));                \
    if (variable.isEmpty())                                                                        \
    GTEST_SKIP() << "test data " relative " is not beside the checkout"
