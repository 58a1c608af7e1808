#pragma once

#include <QString>
#include <QUrl>

#include <vector>

namespace staffroom {

/// The only form of a post's text past the decoder: plain text and what lies where in it.
/// Positions and lengths are UTF-16 units of `text`; spans are sorted by start. Spans of style
/// (bold, code, quote) may contain spans of content (link, mention, tag, emoji); content spans
/// never overlap each other. Never handed to a class of Qt that understands markup.
struct TextSpan {
    enum class Kind {
        Link, ///< `target` is an http or https address
        Mention, ///< `target` is the profile's address, `label` the full handle without '@'
        Tag, ///< `label` is the tag without '#', as written
        CustomEmoji, ///< covers ":shortcode:"; `target` is the picture's address, `label` the code
        Bold,
        Italic,
        Strike,
        Code,
        CodeBlock,
        Quote,
    };
    Kind kind = Kind::Link;
    int start = 0;
    int length = 0;
    QUrl target;
    QString label;

    int end() const { return start + length; }
    bool operator==(const TextSpan&) const = default;
};

struct RichText {
    QString text;
    std::vector<TextSpan> spans;

    bool isEmpty() const { return text.isEmpty(); }
    bool operator==(const RichText&) const = default;
};

} // namespace staffroom
