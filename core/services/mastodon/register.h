#pragma once

namespace staffroom {
class ServiceRegistry;
struct ServiceContext;
} // namespace staffroom

namespace staffroom::mastodon {

void registerService(ServiceRegistry& registry, const ServiceContext& context);

} // namespace staffroom::mastodon
