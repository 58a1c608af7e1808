#include "tests/support/fake_mastodon.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QWebSocket>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

QString FakeMastodon::streamingAddress() const
{
    if (!m_settings.offersStream && m_settings.flavour != Flavour::Snac)
        return {};
    // GoToSocial always claims TLS; snac names an address where nothing is.
    const QLatin1StringView scheme = m_settings.flavour == Flavour::GoToSocial ? "wss"_L1 : "ws"_L1;
    return scheme + "://127.0.0.1:"_L1 + QString::number(m_server.port());
}

bool FakeMastodon::takeSocket(const FaultRequest& request, QTcpSocket* socket)
{
    if (m_settings.flavour == Flavour::Snac || !m_settings.offersStream || !isSignedIn(request)
        || request.path() != "/api/v1/streaming"_L1 || request.header("user-agent").isEmpty())
        return false;
    // From here on the socket is the web socket server's.
    QObject::disconnect(socket, &QTcpSocket::disconnected, socket, nullptr);
    m_socketTokens.push_back(request.header("authorization").mid(7));
    m_sockets.handleConnection(socket);
    return true;
}

void FakeMastodon::onSocket()
{
    while (QWebSocket* socket = m_sockets.nextPendingConnection()) {
        socket->setParent(this);
        QByteArray token;
        if (!m_socketTokens.empty()) {
            token = m_socketTokens.front();
            m_socketTokens.pop_front();
        }
        m_listeners.push_back({socket, token, {}});
        connect(socket, &QWebSocket::textMessageReceived, this,
            [this, socket](const QString& text) { onSocketText(socket, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            std::erase_if(m_listeners, [&](const Listener& l) { return l.socket == socket; });
            socket->deleteLater();
        });
    }
}

void FakeMastodon::onSocketText(QWebSocket* socket, const QString& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject()) {
        if (m_settings.flavour == Flavour::GoToSocial)
            socket->close();
        return;
    }
    const QJsonObject message = document.object();
    const QString stream = message.value("stream"_L1).toString();
    const QString argument = stream.startsWith("hashtag"_L1) ? message.value("tag"_L1).toString()
                                                             : message.value("list"_L1).toString();
    static const QStringList known{u"user"_s, u"public"_s, u"public:local"_s, u"hashtag"_s,
        u"hashtag:local"_s, u"list"_s, u"user:notification"_s};
    if (!known.contains(stream)) {
        socket->sendTextMessage(u"{\"error\":\"Unknown stream type\",\"status\":400}"_s);
        return;
    }
    const auto listener = std::find_if(m_listeners.begin(), m_listeners.end(),
        [&](const Listener& l) { return l.socket == socket; });
    if (listener == m_listeners.end())
        return;
    if (message.value("type"_L1).toString() == "subscribe"_L1) {
        ++m_subscribed[stream];
        listener->wants.emplace_back(stream, argument);
    } else {
        std::erase(listener->wants, std::pair(stream, argument));
    }
}

void FakeMastodon::tell(const FakePost& post, const QString& event, const QString& payload)
{
    if (m_listeners.empty())
        return;
    const FakeAuthor& author = m_store.author(post.draft.author);
    const bool isPublic = post.draft.visibility == "public"_L1 && post.boostOf == 0;
    const bool isSilent
        = m_settings.isSilentOnHashtags || m_settings.flavour == Flavour::GoToSocial;
    const auto bodyFor = [&](bool isForOne) {
        return payload.isEmpty()
            ? QString::fromUtf8(QJsonDocument(m_json.status(m_store, post, isForOne))
                                    .toJson(QJsonDocument::Compact))
            : payload;
    };
    // Everybody who hears a tag gets the same copy.
    const QString shared = bodyFor(false);
    for (const auto& listener : m_listeners) {
        for (const auto& [stream, argument] : listener.wants) {
            const bool isLocal = stream.endsWith(":local"_L1);
            bool fits = false;
            QJsonArray name{stream};
            if (stream.startsWith("hashtag"_L1)) {
                fits = isPublic && !isSilent
                    && post.draft.tags.contains(argument, Qt::CaseInsensitive);
                name.append(argument);
            } else if (stream.startsWith("public"_L1)) {
                fits = isPublic;
            } else if (stream == "list"_L1) {
                fits = author.isInList && argument == "1"_L1;
                if (m_settings.flavour == Flavour::GoToSocial)
                    name = QJsonArray{QString("list:"_L1 + argument)};
                else
                    name.append(argument);
            } else {
                fits = stream == "user"_L1 && author.isFollowed;
            }
            if (!fits || (isLocal && !author.domain.isEmpty()))
                continue;
            listener.socket->sendTextMessage(QString::fromUtf8(
                QJsonDocument(QJsonObject{{u"stream"_s, name}, {u"event"_s, event},
                                  {u"payload"_s, stream == "user"_L1 ? bodyFor(true) : shared}})
                    .toJson(QJsonDocument::Compact)));
        }
    }
}

void FakeMastodon::tellUser(const QString& event, const QJsonObject& payload)
{
    const QString body = QString::fromUtf8(QJsonDocument(payload).toJson(QJsonDocument::Compact));
    for (const auto& listener : m_listeners) {
        for (const auto& [stream, argument] : listener.wants) {
            if (!stream.startsWith("user"_L1))
                continue;
            listener.socket->sendTextMessage(QString::fromUtf8(QJsonDocument(
                QJsonObject{{u"stream"_s, QJsonArray{stream}}, {u"event"_s, event},
                    {u"payload"_s, body}}).toJson(QJsonDocument::Compact)));
        }
    }
}

} // namespace staffroom::test
