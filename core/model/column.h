#pragma once

#include "core/base/ids.h"
#include "core/model/feed_spec.h"

#include <optional>
#include <vector>

namespace staffroom {

enum class FeedOrder {
    NewestFirst, ///< as decks do
    ChatOrder, ///< oldest on top, as chat programs do
};

/// What the deck file keeps of one column. Widths are device-independent pixels.
struct ColumnConfig {
    ColumnId id; ///< unique in the deck, stable over restarts
    FeedSpec spec;
    QString title; ///< the person's own; empty: made from the spec
    int width = 340;
    FeedOrder order = FeedOrder::NewestFirst;
    bool isCollapsed = false;
    bool isPaused = false;
    bool isLocked = false; ///< nothing can be written from this column
    /// Who answers from a column that is read without an account; chosen by the person once.
    std::optional<Source> answersAs;

    bool operator==(const ColumnConfig&) const = default;
};

struct Deck {
    QString name;
    std::vector<ColumnConfig> columns;

    bool operator==(const Deck&) const = default;
};

} // namespace staffroom
