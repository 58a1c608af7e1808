#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/secret.h"
#include "core/net/backoff.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

class QWebSocket;

namespace staffroom {

/// A WebSocket that stays: it comes back with growing pauses, asks for a sign of life every 30 s
/// and takes 75 s without any as the end of a connection. Main thread; made stopped.
/// The token goes only into the Authorization header, never into the address.
class EventSocket : public QObject {
    Q_OBJECT
public:
    enum class State {
        Closed, ///< not started, or closed by us
        Connecting, ///< also between two tries
        Open,
        Refused, ///< the server says no for good (401, 403, 404 ...); `refusal` tells
    };
    struct Options {
        QByteArray userAgent;
        bool loopbackOnly = false;
        qint64 maxMessageBytes = 1024 * 1024;
        /// Asked before every connection, with the address that was given to `open`: where it goes,
        /// at the same origin. For streams that take up where they were cut. May be null.
        std::function<QUrl(const QUrl& opened)> addressOfNext{};
    };

    EventSocket(Clock& clock, RandomSource random, Options options, QObject* parent = nullptr);
    ~EventSocket() override;

    /// wss, or ws to this machine; anything else is Refused at once.
    void open(const QUrl& url, const Secret& bearer);
    void close();
    State state() const { return m_state; }
    const Error& refusal() const { return m_refusal; }
    void send(const QString& text);

Q_SIGNALS:
    void stateChanged(staffroom::EventSocket::State state);
    void received(const QString& text);

private:
    void connectNow();
    void onOpen();
    void onLost();
    void dropSocket();
    void setState(State state);

    Clock& m_clock;
    Options m_options;
    Backoff m_backoff;
    QUrl m_url;
    Secret m_bearer;
    Error m_refusal;
    State m_state = State::Closed;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<Timer> m_ping;
    std::unique_ptr<Timer> m_silence;
    std::unique_ptr<Timer> m_retry;
};

} // namespace staffroom
