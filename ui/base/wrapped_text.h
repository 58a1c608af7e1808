#pragma once

#include <QFont>
#include <QRectF>
#include <QSize>
#include <QString>

class QPainter;

namespace staffroom {

/// Plain text in as many lines as the width asks for: broken between words, and inside a word only
/// when that alone is too long (a handle, an address). Its direction is that of its own words, so
/// that a handle reads the same everywhere.
QSize wrappedSize(const QFont& font, const QString& text, int width);
/// `align`: where the lines stand in the box, both ways; left and right are meant as such.
void drawWrapped(QPainter& painter, const QRectF& box, const QFont& font, const QString& text,
    Qt::Alignment align);

} // namespace staffroom
