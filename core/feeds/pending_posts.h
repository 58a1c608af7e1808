#pragma once

#include "core/model/feed_spec.h"
#include "core/model/post.h"

#include <QHash>

#include <vector>

namespace staffroom {

/// Will this post of one's own be part of the feed, as far as can be told beforehand?
bool belongsTo(const FeedSpec& spec, const Post& post, const Source& account);

/// Posts of one's own that the server does not have for sure yet, and who sends them.
class PendingPosts {
public:
    struct One {
        PostPtr post;
        Source account;
    };
    void put(const PostPtr& post, const Source& account);
    void remove(const PostId& id);
    const std::vector<One>& all() const { return m_posts; }
    /// The pending post that `delivered` is: same person, same words, on its way right now. Empty:
    /// none. The oldest one when several say the same.
    PostId matching(const Post& delivered) const;

private:
    std::vector<One> m_posts; ///< in the order they were sent off
};

} // namespace staffroom
