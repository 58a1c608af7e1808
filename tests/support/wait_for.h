#pragma once

#include "core/base/task.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>

#include <gtest/gtest.h>

namespace staffroom::test {

/// Runs the event loop until `condition` holds; false when it did not within `limit`. No sleeping:
/// it wakes with every event.
template <class F>
[[nodiscard]] bool waitFor(F condition, std::chrono::milliseconds limit = std::chrono::seconds(10))
{
    const QDeadlineTimer deadline(limit);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    return true;
}

/// The answer of a task. Fails the test when none comes.
template <class T>
Result<T> await(Task<T> task, std::chrono::milliseconds limit = std::chrono::seconds(10))
{
    std::optional<Result<T>> answer;
    QObject context;
    auto handle = std::move(task).then(&context, [&answer](Result<T> r) { answer = std::move(r); });
    if (!waitFor([&] { return answer.has_value(); }, limit)) {
        ADD_FAILURE() << "no answer in time";
        return fail(Error::Kind::Timeout, QStringLiteral("test"));
    }
    return std::move(*answer);
}

} // namespace staffroom::test
