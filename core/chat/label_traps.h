#pragma once

#include "core/chat/chat_text.h"

namespace staffroom {

/// Is letter and number at these parts the name of something else: "A4 paper", "an A4 box", "Q1
/// budget", "A1 level", "F1 racing"? `first` and `last` are positions in `plain.parts`.
bool isOtherName(
    const PlainText& plain, size_t first, size_t last, const QString& letter, int number);

} // namespace staffroom
