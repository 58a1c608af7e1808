#pragma once

#include "core/feeds/feed_state.h"

#include <QString>

namespace staffroom {

/// A column's state in a few words for its header: "live", "every 30 s", "limited until 19:42",
/// "sign in to read", "offline since 19:31", "paused", "loading". Never empty.
QString stateText(const FeedState& state, Timestamp now);
/// The same in a full sentence, for the tooltip and the screen reader.
QString stateSentence(const FeedState& state, Timestamp now);
/// "about $0.35 today, $3.40 in a busy hour": what has been spent, and what an hour would cost as
/// busy as the busiest lately.
QString costText(const FeedCost& cost);
/// Millionths of a US dollar: "$3.40", "$0.005".
QString moneyText(qint64 micros);
/// Something is wrong that the person may want to know of: drawn in the danger colour.
bool stateIsTrouble(const FeedState& state);

} // namespace staffroom
