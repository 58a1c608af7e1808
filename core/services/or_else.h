#pragma once

#include "core/base/task.h"

namespace staffroom {

/// The same task; when it fails, `f(Error)` gives another that answers in its place.
template <class T, class F>
Task<T> orElse(Task<T> task, QObject* context, F f)
{
    Promise<T> promise;
    auto out = promise.task();
    auto handle = std::make_shared<TaskHandle>();
    promise.onCancel([handle] { *handle = TaskHandle(); });
    *handle = std::move(task).then(
        context, [promise, context, handle, f = std::move(f)](Result<T> result) mutable {
            if (result) {
                promise.finish(std::move(result));
                return;
            }
            *handle = f(std::move(result.error())).then(context, [promise](Result<T> second) {
                promise.finish(std::move(second));
            });
        });
    return out;
}

} // namespace staffroom
