#include "core/services/x/oauth.h"

#include "core/services/json_document.h"
#include "core/services/service.h"

#include <QJsonObject>

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

using OauthFields = std::vector<std::pair<QByteArray, QString>>;

constexpr qsizetype kLongestToken = 8 * 1024;
constexpr double kLongestLife = 366.0 * 24 * 3600;
/// Whoever gives up sooner may never learn the tokens that came instead of those it had.
constexpr Millis kRefreshDeadline{60'000};

const QString kAccessSecret = u"access"_s;
const QString kRefreshSecret = u"refresh"_s;

QByteArray oauthForm(const OauthFields& fields)
{
    QByteArray out;
    for (const auto& [name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + QUrl::toPercentEncoding(value);
    }
    return out;
}

/// A form, for X refuses these calls as JSON.
HttpRequest oauthPost(const QString& api, const QString& path, const OauthFields& fields)
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.url = QUrl(api + path, QUrl::StrictMode);
    request.headers.emplace_back("Accept", "application/json");
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = oauthForm(fields);
    request.lane = Lane::User;
    request.bucket = u"x-oauth"_s;
    request.maxBytes = 64 * 1024;
    return request;
}

QString secretText(const Credentials& credentials, const QString& name)
{
    return QString::fromLatin1(credentials.secret(name).reveal());
}

QString oauthValue(const QUrlQuery& query, const QString& name)
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

QString addressOption(const ServiceContext& context, const QString& name, const QString& usual)
{
    QString address = context.options.value(name, usual);
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

/// Goes into a header as it is.
bool isToken(const QByteArray& text)
{
    return !text.isEmpty() && text.size() <= kLongestToken
        && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

} // namespace

Endpoints endpointsOf(const ServiceContext& context)
{
    Endpoints out;
    out.web = addressOption(context, u"x.web"_s, u"https://x.com"_s);
    out.api = addressOption(context, u"x.api"_s, u"https://api.x.com"_s);
    const QString ports = context.options.value(u"x.ports"_s);
    if (!ports.isEmpty())
        out.redirectPorts.clear();
    for (const auto& word : ports.split(u',', Qt::SkipEmptyParts)) {
        if (const quint16 port = word.trimmed().toUShort())
            out.redirectPorts << port;
    }
    return out;
}

QString redirectAddress(quint16 port)
{
    return u"http://127.0.0.1:"_s + QString::number(port) + QLatin1StringView(kRedirectPath);
}

QStringList readScopes()
{
    return {u"tweet.read"_s, u"users.read"_s, u"list.read"_s, u"bookmark.read"_s, u"mute.read"_s,
        u"offline.access"_s};
}

QStringList writeScopes()
{
    return {u"tweet.write"_s, u"media.write"_s, u"bookmark.write"_s, u"list.write"_s,
        u"like.write"_s, u"follows.write"_s, u"mute.write"_s};
}

QStringList scopesFor(LoginRequest::Access access)
{
    return access == LoginRequest::Access::Read ? readScopes() : readScopes() + writeScopes();
}

bool mayWrite(const Credentials& credentials)
{
    return credentials.scopes.isEmpty() || credentials.scopes.contains(u"tweet.write"_s);
}

Question newQuestion(const QString& redirect)
{
    return {redirect, randomWord(), randomWord()};
}

QUrl authorizePage(const Endpoints& endpoints, const QString& clientId, const Question& question,
    LoginRequest::Access access)
{
    const OauthFields fields{{"response_type", u"code"_s}, {"client_id", clientId},
        {"redirect_uri", question.redirect}, {"scope", scopesFor(access).join(u' ')},
        {"state", QString::fromLatin1(question.state)},
        {"code_challenge", QString::fromLatin1(challengeOf(question.verifier))},
        {"code_challenge_method", u"S256"_s}};
    return QUrl::fromEncoded(
        endpoints.web.toLatin1() + "/i/oauth2/authorize?" + oauthForm(fields), QUrl::StrictMode);
}

Result<QString> codeIn(const QUrlQuery& answer, const Question& question)
{
    if (answer.allQueryItemValues(u"state"_s).size() != 1
        || oauthValue(answer, u"state"_s).toLatin1() != question.state)
        return fail(Error::Kind::Invalid, u"the browser's answer has another state"_s);
    const QString error = oauthValue(answer, u"error"_s);
    if (error == "access_denied"_L1)
        return fail(Error::Kind::Cancelled, error);
    if (!error.isEmpty())
        return fail(Error::Kind::Invalid, error.left(100));
    const QString code = oauthValue(answer, u"code"_s);
    if (code.isEmpty())
        return fail(Error::Kind::Invalid, u"the browser's answer holds no code"_s);
    return code;
}

HttpRequest tokenForCode(
    const QString& api, const QString& clientId, const Question& question, const QString& code)
{
    return oauthPost(api, u"/2/oauth2/token"_s,
        {{"grant_type", u"authorization_code"_s}, {"code", code}, {"client_id", clientId},
            {"redirect_uri", question.redirect},
            {"code_verifier", QString::fromLatin1(question.verifier)}});
}

HttpRequest refreshTokens(const QString& api, const Credentials& credentials)
{
    auto request = oauthPost(api, u"/2/oauth2/token"_s,
        {{"grant_type", u"refresh_token"_s},
            {"refresh_token", secretText(credentials, kRefreshSecret)},
            {"client_id", credentials.values.value(kClientIdValue)}});
    request.deadline = kRefreshDeadline;
    return request;
}

HttpRequest revokeToken(const QString& api, const Credentials& credentials, const QString& secret)
{
    return oauthPost(api, u"/2/oauth2/revoke"_s,
        {{"token", secretText(credentials, secret)},
            {"client_id", credentials.values.value(kClientIdValue)}});
}

Result<Credentials> decodeTokens(
    const QByteArray& bytes, Credentials basis, Timestamp now, const QString& path)
{
    const auto document = readJsonDocument(bytes, path, 8);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    const QString type = object.value("token_type"_L1).toString(u"bearer"_s);
    const QByteArray access = object.value("access_token"_L1).toString().toUtf8();
    if (type.compare("bearer"_L1, Qt::CaseInsensitive) != 0 || !isToken(access))
        return fail(Error::Kind::Protocol, u"no token came"_s, path);
    basis.secrets[kAccessSecret] = Secret(access);
    const QByteArray refresh = object.value("refresh_token"_L1).toString().toUtf8();
    if (isToken(refresh))
        basis.secrets[kRefreshSecret] = Secret(refresh);
    const double lasts = object.value("expires_in"_L1).toDouble();
    basis.expires.reset();
    if (lasts >= 1 && lasts <= kLongestLife)
        basis.expires = now + std::chrono::seconds(static_cast<qint64>(lasts));
    const QString scope = object.value("scope"_L1).toString();
    if (!scope.isEmpty())
        basis.scopes = scope.split(u' ', Qt::SkipEmptyParts);
    return basis;
}

QString oauthErrorIn(const HttpReply& refusal)
{
    const auto document = readJsonDocument(refusal.body, {}, 8);
    return document ? document->object().value("error"_L1).toString().left(100) : QString();
}

bool saysTokenIsVoid(const HttpReply& refusal)
{
    if (refusal.status != 400)
        return false;
    const QString error = oauthErrorIn(refusal);
    return error == "invalid_request"_L1 || error == "invalid_grant"_L1;
}

} // namespace staffroom::x
