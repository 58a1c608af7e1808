#pragma once

#include "core/net/rate_limiter.h"
#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/dpop.h"
#include "core/services/bluesky/oauth.h"
#include "core/services/bluesky/source_text.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"
#include "tests/unit/core/services/bluesky/account_server.h"

#include <QThreadPool>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

/// One address that is everything: the public view, the directory, the entry, a server of records.
class AccountTest : public testing::Test {
protected:
    AccountTest()
    {
        context.clock = &clock;
        context.http = &http;
        context.decodePool = &pool;
        for (const auto name : {"view"_L1, "directory"_L1, "live"_L1, "web"_L1, "entry"_L1})
            context.options.insert(QLatin1StringView("bluesky.") + name, fake.base());
    }

    Source source() const { return {serviceId(), fake.base(), fake.settings.handle}; }
    /// As a sign-in would leave them.
    Credentials passwordCredentials()
    {
        fake.startSession(false);
        Credentials out = tokens();
        out.values.insert(kAuth, kPasswordSession);
        return out;
    }
    Credentials oauthCredentials()
    {
        const auto key = DpopKey::make();
        EXPECT_TRUE(key);
        fake.startSession(true, key->jwk());
        Credentials out = tokens();
        out.secrets[kDpopKey] = key->pem();
        out.values.insert(kAuth, kOauthSession);
        out.values.insert(kIssuer, fake.base());
        out.values.insert(kTokenEndpoint, fake.base() + "/oauth/token"_L1);
        out.values.insert(kRevocationEndpoint, fake.base() + "/oauth/revoke"_L1);
        out.values.insert(kClientId, loopbackClientId());
        return out;
    }
    std::shared_ptr<AccountSession> sessionOf(const Credentials& credentials)
    {
        auto session = std::make_shared<AccountSession>(source(), QStringLiteral("a"), secrets);
        EXPECT_TRUE(test::await(session->replace(credentials)));
        return session;
    }
    HttpRequest someCall(const QString& server) const
    {
        return query({server, Lane::Visible, {}}, QLatin1StringView("app.bsky.feed.getTimeline"),
            {{"limit", QStringLiteral("5")}});
    }

    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    test::FakeSecretStore secrets;
    AccountServer fake{clock};
    ServiceContext context;

private:
    Credentials tokens() const
    {
        Credentials out;
        out.secrets[kAccess] = Secret(fake.access());
        out.secrets[kRefresh] = Secret(fake.refresh());
        out.values.insert(kDid, fake.settings.did);
        out.values.insert(kServer, fake.base());
        return out;
    }
};

} // namespace staffroom::bluesky
