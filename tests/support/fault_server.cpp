#include "tests/support/fault_server.h"

#include "tests/support/crc32.h"
#include "tests/support/fault_connection.h"

#include <QTcpSocket>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

QString FaultRequest::path() const
{
    return QUrl::fromEncoded(target).path();
}

QUrlQuery FaultRequest::query() const
{
    return QUrlQuery(QUrl::fromEncoded(target));
}

FaultReply jsonReply(const QByteArray& body, int status)
{
    FaultReply reply;
    reply.status = status;
    reply.body = body;
    return reply;
}

FaultReply jsonReply(const QJsonObject& body, int status)
{
    return jsonReply(QJsonDocument(body).toJson(QJsonDocument::Compact), status);
}

FaultReply jsonReply(const QJsonArray& body, int status)
{
    return jsonReply(QJsonDocument(body).toJson(QJsonDocument::Compact), status);
}

QString parameter(const FaultRequest& request, const QString& name)
{
    return request.query().queryItemValue(name, QUrl::FullyDecoded);
}

FaultReply errorReply(int status, const QByteArray& error)
{
    return jsonReply("{\"error\":\"" + error + "\"}", status);
}

FaultReply redirectReply(int status, const QByteArray& location)
{
    FaultReply reply = jsonReply("{}", status);
    reply.headers.emplace_back("Location", location);
    return reply;
}

FaultReply captivePortalReply()
{
    FaultReply reply;
    reply.contentType = "text/html; charset=utf-8";
    reply.body = "<!doctype html><html><head><title>Welcome to the school network</title></head>"
                 "<body><form action=\"/login\">Please sign in to use the internet.</form></body>"
                 "</html>";
    return reply;
}

FaultReply gzipBombReply(qint64 unpackedBytes)
{
    const QByteArray zeros(static_cast<qsizetype>(unpackedBytes), '\0');
    const auto littleEndian = [](quint32 value) {
        QByteArray bytes;
        for (int i = 0; i < 4; ++i)
            bytes += static_cast<char>((value >> (8 * i)) & 0xff);
        return bytes;
    };
    // qCompress: 4 bytes of length, 2 of zlib header, the stream itself, 4 of checksum.
    const QByteArray packed = qCompress(zeros, 9);
    FaultReply reply;
    reply.headers.emplace_back("Content-Encoding", "gzip");
    reply.body = QByteArray::fromHex("1f8b0800000000000003") + packed.mid(6, packed.size() - 10)
        + littleEndian(crc32(zeros)) + littleEndian(static_cast<quint32>(unpackedBytes));
    return reply;
}

FaultServer::FaultServer(QObject* parent, quint16 port)
    : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FaultServer::onConnection);
    if (m_server.listen(QHostAddress::LocalHost, port))
        m_port = m_server.serverPort();
}

FaultServer::~FaultServer()
{
    startOutage();
}

QUrl FaultServer::url(const QString& pathAndQuery) const
{
    return QUrl("http://127.0.0.1:"_L1 + QString::number(m_port) + pathAndQuery);
}

void FaultServer::enqueue(const QString& path, FaultReply reply)
{
    m_queued[path].push_back(std::move(reply));
}

void FaultServer::startOutage()
{
    m_server.close();
    for (auto* socket : m_server.findChildren<QTcpSocket*>())
        socket->abort();
}

void FaultServer::endOutage()
{
    if (!m_server.isListening())
        m_server.listen(QHostAddress::LocalHost, m_port);
}

int FaultServer::requestCount(const QString& path) const
{
    return static_cast<int>(std::count_if(m_requests.begin(), m_requests.end(),
        [&](const FaultRequest& request) { return request.path() == path; }));
}

FaultReply FaultServer::replyTo(const FaultRequest& request)
{
    if (m_records)
        m_requests.push_back(request);
    const auto queued = m_queued.find(request.path());
    if (queued != m_queued.end() && !queued->empty()) {
        FaultReply reply = std::move(queued->front());
        queued->erase(queued->begin());
        return reply;
    }
    return m_handler ? m_handler(request) : errorReply(404, "Record not found");
}

bool FaultServer::offerUpgrade(const FaultRequest& request, QTcpSocket* socket)
{
    return m_upgrade && m_upgrade(request, socket);
}

void FaultServer::onConnection()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection())
        new FaultConnection(*this, socket); // goes with its socket
}

} // namespace staffroom::test
