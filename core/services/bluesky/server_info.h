#pragma once

#include "core/services/service.h"

namespace staffroom::bluesky {

/// Asks who answers at a source: the public view, a live stream, or somebody's own server. Errors
/// as Service::discover has them. `parent` dying cancels.
Task<ServerInfo> askServerInfo(
    const ServiceContext& context, const Source& source, QObject* parent);

} // namespace staffroom::bluesky
