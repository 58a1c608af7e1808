#pragma once

#include "core/base/clock.h"
#include "core/net/http_client.h"

#include <QJsonObject>

namespace staffroom::x {

/// What an answer of X that is no 2xx means
/// (https://docs.x.com/x-api/fundamentals/response-codes-and-errors): problem documents and the
/// older {errors:[{code}]} form alike.
/// - 402, usage-capped and a 429 without a reset: Forbidden with kNoCredit, never tried again by
///   itself;
/// - 403 client-forbidden, refused replies and quotes: Forbidden with kOnlyOnWeb;
/// - 403 for a duplicate text: Conflict;
/// - 401: Unauthorised; 400: Invalid, `path` being "since_id" where that is too old;
/// - 429 with a reset: RateLimited with retryAfter.
/// `status`, `headers`, `body` are those of the refusal (HttpRequest::onRefusal).
Error errorOfRefusal(const HttpReply& refusal, Error error, Timestamp now);

/// One problem of an answer that is a 2xx all the same, by its type, code or status.
Error errorOfProblem(const QJsonObject& problem, const QString& path);

/// Last part of the address that a problem has as `type`: "resource-not-found". Empty: none.
QString problemNameOf(const QJsonObject& problem);

/// X's own words in a problem or an old error: one line, at most 300 characters. What looks like a
/// token is left out.
QString wordingOf(const QJsonObject& problem);

} // namespace staffroom::x
