#pragma once

#include "core/net/http_client.h"
#include "core/services/service.h"

namespace staffroom::x {

/// Sends the calls of one account with its token, and gives their errors the meaning of
/// api_errors.h.
///
/// A call waits until the session is ready. A token that has run out by the clock (one minute
/// ahead), or that is refused with 401, is renewed once for all calls (AccountSession::refresh)
/// and the call is repeated once. Refresh tokens work once: the new pair is in the key store
/// before it is used. A 401 that stays after that is trouble of X's own (Error::Server), and for a
/// few minutes nothing is renewed on account of it. Only the token endpoint's own word that the
/// refresh token is void (400 invalid_request, invalid_grant) refuses the session; a 401 or 5xx
/// there does not. Without a refresh token the session ends when the token has run out.
class ApiCalls : public QObject {
    Q_OBJECT
public:
    ApiCalls(
        const ServiceContext& context, QString server, std::shared_ptr<AccountSession> session);

    bool isSignedIn() const { return m_session != nullptr; }
    AccountSession* session() const { return m_session.get(); }
    const QString& server() const { return m_server; }
    /// Unauthorised where nobody is signed in; Invalid for an address that is not on `server()`:
    /// the token goes nowhere else.
    Task<HttpReply> send(HttpRequest request);

private:
    Task<HttpReply> sendAs(HttpRequest request, const Credentials& credentials);
    Task<HttpReply> sendWith(HttpRequest request, const Secret& token, bool mayRepeat);
    Task<HttpReply> onRefused(
        HttpRequest request, const Secret& token, bool mayRepeat, Error refusal);
    Task<Credentials> renewed(const Secret& refused);

    ServiceContext m_context;
    QString m_server;
    std::shared_ptr<AccountSession> m_session; ///< null: nobody
    /// A token that was fresh when it was refused: another one would be of no use for now.
    Secret m_uselessToken;
    Millis m_uselessUntil{0}; ///< monotonic
};

} // namespace staffroom::x
