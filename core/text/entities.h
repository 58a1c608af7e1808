#pragma once

#include <QStringView>

namespace staffroom {

/// Reads a character reference at `i`, which stands on '&'. On success moves `i` behind it and
/// returns the character; otherwise returns '&' and moves `i` by one. Unfinished references
/// ("&amp x") count, as in HTML, for the names that HTML 4 knew.
char32_t readEntity(QStringView text, qsizetype& i);

} // namespace staffroom
