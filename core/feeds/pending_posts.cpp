#include "core/feeds/pending_posts.h"

#include <algorithm>

namespace staffroom {

namespace {

bool hasOneOf(const QStringList& wanted, const QStringList& tags)
{
    return std::any_of(wanted.begin(), wanted.end(), [&](const QString& tag) {
        return std::any_of(tags.begin(), tags.end(),
            [&](const QString& other) { return foldTag(other) == foldTag(tag); });
    });
}

} // namespace

bool belongsTo(const FeedSpec& spec, const Post& post, const Source& account)
{
    if (spec.source.service != account.service || spec.source.server != account.server)
        return false;
    const bool isScheduled = post.delivery && post.delivery->state == Delivery::State::Scheduled;
    if (spec.kind == FeedSpec::Kind::Scheduled)
        return isScheduled && spec.source.account == account.account;
    if (isScheduled)
        return false;
    switch (spec.kind) {
    case FeedSpec::Kind::Hashtag:
        if (post.visibility != Visibility::Public || !hasOneOf(spec.tags, post.tags)
            || (!spec.noneTags.isEmpty() && hasOneOf(spec.noneTags, post.tags)))
            return false;
        return std::all_of(spec.allTags.begin(), spec.allTags.end(),
            [&](const QString& tag) { return hasOneOf({tag}, post.tags); });
    case FeedSpec::Kind::Public:
        return post.visibility == Visibility::Public && !post.inReplyTo;
    case FeedSpec::Kind::Home:
        return spec.source.account == account.account;
    case FeedSpec::Kind::User:
        return spec.target.compare(post.author.handle, Qt::CaseInsensitive) == 0;
    default:
        return false;
    }
}

void PendingPosts::put(const PostPtr& post, const Source& account)
{
    const auto known = std::find_if(
        m_posts.begin(), m_posts.end(), [&](const One& one) { return one.post->id == post->id; });
    if (known == m_posts.end())
        m_posts.push_back({post, account});
    else
        *known = {post, account};
}

void PendingPosts::remove(const PostId& id)
{
    std::erase_if(m_posts, [&](const One& one) { return one.post->id == id; });
}

PostId PendingPosts::matching(const Post& delivered) const
{
    for (const auto& one : m_posts) {
        const Post& mine = *one.post;
        const bool isOnItsWay = mine.delivery
            && (mine.delivery->state == Delivery::State::Sending
                || mine.delivery->state == Delivery::State::Unsure);
        if (isOnItsWay && understands(one.account, delivered.id)
            && mine.author.handle.compare(delivered.author.handle, Qt::CaseInsensitive) == 0
            && mine.text.text.simplified() == delivered.text.text.simplified())
            return mine.id;
    }
    return {};
}

} // namespace staffroom
