#pragma once

#include "core/services/or_else.h"

namespace staffroom::mastodon {

/// Without any token Mastodon's code says 422 "This method requires an authenticated user" where
/// its documentation says 401 (Api::BaseController#require_user!).
Error withApiMeaning(Error error);

/// The same task, its errors given their meaning in this API.
template <class T>
Task<T> withApiErrors(Task<T> task, QObject* context)
{
    Promise<T> promise;
    auto out = promise.task();
    auto handle = std::make_shared<TaskHandle>();
    promise.onCancel([handle] { *handle = TaskHandle(); });
    *handle = std::move(task).then(context, [promise](Result<T> result) {
        if (result)
            promise.finish(std::move(result));
        else
            promise.finish(fail(withApiMeaning(std::move(result.error()))));
    });
    return out;
}

} // namespace staffroom::mastodon
