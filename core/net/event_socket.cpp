#include "core/net/event_socket.h"

#include "core/net/http_address.h"
#include "core/net/http_errors.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QWebSocket>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kHandshakeLimit = 15s;
constexpr Millis kPingEvery = 30s;
constexpr Millis kSilenceLimit = 75s;

/// QWebSocket has no way to ask for the status of a refused handshake but its error text.
int statusIn(const QString& errorText)
{
    static const QRegularExpression number(u"\\b([345]\\d\\d)\\b"_s);
    return number.match(errorText).captured(1).toInt();
}

bool isFinal(int status)
{
    return status >= 300 && status < 500 && status != 408 && status != 429;
}

} // namespace

EventSocket::EventSocket(Clock& clock, RandomSource random, Options options, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_backoff(std::move(random))
    , m_ping(m_clock.createTimer([this] {
        if (m_socket && m_state == State::Open)
            m_socket->ping();
        m_ping->start(kPingEvery);
    }))
    , m_silence(m_clock.createTimer([this] { onLost(); }))
    , m_retry(m_clock.createTimer([this] { connectNow(); }))
{
}

EventSocket::~EventSocket()
{
    dropSocket();
}

void EventSocket::open(const QUrl& url, const Secret& bearer)
{
    close();
    m_url = url;
    m_bearer = bearer;
    m_backoff.reset();
    if (!isAllowedStreamAddress(url) || (m_options.loopbackOnly && !isLoopbackHost(url.host()))) {
        m_refusal = Error{Error::Kind::Invalid, 0, std::nullopt, url.host(), u"address"_s};
        setState(State::Refused);
        return;
    }
    setState(State::Connecting);
    connectNow();
}

void EventSocket::close()
{
    m_retry->stop();
    dropSocket();
    setState(State::Closed);
}

void EventSocket::send(const QString& text)
{
    if (m_socket && m_state == State::Open)
        m_socket->sendTextMessage(text);
}

void EventSocket::connectNow()
{
    dropSocket();
    m_socket = std::make_unique<QWebSocket>();
    const auto cap = static_cast<quint64>(m_options.maxMessageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(cap);
    m_socket->setMaxAllowedIncomingMessageSize(cap);
    connect(m_socket.get(), &QWebSocket::connected, this, &EventSocket::onOpen);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &EventSocket::onLost);
    connect(m_socket.get(), QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
        [this] { onLost(); });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] {
        m_silence->start(kSilenceLimit);
        m_backoff.reset();
    });
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        m_silence->start(kSilenceLimit);
        m_backoff.reset();
        Q_EMIT received(text);
    });

    const QUrl next = m_options.addressOfNext ? m_options.addressOfNext(m_url) : m_url;
    QNetworkRequest request(isSameOrigin(next, m_url) ? next : m_url);
    request.setRawHeader("User-Agent", m_options.userAgent);
    if (!m_bearer.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_bearer.reveal());
    m_silence->start(kHandshakeLimit);
    m_socket->open(request);
}

void EventSocket::onOpen()
{
    m_silence->start(kSilenceLimit);
    m_ping->start(kPingEvery);
    setState(State::Open);
}

void EventSocket::onLost()
{
    if (m_state != State::Connecting && m_state != State::Open)
        return;
    const bool wasOpen = m_state == State::Open;
    const int status = m_socket && !wasOpen ? statusIn(m_socket->errorString()) : 0;
    dropSocket();
    if (isFinal(status)) {
        m_refusal = Error{kindOfStatus(status), status, std::nullopt, m_url.path(), {}};
        setState(State::Refused);
        return;
    }
    m_retry->start(m_backoff.next());
    setState(State::Connecting);
}

void EventSocket::dropSocket()
{
    m_ping->stop();
    m_silence->stop();
    if (!m_socket)
        return;
    // It may be the sender of the signal that brought us here.
    QWebSocket* socket = m_socket.release();
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void EventSocket::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace staffroom
