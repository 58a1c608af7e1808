#pragma once

namespace staffroom {
class ServiceRegistry;
struct ServiceContext;
} // namespace staffroom

namespace staffroom::x {

/// Adds the service to the registry, which outlives what `context` points to.
void registerService(ServiceRegistry& registry, const ServiceContext& context);

} // namespace staffroom::x
