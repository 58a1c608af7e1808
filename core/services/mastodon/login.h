#pragma once

#include "core/net/loopback_listener.h"
#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/oauth_apps.h"
#include "core/services/service.h"

namespace staffroom::mastodon {

/// Signs in at one server, in the browser (with a redirect to this computer, or a code to copy) or
/// with a ready token.
class MastodonLogin final : public Login {
    Q_OBJECT
public:
    MastodonLogin(const ServiceContext& context, LoginRequest request);
    ~MastodonLogin() override;

    void start() override;
    void takeCode(const QString& code) override;

private:
    void onServer(Result<Instance> instance);
    void askMetadata();
    void findApp();
    void checkApp();
    /// `attempt` counts from 0; each asks for less than the one before.
    void registerApp(int attempt);
    void onRegistered(int attempt, Result<OauthApp> app);
    bool listen();
    void openBrowser();
    void onRedirect(const QUrlQuery& answer);
    void exchange(const QString& code);
    void verify(const Credentials& credentials);
    void onVerified(const Credentials& credentials, Result<Author> author);
    /// The server does not know what we are any more, or not with these scopes.
    void startOver(const QStringList& scopes);
    void giveUp(Error error);

    ServiceContext m_context;
    LoginRequest m_request;
    OauthApps m_apps;
    QString m_server;
    QString m_domain;
    OauthMetadata m_metadata;
    OauthApp m_app;
    QStringList m_wantedScopes = allScopes();
    Question m_question;
    std::unique_ptr<LoopbackListener> m_listener;
    std::unique_ptr<Timer> m_patience;
    TaskHandle m_step;
    bool m_hasStartedOver = false;
    bool m_isAsking = false; ///< the browser is open, an answer is expected
    bool m_isDone = false;
};

} // namespace staffroom::mastodon
