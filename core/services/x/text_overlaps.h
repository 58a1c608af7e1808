#pragma once

#include "core/services/x/text_entities.h"

#include <QStringView>

namespace staffroom::x {

/// By position; of two that overlap the one that begins first stays.
std::vector<Entity> withoutOverlaps(std::vector<Entity> entities);

} // namespace staffroom::x
