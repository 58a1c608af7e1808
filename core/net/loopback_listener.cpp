#include "core/net/loopback_listener.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kPatience{5 * 60'000};
constexpr qsizetype kLongestRequest = 16 * 1024;
constexpr int kMostConnections = 8;

// It is read in the browser, by a person who wants back to the program. Nothing of the request is
// repeated in it.
constexpr char kPage[]
    = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Staffroom</title>"
      "<body style=\"font-family:sans-serif;max-width:32em;margin:4em auto;line-height:1.5\">"
      "<h1>Back to Staffroom</h1><p>You can close this page and go on in Staffroom.</p>";

QByteArray reply(const QByteArray& status, const QByteArray& body)
{
    return "HTTP/1.1 " + status
        + "\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
          "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
          "Connection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray hostOf(const QList<QByteArray>& lines)
{
    QByteArray host;
    for (const auto& line : lines) {
        if (!line.toLower().startsWith("host:"))
            continue;
        if (!host.isEmpty())
            return {}; // two of them are none
        host = line.mid(5).trimmed();
    }
    return host;
}

} // namespace

struct LoopbackListener::Private {
    QTcpServer server;
    QString path;
    quint16 port = 0;
    std::unique_ptr<Timer> patience;
    int open = 0;

    void read(LoopbackListener* q, QTcpSocket* socket);
    std::optional<QUrlQuery> redirectIn(const QByteArray& head) const;
};

/// nullopt: not the redirect that is waited for.
std::optional<QUrlQuery> LoopbackListener::Private::redirectIn(const QByteArray& head) const
{
    const auto lines = head.split('\n');
    const auto words = lines.first().trimmed().split(' ');
    if (words.size() != 3 || words.at(0) != "GET" || !words.at(2).startsWith("HTTP/1."))
        return std::nullopt;
    // A page elsewhere that had its own name point here would send that name.
    if (hostOf(lines.mid(1)) != "127.0.0.1:" + QByteArray::number(port))
        return std::nullopt;
    const QUrl target = QUrl::fromEncoded(words.at(1), QUrl::StrictMode);
    if (!target.isValid() || !target.scheme().isEmpty() || !target.host().isEmpty()
        || target.path() != path)
        return std::nullopt;
    // In forms '+' is a space; QUrlQuery does not know.
    const QUrlQuery query(QString(target.query(QUrl::FullyEncoded)).replace(u'+', "%20"_L1));
    if (!query.hasQueryItem(u"code"_s) && !query.hasQueryItem(u"error"_s))
        return std::nullopt;
    return query;
}

void LoopbackListener::Private::read(LoopbackListener* q, QTcpSocket* socket)
{
    const QByteArray head = socket->peek(kLongestRequest);
    if (!head.contains("\r\n\r\n")) {
        if (head.size() >= kLongestRequest)
            socket->abort();
        return;
    }
    socket->readAll();
    const auto query = server.isListening() ? redirectIn(head) : std::nullopt;
    socket->write(query ? reply("200 OK", kPage) : reply("404 Not Found", "<p>Nothing here."));
    socket->disconnectFromHost();
    if (!query)
        return;
    server.close();
    patience->stop();
    Q_EMIT q->answered(*query);
}

LoopbackListener::LoopbackListener(Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->patience = clock.createTimer([this] {
        d->server.close();
        Q_EMIT timedOut();
    });
    d->server.setMaxPendingConnections(kMostConnections);
    connect(&d->server, &QTcpServer::newConnection, this, [this] {
        while (auto* socket = d->server.nextPendingConnection()) { // owned by itself, see below
            if (d->open >= kMostConnections) {
                socket->abort();
                socket->deleteLater();
                continue;
            }
            ++d->open;
            // The page must reach the browser even when the listener goes meanwhile.
            socket->setParent(nullptr);
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::disconnected, this, [this] { --d->open; });
            connect(
                socket, &QTcpSocket::readyRead, this, [this, socket] { d->read(this, socket); });
        }
    });
}

LoopbackListener::~LoopbackListener() = default;

Result<Done> LoopbackListener::listen(quint16 port, const QString& path)
{
    if (!d->server.listen(QHostAddress(QHostAddress::LocalHost), port))
        return fail(Error::Kind::Offline, d->server.errorString());
    d->path = path;
    d->port = d->server.serverPort();
    d->patience->start(kPatience);
    return Done{};
}

QUrl LoopbackListener::address() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(d->port);
    url.setPath(d->path);
    return url;
}

} // namespace staffroom
