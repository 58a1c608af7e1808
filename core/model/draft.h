#pragma once

#include "core/model/feed_spec.h"
#include "core/model/post.h"

#include <chrono>

namespace staffroom {

/// A picture that goes with a post. `file` is our own copy, already rid of its location data and
/// scaled to what the server takes; it lies in the profile until the post is sent.
struct DraftMedia {
    QString file; ///< absolute path
    QString mimeType;
    QString name; ///< as the person's file was called; never sent
    QString alt;
    bool skipsAlt = false; ///< the person chose to send it without a description
    QSize size; ///< pixels
    QString remoteId; ///< once uploaded, or of an attachment that is kept while editing

    bool operator==(const DraftMedia&) const = default;
};

struct DraftPoll {
    QStringList options;
    std::chrono::seconds lasts{24 * 3600};
    bool isMultiple = false;

    bool operator==(const DraftPoll&) const = default;
};

/// One post of a draft; a thread has several.
struct DraftPart {
    QString text;
    std::vector<DraftMedia> media;
    std::optional<DraftPoll> poll;

    bool isEmpty() const { return text.trimmed().isEmpty() && media.empty() && !poll; }
    bool operator==(const DraftPart&) const = default;
};

/// The chat that a draft is written for. Empty hashtag: for none.
struct ChatPlace {
    QString hashtag; ///< readable case, without '#'
    QString label; ///< "A3"; empty: no question is known
    bool operator==(const ChatPlace&) const = default;
};

/// What the person is writing, as it is kept on the disk. `id` is made once and never reused.
struct Draft {
    QString id;
    Source account; ///< who it goes out as; never changed without the person's doing
    ColumnId column; ///< where it was begun; may be gone
    ChatPlace chat;
    bool keepsTag = true; ///< false: the person took the chat's hashtag off on purpose
    bool usesLabel = false; ///< the label is put in front of every part
    std::vector<DraftPart> parts{DraftPart{}};
    std::optional<PostId> inReplyTo;
    QString inReplyToHandle;
    QString inReplyToText; ///< one line of what is answered, for the panel
    std::optional<PostId> quote;
    std::optional<PostId> edits; ///< an existing post that this changes
    QString contentWarning;
    QString language; ///< BCP 47
    Visibility visibility = Visibility::Public;
    std::optional<Timestamp> scheduled;
    Timestamp changed{}; ///< of the last key

    bool isEmpty() const;
    int textLength() const; ///< UTF-16 units of all parts; which of two copies says more
    bool operator==(const Draft&) const = default;
};

/// One post, ready to go: text complete with label and tag, media uploaded.
struct Submission {
    /// Made before the first attempt and the same for every attempt: Idempotency-Key, record key.
    QByteArray key;
    QString text;
    std::optional<PostId> inReplyTo;
    std::optional<PostId> quote;
    std::optional<PostId> edits;
    QString contentWarning;
    QString language;
    Visibility visibility = Visibility::Public;
    std::vector<DraftMedia> media; ///< all with `remoteId`
    std::optional<DraftPoll> poll;
    std::optional<Timestamp> scheduled; ///< by the server
    Timestamp written{}; ///< when the person sent it off

    bool operator==(const Submission&) const = default;
};

} // namespace staffroom
