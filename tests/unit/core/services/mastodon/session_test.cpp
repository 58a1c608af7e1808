#include "tests/unit/core/services/mastodon/client_fixture.h"

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using SessionState = AccountSession::State;

class MastodonSessionTest : public SignedInTest {
protected:
    /// With tokens that can be renewed.
    void startRenewable()
    {
        test::FakeMastodon::Settings settings;
        settings.refreshToken = "refresh-me";
        start(settings);
        Credentials credentials;
        credentials.secrets[u"access"_s] = Secret(fake->token());
        credentials.secrets[u"refresh"_s] = Secret("refresh-me");
        credentials.secrets[u"client_secret"_s] = Secret("client-secret");
        credentials.values.insert(u"client_id"_s, u"client"_s);
        ASSERT_TRUE(test::await(account->session()->replace(credentials)));
    }
    FeedSpec home() const { return feed(FeedSpec::Kind::Home); }
    /// Eight columns ask at once.
    std::vector<Result<Page>> askEightTimes()
    {
        std::vector<Result<Page>> answers;
        std::vector<TaskHandle> handles;
        QObject context;
        for (int i = 0; i < 8; ++i)
            handles.push_back(client->page(request(home())).then(&context, [&](Result<Page> page) {
                answers.push_back(std::move(page));
            }));
        EXPECT_TRUE(test::waitFor([&] { return answers.size() == 8; }));
        return answers;
    }
    int asked(const QString& path) const { return fake->server().requestCount(path); }
};

const QString kHome = u"/api/v1/timelines/home"_s;
const QString kVerify = u"/api/v1/accounts/verify_credentials"_s;
const QString kToken = u"/oauth/token"_s;

TEST_F(MastodonSessionTest, WaitsForTheKeyStore)
{
    start();
    MemorySecretStore store;
    const auto session = std::make_shared<AccountSession>(source, u"later"_s, store);
    client = service.client(source, session);
    std::optional<Result<Page>> answer;
    QObject context;
    const auto handle = client->page(request(home())).then(&context, [&](Result<Page> page) {
        answer = std::move(page);
    });
    QCoreApplication::processEvents();
    EXPECT_TRUE(fake->server().requests().empty());
    Credentials credentials;
    credentials.secrets[u"access"_s] = Secret(fake->token());
    ASSERT_TRUE(test::await(session->replace(credentials)));
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_TRUE(*answer);
}

TEST_F(MastodonSessionTest, ALockedKeyStoreIsSaidAndSignsNobodyOut)
{
    start();
    MemorySecretStore store;
    const auto session = std::make_shared<AccountSession>(source, u"nothing"_s, store);
    EXPECT_FALSE(test::await(session->open()));
    client = service.client(source, session);
    EXPECT_EQ(page(home()).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(publish(submission(u"x"_s)).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(session->state(), SessionState::Locked);
    EXPECT_TRUE(fake->writes().empty());
    EXPECT_TRUE(test::await(client->limits()));
}

TEST_F(MastodonSessionTest, RenewsOnceForAllColumns)
{
    startRenewable();
    ASSERT_TRUE(page(home()));
    fake->revokeToken();
    for (const auto& answer : askEightTimes())
        EXPECT_TRUE(answer);
    EXPECT_EQ(asked(kToken), 1);
    EXPECT_EQ(asked(kVerify), 0);
    EXPECT_EQ(account->session()->state(), SessionState::Ready);
    EXPECT_TRUE(account->session()->credentials().expires);
    // The new refresh token is used the next time.
    fake->revokeToken(fake->token() + "-1");
    for (const auto& answer : askEightTimes())
        EXPECT_TRUE(answer);
    EXPECT_EQ(asked(kToken), 2);
}

TEST_F(MastodonSessionTest, APostWhoseTokenRanOutIsWrittenOnce)
{
    startRenewable();
    fake->revokeToken();
    ASSERT_TRUE(publish(submission(u"A1: on time #alpha"_s)));
    ASSERT_EQ(fake->writes().size(), 2U);
    EXPECT_FALSE(fake->writes()[0].isCommitted);
    EXPECT_TRUE(fake->writes()[1].isCommitted);
    EXPECT_EQ(fake->ownPosts().size(), 1U);
}

TEST_F(MastodonSessionTest, SaysSignInAgainWhenRenewingIsRefused)
{
    startRenewable();
    fake->revokeToken();
    fake->server().enqueue(kToken, test::errorReply(400, "invalid_grant"));
    for (const auto& answer : askEightTimes()) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
    }
    EXPECT_EQ(account->session()->state(), SessionState::Refused);
    EXPECT_EQ(asked(kToken), 1);
}

TEST_F(MastodonSessionTest, RenewingThatFailsForNowSignsNobodyOut)
{
    startRenewable();
    fake->revokeToken();
    fake->server().enqueue(kToken, test::errorReply(503, "later"));
    EXPECT_EQ(page(home()).error().kind, Error::Kind::Server);
    EXPECT_EQ(account->session()->state(), SessionState::Ready);
    EXPECT_TRUE(page(home()));
}

TEST_F(MastodonSessionTest, ConfirmsOnceForAllColumnsThatATokenIsVoid)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        ASSERT_TRUE(page(home()));
        fake->revokeToken();
        fake->server().forgetRequests();
        for (const auto& answer : askEightTimes()) {
            ASSERT_FALSE(answer);
            EXPECT_EQ(answer.error().kind, Error::Kind::Unauthorised);
        }
        EXPECT_EQ(asked(kVerify), 1);
        EXPECT_EQ(account->session()->state(), SessionState::Refused);
        fake->server().forgetRequests();
        EXPECT_EQ(page(home()).error().kind, Error::Kind::Unauthorised);
        EXPECT_TRUE(fake->server().requests().empty());
        // Signed in again, the same client goes on.
        Credentials credentials;
        credentials.secrets[u"access"_s] = Secret("second");
        fake->acceptToken("second");
        ASSERT_TRUE(test::await(account->session()->replace(credentials)));
        EXPECT_TRUE(page(home()));
    }
}

TEST_F(MastodonSessionTest, AStrayRefusalIsForThatCallOnly)
{
    start();
    for (const auto& stray : {test::errorReply(401, "no"),
             test::errorReply(422, "This method requires an authenticated user")}) {
        fake->server().enqueue(kHome, stray);
        EXPECT_EQ(page(home()).error().kind, Error::Kind::Forbidden);
        EXPECT_EQ(account->session()->state(), SessionState::Ready);
        EXPECT_TRUE(page(home()));
    }
}

TEST_F(MastodonSessionTest, ARefusalWithoutAWordIsWhatItSaysUnlessTheTokenIsVoid)
{
    start(Flavour::Snac);
    fake->server().enqueue(u"/api/v1/statuses"_s, test::jsonReply(QByteArray(), 422));
    EXPECT_EQ(publish(submission(u"odd"_s)).error().kind, Error::Kind::Invalid);
    EXPECT_EQ(account->session()->state(), SessionState::Ready);
    fake->revokeToken();
    EXPECT_EQ(publish(submission(u"odd"_s)).error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(account->session()->state(), SessionState::Refused);
}

TEST_F(MastodonSessionTest, CannotTellWhileTheServerIsSilent)
{
    start();
    fake->server().enqueue(kHome, test::errorReply(401, "no"));
    fake->server().enqueue(kVerify, test::errorReply(503, "later"));
    EXPECT_EQ(page(home()).error().kind, Error::Kind::Server);
    EXPECT_EQ(account->session()->state(), SessionState::Ready);
}

TEST_F(MastodonSessionTest, TheStreamGoesOnWithTheNewToken)
{
    startRenewable();
    const auto stream = client->stream(feed(FeedSpec::Kind::Hashtag, {u"alpha"_s}));
    int events = 0;
    QObject::connect(stream.get(), &LiveStream::happened, stream.get(), [&] { ++events; });
    stream->start();
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"hashtag"_s) == 1; }));
    fake->revokeToken();
    ASSERT_TRUE(test::waitFor([&] { return stream->state() == LiveStream::State::Connecting; }));
    clock.advance(2s);
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"hashtag"_s) == 2; }));
    EXPECT_EQ(stream->state(), LiveStream::State::Open);
    fake->addPost();
    EXPECT_TRUE(test::waitFor([&] { return events == 1; }));
    EXPECT_EQ(asked(kToken), 1);
}

TEST_F(MastodonSessionTest, TheStreamWaitsForTheNextSignIn)
{
    start();
    const auto stream = client->stream(feed(FeedSpec::Kind::Home));
    stream->start();
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"user"_s) == 1; }));
    fake->revokeToken();
    ASSERT_TRUE(test::waitFor([&] { return stream->state() == LiveStream::State::Connecting; }));
    clock.advance(2s);
    ASSERT_TRUE(
        test::waitFor([&] { return account->session()->state() == SessionState::Refused; }));
    EXPECT_EQ(stream->state(), LiveStream::State::Connecting);
    Credentials credentials;
    credentials.secrets[u"access"_s] = Secret("second");
    fake->acceptToken("second");
    ASSERT_TRUE(test::await(account->session()->replace(credentials)));
    EXPECT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"user"_s) == 2; }));
}

TEST_F(MastodonSessionTest, KnowsWhetherItMayWrite)
{
    start();
    ASSERT_TRUE(page(home()));
    EXPECT_TRUE(client->mayWrite()); // not told
    Credentials credentials = account->session()->credentials();
    for (const auto& [scopes, may] : std::vector<std::pair<QStringList, bool>>{{{u"read"_s}, false},
             {{u"read"_s, u"write"_s}, true}, {{u"read"_s, u"write:statuses"_s}, true},
             {{u"read"_s, u"write:lists"_s}, false}}) {
        credentials.scopes = scopes;
        ASSERT_TRUE(test::await(account->session()->replace(credentials)));
        EXPECT_EQ(client->mayWrite(), may) << scopes.join(u' ').toStdString();
    }
    EXPECT_FALSE(service.client(source, nullptr)->mayWrite());
}

} // namespace
} // namespace staffroom::mastodon
