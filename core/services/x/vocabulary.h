#pragma once

#include "core/base/ids.h"

#include <QString>

namespace staffroom::x {

/// X renamed the fields of its API in the summer of 2026 and understands both sets; one request
/// must not mix them. What is asked in one is answered in it; everything here reads either.
enum class Vocabulary {
    Tweet, ///< tweet.fields, note_tweet, referenced_tweets, includes.tweets
    Post, ///< post.fields, note_post, referenced_posts, includes.posts
};

/// "x"
ServiceId serviceId();

/// "https://x.com": pages for people.
QString webAddress();

} // namespace staffroom::x
