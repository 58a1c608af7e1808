#pragma once

#include "core/net/http_client.h"
#include "core/services/account_session.h"

#include <QStringList>
#include <QUrlQuery>

namespace staffroom::bluesky {

// Signing in by OAuth as this network has it (atproto.com/specs/oauth): a loopback client without a
// registration, pushed requests (RFC 9126), PKCE, DPoP. Everything here is pure.

// Values inside Credentials, with OAuth only; api_calls.h has the others.
inline constexpr QLatin1StringView kIssuer{"issuer"};
inline constexpr QLatin1StringView kTokenEndpoint{"token_endpoint"};
inline constexpr QLatin1StringView kRevocationEndpoint{"revocation_endpoint"};
inline constexpr QLatin1StringView kClientId{"client_id"};

inline constexpr char kLoopbackPath[] = "/callback";

/// Who signs people in for a server (RFC 8414).
struct OauthServer {
    QString issuer;
    QUrl pushedRequests;
    QUrl authorize;
    QUrl token;
    QUrl revocation; ///< empty: tokens cannot be taken back
    QStringList prompts; ///< values of `prompt` that it knows
};

/// One sign-in under way.
struct OauthQuestion {
    QString redirect; ///< "http://127.0.0.1:PORT/callback"
    QByteArray state;
    QByteArray verifier;
    QString loginHint; ///< handle, DID or mail address; empty: whoever it is
    QString prompt; ///< empty: as the server likes
};

/// All that this program asks for.
QString oauthScope();
/// The id of a program that runs on the person's own computer; the port stands in no id.
QString loopbackClientId();

HttpRequest askProtectedResource(const QString& server);
/// The issuer that a server of records names. Protocol where it names none of use.
Result<QString> issuerIn(const QByteArray& bytes, const QString& path);
HttpRequest askOauthServer(const QString& issuer);
/// Invalid where the document is another issuer's; Unsupported where something is missing that
/// signing in here needs.
Result<OauthServer> oauthServerIn(
    const QByteArray& bytes, const QString& issuer, const QString& path);

// These want a DPoP proof.
HttpRequest pushRequest(const OauthServer& server, const OauthQuestion& question);
HttpRequest codeForTokens(
    const OauthServer& server, const OauthQuestion& question, const QString& code);
HttpRequest renewTokens(const Credentials& old);
HttpRequest revokeTokens(const Credentials& credentials);

/// The page for the browser, after pushRequest was answered with `bytes`.
Result<QUrl> authorizePage(const OauthServer& server, const QByteArray& bytes, const QString& path);
/// The code in an answer to `question`. Invalid: it is not an answer to that, or of another issuer.
/// Cancelled: the person said no.
Result<QString> codeOf(
    const QUrlQuery& answer, const OauthQuestion& question, const OauthServer& server);

/// What the token endpoint gave, over `basis`. Protocol where it is not what was asked for; `sub`
/// is in `values` as kDid, and the same as that of `basis` if it had one.
Result<Credentials> tokensIn(
    const QByteArray& bytes, const Credentials& basis, Timestamp now, const QString& path);

} // namespace staffroom::bluesky
