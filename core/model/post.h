#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
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
    bool isVerified = false; ///< the network vouches that this is who the name says

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
    bool hasVoted = false; ///< the reader's own vote is in; known with an account only
    std::vector<int> ownVotes; ///< positions in `options`
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

/// What the account that reads has done with a post.
struct ViewerMarks {
    bool isFavourited = false;
    bool isBoosted = false;
    bool isBookmarked = false;
    bool isMuted = false; ///< its conversation is silenced
    bool operator==(const ViewerMarks&) const = default;
};

/// A post of one's own that is not at the server yet, or not for sure.
struct Delivery {
    enum class State {
        Queued, ///< waits for the network or for its turn
        Held, ///< waits for a word of the person: "Reading only" is on, or it has become old
        Uploading, ///< `done` of `total` pictures
        Sending,
        Failed, ///< refused; `error` says why, the words are kept
        Unsure, ///< may or may not be there; only the person can tell
        Scheduled, ///< for `at`, by the server or by this program
    };
    State state = State::Queued;
    QString outboxId; ///< empty: it waits at the server
    int done = 0;
    int total = 0;
    std::optional<Timestamp> at;
    bool isLocal = false; ///< Scheduled: sent only while this program runs
    std::optional<Error> error;
    bool operator==(const Delivery&) const = default;
};

/// What a network asks of every program that shows a post of its.
struct PostTerms {
    /// Stands on the card, which leads to the post's page there and has no actions of ours.
    QString network;
    /// From then on it is shown and kept no more; exports have its address alone at any time.
    Timestamp keepUntil{};
    bool operator==(const PostTerms&) const = default;
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
    /// Absent: not told (read without an account, or from a stream that tells everybody the same).
    std::optional<ViewerMarks> viewer;
    std::optional<Delivery> delivery; ///< absent: the server has it
    bool isOwn = false; ///< by the account that reads
    bool repliesClosed = false; ///< the reader may not answer it
    bool quotesClosed = false; ///< the reader may not quote it
    std::optional<PostTerms> terms; ///< absent: the network asks for nothing of that kind

    bool operator==(const Post&) const = default;
};

/// What may leave the program of a post whose network has terms: id, time, thread, tags and
/// address, which is also its text. Other posts as they are.
PostPtr exportable(const PostPtr& post);

/// Why a post stands in a feed besides being there: somebody passed it on, or did something with it
/// that the reader is notified of. `wrapper` is the service's id of that act, by which it is taken
/// back.
struct Reason {
    enum class Kind {
        Boost,
        Favourite,
        Follow, ///< the post is a stand-in that introduces the new follower
        FollowRequest,
        Mention,
        Poll, ///< a poll that the reader took part in has ended
        Edit,
        Quote,
        Pin, ///< the author keeps it at the top of the own page
        Post, ///< somebody whose posts the reader wants to be told of
        Other,
    };
    PostId wrapper;
    Author by;
    Timestamp at;
    Kind kind = Kind::Boost;
    bool operator==(const Reason&) const = default;
};

/// What a page or a stream delivers: a post, or a post because somebody did something with it.
struct FeedItem {
    PostPtr post;
    std::optional<Reason> reason;

    /// The moment that places it in a feed.
    Timestamp time() const { return reason ? reason->at : post->created; }
    /// The id that the service pages by.
    const PostId& pagingId() const { return reason ? reason->wrapper : post->id; }
};

} // namespace staffroom
