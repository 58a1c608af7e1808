#pragma once

#include "core/compose/composer.h"
#include "core/feeds/feed.h"
#include "core/model/column.h"

namespace staffroom {

/// The chat that a column shows: its hashtag in the most readable case seen, and the question that
/// is on: the highest number that the person who asks numbered questions there has asked lately.
ChatFacts chatFactsOf(const ColumnConfig& column, const Feed& feed, Timestamp now);

} // namespace staffroom
