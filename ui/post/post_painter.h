#pragma once

#include "ui/post/post_layout.h"

class QPainter;

namespace staffroom {

/// What painting needs besides the layout. Borrowed for the call.
struct PostPaint {
    const Style* style = nullptr;
    const PostIcons* icons = nullptr;
    ImageRepository* images = nullptr; ///< may be null: boxes stay placeholders
    qreal ratio = 1.0;
    bool isHovered = false;
    bool isCurrent = false; ///< the keyboard is here
    int hoveredRegion = -1;
    int focusedRegion = -1;
};

/// Copies a layout to the screen; the painter's origin is the row's top left corner. Shapes
/// nothing and builds no text. Stays inside the row.
void paintPost(QPainter& painter, const PostLayout& layout, const PostPaint& paint);

} // namespace staffroom
