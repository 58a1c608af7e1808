#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <QUrl>

namespace staffroom {

/// The blurred picture behind a BlurHash (blurha.sh), at most 64 x 64; RGB32. Null for anything
/// that is not one: wrong length, foreign letters, no size.
QImage decodeBlurhash(const QString& hash, QSize size);

/// A hash as an address that ImageRepository draws like a picture; empty for an empty hash.
QUrl blurhashUrl(const QString& hash);
QString blurhashOfUrl(const QUrl& url);
QLatin1StringView blurhashScheme();

} // namespace staffroom
