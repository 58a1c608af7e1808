#pragma once

#include "core/feeds/feed_state.h"

#include <QString>

namespace staffroom {

/// A column's state in a few words for its header: "live", "every 30 s", "limited until 19:42",
/// "sign in to read", "offline since 19:31", "paused", "loading". Never empty.
QString stateText(const FeedState& state, Timestamp now);
/// The same in a full sentence, for the tooltip and the screen reader.
QString stateSentence(const FeedState& state, Timestamp now);
/// Something is wrong that the person may want to know of: drawn in the danger colour.
bool stateIsTrouble(const FeedState& state);

} // namespace staffroom
