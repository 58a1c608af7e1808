#pragma once

#include "core/model/draft.h"
#include "core/services/capabilities.h"

namespace staffroom {

/// "@bea@labcoat.example @ann@ink.example ": the author of a post and who is named in it, each
/// once, never `self`; empty when nobody is left.
QString replyMentions(const Post& post, const QString& self);
/// What a reply takes over from the post it answers: who is named, the content warning, a
/// visibility that is never more public, and what the panel shows of the post. As far as the
/// account's network has such things; null: no network is known.
void startReply(Draft& draft, const Post& post, const Capabilities* network);
/// What a quote takes over from what is quoted.
void startQuote(Draft& draft, const Post& post, const Capabilities* network);
/// One line of a post to be remembered by.
QString firstWords(const Post& post);
/// The question a post asks, or gives an answer to; 0: none.
int questionOf(const QString& text);

} // namespace staffroom
