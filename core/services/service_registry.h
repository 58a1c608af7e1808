#pragma once

#include "core/services/service.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace staffroom {

/// The services of this build, in the order they are offered. Filled once by the app.
class ServiceRegistry {
public:
    void add(std::unique_ptr<Service> service);
    std::vector<Service*> services() const;
    Service* find(const ServiceId& id) const; ///< null when this build lacks it

    /// Finds who is signed in by handle, as people type it. Without one nobody is.
    using FindAccount = std::function<std::optional<Source>(const QString& handle)>;
    void setFindAccount(FindAccount find) { m_findAccount = std::move(find); }

    /// What a person typed, as a source: "@HANDLE" or "HANDLE" of somebody who is signed in, else
    /// of the first service that knows such text. Error::Invalid with the reason in `detail`.
    Result<Source> resolveSource(const QString& text) const;
    /// A whole SPEC of the command line.
    Result<FeedSpec> resolveSpec(const QString& text) const;

private:
    std::vector<std::unique_ptr<Service>> m_services;
    FindAccount m_findAccount;
};

} // namespace staffroom
