#pragma once

#include "core/services/service.h"

#include <memory>
#include <vector>

namespace staffroom {

/// The services of this build, in the order they are offered. Filled once by the app.
class ServiceRegistry {
public:
    void add(std::unique_ptr<Service> service);
    std::vector<Service*> services() const;
    Service* find(const ServiceId& id) const; ///< null when this build lacks it

    /// What a person typed, as a source of the first service that knows such text. A handle needs
    /// its account, which the caller looks up first. Error::Invalid with the reason in `detail`.
    Result<Source> resolveSource(const QString& text) const;
    /// A whole SPEC of the command line.
    Result<FeedSpec> resolveSpec(const QString& text) const;

private:
    std::vector<std::unique_ptr<Service>> m_services;
};

} // namespace staffroom
