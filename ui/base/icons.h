#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace staffroom
{

/// Our own SVG set (`resources/icons/<name>.svg`, 20 px box, 1.6 px strokes, currentColor).
/// `name` without ending. Cached by name, colour, size and ratio. An unknown name is a logged
/// error and an empty picture; a test walks all names in use.
QPixmap iconPixmap(QLatin1StringView name, const QColor& colour, int size, qreal devicePixelRatio);
QIcon icon(QLatin1StringView name, const QColor& normal, const QColor& disabled);

} // namespace staffroom
