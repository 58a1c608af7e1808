#pragma once

#include "core/net/http_client.h"
#include "core/services/account_session.h"
#include "core/services/login.h"
#include "core/services/oauth_words.h"

#include <QUrlQuery>

namespace staffroom::mastodon {

// Signing in by OAuth 2 as a native app (RFC 8252), with PKCE (RFC 7636). Everything here is pure,
// but for the random words.

/// What a server knows this program as.
struct OauthApp {
    QString clientId;
    Secret clientSecret;
    QString redirect; ///< "http://127.0.0.1:PORT/callback", port as registered
    QStringList scopes; ///< asking for more than these fails
};

/// RFC 8414, as far as it matters here.
struct OauthMetadata {
    QString issuer;
    bool namesIssuer = false; ///< every answer has `iss` (RFC 9207)
};

inline constexpr char kCallbackPath[] = "/callback";
/// Instead of an address: the server shows the code to the person.
QString outOfBand();

/// All that this program ever asks for; what servers of an older kind call that.
QStringList allScopes();
QStringList oldScopes();
/// The least of `app`'s scopes for this.
QStringList scopesFor(const OauthApp& app, LoginRequest::Access access);

HttpRequest oauthMetadata(const QString& server);
HttpRequest registerApp(
    const QString& server, const QStringList& redirects, const QStringList& scopes);
/// Only to learn whether the server still knows the app.
HttpRequest tokenOfApp(const QString& server, const OauthApp& app);
HttpRequest tokenForCode(const QString& server, const OauthApp& app, const QString& redirect,
    const QString& code, const QByteArray& verifier);
HttpRequest revokeToken(const QString& server, const Credentials& credentials);

struct Question {
    QString redirect;
    QByteArray state;
    QByteArray verifier;
};
QUrl authorizePage(const QString& server, const OauthApp& app, const Question& question,
    const QStringList& scopes, bool choosesAccount);

/// The code in an answer to `question`. Invalid: it is not an answer to that. Cancelled: the person
/// said no.
Result<QString> codeIn(
    const QUrlQuery& answer, const Question& question, const OauthMetadata& metadata);

/// A document that says nothing of use gives an empty one.
OauthMetadata readMetadata(const QByteArray& bytes);
Result<OauthApp> readApp(const QByteArray& bytes, const QString& path);
bool isUnknownClient(const Error& error);
bool isScopeTrouble(const Error& error);

} // namespace staffroom::mastodon
