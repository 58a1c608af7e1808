#pragma once

#include <QByteArray>
#include <QString>

namespace staffroom::test {

/// A small PNG whose colours follow from the name, the same every time. Paths with "avatar" or
/// "emoji" in them are square, others 4:3.
QByteArray fakePicture(const QString& path);

} // namespace staffroom::test
