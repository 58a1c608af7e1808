#pragma once

#include <QString>

namespace staffroom::mastodon {

/// How long a post is by Mastodon's rule (StatusLengthValidator): grapheme clusters of content
/// warning and text, an address counts as `charactersPerUrl`, "@user@host" as "@user".
int statusLength(const QString& text, const QString& contentWarning, int charactersPerUrl);

} // namespace staffroom::mastodon
