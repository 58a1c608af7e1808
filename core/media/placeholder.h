#pragma once

#include <QImage>
#include <QUrl>

namespace staffroom {

/// Draws the picture of an address that has no bytes behind it:
/// `placeholder://avatar?seed=...&label=BL` (initials on a colour of the seed) and
/// `placeholder://picture?seed=...` (a quiet landscape of shapes). The same address and size give
/// the same picture. Any thread; a null image for other addresses. `pixels` is capped at 4096.
QImage drawPlaceholder(const QUrl& url, QSize pixels);

} // namespace staffroom
