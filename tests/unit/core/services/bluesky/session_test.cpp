#include "tests/unit/core/services/bluesky/account_fixture.h"

#include "core/services/bluesky/sign_out.h"

namespace staffroom::bluesky {
namespace {

using State = AccountSession::State;

const QString kTimeline = u"/xrpc/app.bsky.feed.getTimeline"_s;
const QString kRenewPath = u"/xrpc/com.atproto.server.refreshSession"_s;
const QString kTokenPath = u"/oauth/token"_s;

class BlueskySessionTest : public AccountTest {
protected:
    void start(const Credentials& credentials)
    {
        session = sessionOf(credentials);
        calls = std::make_unique<ApiCalls>(context, u"https://nobody.test"_s, session);
        fake.server.forgetRequests();
    }
    Result<HttpReply> ask() { return test::await(calls->send(someCall(calls->server()))); }
    std::vector<Result<HttpReply>> askEightTimes()
    {
        std::vector<Result<HttpReply>> answers;
        std::vector<TaskHandle> handles;
        QObject receiver;
        for (int i = 0; i < 8; ++i) {
            handles.push_back(calls->send(someCall(calls->server()))
                                  .then(&receiver, [&](Result<HttpReply> answer) {
                                      answers.push_back(std::move(answer));
                                  }));
        }
        EXPECT_TRUE(test::waitFor([&] { return answers.size() == 8; }));
        return answers;
    }
    QByteArray stored(const QString& name) { return secrets.entries()[u"a/"_s + name]; }

    std::shared_ptr<AccountSession> session;
    std::unique_ptr<ApiCalls> calls;
};

/// Both ways of signing in keep the same promises.
class BlueskyEitherSession : public BlueskySessionTest, public testing::WithParamInterface<bool> {
protected:
    void startAny() { start(GetParam() ? oauthCredentials() : passwordCredentials()); }
    QString renewPath() const { return GetParam() ? kTokenPath : kRenewPath; }
};
INSTANTIATE_TEST_SUITE_P(PasswordAndOauth, BlueskyEitherSession, testing::Bool());

TEST_P(BlueskyEitherSession, SendsTheTokenToThePersonsOwnServer)
{
    startAny();
    EXPECT_TRUE(calls->isSignedIn());
    EXPECT_EQ(calls->did(), fake.settings.did);
    EXPECT_EQ(calls->server(), fake.base());
    ASSERT_TRUE(ask());
    EXPECT_EQ(fake.server.requests().back().header("authorization"),
        (GetParam() ? "DPoP " : "Bearer ") + fake.access());
}

TEST_P(BlueskyEitherSession, NeverSendsTheTokenElsewhere)
{
    startAny();
    test::FaultServer other;
    auto request = someCall(u"http://127.0.0.1:"_s + QString::number(other.port()));
    EXPECT_TRUE(test::await(calls->send(request)));
    EXPECT_TRUE(other.requests().empty());
}

TEST_P(BlueskyEitherSession, RenewsOnceForAllColumnsAndRepeatsTheirCalls)
{
    startAny();
    ASSERT_TRUE(ask());
    const QByteArray before = fake.access();
    fake.expireAccess();
    for (const auto& answer : askEightTimes())
        EXPECT_TRUE(answer);
    EXPECT_EQ(fake.renewals(), 1);
    EXPECT_NE(fake.access(), before);
    EXPECT_EQ(session->state(), State::Ready);
    EXPECT_EQ(stored(u"access"_s), fake.access());
    EXPECT_EQ(stored(u"refresh"_s), fake.refresh());
    EXPECT_EQ(session->credentials().values.value(kDid), fake.settings.did);
}

TEST_P(BlueskyEitherSession, ARenewedTokenIsInTheKeyStoreBeforeItIsUsed)
{
    startAny();
    QByteArray storedWhenUsed;
    fake.expireAccess();
    fake.server.enqueue(kTimeline,
        GetParam() ? test::errorReply(401, "invalid_token")
                   : test::errorReply(400, "ExpiredToken"));
    QObject receiver;
    std::optional<Result<HttpReply>> answer;
    const auto handle
        = calls->send(someCall(calls->server())).then(&receiver, [&](Result<HttpReply> r) {
              answer = std::move(r);
          });
    ASSERT_TRUE(test::waitFor([&] {
        if (fake.renewals() == 1 && storedWhenUsed.isEmpty() && fake.asked(kTimeline) == 2)
            storedWhenUsed = stored(u"refresh"_s);
        return answer.has_value();
    }));
    EXPECT_TRUE(*answer);
    EXPECT_EQ(stored(u"refresh"_s), fake.refresh());
    EXPECT_EQ(storedWhenUsed, fake.refresh());
}

TEST_P(BlueskyEitherSession, OnlyTheServersWordOnTheRefreshTokenEndsIt)
{
    startAny();
    fake.expireAccess();
    for (const auto& trouble : {test::errorReply(500), test::errorReply(503, "NotAvailable"),
             test::errorReply(400, "InvalidRequest"), test::errorReply(401, "AccountTakedown"),
             test::errorReply(403), test::jsonReply("{}"), test::jsonReply("no json")}) {
        fake.server.enqueue(renewPath(), trouble);
        EXPECT_FALSE(ask());
        EXPECT_EQ(session->state(), State::Ready);
    }
    auto cut = test::jsonReply("{\"accessJwt\":\"a\"}");
    cut.end = test::FaultReply::End::Cut;
    cut.endAfter = 5;
    fake.server.enqueue(renewPath(), cut);
    EXPECT_EQ(ask().error().kind, Error::Kind::Offline);
    EXPECT_EQ(session->state(), State::Ready);
    EXPECT_TRUE(ask());

    fake.endSession();
    const auto answer = ask();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(session->state(), State::Refused);
    // And nobody asks again in vain.
    fake.server.forgetRequests();
    EXPECT_EQ(ask().error().kind, Error::Kind::Unauthorised);
    EXPECT_TRUE(fake.server.requests().empty());
}

TEST_P(BlueskyEitherSession, ACallIsRepeatedOnceOnly)
{
    startAny();
    const auto refusal = GetParam() ? test::errorReply(401, "invalid_token")
                                    : test::errorReply(400, "ExpiredToken");
    fake.server.enqueue(kTimeline, refusal);
    fake.server.enqueue(kTimeline, refusal);
    const auto answer = ask();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Forbidden);
    EXPECT_EQ(fake.renewals(), 1);
    EXPECT_EQ(fake.asked(kTimeline), 2);
    EXPECT_EQ(session->state(), State::Ready);
}

TEST_P(BlueskyEitherSession, SignsOutAtTheServer)
{
    startAny();
    QObject receiver;
    ASSERT_TRUE(test::await(signOut(context, source(), session->credentials(), &receiver)));
    EXPECT_FALSE(fake.isSignedIn());
    // Void already: that is what was wanted.
    EXPECT_TRUE(test::await(signOut(context, source(), session->credentials(), &receiver)));
    fake.server.startOutage();
    EXPECT_EQ(
        test::await(signOut(context, source(), session->credentials(), &receiver)).error().kind,
        Error::Kind::Offline);
}

TEST_F(BlueskySessionTest, WithoutAnAccountThePublicViewIsAsked)
{
    calls = std::make_unique<ApiCalls>(context, fake.base(), nullptr);
    EXPECT_FALSE(calls->isSignedIn());
    EXPECT_TRUE(calls->did().isEmpty());
    fake.server.enqueue(kTimeline, test::jsonReply("{}"));
    ASSERT_TRUE(ask());
    EXPECT_TRUE(fake.server.requests().back().header("authorization").isEmpty());
}

TEST_F(BlueskySessionTest, WaitsForTheKeyStoreAndALockedOneSignsNobodyOut)
{
    session = std::make_shared<AccountSession>(source(), u"a"_s, secrets);
    calls = std::make_unique<ApiCalls>(context, QString(), session);
    secrets.setAvailability(SecretStore::Availability::Locked);
    EXPECT_FALSE(test::await(session->open()));
    EXPECT_EQ(ask().error().kind, Error::Kind::Secrets);
    EXPECT_EQ(session->state(), State::Locked);
    EXPECT_TRUE(fake.server.requests().empty());
}

TEST_F(BlueskySessionTest, WhatTheSignInMayNotDoIsNoReasonToRenew)
{
    start(passwordCredentials());
    for (const auto* words : {"Bad token method", "Bad token scope"}) {
        fake.server.enqueue(kTimeline,
            test::jsonReply(
                QByteArray(R"({"error":"InvalidToken","message":")") + words + R"("})", 400));
        EXPECT_EQ(ask().error().kind, Error::Kind::Forbidden);
    }
    EXPECT_EQ(fake.renewals(), 0);
    EXPECT_EQ(session->state(), State::Ready);
}

TEST_F(BlueskySessionTest, ARefusalFromBehindTheServerIsNotThePersonsFault)
{
    start(passwordCredentials());
    fake.server.enqueue(
        kTimeline, test::jsonReply(R"({"error":"BadJwt","message":"jwt expired"})", 401));
    const auto answer = ask();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Server);
    EXPECT_TRUE(answer.error().isRetryable());
    EXPECT_EQ(fake.renewals(), 0);
}

TEST_F(BlueskySessionTest, FollowsItsAccountToAnotherServer)
{
    start(passwordCredentials());
    AccountServer other(clock);
    other.settings.did = fake.settings.did;
    other.startSession(false);
    fake.settings.documentServer = other.base();
    fake.expireAccess();
    // The old server renews and says where the records lie now; the other one takes the token.
    other.server.enqueue(kTimeline, test::jsonReply("{}"));
    ASSERT_TRUE(ask());
    EXPECT_EQ(calls->server(), other.base());
    EXPECT_EQ(other.server.requests().back().header("authorization"), "Bearer " + fake.access());
}

TEST_F(BlueskySessionTest, TokensOfSomebodyElseAreNotTaken)
{
    start(passwordCredentials());
    fake.expireAccess();
    const QByteArray before = session->credentials().secret(kAccess).reveal();
    fake.settings.did = u"did:plc:somebodyelse"_s;
    EXPECT_FALSE(ask());
    EXPECT_EQ(session->credentials().secret(kAccess).reveal(), before);
    EXPECT_EQ(session->state(), State::Ready);
}

TEST_F(BlueskySessionTest, AskedForANonceItRepeatsOnceAndKeepsIt)
{
    start(oauthCredentials());
    ASSERT_TRUE(ask());
    EXPECT_EQ(fake.asked(kTimeline), 2);
    ASSERT_TRUE(ask());
    EXPECT_EQ(fake.asked(kTimeline), 3); // the nonce is known by now
    fake.settings.nonce = "nonce-2";
    for (const auto& answer : askEightTimes())
        EXPECT_TRUE(answer);
    EXPECT_EQ(fake.renewals(), 0);
    // No proof was good twice.
    const QSet<QByteArray> proofs(fake.usedProofs().begin(), fake.usedProofs().end());
    EXPECT_EQ(proofs.size(), fake.usedProofs().size());
}

TEST_F(BlueskySessionTest, AServerThatIsNeverContentWithTheNonceIsNotAskedForEver)
{
    start(oauthCredentials());
    for (int i = 0; i < 4; ++i) {
        auto reply = test::errorReply(401, "use_dpop_nonce");
        reply.headers.emplace_back("DPoP-Nonce", "changing-" + QByteArray::number(i));
        fake.server.enqueue(kTimeline, reply);
    }
    EXPECT_FALSE(ask());
    EXPECT_EQ(fake.asked(kTimeline), 2);
    EXPECT_EQ(fake.renewals(), 0);
    EXPECT_EQ(session->state(), State::Ready);
}

TEST_F(BlueskySessionTest, AWrongClockOfThisComputerDoesNotMatter)
{
    start(oauthCredentials());
    for (const auto ahead :
        {std::chrono::hours(26), std::chrono::hours(-3), std::chrono::hours(0)}) {
        fake.settings.clockAhead = ahead;
        EXPECT_TRUE(ask()) << ahead.count();
    }
}

TEST_F(BlueskySessionTest, TokensThatNobodyCanTakeBackAreSaidSo)
{
    auto credentials = oauthCredentials();
    credentials.values.remove(kRevocationEndpoint);
    QObject receiver;
    const auto answer = test::await(signOut(context, source(), credentials, &receiver));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unsupported);
    EXPECT_FALSE(answer.error().detail.isEmpty());
}

} // namespace
} // namespace staffroom::bluesky
