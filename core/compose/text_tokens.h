#pragma once

#include <QString>

#include <vector>

namespace staffroom {

/// Something in a text that is one thing for a service and must not be taken apart.
struct TextToken {
    enum class Kind { Link, Mention, Tag };
    Kind kind = Kind::Link;
    qsizetype start = 0;
    qsizetype length = 0; ///< with '#' or '@'

    qsizetype end() const { return start + length; }
};

/// Links, mentions and hashtags of a text as it is typed, in order. Not the network's own rule to
/// the last letter (that lives with the service), but never less cautious.
std::vector<TextToken> findTokens(QStringView text);

/// May stand in a hashtag.
bool isTagCharacter(char32_t c);

/// The text without its mentions and outer space: what the person has written besides naming
/// people.
QString withoutMentions(const QString& text);

} // namespace staffroom
