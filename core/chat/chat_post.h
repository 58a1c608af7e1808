#pragma once

#include "core/model/post.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace staffroom {

/// What the sorting of a chat reads of one post; nothing of it is shown. Plain text only.
struct ChatPost {
    PostId id;
    QString author; ///< full handle without '@'
    QString authorName; ///< plain
    bool isBot = false; ///< as the account says of itself
    Timestamp created{}; ///< when its author wrote it
    Timestamp seen{}; ///< when it arrived here; later than `created` where it was long on its way
    QString text;
    QString language; ///< BCP 47, may be empty or wrong
    QStringList tags; ///< without '#'
    QStringList mentions; ///< full handles without '@'
    QStringList links;
    std::optional<PostId> inReplyTo;
    std::optional<PostId> quoteOf;
    QStringList alts; ///< one for each picture; empty: none was written
    QStringList pollOptions;
    QString contentWarning;
    PostCounts counts;

    bool operator==(const ChatPost&) const = default;
};

/// A post as the sorter reads it, seen at `seen`.
ChatPost chatPostOf(const Post& post, Timestamp seen);

} // namespace staffroom
