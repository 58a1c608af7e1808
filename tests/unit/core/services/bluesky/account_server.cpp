#include "tests/unit/core/services/bluesky/account_server.h"

#include "core/services/oauth_words.h"
#include "tests/unit/core/services/bluesky/jose.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <gtest/gtest.h>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

test::FaultReply objectReply(const QJsonObject& object, int status = 200)
{
    return test::jsonReply(QJsonDocument(object).toJson(), status);
}

test::FaultReply refusalReply(
    const QByteArray& error, int status = 400, const QByteArray& message = "no")
{
    return objectReply(
        {{u"error"_s, QString::fromLatin1(error)}, {u"message"_s, QString::fromLatin1(message)}},
        status);
}

QJsonObject formIn(const QByteArray& body)
{
    QJsonObject out;
    for (const auto& [name, value] :
        QUrlQuery(QString::fromLatin1(body)).queryItems(QUrl::FullyDecoded))
        out.insert(name, value);
    return out;
}

QByteArray tokenIn(const test::FaultRequest& request, QByteArrayView scheme)
{
    const QByteArray header = request.header("authorization");
    return header.startsWith(scheme.toByteArray() + ' ') ? header.mid(scheme.size() + 1)
                                                         : QByteArray();
}

} // namespace

AccountServer::AccountServer(const Clock& clock)
    : m_clock(clock)
{
    server.setHandler([this](const test::FaultRequest& request) {
        auto reply = answer(request);
        if (!settings.nonce.isEmpty())
            reply.headers.emplace_back("DPoP-Nonce", settings.nonce);
        const auto date
            = QLocale::c().toString(toDateTime(now()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        reply.headers.emplace_back("Date", date.toLatin1());
        return reply;
    });
}

QString AccountServer::base() const
{
    return u"http://127.0.0.1:"_s + QString::number(server.port());
}

void AccountServer::giveNew(bool isOauth)
{
    const QByteArray number = QByteArray::number(++m_number);
    m_access = (isOauth ? "oauth-access-" : "access-") + number;
    m_refresh = (isOauth ? "oauth-refresh-" : "refresh-") + number;
    m_isExpired = false;
}

void AccountServer::startSession(bool isOauth, const QJsonObject& jwk)
{
    m_jwk = jwk;
    giveNew(isOauth);
}

void AccountServer::endSession()
{
    m_access.clear();
    m_refresh.clear();
}

QJsonObject AccountServer::document() const
{
    const QString handle
        = settings.claimedHandle.isEmpty() ? settings.handle : settings.claimedHandle;
    const QString place = settings.documentServer.isEmpty() ? base() : settings.documentServer;
    return {{u"id"_s, settings.did}, {u"alsoKnownAs"_s, QJsonArray{u"at://"_s + handle}},
        {u"service"_s,
            QJsonArray{QJsonObject{{u"id"_s, u"#other"_s}, {u"type"_s, u"Other"_s},
                           {u"serviceEndpoint"_s, u"https://other.example"_s}},
                QJsonObject{{u"id"_s, u"#atproto_pds"_s},
                    {u"type"_s, u"AtprotoPersonalDataServer"_s}, {u"serviceEndpoint"_s, place}}}}};
}

test::FaultReply AccountServer::answer(const test::FaultRequest& request)
{
    const QString path = request.path();
    if (path.startsWith("/oauth/"_L1) || path.startsWith("/.well-known/oauth"_L1))
        return settings.hasOauth ? oauth(request, path) : refusalReply("NotFound", 404);
    const QString nsid = path.startsWith("/xrpc/"_L1) ? path.mid(6) : QString();
    if (nsid.startsWith("com.atproto.server."_L1))
        return session(request, nsid);
    if (nsid.startsWith("app.bsky."_L1))
        return call(request, nsid);
    return plain(request);
}

test::FaultReply AccountServer::plain(const test::FaultRequest& request)
{
    if (request.path() == u'/' + settings.did)
        return objectReply(document());
    if (request.path() == "/xrpc/com.atproto.identity.resolveHandle"_L1) {
        if (request.query().queryItemValue(u"handle"_s) == settings.handle)
            return objectReply({{u"did"_s, settings.did}});
        return refusalReply("InvalidRequest", 400, "Unable to resolve handle");
    }
    return refusalReply("NotFound", 404);
}

test::FaultReply AccountServer::session(const test::FaultRequest& request, const QString& nsid)
{
    const auto given = [this] {
        return objectReply({{u"accessJwt"_s, QString::fromLatin1(m_access)},
            {u"refreshJwt"_s, QString::fromLatin1(m_refresh)}, {u"did"_s, settings.did},
            {u"handle"_s, settings.handle}, {u"didDoc"_s, document()}, {u"active"_s, true}});
    };
    if (nsid.endsWith("createSession"_L1)) {
        const auto body = QJsonDocument::fromJson(request.body).object();
        const QString who = body.value("identifier"_L1).toString();
        const bool isKnown
            = who == settings.did || who == settings.handle || who == "bea@school.test"_L1;
        if (!isKnown || body.value("password"_L1).toString().toLatin1() != settings.password)
            return refusalReply("AuthenticationRequired", 401, "Invalid identifier or password");
        if (!settings.mailCode.isEmpty()
            && body.value("authFactorToken"_L1).toString().toLatin1() != settings.mailCode)
            return refusalReply("AuthFactorTokenRequired", 401, "A sign in code has been sent");
        giveNew(false);
        return given();
    }
    const QByteArray token = tokenIn(request, "Bearer");
    if (nsid.endsWith("describeServer"_L1))
        return objectReply(
            {{u"did"_s, u"did:web:localhost"_s}, {u"availableUserDomains"_s, QJsonArray()}});
    if (token.isEmpty())
        return refusalReply("AuthMissing", 401);
    if (token != m_refresh)
        return refusalReply("ExpiredToken", 400, "Token has been revoked");
    if (nsid.endsWith("deleteSession"_L1)) {
        endSession();
        return test::jsonReply(QByteArray());
    }
    ++m_renewals;
    giveNew(false);
    return given();
}

QByteArray AccountServer::flawOfProof(const test::FaultRequest& request, const QByteArray& token)
{
    const auto proof = readProof(request.header("dpop"));
    if (!proof)
        return "invalid_dpop_proof";
    const auto& body = proof->body;
    const auto age = toMs(now()) / 1'000 - body.value("iat"_L1).toInteger();
    const QString address = base() + request.path();
    const QByteArray jti = body.value("jti"_L1).toString().toLatin1();
    if (age < -180 || age > 190 || body.value("htu"_L1).toString() != address
        || body.value("htm"_L1).toString().toLatin1() != request.method || jti.size() < 16
        || m_usedProofs.contains(jti))
        return "invalid_dpop_proof";
    if (body.value("nonce"_L1).toString().toLatin1() != settings.nonce)
        return "use_dpop_nonce";
    if (!m_jwk.isEmpty() && proof->head.value("jwk"_L1).toObject() != m_jwk)
        return "invalid_dpop_proof";
    const QByteArray hash = token.isEmpty() ? QByteArray() : challengeOf(token);
    if (body.value("ath"_L1).toString().toLatin1() != hash)
        return "invalid_dpop_proof";
    m_usedProofs << jti;
    return {};
}

test::FaultReply AccountServer::call(const test::FaultRequest& request, const QString& nsid)
{
    if (nsid.endsWith("getProfiles"_L1))
        return objectReply({{u"profiles"_s, QJsonArray()}});
    const QByteArray bound = tokenIn(request, "DPoP");
    if (!bound.isEmpty()) {
        const auto refuse = [](const QByteArray& error) {
            auto reply = refusalReply(error, 401);
            reply.headers.emplace_back("WWW-Authenticate", "DPoP error=\"" + error + '"');
            return reply;
        };
        if (const QByteArray flaw = flawOfProof(request, bound); !flaw.isEmpty())
            return refuse(flaw);
        if (bound != m_access || m_isExpired)
            return refuse("invalid_token");
    } else {
        const QByteArray token = tokenIn(request, "Bearer");
        if (token.isEmpty())
            return refusalReply("AuthMissing", 401);
        if (!token.startsWith("access-"))
            return refusalReply("InvalidToken", 400, "Malformed token");
        if (token != m_access || m_isExpired)
            return refusalReply("ExpiredToken", 400, "Token has expired");
    }
    if (nsid.endsWith("getProfile"_L1)) {
        return objectReply({{u"did"_s, settings.did}, {u"handle"_s, settings.handle},
            {u"displayName"_s, u"Bea"_s}, {u"labels"_s, QJsonArray()}});
    }
    return objectReply({{u"ok"_s, true}});
}

test::FaultReply AccountServer::oauth(const test::FaultRequest& request, const QString& path)
{
    if (path == "/.well-known/oauth-protected-resource"_L1)
        return objectReply(
            {{u"resource"_s, base()}, {u"authorization_servers"_s, QJsonArray{base()}}});
    if (path == "/.well-known/oauth-authorization-server"_L1) {
        return objectReply(
            {{u"issuer"_s, settings.issuerName.isEmpty() ? base() : settings.issuerName},
                {u"pushed_authorization_request_endpoint"_s, base() + "/oauth/par"_L1},
                {u"authorization_endpoint"_s, base() + "/oauth/authorize"_L1},
                {u"token_endpoint"_s, base() + "/oauth/token"_L1},
                {u"revocation_endpoint"_s, base() + "/oauth/revoke"_L1},
                {u"code_challenge_methods_supported"_s, QJsonArray{u"S256"_s}},
                {u"dpop_signing_alg_values_supported"_s, QJsonArray{u"ES256"_s}},
                {u"prompt_values_supported"_s, QJsonArray{u"login"_s, u"select_account"_s}},
                {u"authorization_response_iss_parameter_supported"_s, true}});
    }
    const QJsonObject form = formIn(request.body);
    if (path == "/oauth/revoke"_L1) {
        if (form.value("token"_L1).toString().toLatin1() == m_refresh)
            endSession();
        return test::jsonReply("{}");
    }
    if (path == "/oauth/par"_L1)
        m_jwk = {}; // the key of this proof is the session's from now on
    if (const QByteArray flaw = flawOfProof(request, {}); !flaw.isEmpty())
        return refusalReply(flaw, 400);
    if (!form.value("client_id"_L1).toString().startsWith("http://localhost?"_L1))
        return refusalReply("invalid_client", 400);
    if (path == "/oauth/par"_L1) {
        m_pushed = form;
        m_jwk = readProof(request.header("dpop"))->head.value("jwk"_L1).toObject();
        return objectReply({{u"request_uri"_s, u"urn:ietf:params:oauth:request_uri:req-1"_s},
                               {u"expires_in"_s, 299}},
            201);
    }
    return tokens(form);
}

test::FaultReply AccountServer::tokens(const QJsonObject& form)
{
    const auto value
        = [&](QLatin1StringView name) { return form.value(name).toString().toLatin1(); };
    if (value("grant_type"_L1) == "authorization_code") {
        if (m_code.isEmpty() || value("code"_L1) != m_code
            || value("redirect_uri"_L1) != m_pushed.value("redirect_uri"_L1).toString().toLatin1()
            || challengeOf(value("code_verifier"_L1))
                != m_pushed.value("code_challenge"_L1).toString().toLatin1())
            return refusalReply("invalid_grant");
        m_code.clear();
    } else {
        if (m_refresh.isEmpty() || value("refresh_token"_L1) != m_refresh) {
            endSession(); // a token is good once: somebody else has it
            return refusalReply("invalid_grant", 400, "refresh token replayed");
        }
        ++m_renewals;
    }
    giveNew(true);
    return objectReply({{u"access_token"_s, QString::fromLatin1(m_access)},
        {u"refresh_token"_s, QString::fromLatin1(m_refresh)}, {u"token_type"_s, u"DPoP"_s},
        {u"scope"_s, u"atproto transition:generic"_s}, {u"expires_in"_s, 3'599},
        {u"sub"_s, settings.tokenSub.isEmpty() ? settings.did : settings.tokenSub}});
}

QUrl AccountServer::agree(const QUrl& page)
{
    EXPECT_EQ(page.adjusted(QUrl::RemoveQuery).toString(), base() + "/oauth/authorize"_L1);
    const QUrlQuery asked(page);
    EXPECT_TRUE(asked.queryItemValue(u"request_uri"_s, QUrl::FullyDecoded).endsWith("req-1"_L1));
    m_code = randomWord();
    QUrl target(m_pushed.value("redirect_uri"_L1).toString());
    QUrlQuery query{{u"iss"_s, QString::fromLatin1(QUrl::toPercentEncoding(base()))},
        {u"state"_s, m_pushed.value("state"_L1).toString()}};
    if (settings.saysNo)
        query.addQueryItem(u"error"_s, u"access_denied"_s);
    else
        query.addQueryItem(u"code"_s, QString::fromLatin1(m_code));
    target.setQuery(query);
    return target;
}

} // namespace staffroom::bluesky
