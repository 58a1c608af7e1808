#pragma once

#include <QtGlobal>

#include <optional>

namespace staffroom {

/// What reading costs where a network asks for money. Amounts are estimates by the network's price
/// list, in millionths of a US dollar; days are those of UTC.
struct FeedCost {
    qint64 today = 0; ///< of this feed
    /// What an hour of this feed would cost as busy as it has been lately at its busiest; absent:
    /// not known yet.
    std::optional<qint64> hour;
    qint64 accountToday = 0; ///< everything done as this account
    std::optional<qint64> dailyLimit; ///< at which reading stops; absent: none was set

    bool operator==(const FeedCost&) const = default;
};

} // namespace staffroom
