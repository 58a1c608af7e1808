#pragma once

#include "core/model/post.h"

#include <QRect>

#include <vector>

namespace staffroom {

/// Where up to four pictures go in a box of `width` at the origin. One keeps its shape and is at
/// most `maxHeight` high; more are cells of a grid, cropped. Known before any picture has come.
std::vector<QRect> mediaGrid(const std::vector<Media>& media, int width, int maxHeight);

} // namespace staffroom
