#pragma once

#include "core/model/rich_text.h"

#include <vector>

namespace staffroom::x {

// Where entities lie in a text as X sends it. Pure; any thread.

/// Something that is said to lie in a text.
struct Sought {
    qint64 first = -1; ///< in code points of the text as sent; negative: not told
    qint64 last = -1; ///< exclusive
    QString words; ///< what must stand there, behind the sign
    QChar sign; ///< '#' or '@', of either width; null: none
    TextSpan span; ///< all but the place
    QString shown; ///< instead of what stands there; empty: as it stands
    bool mayGo = false; ///< taken away where nothing but such stands behind it
};

/// The text without escapes, cleaned and cut as every text of this program, and the spans of what
/// was found. What does not lie where it is said to is taken from where it stands nearby.
RichText laidOut(const QString& raw, std::vector<Sought> all);

} // namespace staffroom::x
