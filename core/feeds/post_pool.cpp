#include "core/feeds/post_pool.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr size_t kRememberedDeletions = 20'000;
/// A post that is delivered again may be kept longer. By less than this nobody need be told, or
/// every poll would be news.
constexpr Millis kWorthTelling{60 * 60 * 1000};

/// The incoming post with what it leaves open taken from the one that is known.
PostPtr completed(const PostPtr& incoming, const Post& current)
{
    if (incoming->viewer || !current.viewer)
        return incoming;
    auto whole = std::make_shared<Post>(*incoming);
    whole->viewer = current.viewer;
    whole->isOwn = current.isOwn;
    if (whole->poll && current.poll && whole->poll->id == current.poll->id) {
        whole->poll->hasVoted = current.poll->hasVoted;
        whole->poll->ownVotes = current.poll->ownVotes;
    }
    return whole;
}

bool saysNothingNew(const Post& current, const Post& incoming)
{
    if (current == incoming)
        return true;
    if (!current.terms || !incoming.terms)
        return false;
    const Millis longer = incoming.terms->keepUntil - current.terms->keepUntil;
    if (longer <= Millis(0) || longer >= kWorthTelling)
        return false;
    Post same = incoming;
    same.terms->keepUntil = current.terms->keepUntil;
    return same == current;
}

} // namespace

bool isExpired(const Post& post, Timestamp now)
{
    return post.terms && post.terms->keepUntil <= now;
}

PostPtr PostPool::find(const PostId& id) const
{
    return m_posts.value(id).lock();
}

void PostPool::put(const PostPtr& post)
{
    m_posts.insert(post->id, post);
    if (m_posts.size() < m_sweepAt)
        return;
    m_posts.removeIf([](const auto& it) { return it.value().expired(); });
    m_sweepAt = std::max<qsizetype>(1024, m_posts.size() * 2);
}

PostPool::Merged PostPool::merge(const PostPtr& delivered)
{
    if (isDeleted(delivered->id))
        return {};
    const PostPtr current = find(delivered->id);
    if (!current) {
        put(delivered);
        return {delivered, false};
    }
    const PostPtr incoming = completed(delivered, *current);
    if (current == incoming || saysNothingNew(*current, *incoming))
        return {current, false};
    // An answer that was slow, or a server's cache, may be behind what is shown.
    if (current->edited && (!incoming->edited || *incoming->edited < *current->edited))
        return {current, false};
    put(incoming);
    return {incoming, true};
}

PostPtr PostPool::mergeStored(const PostPtr& stored)
{
    if (isDeleted(stored->id))
        return nullptr;
    if (auto current = find(stored->id))
        return current;
    put(stored);
    return stored;
}

PostPtr PostPool::setCounts(const PostId& id, const PostCounts& counts)
{
    const PostPtr current = find(id);
    if (!current || current->counts == counts)
        return nullptr;
    auto next = std::make_shared<Post>(*current);
    next->counts = counts;
    put(next);
    return next;
}

PostPtr PostPool::set(const PostPtr& post)
{
    const PostPtr current = find(post->id);
    if (!current)
        return nullptr;
    const PostPtr whole = completed(post, *current);
    put(whole);
    return whole;
}

std::vector<PostId> PostPool::dropExpired(Timestamp now)
{
    std::vector<PostId> dropped;
    m_posts.removeIf([&](const auto& it) {
        const PostPtr post = it.value().lock();
        if (post && !isExpired(*post, now))
            return false;
        if (post)
            dropped.push_back(post->id);
        return true;
    });
    return dropped;
}

void PostPool::markDeleted(const PostId& id)
{
    if (m_deleted.contains(id))
        return;
    m_posts.remove(id);
    m_deleted.insert(id);
    m_deletedInOrder.push_back(id);
    if (m_deletedInOrder.size() > kRememberedDeletions) {
        m_deleted.remove(m_deletedInOrder.front());
        m_deletedInOrder.pop_front();
    }
}

} // namespace staffroom
