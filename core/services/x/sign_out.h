#pragma once

#include "core/services/service.h"

namespace staffroom::x {

/// Takes refresh and access token back at X
/// (https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token). Done also where
/// they were void already. Both are tried, whatever becomes of the first; the answer is the first
/// error. `context` dying cancels.
Task<Done> signOut(const ServiceContext& serviceContext, const Source& source,
    const Credentials& credentials, QObject* context);

} // namespace staffroom::x
