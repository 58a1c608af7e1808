#pragma once

#include "core/net/rate_headers.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

class QTcpSocket;

namespace staffroom::test {

/// One request as it came in.
struct FaultRequest {
    QByteArray method;
    QByteArray target; ///< path with query, as sent
    HttpHeaders headers; ///< names as sent
    QByteArray body;
    qint64 receivedMs = 0; ///< wall clock

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
    QString path() const; ///< decoded, without query
    QUrlQuery query() const;
};

/// An answer, and what goes wrong with it.
struct FaultReply {
    enum class End {
        Clean,
        Stall, ///< the connection stays open, nothing more comes
        Cut, ///< closed in the middle
        Reset, ///< TCP reset in the middle
        Drop, ///< closed before the first byte of the answer
    };
    int status = 200;
    HttpHeaders headers;
    QByteArray contentType = "application/json; charset=utf-8";
    QByteArray body;
    qint64 fillBytes = 0; ///< so many letters follow the body, made while sending

    std::chrono::milliseconds delay{0}; ///< before the first byte
    qint64 dripBytes = 0; ///< above 0: so many bytes of the body at a time ...
    std::chrono::milliseconds dripEvery{10}; ///< ... and that far apart
    End end = End::Clean;
    qint64 endAfter = 0; ///< bytes of the body before an end that is not clean
    qint64 headerFill = 0; ///< bytes of one more, useless header
    QByteArray raw; ///< sent instead of all of the above, then the connection is closed
};

FaultReply jsonReply(const QByteArray& body, int status = 200);
FaultReply jsonReply(const QJsonObject& body, int status = 200);
FaultReply jsonReply(const QJsonArray& body, int status = 200);
/// The first value of a query parameter, decoded.
QString parameter(const FaultRequest& request, const QString& name);
FaultReply errorReply(int status, const QByteArray& error = "no");
FaultReply redirectReply(int status, const QByteArray& location);
/// The page of a network that wants a sign-in first, with status 200.
FaultReply captivePortalReply();
/// Few bytes on the wire that become `unpackedBytes` zeros.
FaultReply gzipBombReply(qint64 unpackedBytes = 64 * 1024 * 1024);

/// An HTTP/1.1 server on 127.0.0.1 that behaves as badly as it is told. Lives on the event loop of
/// the thread that made it.
class FaultServer : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<FaultReply(const FaultRequest&)>;
    /// May take over the connection of an upgrade request; the bytes of the request are still
    /// unread then.
    using Upgrade = std::function<bool(const FaultRequest&, QTcpSocket*)>;

    explicit FaultServer(QObject* parent = nullptr, quint16 port = 0);
    ~FaultServer() override;

    bool isListening() const { return m_server.isListening(); }
    quint16 port() const { return m_port; }
    QUrl url(const QString& pathAndQuery = {}) const;

    /// The next answers for a path (without query), in order; asked before the handler.
    void enqueue(const QString& path, FaultReply reply);
    /// Everything not enqueued; without one it is 404.
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    void setUpgrade(Upgrade upgrade) { m_upgrade = std::move(upgrade); }

    /// Drops every connection and refuses new ones.
    void startOutage();
    /// Listens again, at the same port.
    void endOutage();

    const std::vector<FaultRequest>& requests() const { return m_requests; }
    int requestCount(const QString& path) const;
    void forgetRequests() { m_requests.clear(); }
    /// Servers that run for long keep no record.
    void setRecording(bool records) { m_records = records; }
    FaultReply replyTo(const FaultRequest& request);
    bool offerUpgrade(const FaultRequest& request, QTcpSocket* socket);

private:
    void onConnection();

    QTcpServer m_server;
    quint16 m_port = 0;
    Handler m_handler;
    Upgrade m_upgrade;
    QHash<QString, std::vector<FaultReply>> m_queued;
    std::vector<FaultRequest> m_requests;
    bool m_records = true;
};

} // namespace staffroom::test
