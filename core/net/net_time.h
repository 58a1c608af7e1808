#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>
#include <QStringView>

#include <optional>

namespace staffroom {

/// "2025-11-22T19:00:00", with any number of fraction digits, then "Z", an offset or nothing
/// (read as UTC). A date alone is its midnight.
std::optional<Timestamp> parseIsoTime(QStringView text);

/// "Sun, 06 Nov 1994 08:49:37 GMT", the form HTTP headers have.
std::optional<Timestamp> parseHttpDate(QByteArrayView text);

} // namespace staffroom
