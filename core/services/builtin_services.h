#pragma once

#include "core/services/service.h"

namespace staffroom {

class ServiceRegistry;

/// Registers every service folder of this build; written by CMake from what lies beside this file.
void registerBuiltinServices(ServiceRegistry& registry, const ServiceContext& context);

} // namespace staffroom
