#pragma once

#include "core/net/http_client.h"
#include "core/services/account_session.h"
#include "core/services/login.h"
#include "core/services/oauth_words.h"

#include <QUrlQuery>

namespace staffroom::x {

// OAuth 2.0 of a native app: a client id, PKCE, no secret
// (https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). Pure.

/// X wants the redirect as it was registered, port and all, and "127.0.0.1", never "localhost".
/// Tried in turn; whoever makes a client id registers all three.
inline constexpr quint16 kRedirectPorts[] = {47821, 47822, 47823};
inline constexpr char kRedirectPath[] = "/callback";

/// Where people agree ("https://x.com") and where everything else is asked ("https://api.x.com").
struct Endpoints {
    QString web;
    QString api;
};

// Names in Credentials::values; "access" and "refresh" are its secrets.
inline constexpr QLatin1StringView kClientIdValue{"client_id"};
inline constexpr QLatin1StringView kUserIdValue{"user_id"};
inline constexpr QLatin1StringView kDailyLimitValue{"daily_limit"}; ///< millionths of a dollar

QStringList readScopes();
QStringList writeScopes(); ///< those on top
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
HttpRequest tokenForCode(const QString& api, const QString& clientId, const Question& question,
    const QString& code);
HttpRequest refreshTokens(const QString& api, const Credentials& credentials);
HttpRequest revokeToken(const QString& api, const Credentials& credentials);
/// Tokens and their end; what else `basis` holds stays.
Result<Credentials> decodeTokens(
    const QByteArray& bytes, Credentials basis, Timestamp now, const QString& path);

} // namespace staffroom::x
