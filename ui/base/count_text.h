#pragma once

#include <QString>

namespace staffroom {

/// "7", "999", "1.2k", "34k", "1.2M" in the person's number style; empty for nothing.
QString countText(qint64 count);

} // namespace staffroom
