#pragma once

#include <QStringView>

namespace staffroom {

/// Characters as people count them: extended grapheme clusters of Unicode, by ICU. (Qt's own
/// boundary finder is wrong on 39 of the 602 cases of the standard's test file.) Any thread.
int graphemeCount(QStringView text);

/// The first `count` of them; all of `text` when it has no more.
QStringView firstGraphemes(QStringView text, int count);

} // namespace staffroom
