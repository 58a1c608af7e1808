#pragma once

#include "core/feeds/feed_model.h"

namespace staffroom {

/// One row as a screen reader says it: who, when, what, then what hangs on it. A content warning
/// is said instead of the text it covers.
QString spokenText(const FeedRow& row, Timestamp now);
/// The function that FeedModel wants; `clock` must outlive it.
FeedModel::Spoken spokenText(const Clock& clock);

} // namespace staffroom
