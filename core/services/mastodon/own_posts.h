#pragma once

#include "core/model/draft.h"
#include "core/model/post.h"

namespace staffroom::mastodon {

/// The words of a text without what servers change in them: markup signs, white space, the hosts
/// of handles, the schemes of addresses.
QString comparableText(const QString& typed);
QString comparableText(const RichText& fromServer);

/// Is `post`, one's own, what came of `submission`? By words, what it answers, number of pictures
/// and moment; a minute is left for clocks that differ.
bool isResultOf(const Post& post, const Submission& submission);

/// So much earlier than `Submission::written` a server's clock may say it was.
inline constexpr std::chrono::seconds kClockDifference{60};

} // namespace staffroom::mastodon
