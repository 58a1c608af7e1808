#pragma once

#include "core/model/draft.h"
#include "core/model/post.h"
#include "core/services/act.h"

#include <QUrl>

namespace staffroom::x {

// Web intents (https://docs.x.com/x-for-websites/web-intents): pages of X where a person does in
// the browser what X refuses to programs, with everything filled in.

/// Empty for what X has no such page for.
QUrl intentOf(Act::Kind kind, const Post& post);
/// Writing: text, answered post, quoted post.
QUrl intentOf(const Submission& submission);

} // namespace staffroom::x
