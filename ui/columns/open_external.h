#pragma once

#include <QUrl>

namespace staffroom {

/// Hands an address to the browser. The only place that does; anything but http and https with a
/// host is refused (false).
bool openExternal(const QUrl& url);

} // namespace staffroom
