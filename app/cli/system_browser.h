#pragma once

#include <QUrl>

namespace staffroom {

/// Opens a page in the desktop's browser from a command without a window. Only https, and http of
/// this computer; anything else, and a machine without a screen, is left alone (false).
bool openInSystemBrowser(const QUrl& page);

} // namespace staffroom
