#pragma once

#include "core/services/service.h"

namespace staffroom::mastodon {

/// Mastodon and the servers that speak its API.
class MastodonService final : public Service {
public:
    explicit MastodonService(const ServiceContext& context);

    ServiceId id() const override;
    QString name() const override;
    const Capabilities& capabilities() const override { return m_capabilities; }
    int lengthOf(const QString& text, const QString& contentWarning,
        const PostLimits& limits) const override;
    LoginSpec loginSpec() const override;
    QStringList openSources() const override;
    std::unique_ptr<Login> login(const LoginRequest& request) override;
    Task<Done> revoke(const Source& source, const Credentials& credentials) override;
    std::optional<Result<Source>> sourceFromText(const QString& text) const override;
    Task<ServerInfo> discover(const Source& source) override;
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override;

private:
    ServiceContext m_context;
    Capabilities m_capabilities;
    QObject m_tasks; ///< discoveries under way live here
};

} // namespace staffroom::mastodon
