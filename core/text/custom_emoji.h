#pragma once

#include "core/text/html_to_text.h"

namespace staffroom {

/// Adds a span for every ":shortcode:" that `emojis` knows, outside code and outside links,
/// mentions and tags. Codes may touch each other. Linear in the text.
void markCustomEmoji(RichText& text, const std::vector<EmojiRef>& emojis);

} // namespace staffroom
