#include "core/services/mastodon/register.h"

#include "core/services/mastodon/mastodon_service.h"
#include "core/services/service_registry.h"

namespace staffroom::mastodon {

void registerService(ServiceRegistry& registry, const ServiceContext& context)
{
    registry.add(std::make_unique<MastodonService>(context));
}

} // namespace staffroom::mastodon
