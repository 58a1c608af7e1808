#pragma once

#include "ui/post/post_layout.h"

namespace staffroom {

/// What lies at a point of the row; -1: the card itself. Small things win over what they lie on.
int regionAt(const PostLayout& layout, QPoint at);

/// The next or previous region in tab order; -1 when it runs out at that end. `from` -1 begins.
int nextRegion(const PostLayout& layout, int from, int step);

/// What the pointer is told here: plain text, empty for nothing.
QString tooltipAt(const PostLayout& layout, QPoint at);

} // namespace staffroom
