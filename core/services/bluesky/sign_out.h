#pragma once

#include "core/services/service.h"

namespace staffroom::bluesky {

/// Takes credentials back at the server. Done also when they were void already. Unsupported where
/// the server that gave them takes none back. `parent` dying cancels.
Task<Done> signOut(const ServiceContext& context, const Source& source,
    const Credentials& credentials, QObject* parent);

} // namespace staffroom::bluesky
