#pragma once

#include <QString>

#include <vector>

namespace staffroom::x {

/// What X finds in a text: hashtags, cashtags, mentions, lists and links, by the rules of
/// twitter-text 3 (https://github.com/twitter/twitter-text). Positions are UTF-16 units; code
/// points are told by `toCodePoints`. Pure; any thread.
struct Entity {
    enum class Kind { Hashtag, Cashtag, Mention, List, Url };
    Kind kind = Kind::Url;
    int start = 0; ///< of the sign in front, where there is one
    int length = 0;
    QString text; ///< without the sign; a link as written
    QString slug; ///< List: "/name"

    int end() const { return start + length; }
    bool operator==(const Entity&) const = default;
};

std::vector<Entity> hashtagsIn(const QString& text);
/// `checksUrls` false: also inside of links.
std::vector<Entity> hashtagsIn(const QString& text, bool checksUrls);
std::vector<Entity> cashtagsIn(const QString& text);
/// Mentions and lists.
std::vector<Entity> mentionsIn(const QString& text);
std::vector<Entity> urlsIn(const QString& text);
/// Who is answered by a text that begins with a mention; empty: nobody.
QString replyNameIn(const QString& text);
/// All of them, those that overlap an earlier one left out; by position.
std::vector<Entity> entitiesIn(const QString& text);

/// Position in code points of a position in UTF-16 units, and back. X counts the former.
int toCodePoints(const QString& text, int units);
int toUnits(const QString& text, int codePoints);

} // namespace staffroom::x
