#include "core/base/error.h"

namespace staffroom {

bool Error::isRetryable() const
{
    switch (kind) {
    case Kind::Offline:
    case Kind::Timeout:
    case Kind::RateLimited:
    case Kind::Server:
        return true;
    default:
        return false;
    }
}

QLatin1StringView errorName(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled:
        return QLatin1StringView("cancelled");
    case Error::Kind::Offline:
        return QLatin1StringView("offline");
    case Error::Kind::Timeout:
        return QLatin1StringView("timeout");
    case Error::Kind::Tls:
        return QLatin1StringView("tls");
    case Error::Kind::RateLimited:
        return QLatin1StringView("rate-limited");
    case Error::Kind::Unauthorised:
        return QLatin1StringView("unauthorised");
    case Error::Kind::Forbidden:
        return QLatin1StringView("forbidden");
    case Error::Kind::NotFound:
        return QLatin1StringView("not-found");
    case Error::Kind::Conflict:
        return QLatin1StringView("conflict");
    case Error::Kind::Invalid:
        return QLatin1StringView("invalid");
    case Error::Kind::Server:
        return QLatin1StringView("server");
    case Error::Kind::Protocol:
        return QLatin1StringView("protocol");
    case Error::Kind::TooLarge:
        return QLatin1StringView("too-large");
    case Error::Kind::Storage:
        return QLatin1StringView("storage");
    case Error::Kind::Secrets:
        return QLatin1StringView("secrets");
    case Error::Kind::Unsupported:
        return QLatin1StringView("unsupported");
    case Error::Kind::Locked:
        return QLatin1StringView("locked");
    }
    return QLatin1StringView("unknown");
}

} // namespace staffroom
