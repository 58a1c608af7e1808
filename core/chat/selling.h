#pragma once

#include "core/chat/chat_text.h"

namespace staffroom {

/// How much a text sounds like an advertisement, by its words: 0 not at all, from 2 clearly.
/// `what` gets the first such words.
int sellingWeight(const QString& line, const PlainText& plain, QString* what);

} // namespace staffroom
