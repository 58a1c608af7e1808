#pragma once

#include "core/services/bluesky/identity.h"
#include "core/services/bluesky/source_text.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

/// Bluesky and other servers of the AT protocol.
class BlueskyService final : public Service {
public:
    explicit BlueskyService(const ServiceContext& context);

    ServiceId id() const override;
    QString name() const override;
    const Capabilities& capabilities() const override { return m_capabilities; }
    int lengthOf(const QString& text, const QString& contentWarning,
        const PostLimits& limits) const override;
    LoginSpec loginSpec() const override;
    QStringList openSources() const override { return {QString(kLiveName)}; }
    std::unique_ptr<Login> login(const LoginRequest& request) override;
    Task<Done> revoke(const Source& source, const Credentials& credentials) override;
    std::optional<Result<Source>> sourceFromText(const QString& text) const override;
    Task<ServerInfo> discover(const Source& source) override;
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override;

private:
    ServiceContext m_context;
    PublicHosts m_hosts;
    Capabilities m_capabilities;
    QObject m_tasks; ///< what is under way for nobody in particular lives here
};

} // namespace staffroom::bluesky
