#include "core/net/http_client.h"

#include "core/net/http_exchange.h"

namespace staffroom {

QByteArray HttpReply::header(QByteArrayView lowerCaseName) const
{
    return headerValue(headers, lowerCaseName);
}

class HttpClient::Private {
public:
    Private(Clock& clock, RateLimiter& limiter, Options options)
        : shared{clock, limiter, std::move(options), &network, {}}
    {
    }

    QNetworkAccessManager network;
    HttpShared shared;
    /// Parent of what runs; goes first, so that nothing outlives `network`.
    std::unique_ptr<QObject> exchanges = std::make_unique<QObject>();
};

HttpClient::HttpClient(Clock& clock, RateLimiter& limiter, Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock, limiter, std::move(options)))
{
    d->network.setAutoDeleteReplies(false);
}

HttpClient::~HttpClient() = default;

Task<HttpReply> HttpClient::send(HttpRequest request)
{
    Promise<HttpReply> promise;
    auto task = promise.task();
    auto* exchange = new HttpExchange( // deletes itself, or goes with its parent
        d->shared, std::move(request), std::move(promise), d->exchanges.get());
    exchange->start();
    return task;
}

HttpTotals HttpClient::totals() const
{
    return d->shared.totals;
}

const QByteArray& HttpClient::userAgent() const
{
    return d->shared.options.userAgent;
}

bool HttpClient::loopbackOnly() const
{
    return d->shared.options.loopbackOnly;
}

void HttpClient::resetConnections()
{
    d->network.clearConnectionCache();
}

} // namespace staffroom
