#pragma once

#include "core/chat/found_questions.h"

namespace staffroom {

/// Several people, hosts apart, who begin to answer with the same number within minutes: that
/// question was asked, however it was written.
struct AnswerRun {
    int number = 0;
    Timestamp from{}; ///< the first of these answers
    int people = 0; ///< most of them within the time of a run
};

/// By number; only numbers that at least two people answer. `known` are left out.
std::vector<AnswerRun> answerRuns(const ChatBook& book, const ChatRules& rules,
    const QSet<QString>& hosts, const QSet<int>& known);

/// People, hosts apart, who answer with this number in [from, to).
int answerersBetween(const ChatBook& book, const ChatRules& rules, const QSet<QString>& hosts,
    int number, Timestamp from, Timestamp to);

/// Looks back for the hosts' posts that ask what is answered, and adds them to `found`; where there
/// is none, the number stands as a question without posts. `found` holds what the hosts' posts say
/// by themselves.
void addAnswered(FoundQuestions& found, const ChatBook& book, const ChatRules& rules);

} // namespace staffroom
