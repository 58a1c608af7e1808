#pragma once

#include "core/chat/chat_book.h"
#include "core/chat/chat_sorter.h"

#include <QSet>

namespace staffroom {

/// A question with what is needed to put posts under it.
struct FoundQuestion {
    ChatQuestion shown; ///< `answers` is not filled
    std::vector<QString> topic; ///< words of all its posts, sorted

    bool isCountedOn = false; ///< "next question": the number was not written
    /// Its answers are there, the post that asks it is not.
    bool isUnseen() const { return shown.posts.empty(); }
    bool operator==(const FoundQuestion&) const = default;
};

/// What the hosts have asked, worked out from their posts and, where those are unclear, from the
/// numbers of the answers.
struct FoundQuestions {
    std::vector<FoundQuestion> questions; ///< by number
    QHash<PostId, int> askedBy; ///< posts that ask
    QSet<QString> signs; ///< label letters of this chat, upper case: of questions and their answers
    QSet<QString> hosts; ///< lower case: those of the rules and those who took over
    std::optional<Timestamp> wrapUp; ///< when the hosts ended it
    bool isNumbered = false; ///< hosts number their questions
    QSet<int> plain; ///< numbers that hosts' posts ask by themselves, without a look at answers
    QSet<int> watched; ///< those of `plain` whose answers matter for what else is asked

    const FoundQuestion* find(int number) const;
    /// The one asked last by `time`; null: none yet.
    const FoundQuestion* currentAt(Timestamp time) const;
    /// The one that was on before `question`.
    const FoundQuestion* before(const FoundQuestion& question) const;
    bool operator==(const FoundQuestions&) const = default;
};

/// Is this, in lower case, the tag of a chat by its name?
bool soundsLikeChatTag(const QString& tag);

/// Is `time` in the chat's own hour, with room before and after? A slow chat has no such hour.
bool isInSession(const ChatRules& rules, Timestamp time);

/// Pure: depends on rules and the posts of the book, in particular those of hosts.
FoundQuestions findQuestions(const ChatBook& book, const ChatRules& rules);

} // namespace staffroom
