#pragma once

#include "core/accounts/account_book.h"
#include "core/model/column.h"
#include "core/room/room_setup.h"

#include <optional>
#include <vector>

namespace staffroom {

/// What stands for the room where a column is meant: the lock, drafts, acts.
ColumnId roomColumn(const RoomSetup& setup);
/// Who could write in the room: accounts of the networks it reads, in the order of its sources.
std::vector<Source> roomAccounts(const RoomSetup& setup, const AccountBook& book);
/// Who writes in it: the one chosen for this room, or the only one there is; never the one used
/// last elsewhere. Absent: nobody, or it is to be chosen.
std::optional<Source> writingAccount(const RoomSetup& setup, const AccountBook& book);
/// Who answers a post of this service from the room.
std::optional<Source> answeringAccount(
    const RoomSetup& setup, const AccountBook& book, const ServiceId& service);

} // namespace staffroom
