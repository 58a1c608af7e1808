#pragma once

#include "core/base/task.h"
#include "core/room/room.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

/// All rooms that were ever opened, newest first, as they are kept in user.db; opens them. Main
/// thread.
class RoomBook : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        FeedHub* hub = nullptr; ///< never null
        PostStore* store = nullptr; ///< null: nothing is kept
        std::function<QStringList()> ownHandles; ///< of all accounts signed in
    };
    explicit RoomBook(Context context, QObject* parent = nullptr);
    ~RoomBook() override;

    /// Reads what is kept; `changed` follows.
    Task<Done> load();
    const std::vector<RoomRecord>& rooms() const;
    const RoomRecord* find(const QString& id) const;
    /// The room to go on with for this chat: the kept one of the same session (hashtag, sources,
    /// begin), else a new one with the hosts, labels and account of the last session.
    RoomRecord recordFor(const RoomSetup& wanted) const;

    /// One room at a time is open for one id; the same object while somebody holds it.
    std::shared_ptr<Room> open(const RoomRecord& record);
    void forget(const QString& id);

Q_SIGNALS:
    void changed();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
