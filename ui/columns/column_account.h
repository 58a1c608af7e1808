#pragma once

#include "core/accounts/account_book.h"
#include "core/model/column.h"

#include <optional>
#include <vector>

namespace staffroom {

/// Who could act from a column: the accounts of its network, those of its own server first.
std::vector<Source> accountsFor(const ColumnConfig& column, const AccountBook& book);

/// Who acts from it: the column's own account, the one chosen for it, or the only one there is.
/// Never the one that was used last elsewhere. nullopt: nobody, or the person has to choose.
std::optional<Source> actingAccount(const ColumnConfig& column, const AccountBook& book);

} // namespace staffroom
