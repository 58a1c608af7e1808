#include "core/services/bluesky/jetstream.h"

#include "core/net/http_client.h"
#include "core/services/bluesky/identifiers.h"

#include <QUrlQuery>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// More than this unread means that we cannot keep up; what is lost then is lost.
constexpr qsizetype kMostUnread = 20'000;
/// Clocks of two connections differ a little; posts that come twice are known.
constexpr qint64 kOverlapUs = 5'000'000;
/// After a longer cut there would be too much to take up.
constexpr Millis kLongestCut = 10min;
constexpr Millis kHour = 1h;
/// So long a connection may take before that is worth telling.
constexpr Millis kConnectPatience = 20s;

QUrl subscribeAddress(const QString& server)
{
    QUrl url(server);
    url.setScheme(url.scheme() == "http"_L1 || url.scheme() == "ws"_L1 ? u"ws"_s : u"wss"_s);
    url.setPath(u"/subscribe"_s);
    QUrlQuery query;
    query.addQueryItem(u"wantedCollections"_s, kPostCollection);
    url.setQuery(query);
    return url;
}

} // namespace

Jetstream::Jetstream(const ServiceContext& context, const QString& server, qint64 mostBytes)
    : m_context(context)
    , m_address(subscribeAddress(server))
    , m_mostBytes(mostBytes)
    , m_socket(*context.clock, systemRandom(),
          EventSocket::Options{context.http->userAgent(), context.http->loopbackOnly(), 1024 * 1024,
              [this](const QUrl& opened) { return addressOfNext(opened); }})
    , m_rest(context.clock->createTimer([this] {
        if (!m_tags.isEmpty())
            open();
    }))
{
    connect(&m_socket, &EventSocket::stateChanged, this, &Jetstream::onSocketState);
    connect(&m_socket, &EventSocket::received, this, &Jetstream::onText);
}

Jetstream::~Jetstream()
{
    m_socket.disconnect(this);
}

void Jetstream::follow(const QStringList& foldedTags)
{
    m_tags = foldedTags;
    if (m_tags.isEmpty()) {
        m_rest->stop();
        m_socket.close();
        m_unread.clear();
    } else if (m_socket.state() == EventSocket::State::Closed && !m_rest->isActive()) {
        open();
    }
}

void Jetstream::watch(const QString& uri)
{
    m_watched.insert(uri.section(u'/', -1));
}

void Jetstream::unwatch(const QString& uri)
{
    m_watched.remove(uri.section(u'/', -1));
}

std::optional<Error> Jetstream::trouble() const
{
    const Millis now = m_context.clock->monotonic();
    if (m_rest->isActive()) {
        Error error{Error::Kind::RateLimited, 0, std::nullopt, m_address.host(),
            u"so much came within the hour that it rests"_s};
        error.retryAfter = std::chrono::ceil<std::chrono::seconds>(m_restsUntil - now);
        return error;
    }
    if (m_state == LiveStream::State::Unavailable) {
        Error error = m_socket.refusal();
        if (error.kind == Error::Kind::Unauthorised) // there is nothing to sign in to
            error.kind = Error::Kind::Forbidden;
        return error;
    }
    if (m_socket.state() == EventSocket::State::Connecting
        && now - m_connectingSince > kConnectPatience)
        return Error{Error::Kind::Offline, 0, std::nullopt, m_address.host(), {}};
    return std::nullopt;
}

QUrl Jetstream::addressOfNext(const QUrl& opened) const
{
    if (m_lastTime == 0 || m_context.clock->monotonic() - m_lastAt > kLongestCut)
        return opened;
    QUrl url = opened;
    QUrlQuery query(url);
    query.addQueryItem(u"cursor"_s, QString::number(m_lastTime - kOverlapUs));
    url.setQuery(query);
    return url;
}

void Jetstream::open()
{
    m_connectingSince = m_context.clock->monotonic();
    m_socket.open(m_address, {});
}

void Jetstream::onSocketState(EventSocket::State state)
{
    switch (state) {
    case EventSocket::State::Open:
        setState(LiveStream::State::Open);
        break;
    case EventSocket::State::Connecting:
    case EventSocket::State::Closed:
        m_connectingSince = m_context.clock->monotonic();
        setState(LiveStream::State::Connecting);
        break;
    case EventSocket::State::Refused:
        setState(LiveStream::State::Unavailable);
        break;
    }
}

void Jetstream::onText(const QString& text)
{
    if (m_unread.size() >= kMostUnread)
        return;
    m_unread << text;
    if (!m_isScanning)
        scanNext();
}

void Jetstream::scanNext()
{
    if (m_unread.isEmpty())
        return;
    m_isScanning = true;
    // One batch at a time keeps the order; while one is read the next gathers.
    m_scanning = runInPool(*m_context.decodePool,
        [messages = std::exchange(m_unread, {}), tags = m_tags, watched = m_watched] {
            return Result<JetstreamScan>(scanJetstream(messages, tags, watched));
        }).then(this, [this](Result<JetstreamScan> scan) {
        m_isScanning = false;
        if (scan)
            take(*scan);
        scanNext();
    });
}

void Jetstream::take(const JetstreamScan& scan)
{
    m_counts.seen += scan.seen;
    m_counts.parsed += scan.parsed;
    m_counts.bytes += scan.bytes;
    if (scan.lastTime > 0) {
        m_lastTime = std::max(m_lastTime, scan.lastTime);
        m_lastAt = m_context.clock->monotonic();
    }
    if (!scan.posts.isEmpty())
        Q_EMIT found(scan.posts);
    if (!scan.deleted.isEmpty())
        Q_EMIT deleted(scan.deleted);
    countBytes(scan.bytes);
}

void Jetstream::countBytes(qint64 bytes)
{
    const Millis now = m_context.clock->monotonic();
    if (now - m_hourBegan >= kHour) {
        m_hourBegan = now;
        m_bytesOfHour = 0;
    }
    m_bytesOfHour += bytes;
    if (m_bytesOfHour < m_mostBytes || m_rest->isActive() || m_tags.isEmpty())
        return;
    m_restsUntil = m_hourBegan + kHour;
    m_lastTime = 0; // what comes meanwhile is not fetched later
    m_rest->start(m_restsUntil - now);
    m_unread.clear();
    m_socket.close();
}

void Jetstream::setState(LiveStream::State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace staffroom::bluesky
