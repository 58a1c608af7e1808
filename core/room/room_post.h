#pragma once

#include "core/chat/placement.h"
#include "core/feeds/feed.h"

#include <vector>

namespace staffroom {

/// One place where a post of the room was seen.
struct PostCopy {
    PostPtr post;
    int source = 0; ///< position in RoomSetup::sources
    bool operator==(const PostCopy&) const = default;
};

/// One post of a room: once, whatever number of servers and services showed it.
struct RoomPost {
    /// What is shown: the first copy (a source that the person can answer from wins), boosts
    /// folded.
    FeedEntry entry;
    std::vector<PostCopy>
        copies; ///< at least one; different services are reply targets of their own
    Placement placement;
    quint64 key = 0; ///< stable while the program runs; that of its row
    Timestamp
        seen{}; ///< when the first copy arrived in this run, or was written where from the cache
    bool isHost = false;
    bool hasNoTag = false; ///< known only as a reply in a thread
    bool isLate = false; ///< was long on its way: placed by when it was written
    bool isToMe = false; ///< answers the reader or names the reader
    bool isOwn = false;
    bool isStarred = false;
    bool isMoved = false; ///< by the person
    bool isWaiting = false; ///< held back by the pace
    int textCopies = 0; ///< "RT @…" and the like, folded under it
    int storm = 0; ///< it stands for the posts of this storm; 0: for itself
};

} // namespace staffroom
