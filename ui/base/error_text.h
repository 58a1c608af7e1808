#pragma once

#include "core/base/error.h"

#include <QString>

namespace staffroom {

/// One sentence for people: what happened, what is safe, what to do. The server's own wording is
/// not in it; show `Error::detail` apart, as plain text, where it helps.
QString errorText(const Error& error);
/// Two or three words for narrow places: "not found", "server trouble".
QString errorWords(const Error& error);

} // namespace staffroom
