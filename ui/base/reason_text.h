#pragma once

#include "core/model/post.h"

namespace staffroom {

/// Why a post stands here, with "%1" where the name of whoever did it goes: "boosted by %1 and one
/// other". `others`: so many besides.
QString reasonText(Reason::Kind kind, int others);

/// The name of the icon (`ui/base/icons.h`) that goes with it.
QLatin1StringView reasonIcon(Reason::Kind kind);

} // namespace staffroom
