#include "core/services/x/login.h"

#include "core/net/rate_limiter.h"
#include "core/services/x/sign_out.h"
#include "core/services/x/vocabulary.h"
#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"
#include "tests/unit/core/services/x/fake_x_oauth.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using Person = test::FakeXOauth::Person;

struct XLoginTest : testing::Test {
    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    test::FakeXOauth fake;
    QNetworkAccessManager browser;
    ServiceContext context;
    QTcpServer ports[3]; ///< ours while they listen

    std::unique_ptr<XLogin> login;
    std::optional<SignedIn> who;
    std::optional<Error> error;
    QList<QUrl> pages;
    bool opensBrowser = true;

    XLoginTest()
    {
        context.clock = &clock;
        context.http = &http;
        context.decodePool = &pool;
        // Each program of tests has its own, below those that systems give out by themselves.
        auto number = static_cast<quint16>(20'000 + QCoreApplication::applicationPid() % 3'000 * 4);
        QStringList numbers;
        for (auto& port : ports) {
            while (!port.listen(QHostAddress::LocalHost, number))
                ++number;
            numbers << QString::number(number);
        }
        context.options = {{u"x.api"_s, fake.base()}, {u"x.web"_s, fake.base()},
            {u"x.ports"_s, numbers.join(u',')}};
        for (auto& port : ports)
            port.close();
        portNumbers = endpointsOf(context).redirectPorts;
    }
    QList<quint16> portNumbers;

    static LoginRequest request(LoginRequest::Access access = LoginRequest::Access::Read)
    {
        LoginRequest out;
        out.access = access;
        out.source.service = serviceId();
        out.fields[kClientIdField] = Secret(" client-1 ");
        return out;
    }
    void begin(const LoginRequest& with)
    {
        who.reset();
        error.reset();
        pages.clear();
        login = std::make_unique<XLogin>(context, endpointsOf(context), with);
        QObject::connect(login.get(), &Login::browserWanted, [this](const QUrl& page) {
            pages << page;
            if (opensBrowser)
                open(page);
        });
        QObject::connect(login.get(), &Login::signedIn, [this](const SignedIn& s) { who = s; });
        QObject::connect(login.get(), &Login::failed, [this](const Error& e) { error = e; });
        login->start();
        EXPECT_FALSE(who || error || !pages.isEmpty()) << "answered inside of start()";
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

TEST_F(XLoginTest, SignsInThroughTheBrowser)
{
    run(request());
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(who->source, (Source{serviceId(), fake.base(), u"bea_teaches"_s}));
    EXPECT_EQ(who->author.handle, u"bea_teaches"_s);
    EXPECT_EQ(who->author.name.text, u"Bea"_s);
    EXPECT_TRUE(fake.takes(who->credentials.secret(u"access"_s).reveal()));
    EXPECT_TRUE(fake.renewsBy(who->credentials.secret(u"refresh"_s).reveal()));
    EXPECT_EQ(who->credentials.scopes, readScopes());
    EXPECT_EQ(who->credentials.expires, clock.now() + 2h);
    EXPECT_EQ(who->credentials.values,
        (QHash<QString, QString>{{kClientIdValue, u"client-1"_s}, {kUserIdValue, u"2244994945"_s},
            {kDailyLimitValue, u"1.00"_s}}));
    ASSERT_EQ(pages.size(), 1);
    EXPECT_EQ(in(pages.first(), u"redirect_uri"_s), redirectAddress(portNumbers.first()));
    EXPECT_EQ(in(pages.first(), u"scope"_s), readScopes().join(u' '));
    EXPECT_TRUE(fake.revoked().isEmpty());
}

TEST_F(XLoginTest, AsksToWriteOnlyWhenSomebodyWantsToWrite)
{
    run(request(LoginRequest::Access::ReadAndWrite));
    ASSERT_TRUE(who);
    EXPECT_TRUE(mayWrite(who->credentials));
    EXPECT_EQ(in(pages.first(), u"scope"_s), (readScopes() + writeScopes()).join(u' '));
}

TEST_F(XLoginTest, KeepsTheLimitThatWasTyped)
{
    auto with = request();
    with.fields[kDailyLimitField] = Secret("$2,50");
    run(with);
    ASSERT_TRUE(who);
    EXPECT_EQ(who->credentials.values.value(kDailyLimitValue), u"2.50"_s);
    with.fields[kDailyLimitField] = Secret("  ");
    run(with);
    ASSERT_TRUE(who);
    EXPECT_EQ(who->credentials.values.value(kDailyLimitValue), u"1.00"_s);
}

TEST_F(XLoginTest, FieldsThatCannotBeMeantOpenNoBrowser)
{
    std::vector<LoginRequest> wrong(5, request());
    wrong[0].fields.clear();
    wrong[1].fields[kClientIdField] = Secret("  ");
    wrong[2].fields[kClientIdField] = Secret("two words");
    wrong[3].fields[kClientIdField] = Secret(QByteArray(201, 'a'));
    wrong[4].fields[kDailyLimitField] = Secret("plenty");
    for (const auto& with : wrong) {
        run(with);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Invalid);
        EXPECT_FALSE(error->detail.isEmpty());
        EXPECT_TRUE(pages.isEmpty());
    }
    EXPECT_TRUE(fake.server().requests().empty());
}

TEST_F(XLoginTest, OtherWaysAreUnsupported)
{
    using Way = LoginRequest::Way;
    for (const auto way : {Way::Code, Way::Form, Way::Token}) {
        auto with = request();
        with.way = way;
        run(with);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Unsupported);
    }
    EXPECT_TRUE(pages.isEmpty());
}

TEST_F(XLoginTest, TriesThePortsInTurn)
{
    ASSERT_TRUE(ports[0].listen(QHostAddress::LocalHost, portNumbers[0]));
    run(request());
    ASSERT_TRUE(who);
    EXPECT_EQ(in(pages.first(), u"redirect_uri"_s), redirectAddress(portNumbers[1]));
    ASSERT_TRUE(ports[1].listen(QHostAddress::LocalHost, portNumbers[1]));
    run(request());
    ASSERT_TRUE(who);
    EXPECT_EQ(in(pages.first(), u"redirect_uri"_s), redirectAddress(portNumbers[2]));
}

TEST_F(XLoginTest, SaysWhichPortsWereTaken)
{
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(ports[i].listen(QHostAddress::LocalHost, portNumbers[i]));
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Offline);
    for (const auto number : portNumbers)
        EXPECT_TRUE(error->detail.contains(QString::number(number)));
    EXPECT_TRUE(pages.isEmpty());
}

TEST_F(XLoginTest, GivesThePortBackWhateverBecomesOfIt)
{
    const auto isFree = [this] {
        QTcpServer probe;
        return probe.listen(QHostAddress::LocalHost, portNumbers[0]);
    };
    opensBrowser = false;
    begin(request());
    waitForPage();
    EXPECT_FALSE(isFree());
    login.reset();
    EXPECT_TRUE(isFree());
    EXPECT_FALSE(who || error);
    opensBrowser = true;
    run(request());
    EXPECT_TRUE(who);
    EXPECT_TRUE(isFree());
    fake.settings().person = Person::SaysNo;
    run(request());
    EXPECT_TRUE(isFree());
}

TEST_F(XLoginTest, WhoSaysNoIsNotSignedIn)
{
    fake.settings().person = Person::SaysNo;
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Cancelled);
    EXPECT_EQ(fake.tokenCalls(), 0);
}

TEST_F(XLoginTest, AnswersToOtherQuestionsAreRefused)
{
    for (const auto person : {Person::ForgesState, Person::ComesBackEmpty}) {
        fake.settings().person = person;
        run(request());
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Invalid);
        EXPECT_EQ(fake.tokenCalls(), 0); // the code was not used
    }
}

TEST_F(XLoginTest, NobodyWaitsLongerThanFiveMinutes)
{
    opensBrowser = false;
    begin(request());
    waitForPage();
    clock.advance(5min - 1ms);
    EXPECT_FALSE(error);
    clock.advance(1ms);
    ASSERT_TRUE(test::waitFor([this] { return error.has_value(); }));
    EXPECT_EQ(error->kind, Error::Kind::Timeout);
}

TEST_F(XLoginTest, ACodeThatIsTooOldIsUnauthorised)
{
    fake.failTokens(test::jsonReply(
        R"({"error":"invalid_request","error_description":"Value passed for the authorization code was invalid."})",
        400));
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Unauthorised);
}

TEST_F(XLoginTest, AClientIdOfAnotherKindIsSaid)
{
    for (const auto& [status, word] : std::vector<std::pair<int, QByteArray>>{
             {401, "unauthorized_client"}, {400, "invalid_client"}}) {
        fake.failTokens(test::errorReply(status, word));
        run(request());
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, Error::Kind::Unauthorised);
        EXPECT_TRUE(error->detail.contains(u"Native App"_s));
        EXPECT_TRUE(error->detail.contains(QString::fromLatin1(word)));
    }
}

TEST_F(XLoginTest, TroubleOfXItselfIsSaidAsSuch)
{
    test::FaultReply cut = test::jsonReply(R"({"access_token":"half)" + QByteArray(100, 'a'));
    cut.end = test::FaultReply::End::Cut;
    cut.endAfter = 20;
    const std::pair<test::FaultReply, Error::Kind> troubles[]
        = {{test::jsonReply("{}", 401), Error::Kind::Server},
            {test::errorReply(503, "later"), Error::Kind::Server},
            {test::captivePortalReply(), Error::Kind::Protocol},
            {test::jsonReply("{}"), Error::Kind::Protocol}, {cut, Error::Kind::Offline}};
    for (const auto& [reply, kind] : troubles) {
        fake.failTokens(reply);
        run(request());
        ASSERT_TRUE(error);
        EXPECT_EQ(error->kind, kind) << reply.status << reply.body.constData();
        clock.advance(1h);
    }
}

TEST_F(XLoginTest, TheCodeIsExchangedAtOnceAndOnce)
{
    run(request());
    ASSERT_TRUE(who);
    std::vector<test::FaultRequest> calls;
    for (const auto& sent : fake.server().requests()) {
        if (sent.path().startsWith(u"/2/"_s)) // browsers ask for a page as often as they like
            calls.push_back(sent);
    }
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0].path(), u"/2/oauth2/token"_s);
    EXPECT_FALSE(calls[0].target.contains('?'));
    EXPECT_TRUE(calls[0].header("Authorization").isEmpty());
    EXPECT_EQ(calls[1].path(), u"/2/users/me"_s);
}

TEST_F(XLoginTest, AnotherAccountThanTheOneThatWasWantedIsGivenBack)
{
    auto with = request();
    with.source.account = u"somebody_else"_s;
    run(with);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Invalid);
    EXPECT_TRUE(error->detail.contains(u"bea_teaches"_s));
    EXPECT_TRUE(test::waitFor([this] { return fake.revoked().size() == 2; }));
    // The same one is taken however it is written.
    for (const auto& name : {u"bea_teaches"_s, u"@Bea_Teaches"_s}) {
        with.source.account = name;
        run(with);
        ASSERT_TRUE(who);
        EXPECT_EQ(who->source.account, u"bea_teaches"_s);
    }
}

TEST_F(XLoginTest, WithoutAWordOnWhoItIsNobodyIsSignedIn)
{
    fake.settings().user = R"({"data":{"id":"1"}})";
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Protocol);
    EXPECT_TRUE(test::waitFor([this] { return fake.revoked().size() == 2; }));
}

TEST_F(XLoginTest, AnOutageIsNotBlamedOnThePerson)
{
    fake.settings().takesNoTokens = true;
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Server);
    EXPECT_TRUE(test::waitFor([this] { return fake.revoked().size() == 2; }));
}

TEST_F(XLoginTest, AnAppWithoutCreditIsSaid)
{
    fake.server().enqueue(u"/2/users/me"_s,
        test::jsonReply(R"({"title":"CreditsDepleted","status":402,"detail":"no credits"})", 402));
    run(request());
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Forbidden);
    EXPECT_EQ(error->path, kNoCredit);
}

TEST_F(XLoginTest, SigningOutTakesBothTokensBack)
{
    run(request());
    ASSERT_TRUE(who);
    const auto& credentials = who->credentials;
    ASSERT_TRUE(await(signOut(context, who->source, credentials, &http)));
    EXPECT_EQ(fake.revoked(),
        (QList<QByteArray>{
            credentials.secret(u"refresh"_s).reveal(), credentials.secret(u"access"_s).reveal()}));
    // And tolerates that they are gone.
    EXPECT_TRUE(await(signOut(context, who->source, credentials, &http)));
}

TEST_F(XLoginTest, SigningOutTriesTheSecondTokenWhateverBecomesOfTheFirst)
{
    const QString revoke = u"/2/oauth2/revoke"_s;
    for (const auto& trouble : {test::errorReply(401, "invalid_request"),
             test::errorReply(500, "no"), test::errorReply(400, "invalid_client")}) {
        run(request());
        ASSERT_TRUE(who);
        const auto access = who->credentials.secret(u"access"_s).reveal();
        fake.server().enqueue(revoke, trouble);
        EXPECT_FALSE(await(signOut(context, who->source, who->credentials, &http)));
        EXPECT_FALSE(fake.takes(access));
        clock.advance(1h);
    }
    // The second one alone.
    run(request());
    ASSERT_TRUE(who);
    fake.server().enqueue(revoke, test::jsonReply("{}"));
    fake.server().enqueue(revoke, test::errorReply(500, "no"));
    EXPECT_EQ(await(signOut(context, who->source, who->credentials, &http)).error().kind,
        Error::Kind::Server);
}

TEST_F(XLoginTest, SigningOutWithoutAClientIdIsUnsupported)
{
    Credentials credentials;
    credentials.secrets[u"access"_s] = Secret("a");
    const Source source{serviceId(), fake.base(), u"bea_teaches"_s};
    EXPECT_EQ(
        await(signOut(context, source, credentials, &http)).error().kind, Error::Kind::Unsupported);
    EXPECT_TRUE(fake.server().requests().empty());
}

TEST(XLoginSpec, SaysWhatItCostsWhatIsForbiddenAndWhatToRegister)
{
    const auto spec = loginSpec();
    EXPECT_TRUE(spec.usesBrowser);
    EXPECT_FALSE(spec.canPasteCode);
    EXPECT_FALSE(spec.takesToken);
    ASSERT_EQ(spec.fields.size(), 2U);
    EXPECT_EQ(spec.fields[0].id, kClientIdField);
    EXPECT_FALSE(spec.fields[0].isSecret);
    EXPECT_FALSE(spec.fields[0].isOptional);
    EXPECT_TRUE(spec.fields[0].isForBrowser);
    EXPECT_EQ(spec.fields[1].id, kDailyLimitField);
    EXPECT_TRUE(spec.fields[1].isForBrowser && spec.fields[1].isOptional);
    EXPECT_TRUE(spec.fields[1].isAdjustable);
    EXPECT_EQ(spec.fields[1].placeholder, u"1.00"_s);
    for (const auto& word : {u"$0.005"_s, u"$0.01"_s, u"$3.40"_s, u"500"_s, u"Native App"_s,
             u"http://127.0.0.1:27821/callback"_s, u"http://127.0.0.1:27822/callback"_s,
             u"http://127.0.0.1:27823/callback"_s})
        EXPECT_TRUE(spec.note.contains(word)) << qPrintable(word);
    EXPECT_FALSE(spec.note.contains(u'%'));
}

} // namespace
} // namespace staffroom::x
