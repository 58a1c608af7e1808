#pragma once

#include "core/net/event_socket.h"
#include "core/services/bluesky/jetstream_scan.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

/// The new posts of the whole network, of which those with a few hashtags are told. One socket,
/// open only while there are tags to follow; it takes up where it was cut. When more came within
/// an hour than is allowed it rests until that hour is over.
/// (github.com/bluesky-social/jetstream, the form at /subscribe.)
class Jetstream : public QObject {
    Q_OBJECT
public:
    struct Counts {
        qint64 seen = 0; ///< messages
        qint64 parsed = 0; ///< of these, read as JSON
        qint64 bytes = 0;
    };

    /// `server` is a base address (http or https); `mostBytes` may come within an hour.
    Jetstream(const ServiceContext& context, const QString& server, qint64 mostBytes);
    ~Jetstream() override;

    /// By foldTag; none: closed.
    void follow(const QStringList& foldedTags);
    /// Tell when this post is deleted.
    void watch(const QString& uri);
    void unwatch(const QString& uri);

    LiveStream::State state() const { return m_state; }
    const Counts& counts() const { return m_counts; }
    /// Why nothing comes, where that is so.
    std::optional<Error> trouble() const;

Q_SIGNALS:
    void found(const QStringList& uris);
    void deleted(const QStringList& uris);
    void stateChanged();

private:
    QUrl addressOfNext(const QUrl& opened) const;
    void open();
    void onSocketState(EventSocket::State state);
    void onText(const QString& text);
    void scanNext();
    void take(const JetstreamScan& scan);
    void countBytes(qint64 bytes);
    void setState(LiveStream::State state);

    ServiceContext m_context;
    QUrl m_address;
    qint64 m_mostBytes;
    EventSocket m_socket;
    QStringList m_tags;
    QSet<QString> m_watched; ///< record keys
    QStringList m_unread; ///< in the order they came
    TaskHandle m_scanning;
    bool m_isScanning = false;
    Counts m_counts;
    LiveStream::State m_state = LiveStream::State::Connecting;
    Millis m_connectingSince{0};
    qint64 m_lastTime = 0; ///< microseconds; of the newest message
    Millis m_lastAt{0}; ///< when that came
    Millis m_hourBegan{0};
    qint64 m_bytesOfHour = 0;
    std::unique_ptr<Timer> m_rest; ///< runs while there was too much
    Millis m_restsUntil{0};
};

} // namespace staffroom::bluesky
