#pragma once

#include "core/net/event_socket.h"
#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/stream_messages.h"
#include "core/services/service.h"

#include <QHash>
#include <QStringList>

namespace staffroom::mastodon {

class ApiCalls;
class MastodonClient;
class MastodonStream;

/// The one streaming socket of a client, shared by all its feeds: subscribes for the first feed
/// that wants something, unsubscribes after the last. Open only while somebody listens.
///
/// With an account it opens as soon as the session is ready. When the server no longer takes the
/// token it goes on with the new one, or waits for the next sign-in; the streams are Connecting
/// meanwhile.
class StreamHub : public QObject {
    Q_OBJECT
public:
    StreamHub(const ServiceContext& context, MastodonClient& client, ApiCalls& calls);
    ~StreamHub() override;

    void add(MastodonStream& stream);
    void remove(MastodonStream& stream);

private:
    void onInstance(Result<Instance> answer);
    bool offers(const MastodonStream& stream) const;
    bool isRefused() const;
    void attach(MastodonStream& stream);
    void open();
    void onSocketState(EventSocket::State state);
    void onRefused();
    void tellAll(EventSocket::State state);
    void onText(const QString& text);
    void decodeNext();
    void closeIfUnused();

    ServiceContext m_context;
    MastodonClient& m_client;
    ApiCalls& m_calls;
    Secret m_token; ///< the socket's
    TaskHandle m_opening; ///< waits for the session
    bool m_isOpening = false;
    bool m_hasRenewed = false; ///< since the socket was last open
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
