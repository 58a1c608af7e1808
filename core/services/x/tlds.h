#pragma once

#include <QStringView>

namespace staffroom::x {

/// Where the top-level domain that begins at `start` ends, the longest one there is; -1: none
/// begins there. It ends before a character that is none of [0-9A-Za-z@+-], so that "com" is
/// one in "comです" but not in "comet". Also "xn--" names, known or not. Case is ignored.
/// Pure; any thread.
qsizetype topLevelDomainEnd(QStringView text, qsizetype start);

} // namespace staffroom::x
