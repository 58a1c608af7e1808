#pragma once

#include "ui/post/post_layout.h"

namespace staffroom {

/// The layout of a row that stands between posts: a question with its words, or a day.
PostLayout headingLayout(const LayoutInput& input);
int headingEstimate(const LayoutInput& input);

/// What the marks of a room add to the height of a post, from lengths alone.
int marksEstimate(const LayoutInput& input);

} // namespace staffroom
