#pragma once

#include "core/net/event_socket.h"
#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/stream_messages.h"
#include "core/services/service.h"

#include <QHash>
#include <QStringList>

namespace staffroom::mastodon {

class MastodonClient;
class MastodonStream;

/// The one streaming socket of a client, shared by all its feeds: subscribes for the first feed
/// that wants something, unsubscribes after the last. Open only while somebody listens.
class StreamHub : public QObject {
    Q_OBJECT
public:
    StreamHub(const ServiceContext& context, MastodonClient& client, Secret token);
    ~StreamHub() override;

    void add(MastodonStream& stream);
    void remove(MastodonStream& stream);

private:
    void onInstance(Result<Instance> answer);
    bool offers(const MastodonStream& stream) const;
    void attach(MastodonStream& stream);
    void onSocketState(EventSocket::State state);
    void onText(const QString& text);
    void decodeNext();
    void closeIfUnused();

    ServiceContext m_context;
    MastodonClient& m_client;
    Secret m_token;
    EventSocket m_socket;
    std::optional<Instance> m_instance;
    TaskHandle m_instanceTask;
    std::unique_ptr<Timer> m_instanceRetry;
    Backoff m_instanceBackoff;
    std::vector<MastodonStream*> m_streams; ///< those that were started and are alive
    std::vector<const MastodonStream*> m_attached; ///< those of them that are counted below
    QHash<QString, int> m_wanted; ///< feeds per subscription key
    QStringList m_undecoded; ///< in the order they came
    TaskHandle m_decoding;
    bool m_isDecoding = false;
    bool m_isAskingInstance = false;
};

} // namespace staffroom::mastodon
