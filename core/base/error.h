#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace staffroom {

/// Why something could not be done. A plain value; core never makes sentences of it, ui does
/// (`ui/base/error_text.h`). `detail` is the other side's own wording: plain text, never trusted,
/// never a secret.
struct Error {
    enum class Kind {
        Cancelled, ///< nobody wants the answer any more
        Offline, ///< no name, no route, refused, cut
        Timeout, ///< a deadline of ours passed
        Tls, ///< certificate or protocol refused
        RateLimited, ///< 429; `retryAfter` when the server said so
        Unauthorised, ///< sign-in needed or no longer valid
        Forbidden, ///< signed in, but not allowed
        NotFound, ///< 404 or 410
        Conflict, ///< 409
        Invalid, ///< our request or the person's input is wrong (400, 422, bad address)
        Server, ///< 5xx
        Protocol, ///< the answer is not what the service's description says
        TooLarge, ///< over a cap of ours
        Storage, ///< disk full, unreadable, corrupt
        Secrets, ///< the key store did not answer or refused
        Unsupported, ///< this service cannot do that
        Locked, ///< "Reading only" is on: nothing was sent
    };

    Kind kind = Kind::Protocol;
    int http = 0; ///< HTTP status, 0 where there was none
    std::optional<std::chrono::seconds> retryAfter; ///< from now
    QString path; ///< JSON path or API path the error is about
    QString detail;

    /// Trying the same again later may help.
    bool isRetryable() const;
    bool needsLogin() const { return kind == Kind::Unauthorised; }

    bool operator==(const Error&) const = default;
};

/// `path` of a Forbidden where the network has closed or paused the account itself.
inline constexpr QLatin1StringView kAccountClosed{"account-closed"};

/// `path` of a RateLimited where the reader's own limit of what a day may cost is reached.
inline constexpr QLatin1StringView kSpendingLimit{"spending-limit"};
/// `path` of a Forbidden where what was paid for is used up.
inline constexpr QLatin1StringView kNoCredit{"no-credit"};
/// `path` of a Forbidden where the network lets people do this on its own pages only.
inline constexpr QLatin1StringView kOnlyOnWeb{"only-on-web"};

/// Stable English name for logs and exit messages, e.g. "rate-limited".
QLatin1StringView errorName(Error::Kind kind);

} // namespace staffroom
