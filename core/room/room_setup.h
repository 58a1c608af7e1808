#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/feed_spec.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace staffroom {

/// One session of a chat, as the person follows it. Kept on the disk; equal `id`, same room.
struct RoomSetup {
    QString id; ///< made once, never reused
    QString chatId; ///< entry of the directory; may be empty
    QString title; ///< "SproutChat"; the person's own or the directory's
    QString hashtag; ///< readable case, without '#'
    std::vector<Source> sources; ///< where the tag is read, in the order shown; never empty
    QStringList hosts; ///< full handles; may change at any time
    /// The person's own label letters or words besides the known ones.
    QStringList questionLabels;
    QStringList answerLabels;
    /// Scheduled start of this session; posts much older are of other days. Absent: no clock.
    std::optional<Timestamp> begin;
    std::optional<Timestamp> end;
    bool isSlow = false; ///< a chat over days
    std::optional<Source> answersAs; ///< always named where one writes; absent: reading only

    bool operator==(const RoomSetup&) const = default;
};

/// How the person wants to be shown the posts.
struct RoomView {
    enum class Show {
        Stream, ///< everything, in the order of time
        Question, ///< what stands under `question`, its asking posts first
        Unplaced, ///< what stands under none
        Hidden, ///< what was hidden, each with its reason
        Hosts, ///< posts by hosts
        ToMe, ///< replies to the reader, and mentions
        NotAnswered, ///< people who wrote and heard nothing
        Starred,
    };
    Show show = Show::Stream;
    int question = 0; ///< Show::Question
    bool operator==(const RoomView&) const = default;
};

/// Where the person left a room; opens again there, days later and after a restart.
struct RoomPlace {
    std::optional<int> question; ///< the one that was looked at; absent: none yet
    RoomView view;
    PostId post; ///< in view or selected; may be gone
    bool operator==(const RoomPlace&) const = default;
};

/// What the person decided and marked in a room.
struct RoomMarks {
    struct Move {
        PostId post;
        std::optional<int> question;
        bool operator==(const Move&) const = default;
    };
    std::vector<Move> moves;
    std::vector<PostId> hidden;
    std::vector<PostId> shown; ///< hidden ones brought back
    QStringList shownAuthors;
    std::vector<PostId> starred;
    std::vector<PostId> repliesRead; ///< of `ToMe`
    /// Read to this moment, by question; -1: under none.
    std::vector<std::pair<int, Timestamp>> readUpTo;
    bool operator==(const RoomMarks&) const = default;
};

/// All that is kept of one room.
struct RoomRecord {
    RoomSetup setup;
    RoomPlace place;
    RoomMarks marks;
    Timestamp lastOpened{};
    bool operator==(const RoomRecord&) const = default;
};

QByteArray roomToBytes(const RoomRecord& room);
/// Protocol when it is none, or of a newer program.
Result<RoomRecord> roomFromBytes(const QByteArray& bytes);

} // namespace staffroom
