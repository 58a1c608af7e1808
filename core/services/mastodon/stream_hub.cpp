#include "core/services/mastodon/stream_hub.h"

#include "core/net/http_client.h"
#include "core/services/mastodon/api_calls.h"
#include "core/services/mastodon/mastodon_client.h"
#include "core/services/mastodon/stream.h"

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More than this unread means that we cannot keep up; the feed's next poll brings what is lost.
constexpr qsizetype kMostUndecoded = 2'000;

QUrl socketAddress(const QUrl& base)
{
    QUrl url = base;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith("/api/v1/streaming"_L1))
        path += "/api/v1/streaming"_L1;
    url.setPath(path);
    url.setQuery(QString());
    return url;
}

} // namespace

StreamHub::StreamHub(const ServiceContext& context, MastodonClient& client, ApiCalls& calls)
    : m_context(context)
    , m_client(client)
    , m_calls(calls)
    , m_socket(*context.clock, systemRandom(),
          EventSocket::Options{context.http->userAgent(), context.http->loopbackOnly()})
    , m_instanceRetry(context.clock->createTimer([this] {
        for (auto* stream : std::vector(m_streams))
            attach(*stream);
    }))
    , m_instanceBackoff(systemRandom())
{
    connect(&m_socket, &EventSocket::stateChanged, this, &StreamHub::onSocketState);
    connect(&m_socket, &EventSocket::received, this, &StreamHub::onText);
    if (AccountSession* session = m_calls.session()) {
        connect(session, &AccountSession::stateChanged, this, [this, session] {
            if (session->state() != AccountSession::State::Ready)
                return;
            m_hasRenewed = false;
            if (!m_attached.empty())
                open();
        });
    }
}

StreamHub::~StreamHub()
{
    m_socket.disconnect(this);
}

void StreamHub::add(MastodonStream& stream)
{
    if (std::find(m_streams.begin(), m_streams.end(), &stream) != m_streams.end())
        return;
    m_streams.push_back(&stream);
    // Later, so that nobody is told inside start().
    QMetaObject::invokeMethod(
        &stream, [this, &stream] { attach(stream); }, Qt::QueuedConnection);
}

void StreamHub::remove(MastodonStream& stream)
{
    if (std::erase(m_streams, &stream) == 0)
        return;
    const bool wasAttached = std::erase(m_attached, &stream) > 0;
    for (const auto& subscription : stream.subscriptions()) {
        if (!wasAttached)
            break;
        const auto wanted = m_wanted.find(subscription.key());
        if (wanted == m_wanted.end() || --*wanted > 0)
            continue;
        m_wanted.erase(wanted);
        m_socket.send(subscribeMessage(subscription, false));
    }
    closeIfUnused();
}

bool StreamHub::offers(const MastodonStream& stream) const
{
    if (!m_instance->streams())
        return false;
    const auto kind = stream.feed().kind;
    if ((kind == FeedSpec::Kind::Hashtag || kind == FeedSpec::Kind::Received)
        && !m_instance->streamsHashtags())
        return false;
    // Mastodon streams to signed-in people only since 4.2; others are asked and may refuse.
    return m_calls.isSignedIn() || m_instance->info.software != "mastodon"_L1;
}

bool StreamHub::isRefused() const
{
    // A token that is being renewed, or a sign-in that is waited for, is no final answer.
    return m_socket.state() == EventSocket::State::Refused
        && !(m_calls.isSignedIn() && m_socket.refusal().kind == Error::Kind::Unauthorised);
}

void StreamHub::attach(MastodonStream& stream)
{
    if (!m_instance) {
        if (m_isAskingInstance)
            return;
        m_isAskingInstance = true;
        m_instanceTask = m_client.instance().then(
            this, [this](Result<Instance> answer) { onInstance(std::move(answer)); });
        return;
    }
    if (!offers(stream) || isRefused()) {
        remove(stream);
        stream.setState(LiveStream::State::Unavailable);
        return;
    }
    if (std::find(m_attached.begin(), m_attached.end(), &stream) != m_attached.end())
        return;
    m_attached.push_back(&stream);
    const bool isOpen = m_socket.state() == EventSocket::State::Open;
    for (const auto& subscription : stream.subscriptions()) {
        if (++m_wanted[subscription.key()] == 1 && isOpen)
            m_socket.send(subscribeMessage(subscription, true));
    }
    if (isOpen)
        stream.setState(LiveStream::State::Open);
    else if (m_socket.state() != EventSocket::State::Connecting)
        open();
}

void StreamHub::open()
{
    const QUrl address = socketAddress(m_instance->streaming);
    if (!m_calls.isSignedIn()) {
        m_socket.open(address, {});
        return;
    }
    if (m_isOpening)
        return;
    m_isOpening = true;
    m_opening
        = m_calls.session()->ready().then(this, [this, address](Result<Credentials> credentials) {
              m_isOpening = false;
              // Locked or refused: the session tells when that changes.
              if (!credentials || m_attached.empty())
                  return;
              m_token = credentials->secret(u"access"_s);
              m_socket.open(address, m_token);
          });
}

void StreamHub::onRefused()
{
    const bool isAboutToken = m_socket.refusal().kind == Error::Kind::Unauthorised;
    if (!m_calls.isSignedIn() || !isAboutToken || m_hasRenewed) {
        tellAll(EventSocket::State::Refused);
        return;
    }
    m_hasRenewed = true;
    tellAll(EventSocket::State::Connecting);
    m_opening = m_calls.afterRefusal(m_token).then(this, [this](Result<Credentials> credentials) {
        if (credentials)
            open();
        else if (!credentials.error().needsLogin())
            tellAll(EventSocket::State::Refused);
    });
}

void StreamHub::onInstance(Result<Instance> answer)
{
    m_isAskingInstance = false;
    if (!answer && answer.error().isRetryable()) {
        m_instanceRetry->start(m_instanceBackoff.next());
        return;
    }
    // A server that does not describe itself names no streaming address either.
    m_instance = answer ? *answer : Instance();
    for (auto* stream : std::vector(m_streams)) {
        if (std::find(m_streams.begin(), m_streams.end(), stream) != m_streams.end())
            attach(*stream);
    }
}

void StreamHub::onSocketState(EventSocket::State state)
{
    if (state == EventSocket::State::Refused) {
        onRefused();
        return;
    }
    if (state == EventSocket::State::Open) {
        m_hasRenewed = false;
        QStringList sent;
        for (const auto* stream : m_streams) {
            for (const auto& subscription : stream->subscriptions()) {
                if (sent.contains(subscription.key()) || !m_wanted.contains(subscription.key()))
                    continue;
                sent << subscription.key();
                m_socket.send(subscribeMessage(subscription, true));
            }
        }
    }
    tellAll(state);
}

void StreamHub::tellAll(EventSocket::State state)
{
    for (auto* stream : std::vector(m_streams)) {
        if (std::find(m_streams.begin(), m_streams.end(), stream) == m_streams.end())
            continue;
        switch (state) {
        case EventSocket::State::Open:
            stream->setState(LiveStream::State::Open);
            break;
        case EventSocket::State::Connecting:
            stream->setState(LiveStream::State::Connecting);
            break;
        case EventSocket::State::Refused:
            stream->setState(LiveStream::State::Unavailable);
            break;
        case EventSocket::State::Closed:
            break;
        }
    }
}

void StreamHub::onText(const QString& text)
{
    if (m_undecoded.size() >= kMostUndecoded)
        return;
    m_undecoded << text;
    if (!m_isDecoding)
        decodeNext();
}

void StreamHub::decodeNext()
{
    if (m_undecoded.isEmpty())
        return;
    m_isDecoding = true;
    const DecodeContext context{
        m_client.source().server, m_instance->domain, m_client.source().account};
    // One batch at a time keeps the order: a deletion must not overtake its post.
    m_decoding
        = runInPool(*m_context.decodePool, [texts = std::exchange(m_undecoded, {}), context] {
              std::vector<StreamMessage> messages;
              for (const auto& text : texts) {
                  if (auto message = decodeStreamMessage(text, context))
                      messages.push_back(std::move(*message));
              }
              return Result<std::vector<StreamMessage>>(std::move(messages));
          }).then(this, [this, context](Result<std::vector<StreamMessage>> messages) {
              m_isDecoding = false;
              for (const auto& message : messages.value_or(std::vector<StreamMessage>())) {
                  for (auto* stream : std::vector(m_streams)) {
                      if (std::find(m_streams.begin(), m_streams.end(), stream) != m_streams.end())
                          stream->deliver(message, context);
                  }
              }
              decodeNext();
          });
}

void StreamHub::closeIfUnused()
{
    if (m_streams.empty() && !isRefused())
        m_socket.close();
}

} // namespace staffroom::mastodon
