#pragma once

#include "core/base/result.h"
#include "core/timetable/chat_listing.h"

#include <QByteArray>
#include <QJsonObject>

namespace staffroom {

/// Something in a file of chats that was not taken as it stood there.
enum class FileNote {
    // The entry is not taken.
    NotAnEntry, ///< no object, no event with a start
    NoTag, ///< no hashtag to be found in it
    TooMany, ///< more entries than are read
    // The entry is taken, without this part of it.
    RuleNotUnderstood, ///< it has no starts now
    ZoneNotKnown, ///< likewise
    ExceptionsIgnored, ///< single days on which it does not meet, or meets too
    EndIgnored, ///< the rule ends some day
    PartIgnored, ///< a text too long, an address that is none, a year that cannot be
};
constexpr bool isEntryLost(FileNote note)
{
    return note <= FileNote::TooMany;
}

/// What a file of chats holds, and what of it was not understood, counted.
struct ChatFile {
    std::vector<ChatListing> listings; ///< ids are unique
    std::vector<std::pair<FileNote, int>> notes; ///< each kind once

    void note(FileNote note);
};

constexpr qsizetype kLargestChatFile = 4 * 1024 * 1024; ///< bytes
constexpr qsizetype kMostListingsInFile = 2000;

/// One entry in the form of "education-chats/1"; `hosts` and, in a rule, `first_date` are our own.
QJsonObject listingToJson(const ChatListing& listing);
/// Nothing: no entry at all. What cannot be read is left out and noted.
std::optional<ChatListing> listingFromJson(const QJsonObject& json, ChatFile& notes);

/// The whole file, for other people and programs.
QByteArray chatsToJson(const std::vector<ChatListing>& listings, const QDate& today);
/// Reads `chats`, `regional_hashtags` and `hashtags_without_schedule`. TooLarge, or Protocol when
/// it is not such a file. Any thread.
Result<ChatFile> chatsFromJson(const QByteArray& bytes);

} // namespace staffroom
