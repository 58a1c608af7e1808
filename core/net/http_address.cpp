#include "core/net/http_address.h"
#include "core/net/http_client.h"

#include <QHostAddress>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAllowed(const QUrl& url, QLatin1StringView secure, QLatin1StringView open)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (url.scheme() == secure)
        return true;
    return url.scheme() == open && isLoopbackHost(url.host());
}

int portOf(const QUrl& url)
{
    const bool isSecure = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
    return url.port(isSecure ? 443 : 80);
}

} // namespace

bool isLoopbackHost(const QString& host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

bool isAllowedAddress(const QUrl& url)
{
    return isAllowed(url, "https"_L1, "http"_L1);
}

bool isAllowedStreamAddress(const QUrl& url)
{
    return isAllowed(url, "wss"_L1, "ws"_L1);
}

bool isSameOrigin(const QUrl& a, const QUrl& b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

} // namespace staffroom
