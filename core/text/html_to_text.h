#pragma once

#include "core/model/rich_text.h"

#include <vector>

namespace staffroom {

/// Caps that hold before any class of Qt sees the text (measured: a single line of a million
/// letters stops a layout for a minute).
inline constexpr int kMaxHtmlLength = 64 * 1024; ///< UTF-16 units of markup that are read
inline constexpr int kMaxHtmlDepth = 64; ///< deeper elements count as plain text
inline constexpr int kMaxTextLength = 20'000; ///< UTF-16 units of the result
inline constexpr int kMaxMarksPerBase = 4; ///< combining marks kept on one character

struct EmojiRef {
    QString shortcode; ///< without colons
    QUrl url; ///< http(s)
};
struct MentionRef {
    QString handle; ///< full, without '@'
    QUrl url;
};
struct TagRef {
    QString name; ///< without '#'
    QUrl url;
};

/// What the post's other fields say about the links and codes in its markup.
struct HtmlContext {
    std::vector<EmojiRef> emojis;
    std::vector<MentionRef> mentions;
    std::vector<TagRef> tags;
    bool hideQuoteInline = false; ///< drop `.quote-inline`, because the quote itself is shown
};

/// Server markup to plain text with spans, in one linear pass over an allow-list of the elements
/// that Mastodon and its kin emit; anything else loses its tags and keeps its text, script and
/// style lose both. Never fails: tag soup gives the text a browser would show, roughly. Links other
/// than http and https become text.
/// Pure; any thread.
RichText htmlToRichText(const QString& html, const HtmlContext& context);

/// Text that is plain by its service's rule (names, titles, content warnings): cleaned and cut,
/// custom emoji marked. Line breaks become spaces.
RichText plainToRichText(const QString& plain, const std::vector<EmojiRef>& emojis, int maxLength);

/// Text of services without markup: cleaned, with addresses, #tags and @handles marked where they
/// stand. Line breaks stay.
RichText linkify(const QString& plain);

} // namespace staffroom
