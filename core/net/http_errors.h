#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QNetworkReply>

namespace staffroom {

/// The fitting kind for a status that is neither 2xx nor 304.
Error::Kind kindOfStatus(int status);

/// The server's own words of a JSON error body (`error`, else `error_description`, `message`):
/// one line of plain text, at most 300 characters. Empty where the body is something else.
QString serverWording(const QByteArray& body);

/// For an exchange that ended without a usable status.
Error networkError(QNetworkReply::NetworkError code, const QString& text);

} // namespace staffroom
