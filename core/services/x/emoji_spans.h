#pragma once

#include <QStringView>

namespace staffroom::x {

/// Where the emoji ends that begins at `start`, the longest one of those that Unicode recommends
/// (families, flags, keys, skin tones); `start`: none begins there. X knows one of several
/// pictures only as Unicode writes it, with all its marks U+FE0F; a single picture and a key may
/// lack the mark, but not the signs of copyright and of trademarks. A character that is asked to
/// be shown as text (U+FE0E) is none. Pure; any thread.
qsizetype emojiEnd(QStringView text, qsizetype start);

} // namespace staffroom::x
