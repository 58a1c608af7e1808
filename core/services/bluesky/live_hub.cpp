#include "core/services/bluesky/live_hub.h"

#include "core/services/bluesky/merge.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t kLivePostsKept = 2'000;
constexpr size_t kLiveKnown = 10'000;
constexpr size_t kMostLiveWanted = 1'000;
constexpr size_t kLivePerFetch = 25;
constexpr Millis kLiveFetchEvery = 500ms;
/// Posts come here before the network has indexed them.
constexpr int kMostLookups = 5;
constexpr Millis kLookAgain = 1s;
constexpr Millis kAfterFailedLookup = 5s;
constexpr qint64 kUsualMegabytes = 2'000;

qint64 mostBytesPerHour(const ServiceContext& context)
{
    bool isNumber = false;
    const qint64 set = context.options.value(u"bluesky.live-mb"_s).toLongLong(&isNumber);
    return (isNumber && set > 0 ? set : kUsualMegabytes) * 1'000'000;
}

} // namespace

LiveHub::LiveHub(const ServiceContext& context, const QString& server, Fetch fetch)
    : m_context(context)
    , m_fetch(std::move(fetch))
    , m_jetstream(context, server, mostBytesPerHour(context))
    , m_timer(context.clock->createTimer([this] { fetchNext(); }))
    , m_fetchedAt(context.clock->monotonic() - kLiveFetchEvery)
{
    connect(&m_jetstream, &Jetstream::found, this, &LiveHub::onFound);
    connect(&m_jetstream, &Jetstream::deleted, this, &LiveHub::onDeleted);
    connect(&m_jetstream, &Jetstream::stateChanged, this, &LiveHub::tellState);
}

LiveHub::~LiveHub()
{
    m_jetstream.disconnect(this);
}

std::unique_ptr<LiveStream> LiveHub::stream(const FeedSpec& feed)
{
    return std::make_unique<HashtagStream>(*this, feed);
}

Task<Page> LiveHub::page(const FeedSpec& feed, const QString& cursor, int limit) const
{
    if (auto trouble = m_jetstream.trouble(); trouble && !m_streams.empty() && cursor.isEmpty())
        return readyTask<Page>(fail(std::move(*trouble)));
    std::vector<PostPtr> posts;
    for (const auto& post : m_posts) {
        if (hasTagsOf(*post, feed))
            posts.push_back(post);
    }
    std::stable_sort(posts.begin(), posts.end(),
        [](const PostPtr& a, const PostPtr& b) { return a->created > b->created; });
    auto from = posts.begin();
    if (!cursor.isEmpty()) {
        from = std::find_if(posts.begin(), posts.end(),
            [&cursor](const PostPtr& post) { return post->uri == cursor; });
        if (from != posts.end())
            ++from;
    }
    Page page;
    for (; from != posts.end() && static_cast<int>(page.items.size()) < limit; ++from)
        page.items.push_back({*from, std::nullopt});
    if (from != posts.end() && !page.items.empty())
        page.older = page.items.back().post->uri;
    return readyTask<Page>(std::move(page));
}

void LiveHub::add(HashtagStream& stream)
{
    if (listens(&stream))
        return;
    m_streams.push_back(&stream);
    followTags();
    // Later, so that nobody is told inside start().
    QMetaObject::invokeMethod(
        &stream,
        [hub = QPointer<LiveHub>(this), &stream] {
            if (hub)
                stream.setState(hub->m_jetstream.state());
        },
        Qt::QueuedConnection);
}

void LiveHub::remove(HashtagStream& stream)
{
    if (std::erase(m_streams, &stream) == 0)
        return;
    followTags();
}

void LiveHub::followTags()
{
    QStringList tags;
    for (const auto* each : m_streams) {
        for (const auto& tag : each->feed().tags)
            tags << foldTag(tag);
    }
    tags.removeDuplicates();
    m_jetstream.follow(tags);
}

bool LiveHub::listens(const HashtagStream* stream) const
{
    return std::find(m_streams.begin(), m_streams.end(), stream) != m_streams.end();
}

void LiveHub::onFound(const QStringList& uris)
{
    for (const auto& uri : uris) {
        if (m_known.contains(uri))
            continue;
        m_known.insert(uri);
        m_knownOrder.push_back(uri);
        m_jetstream.watch(uri);
        m_wanted.push_back({uri, 0, Millis(0)});
    }
    while (m_knownOrder.size() > kLiveKnown) {
        m_known.remove(m_knownOrder.front());
        m_knownOrder.pop_front();
    }
    while (m_wanted.size() > kMostLiveWanted)
        m_wanted.pop_front();
    schedule();
}

void LiveHub::onDeleted(const QStringList& uris)
{
    for (const auto& uri : uris) {
        std::erase_if(m_wanted, [&uri](const Wanted& wanted) { return wanted.uri == uri; });
        const auto post = std::find_if(m_posts.begin(), m_posts.end(),
            [&uri](const PostPtr& known) { return known->uri == uri; });
        m_jetstream.unwatch(uri);
        if (post == m_posts.end()) {
            if (m_isFetching)
                m_goneMeanwhile.insert(uri);
            continue;
        }
        const Deleted deleted{(*post)->id};
        m_posts.erase(post);
        for (auto* stream : std::vector(m_streams)) {
            if (listens(stream))
                Q_EMIT stream->happened(deleted);
        }
    }
}

void LiveHub::schedule()
{
    if (m_wanted.empty() || m_isFetching)
        return;
    const Millis now = m_context.clock->monotonic();
    Millis at = m_wanted.front().notBefore;
    for (const auto& wanted : m_wanted)
        at = std::min(at, wanted.notBefore);
    at = std::max(at, m_fetchedAt + kLiveFetchEvery);
    m_timer->start(std::max(at - now, Millis(0)));
}

void LiveHub::fetchNext()
{
    const Millis now = m_context.clock->monotonic();
    std::vector<Wanted> asked;
    QStringList uris;
    for (auto it = m_wanted.begin(); it != m_wanted.end() && asked.size() < kLivePerFetch;) {
        if (it->notBefore > now) {
            ++it;
            continue;
        }
        uris << it->uri;
        asked.push_back(std::move(*it));
        it = m_wanted.erase(it);
    }
    if (asked.empty()) {
        schedule();
        return;
    }
    m_isFetching = true;
    m_fetchedAt = now;
    m_fetching = m_fetch(uris).then(
        this, [this, asked = std::move(asked)](Result<std::vector<PostPtr>> posts) mutable {
            fetched(std::move(asked), std::move(posts));
        });
}

void LiveHub::fetched(std::vector<Wanted> asked, Result<std::vector<PostPtr>> posts)
{
    m_isFetching = false;
    const Millis now = m_context.clock->monotonic();
    QSet<QString> there;
    if (posts) {
        for (const auto& post : *posts)
            there.insert(post->uri);
    }
    for (auto& wanted : asked) {
        if (there.contains(wanted.uri))
            continue;
        ++wanted.attempts;
        if (!posts)
            wanted.notBefore = now
                + std::max(kAfterFailedLookup,
                    Millis(posts.error().retryAfter.value_or(std::chrono::seconds(0))));
        else
            wanted.notBefore = now + kLookAgain * (1 << wanted.attempts);
        if (m_goneMeanwhile.contains(wanted.uri))
            continue;
        if (wanted.attempts < kMostLookups)
            m_wanted.push_back(std::move(wanted));
        else
            m_jetstream.unwatch(wanted.uri);
    }
    if (posts) {
        for (const auto& post : *posts) {
            if (!m_goneMeanwhile.contains(post->uri))
                deliver(post);
        }
    }
    m_goneMeanwhile.clear();
    schedule();
}

void LiveHub::deliver(const PostPtr& post)
{
    m_posts.push_back(post);
    if (m_posts.size() > kLivePostsKept) {
        m_jetstream.unwatch(m_posts.front()->uri);
        m_posts.pop_front();
    }
    for (auto* stream : std::vector(m_streams)) {
        if (listens(stream) && hasTagsOf(*post, stream->feed()))
            Q_EMIT stream->happened(Arrived{{post, std::nullopt}});
    }
}

void LiveHub::tellState()
{
    for (auto* stream : std::vector(m_streams)) {
        if (listens(stream))
            stream->setState(m_jetstream.state());
    }
}

HashtagStream::HashtagStream(LiveHub& hub, FeedSpec feed)
    : m_hub(&hub)
    , m_feed(std::move(feed))
{
}

HashtagStream::~HashtagStream()
{
    if (m_hub)
        m_hub->remove(*this);
}

void HashtagStream::start()
{
    if (m_hub)
        m_hub->add(*this);
}

void HashtagStream::setState(State state)
{
    if (m_state == state || m_state == State::Unavailable)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace staffroom::bluesky
