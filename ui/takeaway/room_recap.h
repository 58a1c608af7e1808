#pragma once

#include "core/recap/keepsake.h"
#include "core/recap/recap.h"

namespace staffroom {

class Room;

/// What a recap of this room is made from. Borrows the room's sorter: use it within one turn.
RecapSource recapSourceOf(const Room& room);
/// Where a post of the room was found, for the shelf and notes.
FoundIn foundIn(const Room& room, const PostId& post);

} // namespace staffroom
