#pragma once

#include "core/base/result.h"
#include "core/compose/outbox.h"

#include <QByteArray>

namespace staffroom {

/// After this long an item that was not sent is asked about: an hour later an answer to a question
/// of a chat is out of place.
inline constexpr std::chrono::minutes kOutboxPatience{10};

/// An item with all that must outlive the program.
struct OutboxEntry {
    OutboxItem item;
    Draft words; ///< this part as it was typed: what is given back to be edited
    qint64 place = 0; ///< order of sending
    /// An attempt was begun whose answer was not read: the server may have it.
    bool mayBeThere = false;
    std::optional<Timestamp> firstTry; ///< when the key was first shown to the server
    std::optional<Timestamp> lastTry;
    int losses = 0; ///< attempts without an answer, one after the other
    std::optional<Timestamp> approved; ///< the person said "send" once more
    bool schedulesHere = false; ///< this program keeps the time, the server is not asked to

    /// When it was meant to go.
    Timestamp due() const;
    bool isOld(Timestamp now) const { return now - due() > kOutboxPatience; }
};

QByteArray encodeEntry(const OutboxEntry& entry);
/// Error::Storage where the bytes are none.
Result<OutboxEntry> decodeEntry(const QByteArray& bytes);

} // namespace staffroom
