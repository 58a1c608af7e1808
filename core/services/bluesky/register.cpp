#include "core/services/bluesky/register.h"

#include "core/services/bluesky/bluesky_service.h"
#include "core/services/service_registry.h"

namespace staffroom::bluesky {

void registerService(ServiceRegistry& registry, const ServiceContext& context)
{
    registry.add(std::make_unique<BlueskyService>(context));
}

} // namespace staffroom::bluesky
