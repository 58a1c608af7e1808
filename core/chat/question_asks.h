#pragma once

#include "core/chat/ask_numbers.h"
#include "core/chat/found_questions.h"

namespace staffroom {

/// The label by which a post asks a question, if it does so.
std::optional<ChatLabel> askingLabel(const ChatItem& item);

/// What these hosts have asked, wrap-up apart. `hosts` in lower case; `more` are posts known to ask
/// by other signs than their own.
FoundQuestions asksOf(const ChatBook& book, const ChatRules& rules, const QSet<QString>& hosts,
    const std::vector<Ask>& more = {});

} // namespace staffroom
