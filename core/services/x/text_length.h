#pragma once

#include <QString>

namespace staffroom::x {

inline constexpr int kMaxWeightedLength = 280;
inline constexpr int kUrlLength = 23;

/// How a text counts by the configuration v3 of twitter-text: on NFC; most letters of Europe and
/// the Near East 1, everything else 2, an emoji sequence 2, a link 23 whatever its length.
struct TextLength {
    int weighted = 0;
    int permillage = 0; ///< of kMaxWeightedLength
    bool isValid = false; ///< not empty, not too long, no character that X refuses
    /// Last positions (UTF-16 units of the text as given) of the whole and of what fits.
    int displayEnd = 0;
    int validEnd = 0;
};
TextLength textLength(const QString& text);

} // namespace staffroom::x
