#include "core/room/room_content.h"

#include "core/feeds/feed_entries.h"
#include "core/room/same_post.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace staffroom {

namespace {

/// Was it written through this server? Only what happens there happens to the post itself.
bool isAtHome(const Post& post)
{
    if (post.id.server.isEmpty() || !post.uri.startsWith(QLatin1String("http")))
        return true;
    return QUrl(post.uri).host() == QUrl(post.id.server).host();
}

QString pageOf(const Post& post)
{
    if (!post.uri.isEmpty())
        return post.uri;
    return post.url.toString();
}

} // namespace

ChatRules chatRulesOf(const RoomSetup& setup)
{
    ChatRules rules;
    rules.hashtag = setup.hashtag;
    rules.hosts = setup.hosts;
    rules.begin = setup.begin;
    rules.end = setup.end;
    rules.isSlow = setup.isSlow;
    rules.questionLabels = setup.questionLabels;
    rules.answerLabels = setup.answerLabels;
    return rules;
}

bool isOlder(const RoomItem& a, const RoomItem& b)
{
    return a.post.entry.comesBefore(b.post.entry);
}

RoomContent::RoomContent(RoomSetup setup, RoomMarks marks, QStringList ownHandles, quint64 salt)
    : m_setup(std::move(setup))
    , m_marks(std::move(marks))
    , m_salt(salt)
    , m_sorter(chatRulesOf(m_setup))
{
    for (const auto& handle : std::as_const(ownHandles))
        m_own.insert(handle.toLower());
    for (const auto& handle : std::as_const(m_marks.shownAuthors))
        m_sorter.showAuthor(handle);
}

RoomContent::~RoomContent() = default;

// Finding.

const RoomItem* RoomContent::find(const PostId& id) const
{
    return find(m_byId.value(id));
}

const RoomItem* RoomContent::find(quint64 key) const
{
    const auto it = m_items.find(key);
    return it == m_items.end() ? nullptr : it->second.get();
}

const RoomItem* RoomContent::findUri(const QString& uri) const
{
    return find(m_byUri.value(uri));
}

RoomItem* RoomContent::item(const PostId& id)
{
    const auto it = m_items.find(m_byId.value(id));
    return it == m_items.end() ? nullptr : it->second.get();
}

PostId RoomContent::known(const PostId& id) const
{
    const auto* found = find(id);
    return found ? found->post.entry.placeId : id;
}

std::vector<const RoomItem*> RoomContent::repliesTo(const RoomItem& asked) const
{
    std::vector<const RoomItem*> out;
    for (const auto& copy : asked.post.copies) {
        const auto it = m_repliesById.constFind(copy.post->id);
        if (it == m_repliesById.constEnd())
            continue;
        for (const quint64 key : *it) {
            const auto* reply = find(key);
            if (reply && std::find(out.begin(), out.end(), reply) == out.end())
                out.push_back(reply);
        }
    }
    return out;
}

/// The same post under another server's id, or sent to another network too.
RoomItem* RoomContent::itemOfCopyElsewhere(const Post& post, QString& text)
{
    const auto at = [this](quint64 key) { return m_items.find(key)->second.get(); };
    if (const QString page = pageOf(post); !page.isEmpty()) {
        if (const auto it = m_byUri.constFind(page); it != m_byUri.constEnd())
            return at(*it);
    }
    text = crossText(post);
    const auto same = m_byText.constFind(text);
    if (text.isEmpty() || same == m_byText.constEnd())
        return nullptr;
    const QString network = networkOf(post);
    for (const quint64 key : *same) {
        auto* other = at(key);
        // One post of each network: the second "Yes!" by somebody is another one.
        const bool fits = std::all_of(
            other->post.copies.begin(), other->post.copies.end(), [&](const PostCopy& copy) {
                return networkOf(*copy.post) != network && isSamePost(*copy.post, post, text);
            });
        if (fits)
            return other;
    }
    return nullptr;
}

// Arrivals.

void RoomContent::put(const RoomArrival& arrival, Millis now)
{
    if (auto* there = item(arrival.post->id)) {
        auto& copies = there->post.copies;
        const auto copy = std::find_if(copies.begin(), copies.end(),
            [&](const PostCopy& one) { return one.post->id == arrival.post->id; });
        copy->source = std::min(copy->source, arrival.source);
        there->cameByTag = there->cameByTag || !arrival.isFromThread;
        update(arrival.post, arrival.reasons.empty() ? nullptr : &arrival.reasons);
        refresh(*there);
        return;
    }
    QString text;
    if (auto* same = itemOfCopyElsewhere(*arrival.post, text)) {
        addCopy(*same, arrival);
        return;
    }
    pace(create(arrival, std::move(text)), arrival.mayWait, now);
}

RoomItem& RoomContent::create(const RoomArrival& arrival, QString text)
{
    auto made = std::make_unique<RoomItem>();
    auto& fresh = *made;
    auto& post = fresh.post;
    quint64 key = qHash(arrival.post->id, size_t(m_salt));
    while (key == 0 || m_items.contains(key))
        ++key;
    post.key = key;
    post.entry.time = arrival.time;
    post.entry.placeId = arrival.post->id;
    post.entry.arrival = arrival.arrival;
    post.entry.reasons = arrival.reasons;
    post.copies.push_back({arrival.post, arrival.source});
    post.seen = arrival.seen;
    post.isLate = arrival.isLate;
    fresh.cameByTag = !arrival.isFromThread;
    fresh.crossText = std::move(text);
    m_items.emplace(key, std::move(made));
    if (!fresh.crossText.isEmpty())
        m_byText[fresh.crossText].push_back(key);
    place(fresh);
    if (m_removed.remove(key))
        m_changed.insert(key);
    else
        m_added.insert(key);
    indexCopy(fresh, *arrival.post);
    applyMarks(fresh);
    refresh(fresh);
    return fresh;
}

void RoomContent::addCopy(RoomItem& there, const RoomArrival& arrival)
{
    there.post.copies.push_back({arrival.post, arrival.source});
    there.cameByTag = there.cameByTag || !arrival.isFromThread;
    // Seen in time by one of the servers is in time.
    there.post.isLate = there.post.isLate && arrival.isLate;
    indexCopy(there, *arrival.post);
    applyMarks(there);
    touch(there);
    refresh(there);
}

void RoomContent::place(RoomItem& placed)
{
    const auto at = std::upper_bound(m_order.begin(), m_order.end(), &placed,
        [](const RoomItem* a, const RoomItem* b) { return isOlder(*a, *b); });
    m_order.insert(at, &placed);
}

void RoomContent::indexCopy(const RoomItem& of, const Post& post)
{
    const quint64 key = of.post.key;
    m_byId.insert(post.id, key);
    if (const QString page = pageOf(post); !page.isEmpty())
        m_byUri.insert(page, key);
    if (post.inReplyTo)
        m_repliesById[*post.inReplyTo].push_back(key);
    if (post.quote && post.quote->post)
        m_quotesById[post.quote->post->id].push_back(key);
    // Who answers or quotes this copy can now be told what it is a copy of.
    const auto tell = [&](const QHash<PostId, std::vector<quint64>>& from) {
        for (const quint64 other : from.value(post.id)) {
            const auto it = m_items.find(other);
            if (it != m_items.end() && other != key)
                refresh(*it->second);
        }
    };
    tell(m_repliesById);
    tell(m_quotesById);
}

void RoomContent::unindexCopy(const RoomItem& of, const Post& post)
{
    const quint64 key = of.post.key;
    m_byId.remove(post.id);
    const QString page = pageOf(post);
    const bool isShared
        = std::any_of(of.post.copies.begin(), of.post.copies.end(), [&](const PostCopy& copy) {
              return copy.post->id != post.id && pageOf(*copy.post) == page;
          });
    if (!isShared)
        m_byUri.remove(page);
    const auto drop = [&](QHash<PostId, std::vector<quint64>>& from, const PostId& id) {
        const auto it = from.find(id);
        if (it == from.end())
            return;
        std::erase(*it, key);
        if (it->empty())
            from.erase(it);
    };
    if (post.inReplyTo)
        drop(m_repliesById, *post.inReplyTo);
    if (post.quote && post.quote->post)
        drop(m_quotesById, post.quote->post->id);
}

void RoomContent::update(const PostPtr& post, const std::vector<Reason>* reasons)
{
    auto* there = item(post->id);
    if (!there)
        return;
    auto& copies = there->post.copies;
    const auto copy = std::find_if(copies.begin(), copies.end(),
        [&](const PostCopy& one) { return one.post->id == post->id; });
    const bool hasBoosts = reasons && *reasons != there->post.entry.reasons;
    if (hasBoosts) {
        there->post.entry.reasons = *reasons;
        touch(*there);
    }
    if (copy->post == post || *copy->post == *post) {
        copy->post = post;
        return;
    }
    const bool isMoved = copy->post->inReplyTo != post->inReplyTo
        || copy->post->quote != post->quote || pageOf(*copy->post) != pageOf(*post);
    if (isMoved)
        unindexCopy(*there, *copy->post);
    copy->post = post;
    if (isMoved)
        indexCopy(*there, *post);
    refresh(*there);
}

void RoomContent::exchange(const PostId& pending, const RoomArrival& arrival, Millis now)
{
    auto* there = item(pending);
    if (!there) {
        put(arrival, now);
        return;
    }
    if (const QString page = pageOf(*arrival.post);
        item(arrival.post->id) || (!page.isEmpty() && m_byUri.contains(page))) {
        // A source was quicker than the answer to the sending.
        removeCopy(pending);
        put(arrival, now);
        return;
    }
    auto& copies = there->post.copies;
    const auto copy = std::find_if(
        copies.begin(), copies.end(), [&](const PostCopy& one) { return one.post->id == pending; });
    unindexCopy(*there, *copy->post);
    *copy = {arrival.post, arrival.source};
    indexCopy(*there, *arrival.post);
    if (there->post.entry.placeId == pending)
        renameInSorter(*there, arrival.post->id);
    applyMarks(*there);
    touch(*there);
    refresh(*there);
}

// Removals.

void RoomContent::dropCopy(RoomItem& there, const PostId& id)
{
    auto& copies = there.post.copies;
    const auto copy = std::find_if(
        copies.begin(), copies.end(), [&](const PostCopy& one) { return one.post->id == id; });
    if (copy == copies.end())
        return;
    unindexCopy(there, *copy->post);
    copies.erase(copy);
}

void RoomContent::removeCopy(const PostId& id)
{
    auto* there = item(id);
    if (!there)
        return;
    if (there->post.copies.size() == 1) {
        destroy(*there);
        return;
    }
    dropCopy(*there, id);
    if (there->post.entry.placeId == id)
        renameInSorter(*there, there->post.copies.front().post->id);
    touch(*there);
    refresh(*there);
}

void RoomContent::removeDeleted(const PostId& id)
{
    auto* there = item(id);
    if (!there)
        return;
    const auto copies = there->post.copies;
    const auto deleted = std::find_if(
        copies.begin(), copies.end(), [&](const PostCopy& one) { return one.post->id == id; });
    const QString uri = deleted->post->uri;
    if (!isAtHome(*deleted->post) || uri.isEmpty()) {
        removeCopy(id);
        return;
    }
    for (const auto& copy : copies) {
        if (copy.post->uri == uri)
            removeCopy(copy.post->id);
    }
}

void RoomContent::destroy(RoomItem& gone)
{
    const quint64 key = gone.post.key;
    m_pacer.remove(key);
    m_sorter.remove(gone.post.entry.placeId);
    const auto copies = gone.post.copies;
    for (const auto& copy : copies)
        dropCopy(gone, copy.post->id);
    if (const auto it = m_byText.find(gone.crossText); it != m_byText.end()) {
        std::erase(*it, key);
        if (it->empty())
            m_byText.erase(it);
    }
    if (const quint64 original = m_copyOf.take(key)) {
        if (const auto it = m_items.find(original); it != m_items.end()) {
            --it->second->post.textCopies;
            touch(*it->second);
        }
    }
    const auto at = std::lower_bound(m_order.begin(), m_order.end(), &gone,
        [](const RoomItem* a, const RoomItem* b) { return isOlder(*a, *b); });
    m_order.erase(std::find(at, m_order.end(), &gone));
    m_stormsChanged = m_stormsChanged || gone.post.placement.storm != 0;
    std::vector<quint64> orphans;
    for (const auto& copy : copies) {
        for (const quint64 reply : m_repliesById.value(copy.post->id))
            orphans.push_back(reply);
    }
    m_items.erase(key);
    for (const quint64 reply : orphans) {
        if (const auto it = m_items.find(reply); it != m_items.end())
            refresh(*it->second);
    }
    m_changed.remove(key);
    if (!m_added.remove(key))
        m_removed.insert(key);
    m_isDirty = true;
    ++m_revision;
}

// Changes.

void RoomContent::touch(RoomItem& touched)
{
    m_isDirty = true;
    ++m_revision;
    if (!m_added.contains(touched.post.key))
        m_changed.insert(touched.post.key);
}

RoomContent::Changes RoomContent::takeChanges()
{
    takePlacements();
    Changes out;
    const auto sorted = [this](const QSet<quint64>& keys) {
        std::vector<const RoomItem*> found;
        for (const quint64 key : keys) {
            if (const auto* one = find(key))
                found.push_back(one);
        }
        std::sort(found.begin(), found.end(),
            [](const RoomItem* a, const RoomItem* b) { return isOlder(*a, *b); });
        std::vector<quint64> ordered;
        for (const auto* one : found)
            ordered.push_back(one->post.key);
        return ordered;
    };
    out.added = sorted(std::exchange(m_added, {}));
    out.changed = sorted(std::exchange(m_changed, {}));
    const auto removed = std::exchange(m_removed, {});
    out.removed.assign(removed.begin(), removed.end());
    out.questions = std::exchange(m_questionsChanged, false);
    m_isDirty = false;
    return out;
}

} // namespace staffroom
