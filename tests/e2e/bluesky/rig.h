#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/secrets/secret_store.h"
#include "core/services/bluesky/bluesky_service.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QJsonObject>
#include <QProcess>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using test::await;

/// The real servers, from their published packages: identity directory, personal data server, app
/// view, Jetstream, with seeded people and posts. STAFFROOM_BLUESKY_RIG names the folder where they
/// are installed; without it these tests say so and are skipped. Started once, at the first need.
class Rig {
public:
    /// Null where they are not installed or do not start (which fails the test).
    static Rig* instance();
    static void stop();
    ~Rig();

    QString url(QLatin1StringView name) const; ///< "pds", "appview", "plc"
    /// The name under which the personal data server proves who it is.
    QString pds() const;
    QString live() const; ///< base address of Jetstream
    QString text(QLatin1StringView user, QLatin1StringView member) const; ///< "did", "appPassword"
    QString list(QLatin1StringView name) const;
    QString feed() const;
    QString question(int index) const;
    QString post(QLatin1StringView name) const; ///< "gated", "warned"
    QString tag() const { return QStringLiteral("edchat"); }
    /// Agrees to a sign-in page as a person in a browser would, and goes where that leads.
    void agree(const QUrl& page, const QString& handle, const QString& password);

private:
    Rig() = default;
    bool start(const QString& folder);

    QString m_folder;
    QProcess m_process;
    QProcess m_browser;
    QJsonObject m_told;
};

/// Somebody who is signed in.
struct Person {
    SignedIn who;
    std::shared_ptr<AccountSession> session;
    std::unique_ptr<ServiceClient> client;

    QString did() const { return who.author.id.remote; }
};

/// What every test against the servers needs.
class RigTest : public testing::Test {
protected:
    void SetUp() override;

    /// One sign-in; the answer or the error it ended with.
    Result<SignedIn> signIn(LoginRequest request, std::function<void(const QUrl&)> browse = {});
    LoginRequest passwordRequest(const QString& handle, const QString& password) const;
    /// By app password. `server`: calls go there instead, for a proxy.
    Person come(const QString& handle, const QString& password, const QString& server = {});
    Person seeded(QLatin1StringView name, const QString& server = {});
    /// A new account of this name.
    Person newcomer(const QString& name, const QString& server = {});

    Result<Page> page(ServiceClient& client, FeedSpec::Kind kind, const QString& what = {},
        const QString& cursor = {});
    FeedSpec spec(const ServiceClient& client, FeedSpec::Kind kind, const QString& what) const;
    Submission words(const QString& text) const;
    PostPtr say(Person& person, const Submission& submission);
    ActOutcome act(Person& person, Act act);
    ActOutcome act(Person& person, Act::Kind kind, const PostPtr& post);
    ActOutcome act(Person& person, Act::Kind kind, const AccountId& other);

    // The servers themselves, past the code under test.
    QJsonObject ask(const QString& server, QLatin1StringView nsid,
        const std::vector<std::pair<QByteArray, QString>>& params, const Secret& bearer = {});
    QJsonObject tell(QLatin1StringView nsid, const QJsonObject& body, const Secret& bearer = {});
    /// The record of a post as its server keeps it.
    QJsonObject record(const QString& atUri);
    /// Texts of all posts of a person, newest first.
    QStringList posted(const QString& did);
    /// A tag that nobody used before.
    QString freshTag() const;

    Rig* rig = nullptr;
    SystemClock clock;
    RateLimiter limiter{clock};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    MemorySecretStore secrets;
    std::unique_ptr<BlueskyService> service;
    test::OpenLock open;
    QObject life;
};

/// Waits until `condition`, asked again and again with a little time between, holds.
[[nodiscard]] bool eventually(const std::function<bool()>& condition,
    std::chrono::milliseconds limit = std::chrono::seconds(20));

} // namespace staffroom::bluesky
