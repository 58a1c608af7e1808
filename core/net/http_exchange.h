#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>

namespace staffroom {

/// What all exchanges of one HttpClient share.
struct HttpShared {
    Clock& clock;
    RateLimiter& limiter;
    HttpClient::Options options;
    QNetworkAccessManager* network = nullptr;
    HttpTotals totals;
};

/// One request on its way, through redirects to its answer. Deletes itself after it has answered.
class HttpExchange : public QObject {
    Q_OBJECT
public:
    HttpExchange(
        HttpShared& shared, HttpRequest request, Promise<HttpReply> promise, QObject* parent);
    ~HttpExchange() override;

    void start();
    void cancel();

private:
    void queue();
    void sendNow();
    QNetworkRequest networkRequest() const;
    Result<QNetworkReply*> startReply();
    void onSent(qint64 sent, qint64 total);
    void readBody();
    void onFinished();
    void finishWithStatus(int status, HttpHeaders headers);
    void followRedirect(int status, const QByteArray& location);
    void finish(Result<HttpReply> result);
    void dropReply();

    HttpShared& m_shared;
    HttpRequest m_request;
    Promise<HttpReply> m_promise;
    RateKey m_key;
    RateTicket m_ticket;
    std::unique_ptr<Timer> m_deadline;
    QNetworkReply* m_reply = nullptr; ///< owned; null while waiting
    QByteArray m_body;
    int m_redirects = 0;
    bool m_hasBegun = false; ///< the deadline runs
    bool m_isDone = false;
};

} // namespace staffroom
