#include "core/services/bluesky/memories.h"

#include <algorithm>

namespace staffroom::bluesky {

namespace {

constexpr size_t kRefsKept = 5'000;
/// Then counting begins anew; names that matter come back with the next page.
constexpr qsizetype kTagsKept = 2'000;
constexpr qsizetype kTaggedPostsKept = 20'000;

} // namespace

void RefsMemory::note(const QHash<QString, PostRefs>& refs)
{
    for (auto it = refs.cbegin(); it != refs.cend(); ++it)
        note(it.key(), it.value());
}

void RefsMemory::note(const QString& uri, const PostRefs& refs)
{
    if (!m_refs.contains(uri))
        m_order.push_back(uri);
    m_refs.insert(uri, refs);
    while (m_order.size() > kRefsKept) {
        m_refs.remove(m_order.front());
        m_order.pop_front();
    }
}

const PostRefs* RefsMemory::find(const QString& uri) const
{
    const auto known = m_refs.constFind(uri);
    return known == m_refs.constEnd() ? nullptr : &*known;
}

void RefsMemory::setLike(const QString& uri, const QString& like)
{
    if (const auto known = m_refs.find(uri); known != m_refs.end())
        known->likeUri = like;
}

void RefsMemory::setRepost(const QString& uri, const QString& repost)
{
    if (const auto known = m_refs.find(uri); known != m_refs.end())
        known->repostUri = repost;
}

void TagsMemory::note(const std::vector<FeedItem>& items)
{
    if (m_tags.size() > kTagsKept || m_posts.size() > kTaggedPostsKept) {
        m_tags.clear();
        m_posts.clear();
    }
    for (const auto& item : items) {
        if (item.post->tags.isEmpty() || std::exchange(m_posts[item.post->uri], true))
            continue;
        for (const auto& tag : item.post->tags) {
            Seen& seen = m_tags[foldTag(tag)];
            seen.name = tag;
            ++seen.uses;
        }
    }
}

std::vector<TagInfo> TagsMemory::find(const QString& typed, int limit) const
{
    const QString begin = foldTag(typed.startsWith(u'#') ? typed.mid(1) : typed);
    std::vector<TagInfo> found;
    for (auto it = m_tags.cbegin(); it != m_tags.cend(); ++it) {
        if (it.key().startsWith(begin))
            found.push_back({it->name, it->uses});
    }
    std::sort(found.begin(), found.end(), [](const TagInfo& a, const TagInfo& b) {
        return a.usesLately != b.usesLately ? a.usesLately > b.usesLately : a.name < b.name;
    });
    if (found.size() > static_cast<size_t>(std::max(limit, 0)))
        found.resize(static_cast<size_t>(std::max(limit, 0)));
    return found;
}

} // namespace staffroom::bluesky
