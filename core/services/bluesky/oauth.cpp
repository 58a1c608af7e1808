#include "core/services/bluesky/oauth.h"

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/oauth_words.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestMetadata = 256 * 1024;
constexpr double kLongestLife = 366.0 * 24 * 3600; // seconds; what is longer is no use to us

using FormFields = std::vector<std::pair<QByteArray, QString>>;

QByteArray formOfFields(const FormFields& fields)
{
    QByteArray out;
    for (const auto& [name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + QUrl::toPercentEncoding(value);
    }
    return out;
}

HttpRequest formTo(const QUrl& url, const FormFields& fields)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.url = url;
    request.lane = Lane::User;
    request.headers.emplace_back("Accept", "application/json");
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = formOfFields(fields);
    return request;
}

HttpRequest documentAt(const QString& address)
{
    HttpRequest request;
    request.url = QUrl(address, QUrl::StrictMode);
    request.lane = Lane::User;
    request.headers.emplace_back("Accept", "application/json");
    request.maxBytes = kLargestMetadata;
    return request;
}

/// An address that a secret may be sent to; empty for anything else.
QUrl safeAddress(const QJsonValue& value)
{
    const QUrl url = urlOf(value);
    return isAllowedAddress(url) ? url : QUrl();
}

bool holds(const QJsonValue& array, QLatin1StringView wanted)
{
    return array.toArray().contains(QString(wanted));
}

QString itemOf(const QUrlQuery& query, const QString& name)
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

QString revealed(const Credentials& credentials, QLatin1StringView name)
{
    return QString::fromUtf8(credentials.secret(name).reveal());
}

} // namespace

QString oauthScope()
{
    return u"atproto transition:generic"_s;
}

QString loopbackClientId()
{
    const FormFields parts{
        {"redirect_uri", u"http://127.0.0.1"_s + QLatin1StringView(kLoopbackPath)},
        {"scope", oauthScope()}};
    return u"http://localhost?"_s + QString::fromLatin1(formOfFields(parts));
}

HttpRequest askProtectedResource(const QString& server)
{
    return documentAt(server + "/.well-known/oauth-protected-resource"_L1);
}

Result<QString> issuerIn(const QByteArray& bytes, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QJsonValue first = object->value("authorization_servers"_L1).toArray().at(0);
    if (safeAddress(first).isEmpty())
        return fail(Error::Kind::Protocol, u"no server that signs people in is named"_s, path);
    return first.toString();
}

HttpRequest askOauthServer(const QString& issuer)
{
    const QString base = issuer.endsWith(u'/') ? issuer.chopped(1) : issuer;
    return documentAt(base + "/.well-known/oauth-authorization-server"_L1);
}

Result<OauthServer> oauthServerIn(
    const QByteArray& bytes, const QString& issuer, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    OauthServer server;
    server.issuer = textOf(*object, "issuer"_L1);
    if (server.issuer != issuer) {
        return fail(Error::Kind::Invalid,
            u"the server that signs people in gives another name for itself"_s, path);
    }
    server.pushedRequests = safeAddress(object->value("pushed_authorization_request_endpoint"_L1));
    server.authorize = safeAddress(object->value("authorization_endpoint"_L1));
    server.token = safeAddress(object->value("token_endpoint"_L1));
    server.revocation = safeAddress(object->value("revocation_endpoint"_L1));
    for (const auto prompt : object->value("prompt_values_supported"_L1).toArray())
        server.prompts << prompt.toString();
    const bool isComplete = !server.pushedRequests.isEmpty() && !server.authorize.isEmpty()
        && !server.token.isEmpty()
        && holds(object->value("code_challenge_methods_supported"_L1), "S256"_L1)
        && holds(object->value("dpop_signing_alg_values_supported"_L1), "ES256"_L1)
        && object->value("authorization_response_iss_parameter_supported"_L1).toBool();
    if (!isComplete) {
        return fail(Error::Kind::Unsupported,
            u"the server does not sign people in the way this program needs"_s, path);
    }
    return server;
}

HttpRequest pushRequest(const OauthServer& server, const OauthQuestion& question)
{
    FormFields fields{{"client_id", loopbackClientId()}, {"redirect_uri", question.redirect},
        {"response_type", u"code"_s}, {"scope", oauthScope()},
        {"state", QString::fromLatin1(question.state)},
        {"code_challenge", QString::fromLatin1(challengeOf(question.verifier))},
        {"code_challenge_method", u"S256"_s}};
    if (!question.loginHint.isEmpty())
        fields.emplace_back("login_hint", question.loginHint);
    if (!question.prompt.isEmpty())
        fields.emplace_back("prompt", question.prompt);
    return formTo(server.pushedRequests, fields);
}

HttpRequest codeForTokens(
    const OauthServer& server, const OauthQuestion& question, const QString& code)
{
    return formTo(server.token,
        {{"grant_type", u"authorization_code"_s}, {"code", code},
            {"redirect_uri", question.redirect},
            {"code_verifier", QString::fromLatin1(question.verifier)},
            {"client_id", loopbackClientId()}});
}

HttpRequest renewTokens(const Credentials& old)
{
    return formTo(QUrl(old.values.value(kTokenEndpoint), QUrl::StrictMode),
        {{"grant_type", u"refresh_token"_s}, {"refresh_token", revealed(old, kRefresh)},
            {"client_id", old.values.value(kClientId)}});
}

HttpRequest revokeTokens(const Credentials& credentials)
{
    const bool hasRefresh = !credentials.secret(kRefresh).isEmpty();
    return formTo(QUrl(credentials.values.value(kRevocationEndpoint), QUrl::StrictMode),
        {{"token", revealed(credentials, hasRefresh ? kRefresh : kAccess)},
            {"client_id", credentials.values.value(kClientId)}});
}

Result<QUrl> authorizePage(const OauthServer& server, const QByteArray& bytes, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QString pushed = textOf(*object, "request_uri"_L1);
    if (pushed.isEmpty())
        return fail(Error::Kind::Protocol, u"the server gave no page to open"_s, path);
    const QByteArray query
        = formOfFields({{"client_id", loopbackClientId()}, {"request_uri", pushed}});
    const char joint = server.authorize.hasQuery() ? '&' : '?';
    return QUrl::fromEncoded(server.authorize.toEncoded() + joint + query, QUrl::StrictMode);
}

Result<QString> codeOf(
    const QUrlQuery& answer, const OauthQuestion& question, const OauthServer& server)
{
    if (answer.allQueryItemValues(u"state"_s).size() != 1
        || itemOf(answer, u"state"_s).toLatin1() != question.state)
        return fail(Error::Kind::Invalid, u"the browser's answer has another state"_s);
    if (answer.allQueryItemValues(u"iss"_s).size() != 1
        || itemOf(answer, u"iss"_s) != server.issuer)
        return fail(Error::Kind::Invalid, u"the browser's answer comes from another server"_s);
    const QString error = itemOf(answer, u"error"_s);
    if (error == "access_denied"_L1)
        return fail(Error::Kind::Cancelled, error);
    if (!error.isEmpty())
        return fail(Error::Kind::Invalid, error.left(100));
    const QString code = itemOf(answer, u"code"_s);
    if (code.isEmpty())
        return fail(Error::Kind::Invalid, u"the browser's answer holds no code"_s);
    return code;
}

Result<Credentials> tokensIn(
    const QByteArray& bytes, const Credentials& basis, Timestamp now, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const auto refuse
        = [&path](const QString& why) { return fail(Error::Kind::Protocol, why, path); };
    constexpr int kLongestToken = 16 * 1024;
    const QString access = textOf(*object, "access_token"_L1, kLongestToken);
    const QString refresh = textOf(*object, "refresh_token"_L1, kLongestToken);
    const QString sub = textOf(*object, "sub"_L1);
    if (access.isEmpty())
        return refuse(u"the server gave no token"_s);
    if (textOf(*object, "token_type"_L1).compare("DPoP"_L1, Qt::CaseInsensitive) != 0)
        return refuse(u"the token is not bound to this program's key"_s);
    if (!isDid(sub))
        return refuse(u"the server does not say whose token this is"_s);
    const QString known = basis.values.value(kDid);
    if (!known.isEmpty() && known != sub)
        return fail(Error::Kind::Invalid, u"the token is somebody else's"_s, path);
    const QStringList scopes = textOf(*object, "scope"_L1).split(u' ', Qt::SkipEmptyParts);
    if (!scopes.contains("atproto"_L1))
        return refuse(u"the token is not for this network"_s);

    Credentials out = basis;
    out.secrets[kAccess] = Secret(access.toUtf8());
    if (!refresh.isEmpty())
        out.secrets[kRefresh] = Secret(refresh.toUtf8());
    out.values.insert(kDid, sub);
    out.scopes = scopes;
    const double life = object->value("expires_in"_L1).toDouble();
    out.expires.reset();
    if (life > 0 && life < kLongestLife)
        out.expires = now + Millis(static_cast<qint64>(life * 1'000));
    return out;
}

} // namespace staffroom::bluesky
