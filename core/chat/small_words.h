#pragma once

#include <QStringView>

namespace staffroom {

/// Words that say nothing of the matter ("with", "pour", "nicht", "chat"), any case.
bool isSmallWord(QStringView word);

} // namespace staffroom
