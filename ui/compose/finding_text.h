#pragma once

#include "core/compose/preflight.h"

#include <QString>

namespace staffroom {

/// What a sentence about a finding may name.
struct FindingWords {
    QString hashtag; ///< of the chat, without '#'
    QString handle; ///< of the account that would send, without '@'
    int parts = 1;
    PostLimits limits;
};

/// One sentence for people for each kind of finding.
QString findingText(const Finding& finding, const FindingWords& words);
/// Words for a visibility: "Public", "Quiet public", "Followers", "Only people named".
QString visibilityWords(Visibility visibility);
/// What it means, in one sentence.
QString visibilitySentence(Visibility visibility);

} // namespace staffroom
