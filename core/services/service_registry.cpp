#include "core/services/service_registry.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void ServiceRegistry::add(std::unique_ptr<Service> service)
{
    m_services.push_back(std::move(service));
}

std::vector<Service*> ServiceRegistry::services() const
{
    std::vector<Service*> out;
    for (const auto& service : m_services)
        out.push_back(service.get());
    return out;
}

Service* ServiceRegistry::find(const ServiceId& id) const
{
    for (const auto& service : m_services) {
        if (service->id() == id)
            return service.get();
    }
    return nullptr;
}

Result<Source> ServiceRegistry::resolveSource(const QString& text) const
{
    if (m_findAccount) {
        if (auto account = m_findAccount(text.trimmed()))
            return *std::move(account);
    }
    for (const auto& service : m_services) {
        if (auto source = service->sourceFromText(text.trimmed()))
            return *source;
    }
    if (text.contains(u'@') && !text.contains("://"_L1)) {
        return fail(Error::Kind::Invalid,
            u"nobody of this name is signed in; add the account first"_s, text);
    }
    return fail(Error::Kind::Invalid,
        u"no built-in network knows this source; give a server address, a signed-in account or practice"_s,
        text);
}

Result<FeedSpec> ServiceRegistry::resolveSpec(const QString& text) const
{
    auto parsed = parseSpec(text);
    if (!parsed)
        return fail(std::move(parsed.error()));
    auto source = resolveSource(parsed->sourceText);
    if (!source)
        return fail(std::move(source.error()));
    parsed->spec.source = std::move(*source);
    return std::move(parsed->spec);
}

} // namespace staffroom
