#pragma once

#include "core/services/service.h"

namespace staffroom {
class ServiceRegistry;
}

namespace staffroom::practice {

/// Option "practice.speed": 1 to 60 times real time; "practice.from": seconds of the chat that have
/// already passed when it is opened.
void registerService(ServiceRegistry& registry, const ServiceContext& context);

} // namespace staffroom::practice
