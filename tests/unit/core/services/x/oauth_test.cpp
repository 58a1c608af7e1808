#include "core/services/x/oauth.h"

#include "core/services/service.h"
#include "tests/unit/core/services/x/fake_x_oauth.h"

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Access = LoginRequest::Access;

const Timestamp kOauthNow = timestampFromMs(1'790'000'000'000);
const Endpoints kPlaces{u"https://x.com"_s, u"https://api.x.com"_s};
const Question kAsked{u"http://127.0.0.1:27821/callback"_s, "the-state", "the-verifier"};

QHash<QString, QString> sentForm(const HttpRequest& request)
{
    test::FaultRequest sent;
    sent.body = request.body;
    return test::FakeXOauth::formOf(sent);
}

Result<QString> codeOfAnswer(const QString& query)
{
    return codeIn(QUrlQuery(query), kAsked);
}

Result<Credentials> tokensOf(const QByteArray& bytes, Credentials basis = {})
{
    return decodeTokens(bytes, std::move(basis), kOauthNow, u"/2/oauth2/token"_s);
}

Credentials signedInBefore()
{
    Credentials out;
    out.secrets[u"access"_s] = Secret("old-access");
    out.secrets[u"refresh"_s] = Secret("old+refresh/=");
    out.values = {
        {kClientIdValue, u"the client"_s}, {kUserIdValue, u"42"_s}, {kDailyLimitValue, u"2.00"_s}};
    out.scopes = readScopes();
    out.expires = kOauthNow - 1s;
    return out;
}

HttpReply refusalOf(int status, const QByteArray& body)
{
    HttpReply out;
    out.status = status;
    out.body = body;
    return out;
}

TEST(XOauth, GoesToXUnlessItIsToldOtherwise)
{
    ServiceContext context;
    const auto usual = endpointsOf(context);
    EXPECT_EQ(usual.web, u"https://x.com"_s);
    EXPECT_EQ(usual.api, u"https://api.x.com"_s);
    EXPECT_EQ(usual.redirectPorts, (QList<quint16>{27821, 27822, 27823}));
    context.options = {{u"x.web"_s, u"http://127.0.0.1:1/"_s}, {u"x.api"_s, u"http://[::1]:2"_s},
        {u"x.ports"_s, u"7, 8,99999"_s}};
    const auto other = endpointsOf(context);
    EXPECT_EQ(other.web, u"http://127.0.0.1:1"_s);
    EXPECT_EQ(other.api, u"http://[::1]:2"_s);
    EXPECT_EQ(other.redirectPorts, (QList<quint16>{7, 8}));
}

TEST(XOauth, RedirectsAreWrittenAsTheyAreRegistered)
{
    EXPECT_EQ(redirectAddress(27821), u"http://127.0.0.1:27821/callback"_s);
}

TEST(XOauth, ThePageAsksForWhatIsNeededAndHoldsNoVerifier)
{
    const QUrl page = authorizePage(kPlaces, u"a b&c"_s, kAsked, Access::Read);
    EXPECT_EQ(page.toString(QUrl::RemoveQuery), u"https://x.com/i/oauth2/authorize"_s);
    const QUrlQuery query(page);
    const auto value
        = [&](const QString& name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
    EXPECT_EQ(value(u"response_type"_s), u"code"_s);
    EXPECT_EQ(value(u"client_id"_s), u"a b&c"_s);
    EXPECT_EQ(value(u"redirect_uri"_s), kAsked.redirect);
    EXPECT_EQ(value(u"state"_s), u"the-state"_s);
    EXPECT_EQ(value(u"code_challenge"_s), QString::fromLatin1(challengeOf(kAsked.verifier)));
    EXPECT_EQ(value(u"code_challenge_method"_s), u"S256"_s);
    EXPECT_EQ(value(u"scope"_s),
        u"tweet.read users.read list.read bookmark.read mute.read offline.access"_s);
    EXPECT_FALSE(page.toEncoded().contains("the-verifier"));
    EXPECT_FALSE(page.toEncoded().contains('+')); // a space is %20 to everybody
}

TEST(XOauth, WritingIsAskedForOnTopOfReading)
{
    const QUrlQuery query(authorizePage(kPlaces, u"c"_s, kAsked, Access::ReadAndWrite));
    EXPECT_EQ(query.queryItemValue(u"scope"_s, QUrl::FullyDecoded),
        u"tweet.read users.read list.read bookmark.read mute.read offline.access tweet.write "
        "media.write bookmark.write list.write like.write follows.write mute.write"_s);
}

TEST(XOauth, QuestionsAreNeverAskedTwice)
{
    const auto first = newQuestion(kAsked.redirect);
    const auto second = newQuestion(kAsked.redirect);
    EXPECT_EQ(first.redirect, kAsked.redirect);
    EXPECT_NE(first.state, second.state);
    EXPECT_NE(first.verifier, second.verifier);
    EXPECT_NE(first.state, first.verifier);
    EXPECT_LE(first.state.size(), 500);
    EXPECT_GE(first.verifier.size(), 43);
}

TEST(XOauth, TakesTheCodeOfAnAnswerToItsQuestion)
{
    EXPECT_EQ(*codeOfAnswer(u"state=the-state&code=a%2Bb%3D"_s), u"a+b="_s);
}

TEST(XOauth, AnswersToOtherQuestionsAreInvalid)
{
    for (const auto& answer : {u"code=a"_s, u"code=a&state="_s, u"code=a&state=other"_s,
             u"code=a&state=the-state&state=the-state"_s, u"error=access_denied&state=other"_s,
             u"state=the-state"_s, u"state=the-state&code="_s,
             u"state=the-state&error=server_error&code=a"_s}) {
        const auto code = codeOfAnswer(answer);
        ASSERT_FALSE(code) << qPrintable(answer);
        EXPECT_EQ(code.error().kind, Error::Kind::Invalid) << qPrintable(answer);
    }
}

TEST(XOauth, WhoSaysNoHasCancelled)
{
    EXPECT_EQ(codeOfAnswer(u"error=access_denied&state=the-state"_s).error().kind,
        Error::Kind::Cancelled);
}

TEST(XOauth, TokenCallsAreFormsWithTheClientIdAndWithoutABearer)
{
    const auto credentials = signedInBefore();
    const auto byCode = tokenForCode(u"https://api.x.com"_s, u"the client"_s, kAsked, u"c/1"_s);
    const auto byRefresh = refreshTokens(u"https://api.x.com"_s, credentials);
    const auto end = revokeToken(u"https://api.x.com"_s, credentials, u"access"_s);
    for (const auto& request : {byCode, byRefresh, end}) {
        EXPECT_EQ(request.verb, HttpRequest::Verb::Post);
        EXPECT_TRUE(request.bearer.isEmpty());
        EXPECT_TRUE(request.url.query().isEmpty()); // no secret in an address
        EXPECT_EQ(sentForm(request).value(u"client_id"_s), u"the client"_s);
        const std::pair<QByteArray, QByteArray> form{
            "Content-Type", "application/x-www-form-urlencoded"};
        EXPECT_EQ(std::count(request.headers.begin(), request.headers.end(), form), 1);
    }
    EXPECT_EQ(byCode.url.toString(), u"https://api.x.com/2/oauth2/token"_s);
    EXPECT_EQ(sentForm(byCode),
        (QHash<QString, QString>{{u"grant_type"_s, u"authorization_code"_s}, {u"code"_s, u"c/1"_s},
            {u"client_id"_s, u"the client"_s}, {u"redirect_uri"_s, kAsked.redirect},
            {u"code_verifier"_s, u"the-verifier"_s}}));
    EXPECT_EQ(byRefresh.url.toString(), u"https://api.x.com/2/oauth2/token"_s);
    EXPECT_EQ(sentForm(byRefresh),
        (QHash<QString, QString>{{u"grant_type"_s, u"refresh_token"_s},
            {u"refresh_token"_s, u"old+refresh/="_s}, {u"client_id"_s, u"the client"_s}}));
    EXPECT_EQ(end.url.toString(), u"https://api.x.com/2/oauth2/revoke"_s);
    EXPECT_EQ(sentForm(end),
        (QHash<QString, QString>{
            {u"token"_s, u"old-access"_s}, {u"client_id"_s, u"the client"_s}}));
    EXPECT_EQ(
        sentForm(revokeToken(u"https://api.x.com"_s, credentials, u"refresh"_s)).value(u"token"_s),
        u"old+refresh/="_s);
}

TEST(XOauth, ReadsTokensAndKeepsEverythingElse)
{
    const auto read
        = tokensOf(R"({"token_type":"bearer","expires_in":7200,"access_token":"new-access",)"
                   R"("scope":"tweet.read tweet.write","refresh_token":"new-refresh"})",
            signedInBefore());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->secret(u"access"_s).reveal(), "new-access");
    EXPECT_EQ(read->secret(u"refresh"_s).reveal(), "new-refresh");
    EXPECT_EQ(read->expires, kOauthNow + 7200s);
    EXPECT_EQ(read->scopes, (QStringList{u"tweet.read"_s, u"tweet.write"_s}));
    EXPECT_EQ(read->values, signedInBefore().values);
}

TEST(XOauth, WhatAnAnswerLeavesOutStaysButForTheEnd)
{
    const auto read = tokensOf(R"({"access_token":"new-access"})", signedInBefore());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->secret(u"refresh"_s).reveal(), "old+refresh/=");
    EXPECT_EQ(read->scopes, readScopes());
    EXPECT_FALSE(read->expires);
    for (const QByteArray end : {"0", "-5", "1e300", "\"7200\"", "null"}) {
        const auto odd
            = tokensOf(R"({"access_token":"a","expires_in":)" + end + '}', signedInBefore());
        ASSERT_TRUE(odd) << end.constData();
        EXPECT_FALSE(odd->expires) << end.constData();
    }
}

TEST(XOauth, WhatIsNoTokenIsProtocolAndNothingThatEndsASession)
{
    for (const QByteArray answer : {"", "{}", "[]", "{", "<html>sign in</html>",
             R"({"access_token":""})", R"({"access_token":7})", R"({"access_token":"a b"})",
             R"({"access_token":"a\nX-Evil: 1"})", R"({"access_token":"é"})",
             R"({"access_token":"a","token_type":"mac"})", R"({"error":"invalid_request"})"}) {
        const auto read = tokensOf(answer, signedInBefore());
        ASSERT_FALSE(read) << answer.constData();
        EXPECT_EQ(read.error().kind, Error::Kind::Protocol) << answer.constData();
    }
    EXPECT_FALSE(tokensOf(R"({"access_token":")" + QByteArray(10'000, 'a') + R"("})"));
}

TEST(XOauth, OnlyARefusalOf400WithTheRightWordVoidsAToken)
{
    EXPECT_TRUE(saysTokenIsVoid(refusalOf(400,
        R"({"error":"invalid_request","error_description":"Value passed for the token was invalid."})")));
    EXPECT_TRUE(saysTokenIsVoid(refusalOf(400, R"({"error":"invalid_grant"})")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(401, R"({"error":"invalid_request"})")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(503, R"({"error":"invalid_grant"})")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(400, R"({"error":"invalid_client"})")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(400, R"({"title":"Invalid Request"})")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(400, "<html>invalid_request</html>")));
    EXPECT_FALSE(saysTokenIsVoid(refusalOf(400, {})));
    EXPECT_FALSE(saysTokenIsVoid(HttpReply{}));
    EXPECT_EQ(oauthErrorIn(refusalOf(401, R"({"error":"unauthorized_client"})")),
        u"unauthorized_client"_s);
    EXPECT_EQ(oauthErrorIn(refusalOf(401, R"({"error":7})")), QString());
}

TEST(XOauth, KnowsWhetherItMayWrite)
{
    Credentials credentials;
    EXPECT_TRUE(mayWrite(credentials)); // not told
    credentials.scopes = readScopes();
    EXPECT_FALSE(mayWrite(credentials));
    credentials.scopes = readScopes() + QStringList{u"media.write"_s};
    EXPECT_FALSE(mayWrite(credentials));
    credentials.scopes = scopesFor(Access::ReadAndWrite);
    EXPECT_TRUE(mayWrite(credentials));
}

} // namespace
} // namespace staffroom::x
