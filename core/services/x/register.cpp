#include "core/services/x/register.h"

#include "core/services/service_registry.h"

namespace staffroom::x {

void registerService(ServiceRegistry&, const ServiceContext&) { }

} // namespace staffroom::x
