#include "core/feeds/feed_entries.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace staffroom {

bool isOlderPlace(Timestamp timeA, const PostId& idA, Timestamp timeB, const PostId& idB)
{
    return std::tie(timeA, idA.remote, idA.server, idA.service.value)
        < std::tie(timeB, idB.remote, idB.server, idB.service.value);
}

bool FeedEntry::comesBefore(const FeedEntry& newer) const
{
    return isOlderPlace(time, placeId, newer.time, newer.placeId);
}

FeedEntries::FeedEntries(Changes changes)
    : m_changes(std::move(changes))
{
}

int FeedEntries::positionFor(const FeedEntry& entry) const
{
    const auto it = std::lower_bound(m_entries.begin(), m_entries.end(), entry,
        [](const FeedEntry& a, const FeedEntry& b) { return b.comesBefore(a); });
    return int(it - m_entries.begin());
}

int FeedEntries::indexOf(const PostId& post) const
{
    const auto place = m_places.constFind(post);
    if (place == m_places.constEnd())
        return -1;
    FeedEntry probe;
    probe.time = place->time;
    probe.placeId = place->id;
    return positionFor(probe);
}

const FeedEntry* FeedEntries::find(const PostId& post) const
{
    const int at = indexOf(post);
    return at < 0 ? nullptr : &m_entries[size_t(at)];
}

void FeedEntries::index(const FeedEntry& entry)
{
    m_places.insert(entry.post->id, {entry.time, entry.placeId});
    if (!entry.post->uri.isEmpty())
        m_byUri.insert(entry.post->uri, entry.post->id);
    for (const auto& boost : entry.reasons)
        m_byWrapper.insert(boost.wrapper, entry.post->id);
    if (entry.placeId == entry.post->id)
        m_cameByItself.insert(entry.post->id);
}

void FeedEntries::forget(const FeedEntry& entry)
{
    m_places.remove(entry.post->id);
    m_byUri.remove(entry.post->uri);
    for (const auto& boost : entry.reasons) {
        m_byWrapper.remove(boost.wrapper);
        m_firm.remove(boost.wrapper);
    }
    m_cameByItself.remove(entry.post->id);
    m_firm.remove(entry.post->id);
}

bool FeedEntries::knows(const FeedItem& item) const
{
    if (item.reason)
        return m_byWrapper.contains(item.reason->wrapper);
    return m_cameByItself.contains(item.post->id);
}

PostId FeedEntries::renamed(const Post& post) const
{
    if (post.uri.isEmpty())
        return {};
    const PostId known = m_byUri.value(post.uri);
    const bool isOther
        = known != post.id && known.service == post.id.service && known.server == post.id.server;
    return isOther ? known : PostId();
}

/// True when the entry shows something new.
bool FeedEntries::fold(FeedEntry& entry, const Addition& addition)
{
    const auto& boost = addition.item.reason;
    if (!boost) {
        m_cameByItself.insert(entry.post->id);
        return false;
    }
    if (m_byWrapper.contains(boost->wrapper))
        return false;
    // Somebody who boosts, takes it back and boosts again is one booster.
    const auto same
        = std::find_if(entry.reasons.begin(), entry.reasons.end(), [&](const Reason& b) {
              return b.kind == boost->kind && b.by.id == boost->by.id && b.wrapper != entry.placeId;
          });
    if (same != entry.reasons.end()) {
        m_byWrapper.remove(same->wrapper);
        entry.reasons.erase(same);
    }
    const auto at = std::find_if(entry.reasons.begin(), entry.reasons.end(),
        [&](const Reason& b) { return b.at <= boost->at; });
    entry.reasons.insert(at, *boost);
    m_byWrapper.insert(boost->wrapper, entry.post->id);
    return true;
}

std::vector<PostId> FeedEntries::add(std::vector<Addition> additions)
{
    std::vector<PostId> touched;
    std::vector<FeedEntry> fresh;
    QHash<PostId, size_t> freshByPost;
    QHash<QString, PostId> freshByUri;
    for (auto& addition : additions) {
        const auto& post = addition.item.post;
        if (addition.isFirm)
            makeFirm(addition.item.pagingId());
        PostId known = post->id;
        if (!m_places.contains(known) && !freshByPost.contains(known) && !post->uri.isEmpty()) {
            // The same post under another server's id is the same post.
            if (m_byUri.contains(post->uri))
                known = m_byUri.value(post->uri);
            else if (freshByUri.contains(post->uri))
                known = freshByUri.value(post->uri);
        }
        if (const int at = indexOf(known); at >= 0) {
            if (fold(m_entries[size_t(at)], addition)) {
                touched.push_back(known);
                m_changes.changed(at, at);
            }
            continue;
        }
        if (const auto at = freshByPost.constFind(known); at != freshByPost.constEnd()) {
            fold(fresh[*at], addition);
            continue;
        }
        FeedEntry entry;
        entry.post = post;
        if (addition.item.reason)
            entry.reasons = {*addition.item.reason};
        entry.time = addition.time;
        entry.placeId = addition.item.pagingId();
        entry.arrival = addition.arrival;
        // Known from here on, so that later additions of this batch fold into it.
        if (entry.placeId == post->id)
            m_cameByItself.insert(post->id);
        for (const auto& boost : entry.reasons)
            m_byWrapper.insert(boost.wrapper, post->id);
        freshByPost.insert(post->id, fresh.size());
        if (!post->uri.isEmpty())
            freshByUri.insert(post->uri, post->id);
        fresh.push_back(std::move(entry));
    }
    for (const auto& entry : fresh)
        touched.push_back(entry.post->id);
    insertRun(std::move(fresh));
    return touched;
}

int FeedEntries::addStored(std::vector<FeedEntry> entries)
{
    std::vector<FeedEntry> fresh;
    QSet<PostId> seen;
    QSet<QString> seenUris;
    for (auto& entry : entries) {
        const auto& post = *entry.post;
        const bool isKnown = m_places.contains(post.id) || seen.contains(post.id)
            || (!post.uri.isEmpty() && (m_byUri.contains(post.uri) || seenUris.contains(post.uri)));
        if (isKnown)
            continue;
        seen.insert(post.id);
        seenUris.insert(post.uri);
        m_firm.insert(entry.placeId);
        for (const auto& boost : entry.reasons)
            m_firm.insert(boost.wrapper);
        fresh.push_back(std::move(entry));
    }
    const int count = int(fresh.size());
    insertRun(std::move(fresh));
    return count;
}

void FeedEntries::insertRun(std::vector<FeedEntry> run)
{
    std::sort(run.begin(), run.end(),
        [](const FeedEntry& a, const FeedEntry& b) { return b.comesBefore(a); });
    size_t from = 0;
    while (from < run.size()) {
        const int at = positionFor(run[from]);
        // As many as fit before the next entry that is there already.
        size_t to = from + 1;
        while (to < run.size()
            && (at == int(m_entries.size()) || m_entries[size_t(at)].comesBefore(run[to])))
            ++to;
        for (size_t i = from; i < to; ++i)
            index(run[i]);
        m_entries.insert(m_entries.begin() + at,
            std::make_move_iterator(run.begin() + std::ptrdiff_t(from)),
            std::make_move_iterator(run.begin() + std::ptrdiff_t(to)));
        m_changes.inserted(at, at + int(to - from) - 1);
        from = to;
    }
}

bool FeedEntries::replace(const PostPtr& post)
{
    const int at = indexOf(post->id);
    if (at < 0)
        return false;
    m_entries[size_t(at)].post = post;
    m_changes.changed(at, at);
    return true;
}

bool FeedEntries::exchange(const PostId& post, const PostPtr& by)
{
    const int at = indexOf(post);
    if (at < 0)
        return false;
    const bool isThere
        = m_places.contains(by->id) || (!by->uri.isEmpty() && m_byUri.contains(by->uri));
    if (isThere)
        return removePost(post);
    auto& entry = m_entries[size_t(at)];
    FeedEntry next = entry;
    next.post = by;
    next.placeId = by->id;
    const bool fits = (at == 0 || next.comesBefore(m_entries[size_t(at - 1)]))
        && (at + 1 == int(m_entries.size()) || m_entries[size_t(at + 1)].comesBefore(next));
    if (!fits) { // another post of the very same moment: rare, and then the row is a new one
        next.time = by->created;
        removePost(post);
        insertRun({std::move(next)});
        return true;
    }
    forget(entry);
    entry = std::move(next);
    index(entry);
    m_changes.changed(at, at);
    return true;
}

bool FeedEntries::removePost(const PostId& post)
{
    const int at = indexOf(post);
    if (at < 0)
        return false;
    removeRun(at, at);
    return true;
}

void FeedEntries::removeRun(int first, int last)
{
    m_changes.aboutToRemove(first, last);
    for (int i = first; i <= last; ++i)
        forget(m_entries[size_t(i)]);
    m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
    m_changes.removed(first, last);
}

bool FeedEntries::removeBoost(const PostId& wrapper)
{
    const PostId post = m_byWrapper.value(wrapper);
    const int at = post.isEmpty() ? -1 : indexOf(post);
    if (at < 0)
        return false;
    auto& entry = m_entries[size_t(at)];
    std::erase_if(entry.reasons, [&](const Reason& boost) { return boost.wrapper == wrapper; });
    m_byWrapper.remove(wrapper);
    m_firm.remove(wrapper);
    if (entry.placeId != wrapper) {
        m_changes.changed(at, at);
        return true;
    }
    const bool staysByItself = m_cameByItself.contains(post);
    const bool wasFirm = m_firm.contains(post);
    FeedEntry moved = entry;
    removePost(post);
    if (staysByItself) {
        moved.time = moved.post->created;
        moved.placeId = post;
        if (wasFirm)
            makeFirm(post);
    } else if (!moved.reasons.empty()) {
        moved.time = moved.reasons.back().at; // the earliest that is left
        moved.placeId = moved.reasons.back().wrapper;
    } else {
        return true;
    }
    insertRun({std::move(moved)});
    return true;
}

void FeedEntries::clear()
{
    m_entries.clear();
    m_places.clear();
    m_byUri.clear();
    m_byWrapper.clear();
    m_cameByItself.clear();
    m_firm.clear();
}

void FeedEntries::trim(int keep)
{
    const int count = int(m_entries.size());
    if (count > keep)
        removeRun(keep, count - 1);
}

} // namespace staffroom
