#pragma once

#include "tests/support/fault_server.h"

#include <QHash>
#include <QSet>

#include <deque>

namespace staffroom::test {

/// The sign-in part of X: consent, token and revocation endpoint, and calls that want a token. Its
/// page for people answers at once. Refresh tokens work once, as there.
class FakeXOauth {
public:
    enum class Person { Agrees, SaysNo, ForgesState, ComesBackEmpty };
    struct Settings {
        Person person = Person::Agrees;
        QString scopes; ///< of every token; empty: those that were asked for
        bool givesRefreshTokens = true;
        int lifeSeconds = 7'200;
        bool takesNoTokens = false; ///< the outage: every call is 401, tokens are still given
        QByteArray user = R"({"data":{"id":"2244994945","name":"Bea","username":"bea_teaches"}})";
    };

    FakeXOauth();

    FaultServer& server() { return m_server; }
    Settings& settings() { return m_settings; }
    QString base() const
    {
        return m_server.url().toString(QUrl::RemovePath);
    } ///< no '/' at the end

    /// A pair as if it had been given; the access token's last character is its number.
    struct Pair {
        QByteArray access;
        QByteArray refresh;
    };
    Pair issue();
    void revokeAccess(const QByteArray& token) { m_access.remove(token); }
    void revokeRefresh(const QByteArray& token) { m_refresh.remove(token); }
    bool takes(const QByteArray& access) const { return m_access.contains(access); }
    bool renewsBy(const QByteArray& refresh) const { return m_refresh.contains(refresh); }

    /// The next answers of the token endpoint instead of its own; nothing is given then.
    void failTokens(FaultReply reply) { m_tokenFaults.push_back({std::move(reply), false}); }
    /// The next answer of the token endpoint is on its way when the connection ends.
    void loseTokens();

    int tokenCalls() const { return m_server.requestCount(QStringLiteral("/2/oauth2/token")); }
    /// How often a refresh token came that had been used before.
    int reuses() const { return m_reuses; }
    const QList<QByteArray>& revoked() const { return m_revoked; }
    /// Called with every request that has a token, before it is answered.
    std::function<void(const FaultRequest&)> onCall;

    static QHash<QString, QString> formOf(const FaultRequest& request);

private:
    struct Fault {
        FaultReply reply;
        bool gives = false;
    };
    FaultReply answer(const FaultRequest& request);
    FaultReply consent(const FaultRequest& request);
    FaultReply tokens(const FaultRequest& request);
    FaultReply given(const QHash<QString, QString>& form);
    FaultReply revocation(const FaultRequest& request);

    FaultServer m_server;
    Settings m_settings;
    int m_number = 0;
    QSet<QByteArray> m_access;
    QSet<QByteArray> m_refresh;
    QSet<QByteArray> m_spent;
    QHash<QString, QHash<QString, QString>> m_codes;
    QString m_scopes;
    std::deque<Fault> m_tokenFaults;
    QList<QByteArray> m_revoked;
    int m_reuses = 0;
};

} // namespace staffroom::test
