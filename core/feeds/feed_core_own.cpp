// One's own posts, muted people and a new client, as one feed sees them: see FeedCore.
#include "core/feeds/feed_core.h"

#include "core/feeds/feed_gap_filler.h"
#include "core/feeds/feed_older.h"
#include "core/feeds/feed_poller.h"
#include "core/feeds/pending_posts.h"
#include "core/feeds/stream_watch.h"

namespace staffroom {

void FeedCore::showPending(const PostPtr& pending, const Source& account)
{
    if (m_entries.find(pending->id)) {
        m_entries.replace(pending);
        return;
    }
    if (!belongsTo(m_spec, *pending, account))
        return;
    FeedEntries::Addition addition;
    addition.item.post = pending;
    addition.time = pending->created;
    addition.arrival = m_shared->nextArrival();
    m_entries.add({std::move(addition)}); // never firm, never written: it is not the server's yet
}

void FeedCore::showSent(const PostId& pending, const PostPtr& sent)
{
    if (!m_entries.find(pending))
        return;
    const auto merged = m_shared->pool().merge(sent);
    if (!merged.post || !m_entries.exchange(pending, merged.post))
        return;
    m_dirty.insert(merged.post->id);
    if (m_readMarker == pending)
        setReadMarker(merged.post->id);
    write();
}

void FeedCore::dropPending(const PostId& pending)
{
    m_entries.removePost(pending);
}

void FeedCore::hidePerson(const AccountId& person)
{
    std::vector<PostId> theirs;
    for (const auto& entry : m_entries.all()) {
        if (entry.post->author.id == person)
            theirs.push_back(entry.post->id);
    }
    for (const auto& id : theirs)
        remove(id);
    write();
}

void FeedCore::setClient(ServiceClient* client)
{
    if (!m_shared || m_client == client)
        return;
    m_stream->stop();
    m_poller->stop();
    m_client = client;
    followClient();
    m_stream = std::make_unique<StreamWatch>(*this);
    m_poller = std::make_unique<FeedPoller>(*this);
    if (m_isOpen)
        startNetwork();
    else
        updateState();
}

void FeedCore::followClient()
{
    QObject::disconnect(m_costs);
    if (m_client)
        m_costs = QObject::connect(
            m_client, &ServiceClient::costChanged, m_feed, [this] { updateState(); });
}

} // namespace staffroom
