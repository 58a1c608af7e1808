#pragma once

#include "ui/feed/height_index.h"

namespace staffroom {

/// What must not move while rows come, go or change their height: a row at a distance from the
/// top of the view, or the newest edge.
struct ScrollAnchor {
    bool isAtNewest = true;
    quint64 key = 0;
    int shift = 0; ///< top of the row below the top of the view; may be negative

    /// The row at the distance it has now.
    static ScrollAnchor onRow(const HeightIndex& heights, int row, int offset)
    {
        return {false, heights.at(row).key, heights.top(row) - offset};
    }
};

/// The best row to hold on to at `offset` in a view `viewHeight` high, outside [skipFirst,
/// skipLast]: `preferred` when it is in view, else the first that begins in view, else the first
/// in view, else the nearest. -1: there is none.
int anchorRow(const HeightIndex& heights, int offset, int viewHeight, int preferred,
    int skipFirst = -1, int skipLast = -2);

} // namespace staffroom
