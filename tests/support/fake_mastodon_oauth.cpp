#include "tests/support/fake_mastodon_oauth.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kOutOfBand = u"urn:ietf:wg:oauth:2.0:oob"_s;

FaultReply page(const QString& text, int status = 200)
{
    FaultReply reply = jsonReply(text.toUtf8(), status);
    reply.contentType = "text/html";
    return reply;
}

QStringList words(const QString& text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

/// May somebody who was registered with `have` ask for `wanted`?
bool covers(const QStringList& have, const QStringList& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString& scope) {
        return have.contains(scope) || have.contains(scope.section(u':', 0, 0));
    });
}

} // namespace

FakeOauth::FakeOauth(FakeMastodon& server, Settings settings)
    : m_server(server)
    , m_settings(settings)
{
    server.setSignIn([this](const FaultRequest& request) { return answer(request); });
}

std::optional<FaultReply> FakeOauth::answer(const FaultRequest& request)
{
    const QString path = request.path();
    if (path == "/.well-known/oauth-authorization-server"_L1 && m_settings.hasMetadata)
        return metadata();
    if (path == "/api/v1/apps"_L1 && request.method == "POST")
        return registerApp(request);
    if (path == "/oauth/authorize"_L1 && request.method == "GET")
        return authorize(request);
    if (path == "/oauth/token"_L1 && request.method == "POST")
        return token(request);
    if (path == "/oauth/revoke"_L1 && request.method == "POST" && m_settings.revokes)
        return revoke(request);
    return errorReply(404, "Record not found");
}

FaultReply FakeOauth::metadata() const
{
    return jsonReply(QJsonObject{{u"issuer"_s, QString(m_server.base() + u'/')},
        {u"authorization_endpoint"_s, QString(m_server.base() + "/oauth/authorize"_L1)},
        {u"token_endpoint"_s, QString(m_server.base() + "/oauth/token"_L1)},
        {u"code_challenge_methods_supported"_s, QJsonArray{u"S256"_s}},
        {u"authorization_response_iss_parameter_supported"_s, m_settings.namesIssuer}});
}

FaultReply FakeOauth::registerApp(const FaultRequest& request)
{
    if (++m_registrations > m_settings.appsPerTenMinutes)
        return errorReply(429, "Too many requests");
    const FakeForm form(request);
    App app{u"client-secret-%1"_s.arg(m_registrations),
        words(form.value(u"redirect_uris"_s).replace(u'\n', u' ')), words(form.value(u"scopes"_s))};
    if (form.value(u"client_name"_s).isEmpty() || app.redirects.isEmpty())
        return errorReply(422, "Validation failed: Application name can't be blank");
    if (m_settings.takesOneRedirectOnly && app.redirects.size() > 1)
        return errorReply(422, "Validation failed: Redirect URI must be an absolute URI.");
    if (m_settings.knowsOldScopesOnly && !covers({u"read"_s, u"write"_s, u"follow"_s}, app.scopes))
        return errorReply(422, "Validation failed: Scopes doesn't match configured on the server.");
    if (m_settings.knowsOldScopesOnly && app.scopes.join(u' ').contains(u':'))
        return errorReply(422, "Validation failed: Scopes doesn't match configured on the server.");
    const QString id = u"client-%1"_s.arg(m_registrations);
    m_apps.insert(id, app);
    return jsonReply(QJsonObject{{u"client_id"_s, id}, {u"client_secret"_s, app.secret},
        {u"name"_s, form.value(u"client_name"_s)}});
}

bool FakeOauth::mayRedirect(const App& app, const QString& redirect) const
{
    if (app.redirects.contains(redirect))
        return true;
    QUrl portless(redirect);
    portless.setPort(-1);
    return !m_settings.comparesPorts && portless.host() == "127.0.0.1"_L1
        && app.redirects.contains(portless.toString());
}

FaultReply FakeOauth::authorize(const FaultRequest& request)
{
    const auto query = request.query();
    const auto value
        = [&](const QString& name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
    const auto app = m_apps.constFind(value(u"client_id"_s));
    const QString redirect = value(u"redirect_uri"_s);
    // Whoever asks cannot be trusted with a redirect: people see a page.
    if (app == m_apps.constEnd() || !mayRedirect(*app, redirect))
        return page(u"<p>Client authentication failed or redirect URI not included"_s, 400);
    if (value(u"code_challenge_method"_s) != "S256"_L1 || value(u"code_challenge"_s).size() != 43)
        return page(u"<p>PKCE is required"_s, 400);
    m_askedScopes = words(value(u"scope"_s));
    m_wasForced = value(u"force_login"_s) == "true"_L1;

    QUrlQuery answer;
    const bool isRefused = !covers(app->scopes, m_askedScopes)
        || (m_settings.refusesScopesInBrowser && app->scopes.join(u' ').contains(u':'));
    if (isRefused) {
        answer.addQueryItem(u"error"_s, u"invalid_scope"_s);
    } else if (m_settings.person == Person::SaysNo) {
        answer.addQueryItem(u"error"_s, u"access_denied"_s);
    } else {
        const QString code = u"code-%1"_s.arg(++m_made);
        m_grants.insert(code, {app.key(), redirect, value(u"code_challenge"_s), m_askedScopes});
        if (redirect == kOutOfBand) {
            m_shownCode = code;
            return page(u"<p>"_s + code);
        }
        answer.addQueryItem(u"code"_s, code);
    }
    answer.addQueryItem(
        u"state"_s, m_settings.person == Person::ForgesState ? u"forged"_s : value(u"state"_s));
    if (m_settings.person == Person::NamesOtherIssuer)
        answer.addQueryItem(u"iss"_s, u"https://elsewhere.example/"_s);
    else if (m_settings.namesIssuer && m_settings.person != Person::OmitsIssuer)
        answer.addQueryItem(u"iss"_s, m_server.base() + u'/');
    QUrl back(redirect);
    back.setQuery(answer);
    return redirectReply(302, back.toEncoded());
}

FaultReply FakeOauth::tokenReply(const QStringList& scopes)
{
    const QByteArray access = "issued-access-" + QByteArray::number(++m_made);
    m_server.acceptToken(access);
    m_issued << access;
    QJsonObject out{{u"access_token"_s, QString::fromLatin1(access)},
        {u"token_type"_s, u"Bearer"_s}, {u"scope"_s, scopes.join(u' ')}};
    if (m_settings.tokensExpire) {
        const QString refresh = u"issued-refresh-%1"_s.arg(m_made);
        m_refresh.insert(refresh, scopes);
        out.insert(u"refresh_token"_s, refresh);
        out.insert(u"expires_in"_s, 3600);
    }
    return jsonReply(out);
}

FaultReply FakeOauth::token(const FaultRequest& request)
{
    const FakeForm form(request);
    const auto app = m_apps.constFind(form.value(u"client_id"_s));
    if (app == m_apps.constEnd() || app->secret != form.value(u"client_secret"_s))
        return errorReply(401, "invalid_client");
    const QString type = form.value(u"grant_type"_s);
    if (type == "client_credentials"_L1)
        return jsonReply(
            QJsonObject{{u"access_token"_s, u"of-the-app"_s}, {u"scope"_s, u"read"_s}});
    if (type == "refresh_token"_L1) {
        const auto scopes = m_refresh.constFind(form.value(u"refresh_token"_s));
        if (scopes == m_refresh.constEnd())
            return errorReply(400, "invalid_grant");
        ++m_refreshes;
        const QStringList granted = *scopes;
        m_refresh.erase(scopes);
        return tokenReply(granted);
    }
    const Grant grant = m_grants.take(form.value(u"code"_s));
    const auto hash = QCryptographicHash::hash(
        form.value(u"code_verifier"_s).toLatin1(), QCryptographicHash::Sha256);
    const auto challenge
        = hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (type != "authorization_code"_L1 || grant.client != app.key()
        || grant.redirect != form.value(u"redirect_uri"_s)
        || grant.challenge.toLatin1() != challenge)
        return errorReply(400, "invalid_grant");
    return tokenReply(grant.scopes);
}

FaultReply FakeOauth::revoke(const FaultRequest& request)
{
    const FakeForm form(request);
    const auto app = m_apps.constFind(form.value(u"client_id"_s));
    if (app == m_apps.constEnd() || app->secret != form.value(u"client_secret"_s))
        return errorReply(403, "unauthorized_client");
    const QByteArray token = form.value(u"token"_s).toLatin1();
    m_revoked << token;
    m_server.revokeToken(token);
    return jsonReply(QJsonObject());
}

} // namespace staffroom::test
