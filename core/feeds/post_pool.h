#pragma once

#include "core/model/post.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <memory>
#include <vector>

namespace staffroom {

/// The network's terms let it be shown and kept no longer.
bool isExpired(const Post& post, Timestamp now);

/// Identity map of posts: one current value for each id, as long as somebody shows it. Remembers
/// what was deleted, so that a late page does not bring it back. Main thread.
class PostPool {
public:
    struct Merged {
        PostPtr post; ///< the value to show; null: the post was deleted
        bool hasChanged = false; ///< it replaced another value that somebody holds
    };
    /// Takes in what a service delivered. An older edit never replaces a newer one, and a copy that
    /// does not tell what the reader did with the post (streams) keeps what is known of that.
    Merged merge(const PostPtr& delivered);
    /// For what the cache holds: replaces nothing that is known from the network.
    PostPtr mergeStored(const PostPtr& stored);
    /// Null: nobody holds it.
    PostPtr find(const PostId& id) const;
    /// New counts under the same content; null where nobody holds the post or nothing changed.
    PostPtr setCounts(const PostId& id, const PostCounts& counts);

    /// Replaces whatever is there: what the person did just now. Null: nobody holds the post.
    PostPtr set(const PostPtr& post);

    /// Lets go of what is expired without remembering it as deleted: the network may give it again.
    /// Tells what somebody still holds of it.
    std::vector<PostId> dropExpired(Timestamp now);

    void markDeleted(const PostId& id);
    bool isDeleted(const PostId& id) const { return m_deleted.contains(id); }

    qsizetype size() const { return m_posts.size(); }

private:
    void put(const PostPtr& post);

    QHash<PostId, std::weak_ptr<const Post>> m_posts;
    qsizetype m_sweepAt = 1024;
    QSet<PostId> m_deleted;
    std::deque<PostId> m_deletedInOrder; ///< oldest first, bounded
};

} // namespace staffroom
