#pragma once

#include "core/compose/spell_checker.h"

namespace staffroom {

/// The words of a text that a dictionary has something to say about; links, mentions, hashtags,
/// ":shortcodes:", and whatever has a digit in it are left out.
std::vector<Misspelling> wordsToCheck(const QString& text);

} // namespace staffroom
