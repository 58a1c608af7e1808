#pragma once

#include "tests/support/fake_mastodon_json.h"
#include "tests/support/fault_server.h"

#include <QWebSocketServer>

class QWebSocket;

namespace staffroom::test {

/// A small server that speaks the Mastodon API over real HTTP on 127.0.0.1, with the habits of the
/// flavour it plays. Keeps its posts in memory; live changes go to its streams.
class FakeMastodon : public QObject {
    Q_OBJECT
public:
    struct Settings {
        Flavour flavour = Flavour::Mastodon;
        quint16 port = 0;
        QString domain = QStringLiteral("fake.example");
        QByteArray token = "fake-token"; ///< the one that is accepted
        FakeJson::Access hashtags; ///< Mastodon's timelines_access
        FakeJson::Access live;
        bool servesPictures = false;
        bool offersStream = true;
        bool isSilentOnHashtags = false; ///< takes the subscription, says nothing
        bool deniesOldCursors = false; ///< answers any max_id with its newest page
    };

    explicit FakeMastodon(Settings settings, QObject* parent = nullptr);
    ~FakeMastodon() override;

    QString base() const { return m_server.url().toString(); }
    const QByteArray& token() const { return m_settings.token; }
    const Settings& settings() const { return m_settings; }
    /// For faults of single calls and the record of requests.
    FaultServer& server() { return m_server; }
    FakeStore& store() { return m_store; }

    // Live changes; all return the post's id as it is afterwards.
    QString addPost(const FakeDraft& draft = {});
    QString boost(const QString& id, int author);
    QString editPost(const QString& id, const QString& text);
    void deletePost(const QString& id);

    /// Refuses connections and drops those it has, streams too.
    void startOutage();
    void endOutage();

    int streamCount() const { return static_cast<int>(m_listeners.size()); }
    /// So many times somebody subscribed to a stream of that name.
    int subscriptionCount(const QString& stream) const { return m_subscribed.value(stream); }

    /// All public posts that are there: id, uri, tags, created.
    QJsonArray ledger() const;

private:
    struct Listener {
        QWebSocket* socket = nullptr;
        std::vector<std::pair<QString, QString>> wants; ///< stream, tag or list as spelled
    };

    FaultReply answer(const FaultRequest& request);
    FaultReply answerApi(const FaultRequest& request);
    FaultReply tagTimeline(const FaultRequest& request, const QString& tag);
    FaultReply publicTimeline(const FaultRequest& request);
    FaultReply homeTimeline(const FaultRequest& request, bool isList);
    FaultReply accountCall(const FaultRequest& request, const QString& rest);
    FaultReply statusCall(const FaultRequest& request, const QString& rest);
    FaultReply publish(const FaultRequest& request);
    FaultReply needsLogin() const;
    FaultReply badToken() const;
    FaultReply notFound() const;
    FaultReply timeline(const FaultRequest& request, const std::vector<qint64>& index,
        const FakeStore::Accept& accept, bool hasLink);
    bool isSignedIn(const FaultRequest& request) const;
    bool takeSocket(const FaultRequest& request, QTcpSocket* socket);
    void onSocket();
    void onSocketText(QWebSocket* socket, const QString& text);
    void tell(const FakePost& post, const QString& event, const QString& payload);
    QString streamingAddress() const;

    Settings m_settings;
    FaultServer m_server;
    QWebSocketServer m_sockets;
    FakeStore m_store;
    FakeJson m_json;
    std::vector<Listener> m_listeners;
    QHash<QString, int> m_subscribed;
};

} // namespace staffroom::test
