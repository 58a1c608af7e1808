#pragma once

#include <QStringView>

namespace staffroom::x {

/// Where the parts of a link end that may follow its domain. Each answers `start` where there is
/// no such part there. What a sentence puts behind a link (".", "!", ")") is no part of it,
/// unless it belongs to a pair of brackets. Pure; any thread.
qsizetype portEnd(QStringView text, qsizetype start); ///< ":8080"
qsizetype pathEnd(QStringView text, qsizetype start); ///< "/a/b_(c)#d"
qsizetype queryEnd(QStringView text, qsizetype start); ///< "?a=b"

/// Where a link to X's own shortener ends, that begins at `start` and ends at `end` by the rules
/// above: nothing but a query may follow its name there. `end` for any other link. -1: its name is
/// longer than such a name can be.
qsizetype shortLinkEnd(QStringView text, qsizetype start, qsizetype end);

} // namespace staffroom::x
