#pragma once

#include "core/chat/found_questions.h"

namespace staffroom {

/// A post by which a host asks.
struct Ask {
    const ChatItem* item = nullptr;
    int number = 0; ///< as labelled, or kNextNumber
    bool isPointer = false; ///< shows where the question is: a picture, a quote, the post before
    QString sign; ///< letter of its label; empty: none
};

/// Puts the posts of one question together, mends wrong numbers, counts where nobody numbered.
/// `asks` in the order of writing.
FoundQuestions numberAsks(const std::vector<Ask>& asks, const ChatRules& rules);

} // namespace staffroom
