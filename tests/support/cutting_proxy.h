#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace staffroom::test {

/// Stands on loopback between the program and a server, passes requests on one by one, and loses
/// answers as it is told. HTTP/1.1 with lengths or chunks; each answer ends its connection. What
/// is asked to become another protocol is a tunnel from then on.
class CuttingProxy : public QObject {
    Q_OBJECT
public:
    enum class Cut {
        None,
        Before, ///< the server never hears of the request
        After, ///< the server did what was asked, the answer is lost
        Within, ///< half of the answer comes
    };
    /// Asked for each request, with its first line ("POST /xrpc/... HTTP/1.1").
    using Decide = std::function<Cut(const QByteArray& firstLine)>;
    /// Told of each request that reached the server, with its first line and the status that the
    /// server answered; 0: it did not.
    using Told = std::function<void(const QByteArray& firstLine, int status)>;

    explicit CuttingProxy(const QUrl& server, QObject* parent = nullptr);

    QString base() const;
    void setDecide(Decide decide) { m_decide = std::move(decide); }
    void setTold(Told told) { m_told = std::move(told); }
    /// Every connection drops and no new one is taken, as if the server were gone.
    void startOutage();
    void endOutage(); ///< at the same port
    int requests() const { return m_requests; }
    /// Requests that the server has not answered yet.
    int open() const { return m_open; }

private:
    void onConnection();
    void onRequest(QTcpSocket* client);
    void passOn(QTcpSocket* client, const QByteArray& request, Cut cut);
    void tunnel(QTcpSocket* client, const QByteArray& request);
    void connectTo(QTcpSocket* server);

    QUrl m_target;
    QTcpServer m_listener;
    quint16 m_port = 0;
    Decide m_decide;
    Told m_told;
    QHash<QTcpSocket*, QByteArray> m_read; ///< of a request that is not complete
    int m_requests = 0;
    int m_open = 0;
};

} // namespace staffroom::test
