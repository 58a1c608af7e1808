#pragma once

#include <QString>

#include <vector>

namespace staffroom::bluesky {

/// What a plain text of this network says by its form alone. Positions and lengths are UTF-16
/// units. The rules are those of the network's own program, so that a tag is the same tag in both:
/// tags stand after white space and end at it, mentions and links also after an opening bracket,
/// what closes a sentence or a bracket around them is not theirs. An address without "https://"
/// needs a top domain that exists.
struct TextMark {
    enum class Kind { Link, Mention, Tag };
    Kind kind = Kind::Link;
    qsizetype start = 0;
    qsizetype length = 0;
    QString value; ///< Link: a whole address; Mention: handle without '@'; Tag: without '#'

    qsizetype end() const { return start + length; }
};

/// By start, never overlapping. `text` holds no lone surrogates. Linear. Pure; any thread.
std::vector<TextMark> findTextMarks(QStringView text);

} // namespace staffroom::bluesky
