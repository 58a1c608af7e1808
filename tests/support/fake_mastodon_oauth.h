#pragma once

#include "tests/support/fake_mastodon.h"

#include <QHash>

namespace staffroom::test {

/// The sign-in part of a FakeMastodon: apps, consent, tokens. Its page for people answers at once,
/// as somebody who agrees, who says no, or who is not to be trusted.
class FakeOauth {
public:
    enum class Person {
        Agrees,
        SaysNo,
        ForgesState, ///< the answer is to another question
        NamesOtherIssuer,
        OmitsIssuer,
    };
    struct Settings {
        Person person = Person::Agrees;
        int appsPerTenMinutes = 5;
        bool hasMetadata = true; ///< the discovery document of RFC 8414
        bool namesIssuer = false; ///< RFC 9207
        bool comparesPorts = false; ///< of redirects to this machine, as GoToSocial does
        bool knowsOldScopesOnly = false; ///< "read write follow", at registration
        bool refusesScopesInBrowser = false; ///< takes them first and refuses them there
        bool takesOneRedirectOnly = false;
        bool tokensExpire = false; ///< in an hour, with a refresh token that changes each time
        bool revokes = true;
    };

    /// Hooks into the server, which it must not outlive.
    FakeOauth(FakeMastodon& server, Settings settings);
    explicit FakeOauth(FakeMastodon& server)
        : FakeOauth(server, Settings())
    {
    }

    Settings& settings() { return m_settings; }
    int registrations() const { return m_registrations; }
    int refreshes() const { return m_refreshes; }
    /// As servers do with apps that nobody used for long.
    void forgetApps() { m_apps.clear(); }
    const QList<QByteArray>& revoked() const { return m_revoked; }
    const QList<QByteArray>& issued() const { return m_issued; }
    const QStringList& askedScopes() const { return m_askedScopes; } ///< of the latest consent
    bool wasForcedToChoose() const { return m_wasForced; }
    const QString& shownCode() const { return m_shownCode; } ///< out of band

private:
    struct App {
        QString secret;
        QStringList redirects;
        QStringList scopes;
    };
    struct Grant {
        QString client;
        QString redirect;
        QString challenge;
        QStringList scopes;
    };
    std::optional<FaultReply> answer(const FaultRequest& request);
    FaultReply metadata() const;
    FaultReply registerApp(const FaultRequest& request);
    FaultReply authorize(const FaultRequest& request);
    FaultReply token(const FaultRequest& request);
    FaultReply revoke(const FaultRequest& request);
    bool mayRedirect(const App& app, const QString& redirect) const;
    FaultReply tokenReply(const QStringList& scopes);

    FakeMastodon& m_server;
    Settings m_settings;
    QHash<QString, App> m_apps;
    QHash<QString, Grant> m_grants; ///< by code; each works once
    QHash<QString, QStringList> m_refresh; ///< scopes by refresh token
    int m_registrations = 0;
    int m_refreshes = 0;
    int m_made = 0;
    QList<QByteArray> m_revoked;
    QList<QByteArray> m_issued;
    QStringList m_askedScopes;
    QString m_shownCode;
    bool m_wasForced = false;
};

} // namespace staffroom::test
