#pragma once

#include "core/services/service.h"
#include "core/services/x/oauth.h"

#include <map>

namespace staffroom::x {

class Ledger;

/// X, by the API that its owner sells. Nothing is asked before somebody has signed in with a client
/// id of their own; there is no reading without an account.
class XService final : public Service {
public:
    explicit XService(const ServiceContext& context);
    ~XService() override;

    ServiceId id() const override;
    QString name() const override;
    const Capabilities& capabilities() const override { return m_capabilities; }
    int lengthOf(const QString& text, const QString& contentWarning,
        const PostLimits& limits) const override;
    LoginSpec loginSpec() const override;
    std::unique_ptr<Login> login(const LoginRequest& request) override;
    Task<Done> revoke(const Source& source, const Credentials& credentials) override;
    QUrl actPage(Act::Kind kind, const Post& post) const override;
    QUrl composePage(const Submission& submission) const override;
    Result<QString> adjusted(const LoginField& field, const QString& typed) const override;
    std::optional<Result<Source>> sourceFromText(const QString& text) const override;
    /// The network's names are whole as they are.
    QString fullHandle(const QString& name, const Source&) const override { return name; }
    Task<ServerInfo> discover(const Source& source) override;
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override;

private:
    /// One for each account, however often its client is made anew.
    std::shared_ptr<Ledger> ledgerOf(const Source& source);

    ServiceContext m_context;
    Endpoints m_endpoints;
    Capabilities m_capabilities;
    std::map<QString, std::shared_ptr<Ledger>> m_ledgers; ///< by account
    QObject m_tasks; ///< what is under way apart from clients lives here
};

} // namespace staffroom::x
