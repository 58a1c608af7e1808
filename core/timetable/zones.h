#pragma once

#include <QTimeZone>

namespace staffroom {

/// The zone of this IANA name; invalid when the machine has none of that name. Names from files may
/// come here: they never lead out of the folder of zones.
QTimeZone zoneOf(const QString& name);

} // namespace staffroom
