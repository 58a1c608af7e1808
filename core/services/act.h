#pragma once

#include "core/model/post.h"

#include <vector>

namespace staffroom {

/// One thing a person does that changes something at a server, except writing a post. Every such
/// act of the program is one of these kinds, so that one lock can refuse them all.
struct Act {
    enum class Kind {
        Favourite,
        Unfavourite,
        Boost,
        Unboost,
        Bookmark,
        Unbookmark,
        Vote, ///< `choices`
        Delete, ///< answers the text as it was written, for a redraft
        MuteThread,
        UnmuteThread,
        Follow,
        Unfollow,
        Mute,
        Unmute,
        Block,
        Unblock,
        Report, ///< `person`, perhaps `post`, `text`, `forwards`
        AddToList, ///< `list`
        RemoveFromList,
        MarkRead, ///< notifications up to `remote` are seen
        CancelScheduled, ///< `remote`
    };
    Kind kind = Kind::Favourite;
    PostId post; ///< acts on a post, and Report
    AccountId person; ///< acts on a person
    std::vector<int> choices; ///< positions in Poll::options
    QString pollId; ///< Vote
    QString list; ///< id
    QString remote; ///< id of a notification or a scheduled post
    QString text; ///< Report: what is wrong
    bool forwards = false; ///< Report: to the person's own server too

    bool operator==(const Act&) const = default;
};

/// All kinds, for tables and tests.
inline constexpr Act::Kind kActKinds[] = {Act::Kind::Favourite, Act::Kind::Unfavourite,
    Act::Kind::Boost, Act::Kind::Unboost, Act::Kind::Bookmark, Act::Kind::Unbookmark,
    Act::Kind::Vote, Act::Kind::Delete, Act::Kind::MuteThread, Act::Kind::UnmuteThread,
    Act::Kind::Follow, Act::Kind::Unfollow, Act::Kind::Mute, Act::Kind::Unmute, Act::Kind::Block,
    Act::Kind::Unblock, Act::Kind::Report, Act::Kind::AddToList, Act::Kind::RemoveFromList,
    Act::Kind::MarkRead, Act::Kind::CancelScheduled};

/// How the reader stands to a person.
struct Relationship {
    bool isFollowing = false;
    bool isRequested = false; ///< asked to follow; the person has to agree
    bool isFollowedBy = false;
    bool isMuting = false;
    bool isBlocking = false;
    bool operator==(const Relationship&) const = default;
};

struct ActOutcome {
    PostPtr post; ///< as it is now; null where the service does not say
    std::optional<Relationship> relationship;
    QString text; ///< Delete: the words as they were written, where the service gives them
};

} // namespace staffroom
