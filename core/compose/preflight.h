#pragma once

#include "core/model/draft.h"
#include "core/services/capabilities.h"

#include <functional>
#include <vector>

namespace staffroom {

/// One thing the check before sending found. ui makes the sentence.
struct Finding {
    enum class Kind {
        // These make sending impossible.
        Empty,
        TooLong, ///< `count` over the limit
        NoAccount, ///< nobody chosen, or signed out
        TooManyMedia,
        AltTooLong,
        PollIncomplete, ///< fewer than two options, an empty or too long one
        PollWithMedia,
        ScheduleTooSoon,
        CannotEdit,
        // These ask once.
        TagMissing, ///< the draft is for a chat and goes without its tag
        NotPublic, ///< with this visibility nobody finds it by the tag
        OtherAccount, ///< not the account of the column that it was begun in
        LabelMismatch, ///< says A`number` while Q`count` is on, and answers no earlier question
        AltMissing, ///< a picture without description
    };
    Kind kind = Kind::Empty;
    int part = 0;
    int media = -1;
    int count = 0;
    int number = 0;

    bool blocks() const { return kind < Kind::TagMissing; }
    bool operator==(const Finding&) const = default;
};

/// What the check needs to know besides the draft.
struct PreflightFacts {
    PostLimits limits;
    std::function<int(const QString& text, const QString& contentWarning)> lengthOf;
    bool isAccountKnown = false;
    bool tagNeedsPublic = true;
    Source columnAccount; ///< `account` empty: the column has none of its own
    int currentQuestion = 0; ///< 0: none known
    /// Number of the question that the post answered by this draft asks, or that it answers itself.
    int answeredQuestion = 0;
    Timestamp now{};
};

/// The one check before sending; run again with each key for the blocking ones. Pure.
std::vector<Finding> checkDraft(const Draft& draft, const PreflightFacts& facts);

} // namespace staffroom
