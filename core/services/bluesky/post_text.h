#pragma once

#include "core/model/rich_text.h"

#include <QJsonArray>
#include <QStringList>

#include <vector>

namespace staffroom::bluesky {

// The text of a record and what lies where in it (app.bsky.richtext.facet). Pure; any thread.

/// What a person typed, made ready to be a record's text: links shortened for the eye as people of
/// this network know it (host and the beginning of the path), everything else as typed.
struct PreparedText {
    struct Facet {
        enum class Kind { Link, Mention, Tag };
        Kind kind = Kind::Link;
        int byteStart = 0; ///< UTF-8 bytes of `text`, inclusive
        int byteEnd = 0; ///< exclusive
        QString value; ///< Link: the whole address; Mention: handle without '@'; Tag: without '#'
        bool operator==(const Facet&) const = default;
    };
    QString text;
    std::vector<Facet> facets; ///< by start, never overlapping
};
PreparedText prepareText(const QString& typed);

/// Graphemes of the text as it would be sent. At most kMaxGraphemes, and kMaxBytes of UTF-8: a text
/// that is over the bytes alone counts as over the graphemes.
int textLength(const QString& typed);
inline constexpr int kMaxGraphemes = 300;
inline constexpr int kMaxBytes = 3000;
/// Of one tag, in the text or outside it.
inline constexpr int kMaxTagGraphemes = 64;
inline constexpr int kMaxTagBytes = 640;

/// A record's text and facets as this program shows them. Ranges are clamped and unreadable,
/// overlapping or unknown facets left out. `tags`, where given, takes the tags in order.
RichText richTextOf(const QString& text, const QJsonArray& facets, QStringList* tags = nullptr);

/// Plain text (profile descriptions, generator descriptions): addresses, tags found as in
/// prepareText.
RichText plainRichText(const QString& text, int maxLength);

} // namespace staffroom::bluesky
