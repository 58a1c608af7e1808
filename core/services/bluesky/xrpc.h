#pragma once

#include "core/net/http_client.h"

#include <QJsonObject>

namespace staffroom::bluesky {

// Calls of the AT protocol over HTTP (atproto.com/specs/xrpc). Pure.

/// Where a call goes.
struct Host {
    QString server; ///< base address without a trailing slash
    Lane lane = Lane::Visible;
    QByteArray labellers; ///< `atproto-accept-labelers`; empty: not sent
};
using Params = std::vector<std::pair<QByteArray, QString>>; ///< repeated keys are arrays

HttpRequest query(const Host& host, QLatin1StringView nsid, const Params& params = {});
HttpRequest procedure(const Host& host, QLatin1StringView nsid, const QJsonObject& body);
/// A POST without a body, as refreshSession and deleteSession want it.
HttpRequest bareProcedure(const Host& host, QLatin1StringView nsid);

/// Gives an error its meaning in this API: by the `error` member of the body (Error::detail keeps
/// "NAME: message"), never by the status alone. ExpiredToken, InvalidToken, AuthMissing and
/// AuthenticationRequired -> Unauthorised; "NotFound", "Profile not found", "Post not found",
/// RecordNotFound -> NotFound; RateLimitExceeded -> RateLimited; AccountTakedown,
/// AccountDeactivated, AccountSuspended -> Forbidden; a 403 that is no JSON -> Unauthorised where
/// the call went without a token (a rule of the proxy: sign in), else Forbidden;
/// MethodNotImplemented -> Unsupported; NotAvailable/UpstreamFailure stay Server.
Error withApiMeaning(Error error, bool isSignedIn);
/// Sends a call as it is; its error has its meaning.
Task<HttpReply> sendCall(HttpClient& http, HttpRequest request, bool isSignedIn, QObject* context);
/// `send` is given the request, which keeps the server's words for the error, and sends it.
Task<HttpReply> sendCallBy(const std::function<Task<HttpReply>(HttpRequest)>& send,
    HttpRequest request, bool isSignedIn, QObject* context);
/// "ExpiredToken" of a detail "ExpiredToken: Token has expired"; empty where there is none.
QString errorNameOf(const Error& error);

} // namespace staffroom::bluesky
