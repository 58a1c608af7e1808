#include "core/services/x/api_calls.h"

#include "core/net/rate_limiter.h"
#include "core/services/x/oauth.h"
#include "core/services/x/vocabulary.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"
#include "tests/unit/core/services/x/fake_x_oauth.h"

#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using SessionState = AccountSession::State;

const QString kRead = u"/2/tweets/search/recent"_s;

struct XApiCallsTest : testing::Test {
    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    test::FakeSecretStore store;
    test::FakeXOauth fake;
    test::FakeXOauth::Pair pair = fake.issue();
    std::shared_ptr<AccountSession> session;
    std::unique_ptr<ApiCalls> calls;

    XApiCallsTest()
    {
        session = newSession();
        EXPECT_TRUE(await(session->replace(given(pair))));
        calls = newCalls();
    }
    ~XApiCallsTest() override
    {
        // Whatever a test did: a refresh token that has been used is never sent again.
        EXPECT_EQ(fake.reuses(), allowedReuses);
    }
    int allowedReuses = 0;

    std::shared_ptr<AccountSession> newSession()
    {
        return std::make_shared<AccountSession>(
            Source{serviceId(), fake.base(), u"bea_teaches"_s}, u"test"_s, store);
    }
    std::unique_ptr<ApiCalls> newCalls()
    {
        ServiceContext context;
        context.clock = &clock;
        context.http = &http;
        context.decodePool = &pool;
        return std::make_unique<ApiCalls>(context, fake.base(), session);
    }
    Credentials given(const test::FakeXOauth::Pair& of) const
    {
        Credentials out;
        out.secrets[u"access"_s] = Secret(of.access);
        out.secrets[u"refresh"_s] = Secret(of.refresh);
        out.values = {
            {kClientIdValue, u"client"_s}, {kUserIdValue, u"42"_s}, {kDailyLimitValue, u"1.00"_s}};
        out.scopes = readScopes();
        out.expires = clock.now() + 2h;
        return out;
    }
    HttpRequest readRequest() const
    {
        HttpRequest request;
        request.url = QUrl(fake.base() + kRead);
        return request;
    }
    Result<HttpReply> read() { return await(calls->send(readRequest())); }
    int reads() { return fake.server().requestCount(kRead); }
    /// Eight columns ask at once.
    std::vector<Result<HttpReply>> readEightTimes()
    {
        std::vector<Result<HttpReply>> answers;
        std::vector<TaskHandle> handles;
        QObject context;
        for (int i = 0; i < 8; ++i) {
            handles.push_back(calls->send(readRequest()).then(&context, [&](Result<HttpReply> r) {
                answers.push_back(std::move(r));
            }));
        }
        EXPECT_TRUE(test::waitFor([&] { return answers.size() == 8; }));
        return answers;
    }
    QByteArray accessNow() const { return session->credentials().secret(u"access"_s).reveal(); }
    QByteArray refreshNow() const { return session->credentials().secret(u"refresh"_s).reveal(); }
    QByteArray stored(const QString& name) { return store.entries()[u"test/"_s + name]; }
};

TEST_F(XApiCallsTest, SendsTheToken)
{
    ASSERT_TRUE(read());
    ASSERT_EQ(reads(), 1);
    EXPECT_EQ(fake.server().requests().back().header("Authorization"), "Bearer " + pair.access);
    EXPECT_EQ(fake.tokenCalls(), 0);
}

TEST_F(XApiCallsTest, NobodyIsUnauthorisedAndNothingIsSent)
{
    session.reset();
    calls = newCalls();
    EXPECT_FALSE(calls->isSignedIn());
    EXPECT_EQ(read().error().kind, Error::Kind::Unauthorised);
    EXPECT_TRUE(fake.server().requests().empty());
}

TEST_F(XApiCallsTest, TheTokenGoesToNoOtherServer)
{
    test::FaultServer other;
    auto request = readRequest();
    request.url = other.url(kRead);
    EXPECT_EQ(await(calls->send(request)).error().kind, Error::Kind::Invalid);
    EXPECT_TRUE(other.requests().empty());
}

TEST_F(XApiCallsTest, WaitsForTheKeyStore)
{
    ASSERT_TRUE(await(session->replace(given(pair))));
    session = newSession();
    calls = newCalls();
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto handle = calls->send(readRequest()).then(&context, [&](Result<HttpReply> reply) {
        answer = std::move(reply);
    });
    QCoreApplication::processEvents();
    EXPECT_TRUE(fake.server().requests().empty());
    EXPECT_TRUE(await(session->open()));
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_TRUE(*answer);
}

TEST_F(XApiCallsTest, ALockedKeyStoreIsSaidAndNothingIsSent)
{
    store.setAvailability(SecretStore::Availability::Locked);
    session = newSession();
    EXPECT_FALSE(await(session->open()));
    calls = newCalls();
    EXPECT_EQ(read().error().kind, Error::Kind::Secrets);
    EXPECT_TRUE(fake.server().requests().empty());
}

TEST_F(XApiCallsTest, RenewsOnceForAllCallsAndEachTimeWithTheNewestToken)
{
    for (int round = 1; round <= 3; ++round) {
        fake.revokeAccess(accessNow());
        for (const auto& answer : readEightTimes())
            EXPECT_TRUE(answer);
        EXPECT_EQ(fake.tokenCalls(), round);
    }
    EXPECT_EQ(session->state(), SessionState::Ready);
    EXPECT_EQ(session->credentials().expires, clock.now() + 2h);
    EXPECT_EQ(session->credentials().values, given(pair).values);
}

TEST_F(XApiCallsTest, ClientsOfOneAccountShareARenewalAndOutliveWhoBeganIt)
{
    fake.revokeAccess(pair.access);
    const auto others = newCalls();
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto first = calls->send(readRequest()).then(&context, [](const Result<HttpReply>&) {});
    const auto second = others->send(readRequest()).then(&context, [&](Result<HttpReply> reply) {
        answer = std::move(reply);
    });
    ASSERT_TRUE(test::waitFor([&] { return fake.tokenCalls() == 1; }));
    calls.reset();
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_TRUE(*answer);
    EXPECT_EQ(fake.tokenCalls(), 1);
}

TEST_F(XApiCallsTest, ARenewalThatNobodyWaitsForAnyMoreIsKept)
{
    fake.revokeAccess(pair.access);
    QObject context;
    auto handle = calls->send(readRequest()).then(&context, [](const Result<HttpReply>&) {});
    ASSERT_TRUE(test::waitFor([&] { return fake.tokenCalls() == 1; }));
    handle.cancel();
    ASSERT_TRUE(test::waitFor([&] { return stored(u"refresh"_s) != pair.refresh; }));
    EXPECT_TRUE(read());
    EXPECT_EQ(fake.tokenCalls(), 1);
}

TEST_F(XApiCallsTest, RenewsAMinuteAheadOfTheEnd)
{
    clock.advance(2h - 61s);
    ASSERT_TRUE(read());
    EXPECT_EQ(fake.tokenCalls(), 0);
    clock.advance(1s);
    for (const auto& answer : readEightTimes())
        EXPECT_TRUE(answer);
    EXPECT_EQ(fake.tokenCalls(), 1);
    EXPECT_EQ(reads(), 9); // not one was refused first
}

TEST_F(XApiCallsTest, TheLastMinuteIsGoodEnoughWhenRenewingFails)
{
    clock.advance(2h - 30s);
    fake.failTokens(test::errorReply(503, "later"));
    EXPECT_TRUE(read());
    EXPECT_EQ(accessNow(), pair.access);
    clock.advance(30s);
    fake.failTokens(test::errorReply(503, "later"));
    EXPECT_EQ(read().error().kind, Error::Kind::Server);
    EXPECT_EQ(session->state(), SessionState::Ready);
    EXPECT_TRUE(read());
    EXPECT_NE(accessNow(), pair.access);
}

TEST_F(XApiCallsTest, IsInTheKeyStoreBeforeItIsUsed)
{
    QByteArray access;
    QByteArray refresh;
    fake.onCall = [&](const test::FaultRequest& request) {
        access = stored(u"access"_s);
        refresh = stored(u"refresh"_s);
        const QByteArray sent = request.header("Authorization");
        if (sent != "Bearer " + pair.access) {
            EXPECT_EQ(sent, "Bearer " + access);
        }
    };
    fake.revokeAccess(pair.access);
    ASSERT_TRUE(read());
    EXPECT_EQ(access, accessNow());
    EXPECT_EQ(refresh, refreshNow());
    EXPECT_NE(access, pair.access);
    EXPECT_NE(refresh, pair.refresh);
}

TEST_F(XApiCallsTest, NothingIsUsedWhileTheKeyStoreIsSilent)
{
    fake.revokeAccess(pair.access);
    fake.onCall = [&](const test::FaultRequest&) {
        store.setAvailability(SecretStore::Availability::Silent);
    };
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto handle = calls->send(readRequest()).then(&context, [&](Result<HttpReply> reply) {
        answer = std::move(reply);
    });
    ASSERT_TRUE(test::waitFor([&] { return fake.tokenCalls() == 1; }));
    // A round trip of another request: the answer to the first is there by then.
    HttpRequest other;
    other.url = QUrl(fake.base() + u"/2/none"_s);
    await(http.send(other));
    EXPECT_EQ(reads(), 1);
    fake.onCall = nullptr;
    store.setAvailability(SecretStore::Availability::Unlocked);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_TRUE(*answer);
    EXPECT_EQ(reads(), 2);
}

// The token that works once goes first; the one that anything can be renewed by is enough.
TEST_F(XApiCallsTest, AProgramThatIsKilledWhileStoringCanGoOn)
{
    const auto before = store.entries();
    fake.revokeAccess(pair.access);
    ASSERT_TRUE(read());
    const auto written = store.written();
    EXPECT_LT(written.lastIndexOf(u"test/refresh"_s), written.lastIndexOf(u"test/access"_s));
    EXPECT_LT(written.lastIndexOf(u"test/access"_s), written.lastIndexOf(u"test/about"_s));
    const QByteArray refresh = stored(u"refresh"_s);
    store.entries() = before;
    store.entries()[u"test/refresh"_s] = refresh;
    session = newSession();
    calls = newCalls();
    ASSERT_TRUE(await(session->open()));
    EXPECT_EQ(accessNow(), pair.access);
    EXPECT_TRUE(read());
    EXPECT_EQ(fake.tokenCalls(), 2);
}

TEST_F(XApiCallsTest, AKeyStoreThatRefusesDoesNotStopThisRun)
{
    store.refuseWrites(true);
    for (int round = 1; round <= 2; ++round) {
        fake.revokeAccess(accessNow());
        for (const auto& answer : readEightTimes())
            EXPECT_TRUE(answer);
        EXPECT_EQ(fake.tokenCalls(), round);
        EXPECT_EQ(session->state(), SessionState::Ready);
    }
    EXPECT_EQ(stored(u"refresh"_s), pair.refresh);
    EXPECT_NE(refreshNow(), pair.refresh);
    // And as soon as it takes something again, it has the newest.
    store.refuseWrites(false);
    fake.revokeAccess(accessNow());
    EXPECT_TRUE(read());
    EXPECT_EQ(stored(u"refresh"_s), refreshNow());
}

TEST_F(XApiCallsTest, AnOutageInWhichNoTokenIsTakenSignsNobodyOut)
{
    fake.settings().takesNoTokens = true;
    for (const auto& answer : readEightTimes()) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Server);
        EXPECT_EQ(answer.error().http, 401);
        EXPECT_TRUE(answer.error().isRetryable());
    }
    EXPECT_EQ(fake.tokenCalls(), 1);
    EXPECT_EQ(reads(), 16); // each was repeated once
    EXPECT_EQ(session->state(), SessionState::Ready);
    EXPECT_EQ(stored(u"access"_s), accessNow());
    EXPECT_EQ(stored(u"refresh"_s), refreshNow());
    // A fresh token was of no use, so another is not asked for at once.
    for (const auto& answer : readEightTimes())
        EXPECT_EQ(answer.error().kind, Error::Kind::Server);
    EXPECT_EQ(fake.tokenCalls(), 1);
    clock.advance(3min);
    EXPECT_EQ(read().error().kind, Error::Kind::Server);
    EXPECT_EQ(fake.tokenCalls(), 2);
    fake.settings().takesNoTokens = false;
    EXPECT_TRUE(read());
    EXPECT_EQ(fake.tokenCalls(), 2);
    EXPECT_EQ(session->state(), SessionState::Ready);
}

TEST_F(XApiCallsTest, RenewingAgainAfterAnOutageIsNotPutOffByATokenThatWasTaken)
{
    for (int round = 1; round <= 2; ++round) {
        fake.revokeAccess(accessNow());
        EXPECT_TRUE(read());
        EXPECT_EQ(fake.tokenCalls(), round);
    }
}

TEST_F(XApiCallsTest, TroubleAtTheTokenEndpointSignsNobodyOut)
{
    fake.revokeAccess(pair.access);
    using Kind = Error::Kind;
    test::FaultReply cut = test::jsonReply(R"({"access_token":"lost"})");
    cut.end = test::FaultReply::End::Cut;
    cut.endAfter = 5;
    test::FaultReply dropped;
    dropped.end = test::FaultReply::End::Drop;
    const std::pair<test::FaultReply, Kind> troubles[] = {
        {test::errorReply(401, "invalid_request"), Kind::Server},
        {test::errorReply(401, "unauthorized_client"), Kind::Server},
        {test::jsonReply("{}", 401), Kind::Server},
        {test::errorReply(500, "invalid_grant"), Kind::Server},
        {test::errorReply(503, "later"), Kind::Server},
        {test::errorReply(400, "invalid_client"), Kind::Forbidden},
        {test::jsonReply(R"({"title":"Invalid Request"})", 400), Kind::Protocol},
        {test::jsonReply("<html>no</html>", 400), Kind::Protocol},
        {test::jsonReply("{}", 403), Kind::Forbidden}, {test::captivePortalReply(), Kind::Protocol},
        {test::jsonReply("{}"), Kind::Protocol}, {cut, Kind::Offline}, {dropped, Kind::Offline}};
    for (const auto& [reply, kind] : troubles) {
        fake.failTokens(reply);
        const auto answer = read();
        ASSERT_FALSE(answer) << reply.status;
        EXPECT_EQ(answer.error().kind, kind) << reply.status << reply.body.constData();
        EXPECT_EQ(session->state(), SessionState::Ready);
        EXPECT_EQ(refreshNow(), pair.refresh);
        EXPECT_EQ(stored(u"refresh"_s), pair.refresh);
        EXPECT_EQ(stored(u"access"_s), pair.access);
        clock.advance(1h); // whatever pause was asked for
        EXPECT_EQ(session->state(), SessionState::Ready);
        ASSERT_TRUE(await(session->replace(given(pair))));
    }
    EXPECT_TRUE(read());
}

TEST_F(XApiCallsTest, AVoidRefreshTokenRefusesTheSessionAndDeletesNothing)
{
    for (const char* const word : {"invalid_request", "invalid_grant"}) {
        ASSERT_TRUE(await(session->replace(given(pair))));
        fake.revokeAccess(pair.access);
        fake.server().forgetRequests();
        fake.failTokens(test::errorReply(400, word));
        for (const auto& answer : readEightTimes()) {
            ASSERT_FALSE(answer);
            EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
        }
        EXPECT_EQ(session->state(), SessionState::Refused);
        EXPECT_EQ(fake.tokenCalls(), 1);
        EXPECT_EQ(stored(u"refresh"_s), pair.refresh);
        const auto sent = fake.server().requests().size();
        EXPECT_EQ(read().error().kind, Error::Kind::Unauthorised);
        EXPECT_EQ(fake.server().requests().size(), sent);
    }
    // Signed in again, the same client goes on.
    ASSERT_TRUE(await(session->replace(given(fake.issue()))));
    EXPECT_TRUE(read());
}

TEST_F(XApiCallsTest, ANewPairThatWasLostOnItsWayEndsInSigningInAgain)
{
    allowedReuses = 1; // nobody can know that it was used
    fake.revokeAccess(pair.access);
    fake.loseTokens();
    EXPECT_EQ(read().error().kind, Error::Kind::Offline);
    EXPECT_EQ(session->state(), SessionState::Ready);
    EXPECT_EQ(read().error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(session->state(), SessionState::Refused);
}

TEST_F(XApiCallsTest, WithoutARefreshTokenItLastsUntilTheEnd)
{
    Credentials credentials = given(pair);
    credentials.secrets.erase(u"refresh"_s);
    ASSERT_TRUE(await(session->replace(credentials)));
    clock.advance(2h - 1s);
    EXPECT_TRUE(read());
    fake.settings().takesNoTokens = true;
    EXPECT_EQ(read().error().kind, Error::Kind::Server);
    EXPECT_EQ(session->state(), SessionState::Ready);
    clock.advance(1s);
    const auto sent = fake.server().requests().size();
    EXPECT_EQ(read().error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(session->state(), SessionState::Refused);
    EXPECT_EQ(fake.server().requests().size(), sent);
}

TEST_F(XApiCallsTest, AWriteIsRepeatedWholeAndOnlyWhileItMayBe)
{
    HttpRequest write;
    write.verb = HttpRequest::Verb::Post;
    write.url = QUrl(fake.base() + u"/2/tweets"_s);
    write.headers.emplace_back("Content-Type", "application/json");
    write.body = R"({"text":"A1: on time"})";
    int asked = 0;
    write.mayGo = [&] { return ++asked < 3; };
    fake.revokeAccess(pair.access);
    ASSERT_TRUE(await(calls->send(write)));
    EXPECT_EQ(asked, 2);
    std::vector<QByteArray> bodies;
    for (const auto& request : fake.server().requests()) {
        if (request.path() == "/2/tweets"_L1)
            bodies.push_back(request.body);
    }
    EXPECT_EQ(bodies, (std::vector<QByteArray>{write.body, write.body}));
    EXPECT_EQ(await(calls->send(write)).error().kind, Error::Kind::Locked);
    EXPECT_EQ(fake.server().requestCount(u"/2/tweets"_s), 2);
}

TEST_F(XApiCallsTest, OtherRefusalsAreNotRepeatedAndHaveTheirMeaning)
{
    auto reply = test::jsonReply(
        R"({"title":"CreditsDepleted","status":402,"detail":"no credits","type":"about:blank"})",
        402);
    reply.headers.emplace_back("x-rate-limit-remaining", "299");
    fake.server().enqueue(kRead, reply);
    auto request = readRequest();
    int told = 0;
    request.onRefusal = [&](const HttpReply& refusal) { told = refusal.status; };
    const auto answer = await(calls->send(request));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Forbidden);
    EXPECT_EQ(answer.error().path, kNoCredit);
    EXPECT_EQ(told, 402);
    EXPECT_EQ(reads(), 1);
    EXPECT_EQ(fake.tokenCalls(), 0);
    EXPECT_EQ(session->state(), SessionState::Ready);
}

TEST_F(XApiCallsTest, AWriteWhoseAnswerIsCutIsNotRepeated)
{
    HttpRequest write;
    write.verb = HttpRequest::Verb::Post;
    write.url = QUrl(fake.base() + u"/2/tweets"_s);
    write.headers.emplace_back("Content-Type", "application/json");
    write.body = R"({"text":"A1: on time"})";
    for (const auto end : {test::FaultReply::End::Cut, test::FaultReply::End::Reset}) {
        fake.server().forgetRequests();
        auto reply = test::jsonReply(QByteArray(1000, ' ') + "{}");
        reply.end = end;
        reply.endAfter = 10;
        fake.server().enqueue(u"/2/tweets"_s, reply);
        EXPECT_EQ(await(calls->send(write)).error().kind, Error::Kind::Offline);
        EXPECT_EQ(fake.server().requests().size(), 1U);
    }
    EXPECT_EQ(session->state(), SessionState::Ready);
}

} // namespace
} // namespace staffroom::x
