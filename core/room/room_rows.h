#pragma once

#include "core/feeds/row_model.h"
#include "core/room/room.h"

#include <QSet>

namespace staffroom {

/// Does this post have a row in the view? `silent`: keys of Room::notAnswered, for that view.
bool hasRow(const RoomPost& post, const RoomView& view, const QSet<quint64>& silent);
/// Asks the question that the view shows: such posts stand first.
bool asks(const RoomPost& post, const RoomView& view);
RowMarks marksOf(const RoomPost& post, const Room& room);

} // namespace staffroom
