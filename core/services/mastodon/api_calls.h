#pragma once

#include "core/net/http_client.h"
#include "core/services/service.h"

namespace staffroom::mastodon {

/// Sends the calls of one source, with its token when there is an account.
///
/// A call waits until the session is ready. When the server does not take the token it is renewed
/// where that is possible, once for all calls, and the call is repeated once. Otherwise one look at
/// the account itself tells whether the token is void, which refuses the session, or whether only
/// this call is not allowed, which is Forbidden: some servers (Sharkey) say 401 for anything.
class ApiCalls : public QObject {
    Q_OBJECT
public:
    ApiCalls(
        const ServiceContext& context, QString server, std::shared_ptr<AccountSession> session);

    bool isSignedIn() const { return m_session != nullptr; }
    AccountSession* session() const { return m_session.get(); }
    Task<HttpReply> send(HttpRequest request);
    /// The server did not take `token`. Answers the credentials that are valid now; Unauthorised
    /// when there are none.
    Task<Credentials> afterRefusal(const Secret& token);

private:
    Task<HttpReply> sendWith(HttpRequest request, const Secret& token, bool mayRepeat);
    Task<HttpReply> onRefused(
        HttpRequest request, const Secret& token, bool mayRepeat, Error refusal);
    Task<Credentials> renew();
    Task<Done> confirm(const Secret& token);
    void onConfirmed(const Secret& token, Result<HttpReply> answer);
    bool isCurrent(const Secret& token) const;

    ServiceContext m_context;
    QString m_server;
    std::shared_ptr<AccountSession> m_session; ///< null: without an account
    std::vector<Promise<Done>> m_confirmWaiters;
    TaskHandle m_confirming;
};

} // namespace staffroom::mastodon
