#pragma once

#include "core/base/result.h"
#include "core/recap/recap.h"
#include "core/recap/recap_words.h"

#include <QByteArray>

namespace staffroom {

enum class RecapFormat {
    Html, ///< self-contained: no script, nothing loaded from anywhere
    Markdown,
    Csv, ///< one post a line
    Json, ///< questions, and where each post stands
};

/// "html", "md", "csv", "json". Error::Invalid with the reason in `detail`.
Result<RecapFormat> recapFormatFromName(const QString& name);

/// The whole file.
QByteArray writeRecap(const Recap& recap, RecapFormat format, const RecapWords& words);

} // namespace staffroom
