#include "tests/support/cutting_proxy.h"

#include <QTcpSocket>

#include <memory>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Bytes of a whole request, or -1 while its head has not come.
qsizetype requestSize(const QByteArray& bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    if (head < 0)
        return -1;
    qsizetype body = 0;
    for (const auto& line : bytes.left(head).split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            body = line.mid(15).trimmed().toLongLong();
    }
    return head + 4 + body;
}

/// The same request for one exchange only, so that the end of the answer is the connection's end.
QByteArray singleExchange(const QByteArray& request)
{
    const qsizetype head = request.indexOf("\r\n\r\n");
    QByteArray out;
    for (const auto& line : request.left(head).split('\n')) {
        if (!line.toLower().startsWith("connection:"))
            out += line.trimmed() + "\r\n";
    }
    return out + "Connection: close\r\n\r\n" + request.mid(head + 4);
}

/// "HTTP/1.1 200 OK ..." -> 200
int statusOf(const QByteArray& answer)
{
    return answer.startsWith("HTTP/") ? answer.mid(answer.indexOf(' ') + 1, 3).toInt() : 0;
}

} // namespace

CuttingProxy::CuttingProxy(const QUrl& server, QObject* parent)
    : QObject(parent)
    , m_target(server)
{
    connect(&m_listener, &QTcpServer::newConnection, this, &CuttingProxy::onConnection);
    if (m_listener.listen(QHostAddress::LocalHost))
        m_port = m_listener.serverPort();
}

QString CuttingProxy::base() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

void CuttingProxy::startOutage()
{
    m_listener.close();
    m_read.clear();
    for (auto* socket : findChildren<QTcpSocket*>()) {
        socket->abort();
        socket->deleteLater();
    }
}

void CuttingProxy::endOutage()
{
    if (!m_listener.isListening())
        m_listener.listen(QHostAddress::LocalHost, m_port);
}

void CuttingProxy::onConnection()
{
    while (auto* client = m_listener.nextPendingConnection()) {
        client->setParent(this);
        connect(client, &QTcpSocket::readyRead, this, [this, client] { onRequest(client); });
        connect(client, &QTcpSocket::disconnected, this, [this, client] {
            m_read.remove(client);
            client->deleteLater();
        });
    }
}

void CuttingProxy::onRequest(QTcpSocket* client)
{
    QByteArray& read = m_read[client];
    read += client->readAll();
    const qsizetype size = requestSize(read);
    if (size < 0 || read.size() < size)
        return;
    const QByteArray request = read.left(size);
    m_read.remove(client);
    ++m_requests;
    const QByteArray first = request.left(request.indexOf('\r'));
    if (request.toLower().contains("\r\nupgrade:"))
        return tunnel(client, request);
    const Cut cut = m_decide ? m_decide(first) : Cut::None;
    if (cut == Cut::Before)
        client->abort();
    else
        passOn(client, singleExchange(request), cut);
}

void CuttingProxy::passOn(QTcpSocket* client, const QByteArray& request, Cut cut)
{
    auto* server = new QTcpSocket(this);
    const auto answer = std::make_shared<QByteArray>();
    const QByteArray first = request.left(request.indexOf('\r'));
    ++m_open;
    connect(server, &QObject::destroyed, this, [this, first, answer] {
        --m_open;
        if (m_told)
            m_told(first, statusOf(*answer));
    });
    connect(server, &QTcpSocket::connected, server, [server, request] { server->write(request); });
    connect(
        server, &QTcpSocket::readyRead, server, [server, answer] { *answer += server->readAll(); });
    // The answer is passed on whole or not at all, after the server has finished.
    connect(server, &QTcpSocket::disconnected, client, [server, client, answer, cut] {
        if (!client->isOpen() || !server->isOpen())
            return client->abort(); // an outage
        *answer += server->readAll();
        if (cut == Cut::After || answer->isEmpty())
            return client->abort();
        client->write(cut == Cut::Within ? answer->left(answer->size() / 2) : *answer);
        client->disconnectFromHost();
    });
    connect(server, &QTcpSocket::errorOccurred, client,
        [server, client](QAbstractSocket::SocketError error) {
            if (error != QAbstractSocket::RemoteHostClosedError
                && server->state() != QAbstractSocket::ConnectedState)
                client->abort();
        });
    connect(server, &QTcpSocket::disconnected, server, &QObject::deleteLater);
    connect(server, &QTcpSocket::errorOccurred, server, [server] {
        if (server->state() == QAbstractSocket::UnconnectedState)
            server->deleteLater(); // it never was connected
    });
    connectTo(server);
}

void CuttingProxy::tunnel(QTcpSocket* client, const QByteArray& request)
{
    auto* server = new QTcpSocket(this);
    disconnect(client, &QTcpSocket::readyRead, this, nullptr);
    connect(server, &QTcpSocket::connected, server, [server, request] { server->write(request); });
    connect(server, &QTcpSocket::readyRead, client,
        [server, client] { client->write(server->readAll()); });
    connect(client, &QTcpSocket::readyRead, server,
        [server, client] { server->write(client->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::disconnected, server, &QObject::deleteLater);
    connectTo(server);
}

void CuttingProxy::connectTo(QTcpSocket* server)
{
    server->connectToHost(m_target.host() == "localhost"_L1 ? u"127.0.0.1"_s : m_target.host(),
        quint16(m_target.port()));
}

} // namespace staffroom::test
