#pragma once

#include "ui/base/style.h"

#include <QString>

namespace staffroom {

/// `controlSheet` and, in the same look, fields of several lines, of dates and menus.
QString fieldSheet(const Style& style);

} // namespace staffroom
