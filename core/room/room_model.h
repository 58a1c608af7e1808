#pragma once

#include "core/feeds/row_model.h"
#include "core/room/room_setup.h"

#include <functional>
#include <memory>

namespace staffroom {

class Room;

/// The rows of one list of a room: stream, one question, hosts, replies to the reader … Rows carry
/// `RowMarks`; storms are one row; waiting posts have none. Main thread; the room outlives it.
class RoomModel : public RowModel {
    Q_OBJECT
public:
    using Spoken = std::function<QString(const FeedRow&)>;
    RoomModel(Room& room, RoomView view, FeedOrder order, Spoken spoken, QObject* parent = nullptr);
    ~RoomModel() override;

    const RoomView& view() const;
    void setView(const RoomView& view);
    FeedOrder order() const override;
    void setOrder(FeedOrder order);

    const FeedRow& row(int index) const override;
    int rowOfPost(const PostId& id) const override; ///< by any copy's id; -1: none
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
