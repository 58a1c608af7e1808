#pragma once

#include "core/chat/found_questions.h"

namespace staffroom {

/// Greeting, thanks, housekeeping: of no question, unless it takes up the question's words.
/// `words` is how much it does so.
bool isSideTalk(
    const ChatItem& item, const ChatBook& book, const FoundQuestions& questions, double words);

} // namespace staffroom
