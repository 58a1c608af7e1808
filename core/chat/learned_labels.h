#pragma once

#include "core/chat/chat_label.h"

#include <optional>

namespace staffroom {

class ChatBook;
struct ChatRules;

/// "Prompt 3:", "Stn. 3)": a word that is no label everywhere, with a number, at the very
/// beginning.
struct UnknownLabel {
    QString word; ///< lower case
    int number = 0;
};

std::optional<UnknownLabel> unknownLabel(const PlainText& plain);

/// What a chat labels with besides the known signs: hosts who ask several questions with the same
/// word, several people who answer with one. Pure: depends on texts and authors alone.
OwnLabels learnedLabels(const ChatBook& book, const ChatRules& rules);

} // namespace staffroom
