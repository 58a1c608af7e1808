#include "core/feeds/stream_watch.h"

#include "core/base/log.h"

#include "core/feeds/feed_poller.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMisses = 3;
constexpr Millis kFlapping{10'000};

} // namespace

StreamWatch::StreamWatch(FeedCore& core)
    : m_core(core)
{
}

StreamWatch::~StreamWatch() = default;

void StreamWatch::start()
{
    if (m_stream || m_isEnded || m_isUnavailable || m_core.shared()->isDistrusted(m_core.spec()))
        return;
    m_stream = m_core.client()->stream(m_core.spec());
    if (!m_stream)
        return;
    QObject::connect(m_stream.get(), &LiveStream::happened, m_core.context(),
        [this](const LiveEvent& event) { heard(event); });
    QObject::connect(m_stream.get(), &LiveStream::stateChanged, m_core.context(),
        [this](LiveStream::State state) { changed(state); });
    m_stream->start();
}

void StreamWatch::stop()
{
    if (m_stream) {
        m_stream->disconnect(m_core.context());
        // It may be what calls us.
        m_stream.release()->deleteLater();
    }
    m_isOpen = false;
}

void StreamWatch::opened()
{
    m_isOpen = true;
    m_pollsSinceOpen = 0;
    m_delivered = 0;
    m_deliveredSincePoll = 0;
    m_untold.clear();
    // What happened before was not told: until a poll has filled that, a hole may be below.
    m_core.setHoldingLoose(true);
    m_core.catchUp();
}

void StreamWatch::changed(LiveStream::State state)
{
    switch (state) {
    case LiveStream::State::Open:
        if (!m_isOpen)
            opened();
        break;
    case LiveStream::State::Connecting:
        m_isOpen = false;
        // A server that cut the stream may be gone: a poll tells. Not for one that flaps.
        if (const Millis now = m_core.shared()->clock().monotonic(); now - m_cutAt > kFlapping) {
            m_cutAt = now;
            m_core.catchUp();
        } else {
            m_core.poller().replan();
        }
        break;
    case LiveStream::State::Unavailable:
        m_isUnavailable = true;
        stop();
        break;
    case LiveStream::State::Ended:
        m_isEnded = true;
        stop();
        break;
    }
    m_core.updateState();
}

void StreamWatch::heard(const LiveEvent& event)
{
    if (const auto* arrived = std::get_if<Arrived>(&event)) {
        m_untold.remove(arrived->item.post->id);
        ++m_delivered;
        ++m_deliveredSincePoll;
        if (m_misses > 0 && m_untold.isEmpty()) {
            m_misses = 0;
            m_core.updateState();
        }
    }
    m_core.queue(event);
}

void StreamWatch::polled(const std::vector<PostId>& unknown)
{
    if (!m_isOpen)
        return;
    if (!m_untold.isEmpty()) {
        ++m_misses;
        m_delivered = 0;
    } else if (m_deliveredSincePoll > 0) {
        m_misses = 0;
    }
    m_deliveredSincePoll = 0;
    m_untold.clear();
    // The first poll after opening finds what came before; that is nobody's fault.
    if (m_pollsSinceOpen++ > 0)
        m_untold = QSet<PostId>(unknown.begin(), unknown.end());
    if (m_misses < kMisses)
        return;
    logLine(LogLevel::Info, "feeds"_L1, "stream-silent"_L1,
        {{"source"_L1, m_core.spec().source.label()}});
    m_core.shared()->distrust(m_core.spec());
    stop();
}

} // namespace staffroom
