#pragma once

#include <QUrl>

namespace staffroom {

/// 127.0.0.0/8, ::1 or the name localhost.
bool isLoopbackHost(const QString& host);

/// wss always; ws only to a loopback address; never with a user name in it.
bool isAllowedStreamAddress(const QUrl& url);

/// Same scheme, host and port.
bool isSameOrigin(const QUrl& a, const QUrl& b);

} // namespace staffroom
