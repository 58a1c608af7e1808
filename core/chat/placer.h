#pragma once

#include "core/chat/found_questions.h"

namespace staffroom {

/// Puts one post under its question, by what was written before it: everything it looks at is
/// earlier in the order of the book, so that judging in that order ends.
class Placer {
public:
    Placer(const ChatBook& book, const ChatRules& rules, const FoundQuestions& questions);

    /// Question, reason and confidence; what is hidden and what a person said is not its matter.
    Placement place(const ChatItem& item) const;

private:
    struct Guess {
        std::optional<int> question;
        PlacedBy by = PlacedBy::Nothing;
        double confidence = 0;
    };
    using MaybeGuess = std::optional<Guess>;

    const ChatItem* earlier(const ChatItem& item, const std::optional<PostId>& id) const;
    const ChatItem* original(const ChatItem& item) const;
    std::vector<const ChatLabel*> usableLabels(const ChatItem& item) const;
    bool isOtherChats(const ChatItem& item, const ChatLabel& label) const;
    bool isAsked(int number, Timestamp at) const;
    bool hasAnswered(const ChatItem& item, int number) const;
    double wording(const ChatItem& item, const FoundQuestion& question) const;
    const FoundQuestion* bestWording(const ChatItem& item, const FoundQuestion* current) const;

    MaybeGuess byLabels(const ChatItem& item, Placement& out) const;
    Guess byOneLabel(const ChatItem& item, const ChatLabel& label) const;
    MaybeGuess byThread(const ChatItem& item) const;
    MaybeGuess byQuote(const ChatItem& item) const;
    MaybeGuess byPart(const ChatItem& item) const;
    MaybeGuess byWeakLabel(const ChatItem& item) const;
    Guess byTime(const ChatItem& item) const;

    const ChatBook& m_book;
    const ChatRules& m_rules;
    const FoundQuestions& m_questions;
};

} // namespace staffroom
