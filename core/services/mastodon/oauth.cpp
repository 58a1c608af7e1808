#include "core/services/mastodon/oauth.h"

#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/request_parts.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

HttpRequest post(const QString& server, const QByteArray& path, const Fields& fields)
{
    return sendOf(HttpRequest::Verb::Post, {server, {}, Lane::User}, path, fields);
}

Fields withClient(const OauthApp& app, Fields fields)
{
    fields.emplace_back("client_id", app.clientId);
    if (!app.clientSecret.isEmpty())
        fields.emplace_back("client_secret", QString::fromUtf8(app.clientSecret.reveal()));
    return fields;
}

QString valueOf(const QUrlQuery& query, const QString& name)
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace

QString outOfBand()
{
    return u"urn:ietf:wg:oauth:2.0:oob"_s;
}

QStringList allScopes()
{
    return {u"read"_s, u"write:statuses"_s, u"write:media"_s, u"write:favourites"_s,
        u"write:bookmarks"_s, u"write:follows"_s, u"write:lists"_s, u"write:mutes"_s,
        u"write:blocks"_s, u"write:filters"_s, u"write:notifications"_s, u"write:reports"_s};
}

QStringList oldScopes()
{
    return {u"read"_s, u"write"_s, u"follow"_s};
}

QStringList scopesFor(const OauthApp& app, LoginRequest::Access access)
{
    return access == LoginRequest::Access::Read ? QStringList{u"read"_s} : app.scopes;
}

HttpRequest oauthMetadata(const QString& server)
{
    auto request = getOf({server, {}, Lane::User}, "/.well-known/oauth-authorization-server");
    request.maxBytes = 256 * 1024;
    return request;
}

HttpRequest registerApp(
    const QString& server, const QStringList& redirects, const QStringList& scopes)
{
    return post(server, "/api/v1/apps",
        {{"client_name", u"Staffroom"_s}, {"redirect_uris", redirects.join(u'\n')},
            {"scopes", scopes.join(u' ')}});
}

HttpRequest tokenOfApp(const QString& server, const OauthApp& app)
{
    return post(server, "/oauth/token",
        withClient(app,
            {{"grant_type", u"client_credentials"_s}, {"redirect_uri", app.redirect},
                {"scope", u"read"_s}}));
}

HttpRequest tokenForCode(const QString& server, const OauthApp& app, const QString& redirect,
    const QString& code, const QByteArray& verifier)
{
    return post(server, "/oauth/token",
        withClient(app,
            {{"grant_type", u"authorization_code"_s}, {"code", code}, {"redirect_uri", redirect},
                {"code_verifier", QString::fromLatin1(verifier)}}));
}

HttpRequest revokeToken(const QString& server, const Credentials& credentials)
{
    OauthApp app;
    app.clientId = credentials.values.value(u"client_id"_s);
    app.clientSecret = credentials.secret(u"client_secret"_s);
    return post(server, "/oauth/revoke",
        withClient(app, {{"token", QString::fromUtf8(credentials.secret(u"access"_s).reveal())}}));
}

QUrl authorizePage(const QString& server, const OauthApp& app, const Question& question,
    const QStringList& scopes, bool choosesAccount)
{
    Fields fields{{"response_type", u"code"_s}, {"client_id", app.clientId},
        {"redirect_uri", question.redirect}, {"scope", scopes.join(u' ')},
        {"state", QString::fromLatin1(question.state)},
        {"code_challenge", QString::fromLatin1(challengeOf(question.verifier))},
        {"code_challenge_method", u"S256"_s}};
    if (choosesAccount)
        fields.emplace_back("force_login", u"true"_s);
    return QUrl::fromEncoded(
        server.toLatin1() + "/oauth/authorize?" + formOf(fields), QUrl::StrictMode);
}

Result<QString> codeIn(
    const QUrlQuery& answer, const Question& question, const OauthMetadata& metadata)
{
    // Several servers take any verifier: there the state alone tells our answer from another one.
    if (answer.allQueryItemValues(u"state"_s).size() != 1
        || valueOf(answer, u"state"_s).toLatin1() != question.state)
        return fail(Error::Kind::Invalid, u"the browser's answer has another state"_s);
    const bool hasIssuer = answer.hasQueryItem(u"iss"_s);
    const bool mustMatch = metadata.namesIssuer || (hasIssuer && !metadata.issuer.isEmpty());
    if (mustMatch && valueOf(answer, u"iss"_s) != metadata.issuer)
        return fail(Error::Kind::Invalid, u"the browser's answer comes from another server"_s);
    const QString error = valueOf(answer, u"error"_s);
    if (error == "access_denied"_L1)
        return fail(Error::Kind::Cancelled, error);
    if (!error.isEmpty())
        return fail(Error::Kind::Invalid, error.left(100));
    const QString code = valueOf(answer, u"code"_s);
    if (code.isEmpty())
        return fail(Error::Kind::Invalid, u"the browser's answer holds no code"_s);
    return code;
}

OauthMetadata readMetadata(const QByteArray& bytes)
{
    const auto document = readJson(bytes, {});
    if (!document)
        return {};
    const auto object = document->object();
    return {textOf(object, "issuer"_L1),
        object.value("authorization_response_iss_parameter_supported"_L1).toBool()};
}

Result<OauthApp> readApp(const QByteArray& bytes, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    OauthApp app;
    app.clientId = textOf(document->object(), "client_id"_L1);
    app.clientSecret = Secret(textOf(document->object(), "client_secret"_L1).toUtf8());
    if (app.clientId.isEmpty())
        return fail(Error::Kind::Protocol, u"the server gave no client_id"_s, path);
    return app;
}

bool isUnknownClient(const Error& error)
{
    return error.detail.contains("invalid_client"_L1)
        || error.detail.contains("Client authentication failed"_L1);
}

bool isScopeTrouble(const Error& error)
{
    return error.detail.contains("scope"_L1, Qt::CaseInsensitive);
}

} // namespace staffroom::mastodon
