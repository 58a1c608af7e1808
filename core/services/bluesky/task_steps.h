#pragma once

#include "core/base/task.h"

#include <vector>

namespace staffroom::bluesky {

/// The answers of all, in the order of the tasks; the first error ends it.
template <class T>
Task<std::vector<T>> allOf(std::vector<Task<T>> tasks, QObject* context)
{
    struct Gathering {
        std::vector<std::optional<T>> answers;
        std::vector<TaskHandle> handles;
        size_t open = 0;
    };
    if (tasks.empty())
        return readyTask<std::vector<T>>(std::vector<T>());
    Promise<std::vector<T>> promise;
    auto out = promise.task();
    auto all = std::make_shared<Gathering>();
    all->answers.resize(tasks.size());
    all->open = tasks.size();
    promise.onCancel([all] { all->handles.clear(); });
    for (size_t i = 0; i < tasks.size(); ++i) {
        all->handles.push_back(
            std::move(tasks[i]).then(context, [promise, all, i](Result<T> answer) {
                if (promise.isAnswered())
                    return;
                if (!answer) {
                    promise.finish(fail(std::move(answer.error())));
                    all->handles.clear(); // stops what is still under way
                    return;
                }
                all->answers[i] = std::move(*answer);
                if (--all->open > 0)
                    return;
                std::vector<T> values;
                for (auto& value : all->answers)
                    values.push_back(std::move(*value));
                promise.finish(std::move(values));
            }));
    }
    return out;
}

} // namespace staffroom::bluesky
