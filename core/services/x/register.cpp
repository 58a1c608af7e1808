#include "core/services/x/register.h"

#include "core/services/service_registry.h"
#include "core/services/x/x_service.h"

namespace staffroom::x {

void registerService(ServiceRegistry& registry, const ServiceContext& context)
{
    registry.add(std::make_unique<XService>(context));
}

} // namespace staffroom::x
