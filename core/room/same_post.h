#pragma once

#include "core/model/post.h"

#include <QString>

namespace staffroom {

/// What two posts on different networks are compared by: the text without tags, links, mentions
/// and space. Empty where nothing is left; then nothing can be told.
QString crossText(const Post& post);
/// A post's network: the service, and whether the account is carried over from another one.
QString networkOf(const Post& post);
/// Do both look like one post that somebody sent to two networks, or that a bridge carried over?
/// Expects equal `crossText`; `text` is that. Short texts ("Yes!") need a sure sign that it is the
/// same person.
bool isSamePost(const Post& a, const Post& b, const QString& text);

} // namespace staffroom
