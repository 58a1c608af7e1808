#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/model/rich_text.h"

#include <QPointF>
#include <QSize>
#include <QStringList>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

namespace staffroom {

struct Post;
using PostPtr = std::shared_ptr<const Post>;

struct Author {
    AccountId id;
    QString handle; ///< full, without leading '@': "bea@labcoat.example"; never shortened
    RichText name; ///< display name, one line; spans hold custom emoji only
    QUrl avatar;
    QUrl url; ///< profile page, http(s) or empty
    bool isBot = false;
    bool isLocked = false;

    bool operator==(const Author&) const = default;
};

struct Media {
    enum class Kind { Image, Animation, Video, Audio, Unknown };
    Kind kind = Kind::Unknown;
    QUrl url; ///< full size; may be only on another server
    QUrl preview; ///< what a card shows; empty when there is none
    QString alt; ///< empty: the author wrote none
    QSize size; ///< pixels, invalid where the server does not say
    QString blurhash;

    bool operator==(const Media&) const = default;
};

struct PollOption {
    QString title;
    std::optional<int> votes; ///< absent while the server hides them
    bool operator==(const PollOption&) const = default;
};

struct Poll {
    QString id;
    std::vector<PollOption> options;
    std::optional<Timestamp> closes;
    bool isClosed = false;
    bool isMultiple = false;
    int votes = 0;
    std::optional<int> voters;
    bool operator==(const Poll&) const = default;
};

/// A link preview as the server made it; we never fetch one of our own.
struct LinkCard {
    QUrl url;
    QString title;
    QString description;
    QString provider;
    QUrl image;
    QString blurhash;
    bool operator==(const LinkCard&) const = default;
};

struct Quote {
    enum class State { Shown, Pending, Unavailable };
    State state = State::Unavailable;
    PostPtr post; ///< null unless Shown; nested one level only
    bool operator==(const Quote& other) const;
};

enum class Visibility { Public, Unlisted, Followers, Direct };

/// What changes often and says nothing about the text.
struct PostCounts {
    int replies = 0;
    int boosts = 0;
    int favourites = 0;
    bool operator==(const PostCounts&) const = default;
};

/// One post as it was last seen. Immutable once shared; a change is a new value under the same id
/// (PostPool swaps it and tells).
struct Post {
    PostId id;
    QString uri; ///< the same on every server that has the post; duplicates are found by it
    QUrl url; ///< page for people, http(s) or empty
    Author author;
    Timestamp created;
    std::optional<Timestamp> edited;
    RichText text;
    QString contentWarning; ///< plain; empty: none
    bool isSensitive = false;
    QString language; ///< BCP 47, may be empty
    QStringList tags; ///< without '#', as written where the server keeps the case
    std::optional<PostId> inReplyTo;
    QString inReplyToHandle; ///< who is answered, when known; empty otherwise
    std::vector<Media> media;
    std::optional<Poll> poll;
    std::optional<LinkCard> card;
    std::optional<Quote> quote;
    Visibility visibility = Visibility::Public;
    PostCounts counts;
    QString application; ///< posting program's name, where told

    bool operator==(const Post&) const = default;
};

/// Somebody passed a post on. `wrapper` is the service's id of that act, by which it is taken back.
struct Boost {
    PostId wrapper;
    Author by;
    Timestamp at;
    bool operator==(const Boost&) const = default;
};

/// What a page or a stream delivers: a post, or a post because somebody boosted it.
struct FeedItem {
    PostPtr post;
    std::optional<Boost> boost;

    /// The moment that places it in a feed.
    Timestamp time() const { return boost ? boost->at : post->created; }
    /// The id that the service pages by.
    const PostId& pagingId() const { return boost ? boost->wrapper : post->id; }
};

} // namespace staffroom
