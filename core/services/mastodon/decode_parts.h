#pragma once

#include "core/services/mastodon/decode.h"
#include "core/text/html_to_text.h"

namespace staffroom::mastodon {

// Parts of a status object, each on its own. Pure.

std::optional<Author> authorOf(const QJsonObject& account, const DecodeContext& context);
QString fullHandle(const QString& acct, const DecodeContext& context);
std::vector<EmojiRef> emojisOf(const QJsonObject& holder);
HtmlContext htmlContextOf(const QJsonObject& status, const DecodeContext& context);
std::vector<Media> mediaOf(const QJsonArray& attachments);
std::optional<Poll> pollOf(const QJsonObject& poll);
std::optional<LinkCard> cardOf(const QJsonObject& card);
Visibility visibilityOf(const QString& name);
PostCounts countsOf(const QJsonObject& status);
/// nullopt where none of them is told: a post read by nobody, or told to everybody.
std::optional<ViewerMarks> viewerMarksOf(const QJsonObject& status);

} // namespace staffroom::mastodon
