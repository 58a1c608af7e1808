#pragma once

#include "core/net/http_client.h"
#include "core/services/account_session.h"
#include "core/services/login.h"
#include "core/services/oauth_words.h"

#include <QList>
#include <QUrlQuery>

namespace staffroom {
struct ServiceContext;
}

namespace staffroom::x {

// OAuth 2.0 of a native app: a client id, PKCE, no secret
// (https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). Pure.

/// X wants the redirect as it was registered, port and all, and "127.0.0.1", never "localhost".
/// Tried in turn; whoever makes a client id registers all three.
inline constexpr quint16 kRedirectPorts[] = {27821, 27822, 27823};
inline constexpr char kRedirectPath[] = "/callback";

/// Where people agree ("https://x.com") and where everything else is asked ("https://api.x.com").
struct Endpoints {
    QString web;
    QString api;
    QList<quint16> redirectPorts{std::begin(kRedirectPorts), std::end(kRedirectPorts)};
};
/// The real ones, unless ServiceContext::options has others: "x.web", "x.api", "x.ports" (three
/// numbers with commas between them).
Endpoints endpointsOf(const ServiceContext& context);
/// "http://127.0.0.1:27821/callback": what is registered for a port.
QString redirectAddress(quint16 port);

// Names in Credentials::values; "access" and "refresh" are its secrets.
inline constexpr QLatin1StringView kClientIdValue{"client_id"};
inline constexpr QLatin1StringView kUserIdValue{"user_id"};
inline constexpr QLatin1StringView kDailyLimitValue{
    "daily_limit"}; ///< as money_text.h writes dollars

QStringList readScopes();
QStringList writeScopes(); ///< those on top
QStringList scopesFor(LoginRequest::Access access);
/// As far as is known: where X did not say what it granted, the answer is yes.
bool mayWrite(const Credentials& credentials);

struct Question {
    QString redirect;
    QByteArray state;
    QByteArray verifier;
};
Question newQuestion(const QString& redirect);

QUrl authorizePage(const Endpoints& endpoints, const QString& clientId, const Question& question,
    LoginRequest::Access access);
/// Cancelled when the person said no; Invalid when it answers another question.
Result<QString> codeIn(const QUrlQuery& answer, const Question& question);
HttpRequest tokenForCode(
    const QString& api, const QString& clientId, const Question& question, const QString& code);
HttpRequest refreshTokens(const QString& api, const Credentials& credentials);
/// `secret` is "access" or "refresh".
HttpRequest revokeToken(const QString& api, const Credentials& credentials, const QString& secret);
/// Tokens and their end; what else `basis` holds stays. Errors: Protocol, TooLarge.
Result<Credentials> decodeTokens(
    const QByteArray& bytes, Credentials basis, Timestamp now, const QString& path);

/// RFC 6749, 5.2: `error` of a refusal of the token endpoint; empty where it says nothing of the
/// kind.
QString oauthErrorIn(const HttpReply& refusal);
/// The token or code that was sent is good for nothing any more. Said by 400 with invalid_request
/// (X) or invalid_grant (the standard), and by nothing else.
bool saysTokenIsVoid(const HttpReply& refusal);

} // namespace staffroom::x
