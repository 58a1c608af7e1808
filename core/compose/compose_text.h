#pragma once

#include "core/model/draft.h"

#include <functional>

namespace staffroom {

/// How long a post of this text is, by the service that will get it.
using TextLength = std::function<int(const QString& text)>;

/// The whole text of one part as it will be sent: "A3 " in front when the draft uses the label,
/// " #EdChat" at the end when it keeps the tag and the text does not have it already (any case),
/// "1/3 " counted where there are several parts and the person did not number them.
/// Pure, like everything here.
QString sentText(const Draft& draft, int part);
/// What of that the person did not type; the counter shows it as reserved.
int reservedLength(const Draft& draft, int part, const TextLength& length);

/// Does the text have this tag as a hashtag of its own? Any case, NFKC; "#edchat" is not in
/// "#edchatuk" nor in a link.
bool hasTag(const QString& text, const QString& tag);
/// "A3" at the beginning of a text ("A3 yes", "a3: yes", "A3. yes"); 0: none. "A4 paper" counts as
/// a label here: the caller knows which question is on.
int answerNumber(const QString& text);
/// Number of the question a post of a chat asks ("Q3 How do you ...", "Q3: ", "Q3/"); 0: none.
int questionNumber(const QString& text);

/// Splits a long text into parts of which each, complete as by `sentText`, is at most `limit` long.
/// Breaks at paragraphs, sentences, words, in that order of liking; never inside a grapheme, a
/// link, a mention or a hashtag unless that alone is too long. Media and poll stay with the first
/// part.
std::vector<DraftPart> splitText(const Draft& draft, int part, int limit, const TextLength& length);

} // namespace staffroom
