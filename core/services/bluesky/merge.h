#pragma once

#include "core/services/bluesky/decode.h"

namespace staffroom::bluesky {

/// Part of a feed as one call gave it.
struct FeedSlice {
    std::vector<FeedItem> items; ///< newest first
    QString next; ///< where what is older begins; empty: there is nothing older
    std::optional<Timestamp> oldest; ///< down to which everything is here
    int skipped = 0;
};

// Rules of columns and the joining of several calls to one page. Pure.

/// Is a post part of this hashtag column: any of `tags`, all of `allTags`, none of `noneTags`?
bool hasTagsOf(const Post& post, const FeedSpec& feed);
/// In a chat: what answers the reader (a DID), and what its hosts write.
bool isReceived(const FeedItem& item, const FeedSpec& feed, const QString& reader);

/// What the network's own order places a copy by: the same post for the same reason is one.
QString copyKey(const FeedItem& item);
/// Leaves the first of all copies.
void dropCopies(std::vector<FeedItem>& items);

/// Slices joined in time without holes: it goes back only as far as every slice reached.
struct MergedSlices {
    std::vector<FeedItem> items; ///< newest first, each once
    std::optional<Timestamp> horizon; ///< down to which everything is here; nullopt: to the end
    std::vector<bool> isCut; ///< of each slice: something of it is beyond the horizon
    int skipped = 0;
};
MergedSlices mergeSlices(const std::vector<FeedSlice>& slices);

/// Places of several calls with cursors of their own, and the horizon of the page before.
struct JoinedCursor {
    std::optional<Timestamp> horizon; ///< nullopt: from the newest
    struct Place {
        QString cursor; ///< empty: from the newest
        bool isAtEnd = false;
        bool operator==(const Place&) const = default;
    };
    std::vector<Place> places;

    /// Empty when all are at their end.
    QString text() const;
    bool operator==(const JoinedCursor&) const = default;
};
/// Text that does not fit so many calls gives their newest pages.
JoinedCursor splitCursor(const QString& text, size_t calls);

/// A page size as the API takes it.
QString perCall(int limit);
/// Where a walk by time goes on that asked for what is before `until` (empty: for the newest). One
/// that stands still is pushed on.
QString nextUntil(Timestamp oldest, const QString& until);
/// Ends a slice of such a walk at `end`, and leaves what stands at that very moment for the next
/// one, which has all of it: no page gives what the page before gave. One that holds nothing else
/// keeps it.
void endAt(FeedSlice& slice, Timestamp end, const QString& until);
/// A moment as parameters of the API have it, and back.
QString isoTime(Timestamp time);
std::optional<Timestamp> timeOfIso(const QString& text);

} // namespace staffroom::bluesky
