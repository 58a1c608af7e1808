#pragma once

#include "core/chat/chat_label.h"
#include "core/chat/chat_post.h"
#include "core/chat/learned_labels.h"
#include "core/chat/talk.h"

#include <optional>

namespace staffroom {

struct ChatRules;

/// What one post says, read once from itself alone.
struct PostFeatures {
    PlainText plain;
    std::vector<ChatLabel> labels;
    std::optional<UnknownLabel> unknown; ///< maybe a label of this chat's own
    qsizetype content = 0; ///< where the words begin, behind leading labels
    Talks talks;
    std::vector<QString> topic; ///< sorted
    QString copyText; ///< letters of the content, RT frame gone
    int words = 0; ///< of the content; characters of scripts without spaces count half
    bool asks = false; ///< has a question mark
    bool isTextCopy = false; ///< "RT @x: ..."
    int part = 0; ///< of "(2/3)"; 0: no parts
    QStringList otherTags; ///< lower case, without the chat's and labels
    bool hasChatTag = false;
    bool isSelling = false; ///< sounds like an advertisement
    QString sells; ///< the site or the words that sell
    bool isTagHeap = false; ///< more tags than it has to say

    // Of a picture that may hold the question.
    QString altText; ///< content of the first alt text that has any
    std::optional<ChatLabel> altLabel;
};

PostFeatures featuresOf(const ChatPost& post, const ChatRules& rules);

/// Text to show: of `text` behind its leading labels, without tags at its ends.
QString shownText(const QString& text, const OwnLabels& own);

} // namespace staffroom
