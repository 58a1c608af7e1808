#pragma once

#include "core/services/practice/session.h"
#include "core/services/service.h"

namespace staffroom::practice {

/// The built-in chat that never leaves this machine. Its only source is the word "practice".
class PracticeService final : public Service {
public:
    PracticeService(const ServiceContext& context, Pace pace);

    ServiceId id() const override;
    QString name() const override;
    const Capabilities& capabilities() const override { return m_capabilities; }
    LoginSpec loginSpec() const override;
    std::unique_ptr<Login> login(const LoginRequest& request) override;
    Task<Done> revoke(const Source& source, const Credentials& credentials) override;
    /// The chat's hashtag, its hosts, and what people pass on.
    std::vector<FeedSpec> starterFeeds() const override;
    QStringList openSources() const override { return {id().value}; }
    std::optional<Result<Source>> sourceFromText(const QString& text) const override;
    Task<ServerInfo> discover(const Source& source) override;
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override;

private:
    std::shared_ptr<Session> m_session;
    Capabilities m_capabilities;
};

} // namespace staffroom::practice
