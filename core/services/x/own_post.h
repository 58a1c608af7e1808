#pragma once

#include "core/model/draft.h"
#include "core/model/post.h"

namespace staffroom::x {

/// A post of one's own as it will look, from what was sent: reading it back would cost.
PostPtr ownPost(
    const QString& id, const Submission& submission, const Author& author, Timestamp now);

/// Is `post` what became of this submission? X turns links into short ones, so they are left out
/// of the comparison.
bool isResultOf(const Post& post, const Submission& submission);

} // namespace staffroom::x
