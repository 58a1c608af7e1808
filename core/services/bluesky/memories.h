#pragma once

#include "core/services/bluesky/decode.h"

#include <QHash>

#include <deque>

namespace staffroom::bluesky {

/// What was learned of posts that were read, for what will be written about them. Keeps the last
/// few thousand. Main thread.
class RefsMemory {
public:
    void note(const QHash<QString, PostRefs>& refs);
    void note(const QString& uri, const PostRefs& refs);
    /// Null: never seen, or long ago.
    const PostRefs* find(const QString& uri) const;
    /// One's own like or repost of a post, as it is now. Nothing happens for unknown posts.
    void setLike(const QString& uri, const QString& like);
    void setRepost(const QString& uri, const QString& repost);

private:
    QHash<QString, PostRefs> m_refs;
    std::deque<QString> m_order;
};

/// The hashtags of posts that were read in this run. The network has no way to ask for tags by
/// their beginning. Main thread.
class TagsMemory {
public:
    void note(const std::vector<FeedItem>& items);
    /// Those that begin like `typed`, most used first.
    std::vector<TagInfo> find(const QString& typed, int limit) const;

private:
    struct Seen {
        QString name; ///< as it was written last
        int uses = 0;
    };
    QHash<QString, Seen> m_tags; ///< by foldTag
    QHash<QString, bool> m_posts; ///< counted already
};

} // namespace staffroom::bluesky
