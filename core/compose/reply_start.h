#pragma once

#include "core/model/draft.h"

namespace staffroom {

/// "@bea@labcoat.example @ann@ink.example ": the author of a post and who is named in it, each
/// once, never `self`; empty when nobody is left.
QString replyMentions(const Post& post, const QString& self);
/// What a reply takes over from the post it answers: who is named, the content warning, a
/// visibility that is never more public, and what the panel shows of the post.
void startReply(Draft& draft, const Post& post);
/// One line of a post to be remembered by.
QString firstWords(const Post& post);
/// The question a post asks, or gives an answer to; 0: none.
int questionOf(const QString& text);

} // namespace staffroom
