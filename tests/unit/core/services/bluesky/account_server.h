#pragma once

#include "core/base/clock.h"
#include "tests/support/fault_server.h"

#include <QJsonObject>

namespace staffroom::bluesky {

/// One account and everything that lets somebody in to it, at one address: names, the directory,
/// sessions by app password, OAuth with DPoP. It checks what a real server checks. The `settings`
/// may be changed at any time.
class AccountServer {
public:
    struct Settings {
        QString did = QStringLiteral("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
        QString handle = QStringLiteral("bea.school.test");
        QString claimedHandle; ///< in the DID document; empty: `handle`
        QByteArray password = "abcd-efgh-ijkl-mnop";
        QByteArray mailCode; ///< not empty: wanted at sign-in
        bool hasOauth = true;
        QString documentServer; ///< in the DID document; empty: this one
        QString issuerName; ///< in its metadata; empty: its address
        QString tokenSub; ///< empty: `did`
        QByteArray nonce = "nonce-1"; ///< every proof must hold it; empty: none is asked for
        Millis clockAhead{0}; ///< told in `Date`, and proofs are measured by it
        bool saysNo = false; ///< the person declines in the browser
    };
    explicit AccountServer(const Clock& clock);

    Settings settings;
    test::FaultServer server;

    QString base() const;
    /// Signs in whoever holds the tokens that are given now; as the real servers do, a renewed
    /// OAuth session ends its old access token.
    QByteArray access() const { return m_access; }
    QByteArray refresh() const { return m_refresh; }
    void startSession(bool isOauth, const QJsonObject& jwk = {});
    void expireAccess() { m_isExpired = true; }
    void endSession();
    bool isSignedIn() const { return !m_refresh.isEmpty(); }
    /// What the browser is sent to after the person agreed on that page.
    QUrl agree(const QUrl& page);

    int renewals() const { return m_renewals; }
    int asked(const QString& path) const { return server.requestCount(path); }
    const QList<QByteArray>& usedProofs() const { return m_usedProofs; } ///< jti
    const QJsonObject& pushed() const { return m_pushed; } ///< the form of the last one

private:
    test::FaultReply answer(const test::FaultRequest& request);
    test::FaultReply plain(const test::FaultRequest& request);
    test::FaultReply session(const test::FaultRequest& request, const QString& nsid);
    test::FaultReply oauth(const test::FaultRequest& request, const QString& path);
    test::FaultReply tokens(const QJsonObject& form);
    test::FaultReply call(const test::FaultRequest& request, const QString& nsid);
    /// What is wrong with the proof; empty: nothing.
    QByteArray flawOfProof(const test::FaultRequest& request, const QByteArray& token);
    QJsonObject document() const;
    Timestamp now() const { return m_clock.now() + settings.clockAhead; }
    void giveNew(bool isOauth);

    const Clock& m_clock;
    QByteArray m_access;
    QByteArray m_refresh;
    QJsonObject m_jwk; ///< the key the session is bound to
    QByteArray m_code;
    QJsonObject m_pushed;
    QList<QByteArray> m_usedProofs;
    int m_number = 0;
    int m_renewals = 0;
    bool m_isExpired = false;
};

} // namespace staffroom::bluesky
