#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace staffroom {

/// What user.db keeps of the person's own words. The bytes are their owner's business.
enum class RecordKind {
    Draft = 1, // numbers are part of the file: never changed or reused
    PreparedAnswer = 2,
    OutboxItem = 3,
    Habit = 4, ///< small things to offer again, e.g. the language last written in
    Room = 5, ///< a session of a chat: setup, place, marks
    Chat = 6, ///< the person's own entry of the directory of chats, or a correction to one
    Reminder = 7, ///< of a chat's start: wanted, and the last one that fired
    Note = 8, ///< on people, spaces and tools
    ShelfLink = 9, ///< of the resource shelf
    HostScript = 10, ///< questions that a host has prepared
    Reflection = 11, ///< "what will you try, with whom?" after a chat
};

struct UserRecord {
    RecordKind kind = RecordKind::Draft;
    QString id; ///< unique among its kind
    qint64 place = 0; ///< records of a kind are read in this order
    QByteArray body;
    bool operator==(const UserRecord&) const = default;
};

/// A state of a draft that is kept for a while. Of one draft and day only the longest stays.
struct RecordCopy {
    QString id;
    qint64 day = 0; ///< days since 1970
    qint64 length = 0;
    Timestamp saved{};
    QByteArray body;
    bool operator==(const RecordCopy&) const = default;
};

/// Changes that happen together or not at all.
struct RecordWrite {
    std::vector<UserRecord> put; ///< new, or in place of the one with this id
    std::vector<std::pair<RecordKind, QString>> removed;
    std::vector<RecordCopy> copies; ///< each only where it is not shorter than the one of that day
    std::optional<qint64> forgetCopiesBefore; ///< a day
};

} // namespace staffroom
