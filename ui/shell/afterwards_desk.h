#pragma once

#include "core/model/feed_spec.h"
#include "core/recap/keepsakes.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace staffroom {

class HostingDialog;
class NewVoicesDialog;
class RecapDialog;
class Room;
class RoomDesk;
class ShelfDialog;
class WindowNotice;
class WritingDesk;

/// What surrounds a room: its recap, the shelf and notes, new voices, the question after the chat,
/// and the host's desk. Opens their dialogs and hands on what they ask for.
class AfterwardsDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QWidget* window = nullptr;
        RoomDesk* rooms = nullptr; ///< never null
        WindowNotice* notice = nullptr;
        WritingDesk* writing = nullptr; ///< null in a window that only reads
    };
    AfterwardsDesk(const ShellContext& context, const Parts& parts, QObject* parent = nullptr);
    ~AfterwardsDesk() override;

    void setStyleTokens(const Style& style);

    RecapDialog* openRecap(const std::shared_ptr<Room>& room);
    ShelfDialog* openShelf(const std::shared_ptr<Room>& room);
    /// Null where nobody is signed in who could follow; a notice says so.
    NewVoicesDialog* openNewVoices(const std::shared_ptr<Room>& room);
    /// Null in a window that only reads.
    HostingDialog* openHostDesk(const std::shared_ptr<Room>& room);
    /// A note on whoever wrote a post of the room.
    void writeNote(const std::shared_ptr<Room>& room, const PostId& post);

private:
    void follow(const std::shared_ptr<Room>& room);
    void askAfter(const std::shared_ptr<Room>& room);
    void remind();
    void answer(const Reflection& reflection, bool comesBack);

    ShellContext m_context;
    Parts m_parts;
    Style m_style;
    QPointer<RecapDialog> m_recap;
    QPointer<ShelfDialog> m_shelf;
    QPointer<NewVoicesDialog> m_voices;
    QPointer<HostingDialog> m_hosting;
    std::shared_ptr<Room> m_room; ///< the one that is open
    bool m_hasReminded = false; ///< once in a run
};

} // namespace staffroom
