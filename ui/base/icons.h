#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QStringList>

namespace staffroom {

/// Makes the compiled-in pictures known: the linker drops the registration of a resource that
/// lies in a static library. Call once after the application object exists; repeats are harmless.
void initIcons();

/// Our own SVG set (`resources/icons/<name>.svg`, 20 px box, 1.6 px strokes, currentColor).
/// `name` without ending. Cached by name, colour, size and ratio. An unknown name is a logged
/// error and an empty picture; a test walks all names in use.
QPixmap iconPixmap(QLatin1StringView name, const QColor& colour, int size, qreal devicePixelRatio);
/// Draws itself sharp at every size and ratio that is asked for.
QIcon icon(QLatin1StringView name, const QColor& normal, const QColor& disabled);
/// The program's own mark, in its own colours.
QIcon appIcon();
/// All names there are, sorted.
QStringList iconNames();

} // namespace staffroom
