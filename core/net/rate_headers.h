#pragma once

#include "core/base/clock.h"

#include <QByteArray>

#include <optional>
#include <utility>
#include <vector>

namespace staffroom {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// First header of that name, in lower case; empty where there is none.
QByteArray headerValue(const HttpHeaders& headers, QByteArrayView lowerCaseName);

/// What a reply says about its budget. Only what was there and made sense.
struct RateNotice {
    std::optional<int> limit;
    std::optional<int> remaining;
    std::optional<Millis> untilReset; ///< from now; may be 0 or negative for a moment that passed
    std::optional<Millis> retryAfter; ///< from now; always above 0, at most a day
};

/// `X-RateLimit-*` and `RateLimit-*` (reset as ISO time, epoch seconds or milliseconds, or seconds
/// from now) and `Retry-After` (seconds or HTTP date). Moments count from the reply's own `Date`,
/// so that a wrong clock on either side does not matter; without one from `now`.
RateNotice readRateHeaders(const HttpHeaders& headers, Timestamp now);

} // namespace staffroom
