#include "core/services/bluesky/login.h"

#include "core/services/bluesky/bluesky_service.h"
#include "tests/unit/core/services/bluesky/account_fixture.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace staffroom::bluesky {
namespace {

using Way = LoginRequest::Way;

const QString kCreate = u"/xrpc/com.atproto.server.createSession"_s;

class BlueskyLoginTest : public AccountTest {
protected:
    using Fields = std::map<QString, QByteArray>;

    LoginRequest request(Way way, const Fields& fields) const
    {
        LoginRequest out;
        out.way = way;
        out.source.service = serviceId();
        for (const auto& [id, value] : fields)
            out.fields[id] = Secret(value);
        return out;
    }
    LoginRequest form(Fields fields = {}) const
    {
        fields.emplace(kIdentifierField, "bea.school.test");
        fields.emplace(kPasswordField, "abcd-efgh-ijkl-mnop");
        return request(Way::Form, fields);
    }
    LoginRequest browser(const QByteArray& typed = "bea.school.test") const
    {
        return request(Way::Browser, {{kIdentifierField, typed}});
    }

    void begin(const LoginRequest& with)
    {
        who.reset();
        error.reset();
        login = service.login(with);
        QObject::connect(login.get(), &Login::browserWanted, [this](const QUrl& page) {
            pages << page;
            if (opensBrowser)
                visit(fake.agree(page));
        });
        QObject::connect(login.get(), &Login::signedIn, [this](const SignedIn& s) { who = s; });
        QObject::connect(login.get(), &Login::failed, [this](const Error& e) { error = e; });
        login->start();
        EXPECT_FALSE(who || error) << "an answer comes later";
    }
    void run(const LoginRequest& with)
    {
        begin(with);
        EXPECT_TRUE(test::waitFor([this] { return who || error; }));
    }
    Error failure(const LoginRequest& with)
    {
        run(with);
        EXPECT_FALSE(who);
        return error.value_or(Error());
    }
    void visit(const QUrl& page)
    {
        auto* reply = agent.get(QNetworkRequest(page)); // owned by `agent`
        QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    }
    void waitForPage()
    {
        ASSERT_TRUE(test::waitFor([this] { return !pages.isEmpty() || error; }));
        ASSERT_FALSE(error);
    }

    BlueskyService service{context};
    QNetworkAccessManager agent;
    std::unique_ptr<Login> login;
    std::optional<SignedIn> who;
    std::optional<Error> error;
    QList<QUrl> pages;
    bool opensBrowser = true;
};

TEST_F(BlueskyLoginTest, AnAppPasswordSignsIn)
{
    run(form());
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(who->source, source());
    EXPECT_EQ(who->author.handle, u"bea.school.test"_s);
    EXPECT_EQ(who->author.id, (AccountId{serviceId(), {}, fake.settings.did}));
    EXPECT_EQ(who->author.name.text, u"Bea"_s);
    const auto& credentials = who->credentials;
    EXPECT_EQ(credentials.secret(kAccess).reveal(), fake.access());
    EXPECT_EQ(credentials.secret(kRefresh).reveal(), fake.refresh());
    EXPECT_EQ(credentials.values.value(kDid), fake.settings.did);
    EXPECT_EQ(credentials.values.value(kServer), fake.base());
    EXPECT_EQ(credentials.values.value(kAuth), u"password"_s);
    EXPECT_EQ(credentials.secrets.size(), 2U); // the password is kept nowhere
}

TEST_F(BlueskyLoginTest, HandleDidAndMailAddressAllDo)
{
    for (const QByteArray& typed : {QByteArray("@bea.school.test"), fake.settings.did.toLatin1(),
             QByteArray("bea@school.test")}) {
        run(form({{kIdentifierField, typed}}));
        ASSERT_TRUE(who) << typed.toStdString() << error->detail.toStdString();
        EXPECT_EQ(who->source, source());
    }
}

TEST_F(BlueskyLoginTest, WhatIsNoAppPasswordIsNotSentAnywhere)
{
    for (const QByteArray& typed : {QByteArray("my-real-password"), QByteArray("hunter2"),
             QByteArray(), QByteArray("abcd-efgh-ijkl-mnop-qrst")}) {
        const auto answer = failure(form({{kPasswordField, typed}}));
        EXPECT_EQ(answer.kind, Error::Kind::Invalid);
        EXPECT_TRUE(answer.detail.contains(u"app password"_s));
        EXPECT_FALSE(typed.size() > 0 && answer.detail.contains(QString::fromLatin1(typed)));
    }
    EXPECT_TRUE(fake.server.requests().empty());
    EXPECT_TRUE(isAppPassword("abcd-1234-efgh-5678"));
}

TEST_F(BlueskyLoginTest, SaysWhatIsMissingOrWrongBeforeAskingAnybody)
{
    EXPECT_EQ(failure(form({{kIdentifierField, ""}})).kind, Error::Kind::Invalid);
    EXPECT_EQ(failure(form({{kIdentifierField, "bea"}})).kind, Error::Kind::Invalid);
    EXPECT_EQ(failure(form({{kServerField, "http://plain.example"}})).kind, Error::Kind::Invalid);
    EXPECT_EQ(failure(browser("")).kind, Error::Kind::Invalid);
    EXPECT_TRUE(fake.server.requests().empty());
}

TEST_F(BlueskyLoginTest, AWrongPasswordAndAMissingCodeAreToldApart)
{
    EXPECT_EQ(
        failure(form({{kPasswordField, "aaaa-bbbb-cccc-dddd"}})).kind, Error::Kind::Unauthorised);
    fake.settings.mailCode = "QWERT-12345";
    const auto answer = failure(form());
    EXPECT_EQ(answer.kind, Error::Kind::Invalid);
    EXPECT_TRUE(answer.detail.contains(u"mail"_s));
    run(form({{kCodeField, "QWERT-12345"}}));
    EXPECT_TRUE(who);
    EXPECT_EQ(failure(form({{kIdentifierField, "nobody.test"}})).kind, Error::Kind::NotFound);
}

TEST_F(BlueskyLoginTest, ASignInAsSomebodyElseIsGivenBack)
{
    auto wanted = form();
    wanted.source.account = u"cara.school.test"_s;
    const auto answer = failure(wanted);
    EXPECT_EQ(answer.kind, Error::Kind::Invalid);
    EXPECT_TRUE(answer.detail.contains(u"bea.school.test"_s));
    EXPECT_TRUE(test::waitFor([this] { return !fake.isSignedIn(); }));

    wanted.source = source();
    run(wanted);
    EXPECT_TRUE(who);
}

TEST_F(BlueskyLoginTest, AProfileThatDoesNotComeSpoilsNothing)
{
    fake.server.enqueue(
        u"/xrpc/app.bsky.actor.getProfile"_s, test::errorReply(502, "UpstreamFailure"));
    run(form());
    ASSERT_TRUE(who);
    EXPECT_EQ(who->author.handle, u"bea.school.test"_s);
    EXPECT_EQ(who->author.id.remote, fake.settings.did);
}

TEST_F(BlueskyLoginTest, AServersTroubleIsToldAsItIs)
{
    fake.server.enqueue(
        kCreate, test::jsonReply(R"({"error":"RateLimitExceeded","message":"x"})", 429));
    EXPECT_EQ(failure(form()).kind, Error::Kind::RateLimited);
    clock.advance(std::chrono::minutes(20));
    fake.server.enqueue(
        kCreate, test::jsonReply(R"({"error":"AccountTakedown","message":"gone"})", 401));
    EXPECT_EQ(failure(form()).kind, Error::Kind::Forbidden);
    fake.server.enqueue(kCreate, test::jsonReply("{}"));
    EXPECT_EQ(failure(form()).kind, Error::Kind::Protocol);
    fake.server.startOutage();
    EXPECT_EQ(failure(form()).kind, Error::Kind::Offline);
}

TEST_F(BlueskyLoginTest, TheBrowserSignsInWithABoundToken)
{
    run(browser());
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(who->source, source());
    EXPECT_EQ(who->author.name.text, u"Bea"_s);
    const auto& credentials = who->credentials;
    EXPECT_EQ(credentials.secret(kAccess).reveal(), fake.access());
    EXPECT_TRUE(DpopKey::fromPem(credentials.secret(kDpopKey)));
    EXPECT_EQ(credentials.values.value(kAuth), u"oauth"_s);
    EXPECT_EQ(credentials.values.value(kIssuer), fake.base());
    EXPECT_TRUE(credentials.scopes.contains(u"atproto"_s));
    EXPECT_TRUE(credentials.expires);
    // What was asked for.
    const auto& pushed = fake.pushed();
    EXPECT_EQ(pushed.value("login_hint"_L1).toString(), u"bea.school.test"_s);
    EXPECT_EQ(pushed.value("scope"_L1).toString(), oauthScope());
    EXPECT_EQ(pushed.value("code_challenge_method"_L1).toString(), u"S256"_s);
    EXPECT_EQ(QUrl(pushed.value("redirect_uri"_L1).toString()).host(), u"127.0.0.1"_s);
    EXPECT_FALSE(pushed.contains("prompt"_L1));
    // The page names nothing but the pushed request.
    EXPECT_EQ(QUrlQuery(pages.front()).queryItems().size(), 2);
    // And the session that comes of it works.
    ApiCalls calls(context, {}, sessionOf(credentials));
    fake.expireAccess();
    EXPECT_TRUE(test::await(calls.send(someCall(calls.server()))));
}

TEST_F(BlueskyLoginTest, TheBrowserAsksWhoWhenAnotherAccountIsThere)
{
    auto again = browser();
    again.choosesAccount = true;
    run(again);
    ASSERT_TRUE(who);
    EXPECT_EQ(fake.pushed().value("prompt"_L1).toString(), u"select_account"_s);
}

TEST_F(BlueskyLoginTest, AServerAloneIsEnoughForTheBrowser)
{
    run(request(Way::Browser, {{kServerField, fake.base().toLatin1()}}));
    ASSERT_TRUE(who) << error->detail.toStdString();
    EXPECT_EQ(who->source, source());
    EXPECT_FALSE(fake.pushed().contains("login_hint"_L1));
    run(browser("bea@school.test")); // through the entry
    EXPECT_TRUE(who);
}

TEST_F(BlueskyLoginTest, AServerThatIsNotInChargeOfWhoItNamesIsRefused)
{
    AccountServer rogue(clock);
    rogue.settings.tokenSub = fake.settings.did;
    const QByteArray typed = rogue.base().toLatin1();
    begin(request(Way::Browser, {{kServerField, typed}}));
    opensBrowser = false;
    waitForPage();
    visit(rogue.agree(pages.front()));
    EXPECT_TRUE(test::waitFor([this] { return who || error; }));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::Invalid);
}

TEST_F(BlueskyLoginTest, ATokenForAnotherPersonIsRefused)
{
    fake.settings.tokenSub = u"did:plc:somebodyelse"_s;
    EXPECT_EQ(failure(browser()).kind, Error::Kind::Invalid);
}

TEST_F(BlueskyLoginTest, AServerWithoutOauthSaysToUseAnAppPassword)
{
    fake.settings.hasOauth = false;
    const auto answer = failure(browser());
    EXPECT_EQ(answer.kind, Error::Kind::Unsupported);
    EXPECT_TRUE(answer.detail.contains(u"app password"_s));
    fake.settings.hasOauth = true;
    fake.server.enqueue(u"/oauth/par"_s, test::errorReply(400, "invalid_client_metadata"));
    EXPECT_EQ(failure(browser()).kind, Error::Kind::Unsupported);
    fake.server.enqueue(u"/.well-known/oauth-protected-resource"_s, test::errorReply(503));
    EXPECT_EQ(failure(browser()).kind, Error::Kind::Server);
    fake.settings.issuerName = u"https://elsewhere.example"_s;
    EXPECT_EQ(failure(browser()).kind, Error::Kind::Invalid);
}

TEST_F(BlueskyLoginTest, NoInTheBrowserIsCancelled)
{
    fake.settings.saysNo = true;
    EXPECT_EQ(failure(browser()).kind, Error::Kind::Cancelled);
}

TEST_F(BlueskyLoginTest, AnAnswerToAnotherQuestionIsRefused)
{
    opensBrowser = false;
    struct Change {
        QString name;
        QString value;
    };
    for (const auto& [name, value] : std::vector<Change>{{u"state"_s, u"other"_s},
             {u"iss"_s, u"https://other.example"_s}, {u"state"_s, {}}, {u"iss"_s, {}}}) {
        pages.clear();
        begin(browser());
        waitForPage();
        if (HasFatalFailure())
            return;
        QUrl target = fake.agree(pages.front());
        QUrlQuery query(target);
        query.removeQueryItem(name);
        if (!value.isEmpty())
            query.addQueryItem(name, value);
        target.setQuery(query);
        visit(target);
        EXPECT_TRUE(test::waitFor([this] { return who || error; }));
        ASSERT_TRUE(error) << name.toStdString();
        EXPECT_EQ(error->kind, Error::Kind::Invalid);
        EXPECT_FALSE(fake.isSignedIn());
    }
}

TEST_F(BlueskyLoginTest, WaitsFiveMinutesForTheBrowser)
{
    opensBrowser = false;
    begin(browser());
    waitForPage();
    clock.advance(std::chrono::minutes(4));
    EXPECT_FALSE(error);
    clock.advance(std::chrono::minutes(2));
    EXPECT_TRUE(test::waitFor([this] { return error.has_value(); }));
    EXPECT_EQ(error->kind, Error::Kind::Timeout);
}

TEST_F(BlueskyLoginTest, GivingUpClosesTheDoor)
{
    opensBrowser = false;
    begin(browser());
    waitForPage();
    const QUrl target = fake.agree(pages.front());
    login.reset();
    auto* reply = agent.get(QNetworkRequest(target)); // owned by `agent`
    EXPECT_TRUE(test::waitFor([reply] { return reply->isFinished(); }));
    EXPECT_EQ(reply->error(), QNetworkReply::ConnectionRefusedError);
    EXPECT_FALSE(fake.isSignedIn());
}

} // namespace
} // namespace staffroom::bluesky
