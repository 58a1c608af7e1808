#pragma once

#include "core/base/task.h"
#include "core/room/room.h"
#include "core/services/act.h"

#include <QObject>

#include <memory>
#include <vector>

namespace staffroom {

class PostActions;

/// Somebody who wrote in a room and whom the reader may not know yet.
struct NewVoice {
    /// Absent while not asked, or where the service does not say.
    std::optional<Relationship> relationship;
    RoomPerson person;
    enum class State {
        Unasked, ///< the server has not said yet whether the reader follows them
        Open, ///< not followed
        Known, ///< followed, or asked to be: not offered
        Working, ///< being followed or put on a list
        Done, ///< in this run; can be taken back
        Failed, ///< `error`
        Elsewhere, ///< of another network, or the account's server does not know them
    };
    State state = State::Unasked;
    std::optional<Error> error;
    AccountId id; ///< as the account's own server knows them; empty where it was not asked yet
};

/// "New voices": the people of a room less oneself, those already followed and those whose posts
/// are hidden. Asks how the reader stands to each, one at a time; follows or lists several at once,
/// one after the other, and takes that back. People whom another server showed are looked up at the
/// account's own; people of another network are listed and cannot be followed. Main thread.
class NewVoices : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        FeedHub* hub = nullptr; ///< never null
        PostActions* actions = nullptr; ///< never null
    };
    /// `account` is the one that would follow.
    NewVoices(Context context, const std::vector<RoomPerson>& people, const Source& account,
        QObject* parent = nullptr);
    ~NewVoices() override;

    const std::vector<NewVoice>& voices() const; ///< as the room has them, most posts first
    bool isAsking() const; ///< some are still Unasked

    /// Positions in `voices()`. Those that are not Open or Failed are passed over.
    void follow(const std::vector<size_t>& chosen);
    void addToList(const std::vector<size_t>& chosen, const QString& list);
    /// Everything that was done here, last first.
    void undo();
    bool canUndo() const;
    bool isWorking() const;

Q_SIGNALS:
    void changed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
