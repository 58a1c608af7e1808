#pragma once

#include "core/services/bluesky/xrpc.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

/// Names inside Credentials. "access", "refresh"; with OAuth also "dpop_key" (PEM).
/// Values: "did", "server" (of the person's records), "auth" ("password" or "oauth"), and with
/// OAuth "issuer", "token_endpoint", "client_id", "revocation_endpoint".
inline constexpr QLatin1StringView kAccess{"access"};
inline constexpr QLatin1StringView kRefresh{"refresh"};
inline constexpr QLatin1StringView kDpopKey{"dpop_key"};
inline constexpr QLatin1StringView kDid{"did"};
inline constexpr QLatin1StringView kServer{"server"};
inline constexpr QLatin1StringView kAuth{"auth"};
inline constexpr QLatin1StringView kHandle{"handle"}; ///< as it was at the last sign-in or renewal
inline constexpr QLatin1StringView kPasswordSession{"password"};
inline constexpr QLatin1StringView kOauthSession{"oauth"};

/// Sends the calls of one source: with a session to the person's own server, with its token or
/// DPoP proof; without one to the public view.
///
/// A call waits until the session is ready. When its token has expired it is renewed once for all
/// calls (AccountSession::refresh), stored before it is used, and the call is repeated once. Only
/// the server's word on the refresh token (ExpiredToken, InvalidToken, invalid_grant) ends a
/// session, never a timeout or a 5xx. A new DPoP nonce is taken from every answer and the call
/// repeated once when one was missing.
class ApiCalls : public QObject {
    Q_OBJECT
public:
    /// `publicView` answers whoever is not signed in.
    ApiCalls(
        const ServiceContext& context, QString publicView, std::shared_ptr<AccountSession> session);
    ~ApiCalls() override;

    bool isSignedIn() const { return m_session != nullptr; }
    AccountSession* session() const { return m_session.get(); }
    /// DID of who is signed in; empty while that is not known.
    QString did() const;
    /// Base address calls go to now.
    QString server() const;
    /// `request` was made for `Host{server(), ...}`. Errors have their meaning (withApiMeaning).
    Task<HttpReply> send(HttpRequest request);

private:
    struct Private;
    std::unique_ptr<Private> d;
    std::shared_ptr<AccountSession> m_session;
};

} // namespace staffroom::bluesky
