#pragma once

#include "core/chat/chat_text.h"
#include "core/chat/label_table.h"

#include <QStringList>

#include <vector>

namespace staffroom {

/// "Next question:", "last question:": the chat must count.
inline constexpr int kNextNumber = -2;

/// "Q3:", "A 5)", "#A3", "answering 2", "third question", "3️⃣": a number of a question in a
/// text.
struct ChatLabel {
    enum class Form {
        Letter, ///< "Q3", "ج٣"
        Word, ///< "Question 3", "third question"
        Tag, ///< "#Q3"
        Bare, ///< "3)", "3️⃣": a number alone at the very beginning
        Day, ///< "Day 3"
    };
    Form form = Form::Letter;
    QString sign; ///< upper case letter, lower case word; empty for Bare
    LabelRole role;
    int number = 0; ///< or kNextNumber
    bool isLeading = false; ///< before it nothing but tags, names, pictures and marks
    bool opensSentence = false; ///< leading, or behind the end of a sentence or on a new line
    bool isMarked = false; ///< ':' or the like follows
    bool isCertain = false; ///< Q, A, R or another that hardly means anything else
    bool isReferred = false; ///< "for A2", "on Q3": spoken of, maybe not answered
    bool isOfTotal = false; ///< "2/6" alone: asks, where a host does so
    bool isCounted = false; ///< number written with a space or as a word: weaker
    qsizetype start = 0; ///< in PlainText::text
    qsizetype end = 0; ///< behind its mark
    QString nearTag; ///< lower case, of the tag right beside it; empty: none

    bool operator==(const ChatLabel&) const = default;
};

/// Labels that one person uses besides the known ones.
struct OwnLabels {
    QStringList questions;
    QStringList answers;
    bool operator==(const OwnLabels&) const = default;
};

/// All labels of a text in order. Paper sizes, quarters, levels and the like are none, nor are
/// plurals ("your A1s") or ranges ("A1 to A4").
std::vector<ChatLabel> readLabels(const PlainText& plain, const OwnLabels& own = {});

/// Where the words behind leading labels, tags and names begin.
qsizetype contentStart(const PlainText& plain, const std::vector<ChatLabel>& labels);

} // namespace staffroom
