#pragma once

#include "core/net/loopback_listener.h"
#include "core/services/bluesky/dpop_calls.h"
#include "core/services/bluesky/login.h"
#include "core/services/bluesky/oauth.h"

namespace staffroom::bluesky {

/// In the system browser, by OAuth with a redirect to this computer.
class BrowserLogin final : public BlueskyLogin {
    Q_OBJECT
public:
    BrowserLogin(const ServiceContext& context, LoginRequest request);
    ~BrowserLogin() override;

    void start() override;

protected:
    void letGo() override;

private:
    void begin();
    void onIdentity(Result<Identity> identity);
    void askIssuer(const QString& server);
    void onIssuer(Result<QString> issuer);
    void askServer(const QString& issuer);
    void push();
    void onRedirect(const QUrlQuery& answer);
    void exchange(const QString& code);
    /// The token is of somebody whose account this program has not looked up: is that server in
    /// charge of it at all?
    void checkOwner(const Credentials& credentials);
    void checkIssuerOf(const Identity& identity, const Credentials& credentials);
    Task<QString> issuerOf(const QString& server);
    Task<HttpReply> sendProven(HttpRequest request);

    std::optional<Identity> m_identity; ///< nullopt: whoever signs in
    OauthServer m_server;
    OauthQuestion m_question;
    DpopCaller m_caller;
    std::unique_ptr<LoopbackListener> m_listener;
    bool m_isAsking = false; ///< the browser is open, an answer is expected
};

} // namespace staffroom::bluesky
