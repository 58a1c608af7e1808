#include "core/services/mastodon/login.h"

#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon_oauth.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QThreadPool>

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using Way = LoginRequest::Way;
using Access = LoginRequest::Access;

struct LoginTest : testing::Test {
    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    test::FakeSecretStore secrets;
    test::FakeMastodon server{{}};
    test::FakeOauth oauth{server};
    QNetworkAccessManager browser;
    std::unique_ptr<MastodonService> service;

    std::unique_ptr<Login> login;
    std::optional<SignedIn> who;
    std::optional<Error> error;
    QList<QUrl> pages;
    bool opensBrowser = true;

    LoginTest()
    {
        ServiceContext context;
        context.clock = &clock;
        context.http = &http;
        context.decodePool = &pool;
        context.secrets = &secrets;
        service = std::make_unique<MastodonService>(context);
    }

    LoginRequest request(Way way = Way::Browser, Access access = Access::Read)
    {
        LoginRequest out;
        out.way = way;
        out.access = access;
        out.source = {{u"mastodon"_s}, server.base(), {}};
        return out;
    }
    void begin(const LoginRequest& with)
    {
        who.reset();
        error.reset();
        login = service->login(with);
        QObject::connect(login.get(), &Login::browserWanted, [this](const QUrl& page) {
            pages << page;
            if (opensBrowser)
                open(page);
        });
        QObject::connect(login.get(), &Login::signedIn, [this](const SignedIn& s) { who = s; });
        QObject::connect(login.get(), &Login::failed, [this](const Error& e) { error = e; });
        login->start();
    }
    void open(const QUrl& page)
    {
        auto* reply = browser.get(QNetworkRequest(page)); // owned by `browser`
        QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    }
    void run(const LoginRequest& with)
    {
        begin(with);
        EXPECT_TRUE(test::waitFor([this] { return who || error; }));
    }
    void waitForPage()
    {
        ASSERT_TRUE(test::waitFor([this] { return !pages.isEmpty() || error; }));
    }
    static QString in(const QUrl& page, const QString& name)
    {
        return QUrlQuery(page).queryItemValue(name, QUrl::FullyDecoded);
    }
};

TEST_F(LoginTest, SignsInThroughTheBrowserWithTheLeastItNeeds)
{
    run(request());
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(who->source, (Source{{u"mastodon"_s}, server.base(), server.handle()}));
    EXPECT_EQ(who->author.handle, server.handle());
    EXPECT_FALSE(who->author.name.text.isEmpty());
    EXPECT_EQ(who->credentials.secret(u"access"_s).reveal(), oauth.issued().last());
    EXPECT_FALSE(who->credentials.secret(u"client_secret"_s).isEmpty());
    EXPECT_EQ(who->credentials.scopes, QStringList{u"read"_s});
    EXPECT_EQ(oauth.askedScopes(), QStringList{u"read"_s});
    EXPECT_FALSE(oauth.wasForcedToChoose());
    EXPECT_EQ(in(pages.first(), u"code_challenge_method"_s), u"S256"_s);
    EXPECT_EQ(QUrl(in(pages.first(), u"redirect_uri"_s)).host(), u"127.0.0.1"_s);
}

TEST_F(LoginTest, AsksToWriteOnlyWhenSomebodyWantsToWriteAndRegistersOnce)
{
    run(request());
    auto again = request(Way::Browser, Access::ReadAndWrite);
    again.choosesAccount = true;
    run(again);
    ASSERT_TRUE(who);
    EXPECT_EQ(oauth.askedScopes(), allScopes());
    EXPECT_TRUE(oauth.wasForcedToChoose());
    EXPECT_EQ(oauth.registrations(), 1);
    // Neither state nor verifier is ever used again.
    EXPECT_NE(in(pages.at(0), u"state"_s), in(pages.at(1), u"state"_s));
    EXPECT_NE(in(pages.at(0), u"code_challenge"_s), in(pages.at(1), u"code_challenge"_s));
}

TEST_F(LoginTest, RegistersAgainWhenTheServerHasForgottenTheAppOrThePortIsTaken)
{
    run(request());
    ASSERT_TRUE(who);
    oauth.forgetApps();
    run(request());
    ASSERT_TRUE(who);
    EXPECT_EQ(oauth.registrations(), 2);

    oauth.settings().comparesPorts = true;
    const int port = QUrl(in(pages.last(), u"redirect_uri"_s)).port();
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress(u"127.0.0.1"_s), static_cast<quint16>(port)));
    run(request());
    ASSERT_TRUE(who);
    EXPECT_EQ(oauth.registrations(), 3);
}

TEST_F(LoginTest, WithoutAKeyStoreItRegistersEachTime)
{
    secrets.setAvailability(SecretStore::Availability::Absent);
    run(request());
    run(request());
    EXPECT_TRUE(who);
    EXPECT_EQ(oauth.registrations(), 2);
}

TEST_F(LoginTest, OldServersGetOldScopes)
{
    oauth.settings().knowsOldScopesOnly = true;
    oauth.settings().hasMetadata = false;
    run(request(Way::Browser, Access::ReadAndWrite));
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(oauth.askedScopes(), oldScopes());
}

TEST_F(LoginTest, ScopesThatAreRefusedOnlyInTheBrowserAreTriedTheOldWayOnce)
{
    oauth.settings().refusesScopesInBrowser = true;
    run(request(Way::Browser, Access::ReadAndWrite));
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(pages.size(), 2);
    EXPECT_EQ(oauth.askedScopes(), oldScopes());
}

TEST_F(LoginTest, AServerThatTakesOneRedirectIsServedToo)
{
    oauth.settings().takesOneRedirectOnly = true;
    run(request());
    EXPECT_TRUE(who);
}

TEST_F(LoginTest, TooManyRegistrationsAreSaidAsSuch)
{
    oauth.settings().appsPerTenMinutes = 0;
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::RateLimited);
}

TEST_F(LoginTest, WhoSaysNoIsNotSignedIn)
{
    oauth.settings().person = test::FakeOauth::Person::SaysNo;
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Cancelled);
    EXPECT_TRUE(oauth.issued().isEmpty());
}

TEST_F(LoginTest, AnswersToOtherQuestionsAreRefused)
{
    using Person = test::FakeOauth::Person;
    for (const auto person : {Person::ForgesState, Person::NamesOtherIssuer, Person::OmitsIssuer}) {
        oauth.settings().namesIssuer = true;
        oauth.settings().person = person;
        run(request());
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Invalid);
        EXPECT_TRUE(oauth.issued().isEmpty()); // the code was not used
    }
    oauth.settings().person = Person::Agrees;
    run(request());
    EXPECT_TRUE(who);
}

TEST_F(LoginTest, TheListenerTakesOneAnswerOnly)
{
    opensBrowser = false;
    begin(request());
    waitForPage();
    const QUrl redirect(in(pages.first(), u"redirect_uri"_s));
    QUrl forged = redirect;
    forged.setQuery(u"code=stolen&state=guessed"_s);
    open(forged);
    ASSERT_TRUE(test::waitFor([this] { return error.has_value(); }));
    EXPECT_EQ(error->kind, Error::Kind::Invalid);
    QTcpServer free; // the port is given back
    EXPECT_TRUE(free.listen(QHostAddress(u"127.0.0.1"_s), static_cast<quint16>(redirect.port())));
}

TEST_F(LoginTest, NobodyWaitsLongerThanFiveMinutes)
{
    opensBrowser = false;
    for (const auto way : {Way::Browser, Way::Code}) {
        pages.clear();
        begin(request(way));
        waitForPage();
        clock.advance(5min);
        ASSERT_TRUE(test::waitFor([this] { return error.has_value(); }));
        EXPECT_EQ(error->kind, Error::Kind::Timeout);
    }
}

TEST_F(LoginTest, GivingUpClosesThePort)
{
    opensBrowser = false;
    begin(request());
    waitForPage();
    const auto port = static_cast<quint16>(QUrl(in(pages.first(), u"redirect_uri"_s)).port());
    login.reset();
    QTcpServer free;
    EXPECT_TRUE(free.listen(QHostAddress(u"127.0.0.1"_s), port));
    EXPECT_FALSE(who || error);
}

TEST_F(LoginTest, ACodeCanBeCopiedByHand)
{
    begin(request(Way::Code, Access::ReadAndWrite));
    ASSERT_TRUE(test::waitFor([this] { return !oauth.shownCode().isEmpty(); }));
    EXPECT_EQ(in(pages.first(), u"redirect_uri"_s), outOfBand());
    login->takeCode(u"  "_s + oauth.shownCode() + u'\n');
    ASSERT_TRUE(test::waitFor([this] { return who || error; }));
    EXPECT_TRUE(who);
}

TEST_F(LoginTest, AWrongCodeIsUnauthorised)
{
    begin(request(Way::Code));
    ASSERT_TRUE(test::waitFor([this] { return !oauth.shownCode().isEmpty(); }));
    login->takeCode(u"wrong"_s);
    ASSERT_TRUE(test::waitFor([this] { return who || error; }));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Unauthorised);
}

TEST_F(LoginTest, AReadyTokenIsTriedBeforeItIsTaken)
{
    auto with = request(Way::Token);
    with.fields[u"token"_s] = Secret(server.token() + "\n");
    run(with);
    ASSERT_TRUE(who);
    EXPECT_EQ(who->source.account, server.handle());
    EXPECT_EQ(who->credentials.secret(u"access"_s).reveal(), server.token());

    for (const auto* wrong : {"wrong", ""}) {
        with.fields[u"token"_s] = Secret(wrong);
        run(with);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Unauthorised);
    }
}

TEST_F(LoginTest, SomebodyElseThanWasMeantIsNotSignedInAndTheirTokenIsGivenBack)
{
    auto with = request();
    with.source.account = u"nobody@"_s + server.settings().domain;
    run(with);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Invalid);
    ASSERT_TRUE(test::waitFor([this] { return !oauth.revoked().isEmpty(); }));
    EXPECT_EQ(oauth.revoked(), oauth.issued());

    with.source.account = u'@' + server.handle().toUpper();
    run(with);
    EXPECT_TRUE(who);
}

TEST_F(LoginTest, ExpiringTokensAreRenewedOnceForAllWhoAsk)
{
    oauth.settings().tokensExpire = true;
    run(request());
    ASSERT_TRUE(who);
    EXPECT_EQ(who->credentials.expires, clock.now() + 1h);
    EXPECT_FALSE(who->credentials.secret(u"refresh"_s).isEmpty());

    auto session = std::make_shared<AccountSession>(who->source, u"test"_s, secrets);
    ASSERT_TRUE(await(session->replace(who->credentials)));
    const auto first = oauth.issued().last();
    server.revokeToken(first);
    std::vector<std::unique_ptr<ServiceClient>> clients;
    std::vector<TaskHandle> handles;
    QObject context;
    int pagesRead = 0;
    PageRequest home;
    home.feed.kind = FeedSpec::Kind::Home;
    home.feed.source = who->source;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(service->client(who->source, session));
        handles.push_back(clients.back()->page(home).then(&context, [&](const Result<Page>& page) {
            EXPECT_TRUE(page) << page.error().detail.toStdString();
            ++pagesRead;
        }));
    }
    ASSERT_TRUE(test::waitFor([&] { return pagesRead == 5; }));
    EXPECT_EQ(oauth.refreshes(), 1);
    EXPECT_EQ(session->credentials().secret(u"access"_s).reveal(), oauth.issued().last());
    EXPECT_EQ(secrets.entries().at(u"test/access"_s), oauth.issued().last());
    // The next one needs the refresh token that came with the renewal.
    server.revokeToken(oauth.issued().last());
    EXPECT_TRUE(await(clients.front()->page(home)));
    EXPECT_EQ(oauth.refreshes(), 2);
    // A lost refresh token ends in "sign in again", and nobody is signed out.
    oauth.forgetApps();
    server.revokeToken(oauth.issued().last());
    EXPECT_EQ(await(clients.front()->page(home)).error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(session->state(), AccountSession::State::Refused);
    EXPECT_TRUE(secrets.entries().contains(u"test/access"_s));
}

TEST_F(LoginTest, SigningOutTakesTheTokenBackAndToleratesThatItIsGone)
{
    run(request());
    ASSERT_TRUE(who);
    EXPECT_TRUE(await(service->revoke(who->source, who->credentials)));
    EXPECT_EQ(oauth.revoked(), oauth.issued());
    oauth.forgetApps(); // and now it says 403
    EXPECT_TRUE(await(service->revoke(who->source, who->credentials)));

    run(request());
    oauth.settings().revokes = false;
    EXPECT_FALSE(await(service->revoke(who->source, who->credentials)));

    Credentials pasted;
    pasted.secrets[u"access"_s] = Secret(server.token());
    EXPECT_EQ(await(service->revoke(who->source, pasted)).error().kind, Error::Kind::Unsupported);
}

TEST_F(LoginTest, NothingSecretIsInTheAddressThatTheBrowserGets)
{
    run(request());
    ASSERT_TRUE(who);
    const QByteArray page = pages.first().toEncoded();
    EXPECT_FALSE(page.contains(who->credentials.secret(u"client_secret"_s).reveal()));
    for (const auto& sent : server.server().requests()) {
        if (sent.path() == "/oauth/token"_L1 && sent.body.contains("code_verifier=")) {
            const QUrlQuery form(QString::fromLatin1(sent.body));
            const auto verifier = form.queryItemValue(u"code_verifier"_s).toLatin1();
            EXPECT_EQ(verifier.size(), 43);
            EXPECT_FALSE(page.contains(verifier));
            EXPECT_TRUE(page.contains(challengeOf(verifier)));
        }
        EXPECT_FALSE(sent.target.contains("token="));
    }
}

// RFC 7636, appendix B.
TEST(Oauth, ChallengeIsThatOfTheStandard)
{
    EXPECT_EQ(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Oauth, RandomWordsDiffer)
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i) {
        const auto word = randomWord();
        EXPECT_EQ(word.size(), 43);
        seen << word;
    }
    EXPECT_EQ(seen.size(), 1000);
}

} // namespace
} // namespace staffroom::mastodon
