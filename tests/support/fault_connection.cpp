#include "tests/support/fault_connection.h"

#include <QDateTime>

#include <sys/socket.h>

namespace staffroom::test {

namespace {

constexpr qint64 kChunk = 64 * 1024;
constexpr qint64 kMostUnsent = 256 * 1024;

FaultRequest parseHead(const QByteArray& head)
{
    FaultRequest request;
    const auto lines = head.split('\n');
    const auto words = lines.value(0).trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines.at(i).indexOf(':');
        if (colon > 0)
            request.headers.emplace_back(
                lines.at(i).left(colon).trimmed(), lines.at(i).mid(colon + 1).trimmed());
    }
    request.receivedMs = QDateTime::currentMSecsSinceEpoch();
    return request;
}

} // namespace

FaultConnection::FaultConnection(FaultServer& server, QTcpSocket* socket)
    : QObject(socket)
    , m_server(server)
    , m_socket(socket)
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &FaultConnection::sendMore);
    connect(socket, &QTcpSocket::readyRead, this, &FaultConnection::onReadyRead);
    connect(socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_isAnswering && m_isHeadSent && !m_pause.isActive())
            sendMore();
    });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
}

std::optional<FaultRequest> FaultConnection::takeRequest()
{
    const QByteArray seen = m_socket->peek(m_socket->bytesAvailable());
    const auto end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    FaultRequest request = parseHead(seen.left(end));
    if (!request.header("upgrade").isEmpty())
        return request;
    const qint64 length = request.header("content-length").toLongLong();
    if (seen.size() < end + 4 + length)
        return std::nullopt;
    m_socket->read(end + 4);
    request.body = m_socket->read(length);
    return request;
}

void FaultConnection::onReadyRead()
{
    if (m_isAnswering)
        return;
    auto request = takeRequest();
    if (!request)
        return;
    if (!request->header("upgrade").isEmpty()) {
        QTcpSocket* socket = m_socket;
        socket->disconnect(this);
        if (m_server.offerUpgrade(*request, socket)) {
            deleteLater();
            return;
        }
        connect(socket, &QTcpSocket::readyRead, this, &FaultConnection::onReadyRead);
        socket->readAll();
    }
    answer(m_server.replyTo(*request));
}

void FaultConnection::answer(FaultReply reply)
{
    m_reply = std::move(reply);
    m_sent = 0;
    m_isAnswering = true;
    m_isHeadSent = false;
    if (m_reply.delay.count() > 0)
        m_pause.start(m_reply.delay);
    else
        sendMore();
}

void FaultConnection::sendHead()
{
    m_isHeadSent = true;
    if (!m_reply.raw.isEmpty()) {
        m_socket->write(m_reply.raw);
        m_isAnswering = false;
        m_socket->disconnectFromHost();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_reply.status) + " Status\r\n";
    head += "Content-Length: " + QByteArray::number(m_reply.body.size() + m_reply.fillBytes)
        + "\r\n";
    if (!m_reply.contentType.isEmpty())
        head += "Content-Type: " + m_reply.contentType + "\r\n";
    for (const auto& [name, value] : m_reply.headers)
        head += name + ": " + value + "\r\n";
    if (m_reply.headerFill > 0)
        head += "X-Fill: " + QByteArray(static_cast<qsizetype>(m_reply.headerFill), 'x') + "\r\n";
    m_socket->write(head + "\r\n");
}

void FaultConnection::sendMore()
{
    if (m_reply.end == FaultReply::End::Drop) {
        m_isAnswering = false;
        m_socket->abort();
        return;
    }
    if (!m_isHeadSent) {
        sendHead();
        if (!m_isAnswering)
            return;
    }
    const qint64 total = m_reply.body.size() + m_reply.fillBytes;
    const qint64 stop
        = m_reply.end == FaultReply::End::Clean ? total : std::min(total, m_reply.endAfter);
    while (m_sent < stop && m_socket->bytesToWrite() < kMostUnsent) {
        qint64 size = std::min(stop - m_sent, kChunk);
        if (m_reply.dripBytes > 0)
            size = std::min(size, m_reply.dripBytes);
        if (m_sent < m_reply.body.size()) {
            size = std::min(size, m_reply.body.size() - m_sent);
            m_socket->write(m_reply.body.constData() + m_sent, size);
        } else {
            m_socket->write(QByteArray(static_cast<qsizetype>(size), 'x'));
        }
        m_sent += size;
        if (m_reply.dripBytes > 0 && m_sent < stop) {
            m_socket->flush();
            m_pause.start(m_reply.dripEvery);
            return;
        }
    }
    if (m_sent < stop)
        return;
    if (m_reply.end == FaultReply::End::Clean) {
        m_isAnswering = false;
        if (m_socket->bytesAvailable() > 0)
            QMetaObject::invokeMethod(this, &FaultConnection::onReadyRead, Qt::QueuedConnection);
        return;
    }
    if (m_socket->bytesToWrite() == 0)
        endBadly();
}

void FaultConnection::endBadly()
{
    m_isAnswering = false;
    switch (m_reply.end) {
    case FaultReply::End::Clean:
    case FaultReply::End::Stall:
    case FaultReply::End::Drop:
        break;
    case FaultReply::End::Cut:
        m_socket->disconnectFromHost();
        break;
    case FaultReply::End::Reset: {
        const linger hard{1, 0};
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
            sizeof(hard));
        m_socket->abort();
        break;
    }
    }
}

} // namespace staffroom::test
