#include "ui/feed/scroll_anchor.h"

namespace staffroom {

int anchorRow(const HeightIndex& heights, int offset, int viewHeight, int preferred, int skipFirst,
    int skipLast)
{
    if (heights.count() == 0)
        return -1;
    const auto isSkipped = [&](int row) { return row >= skipFirst && row <= skipLast; };
    const int first = heights.rowAt(offset);
    const int last = heights.rowAt(offset + viewHeight - 1);
    if (preferred >= first && preferred <= last && !isSkipped(preferred))
        return preferred;
    int partial = -1;
    for (int row = first; row <= last; ++row) {
        if (isSkipped(row))
            continue;
        if (heights.top(row) >= offset)
            return row;
        if (partial < 0)
            partial = row;
    }
    if (partial >= 0)
        return partial;
    if (skipLast + 1 < heights.count())
        return skipLast + 1;
    return skipFirst - 1 >= 0 ? skipFirst - 1 : -1;
}

} // namespace staffroom
