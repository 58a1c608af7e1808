#pragma once

#include <QString>

#include <functional>

namespace staffroom {

/// Cuts one piece off the front of a text: the longest that `fits`, ended at a paragraph, a
/// sentence or a word where that does not waste more than half of the room, never inside a
/// grapheme, a link, a mention or a hashtag unless that alone does not fit. Returns the length of
/// the piece, at least one grapheme.
qsizetype cutPiece(const QString& text, const std::function<bool(const QString& piece)>& fits);

} // namespace staffroom
