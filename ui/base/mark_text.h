#pragma once

#include "core/feeds/row_model.h"

namespace staffroom {

// What a chat room knows of a post, in words; colours and shapes only support them.

/// "Q3", "A3", "A3?" when it is not sure; empty: it stands under no question.
QString placeBadge(const RowMarks& marks);
/// "Under question 3: it answers a post there. Sure."
QString placeSentence(const RowMarks& marks);
/// "to you", "moved by you", "no tag", "arrived late", "+2 copies", then where it was seen.
QStringList markWords(const RowMarks& marks);
/// "Hidden: its author posts the same again and again (BUY NOW)." Empty: it was not hidden.
QString hiddenSentence(const RowMarks& marks);
/// "37 near-identical posts from 30 accounts"
QString stormSentence(int posts, int accounts);
/// All of it as a screen reader says it before the post: "Host asks question 3."
QString spokenMarks(const RowMarks& marks);
/// "Q3 How do you …", or the day.
QString headingText(const FeedRow::Heading& heading);
QString spokenHeading(const FeedRow::Heading& heading);

} // namespace staffroom
