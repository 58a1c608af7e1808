#pragma once

#include "core/services/service.h"

#include <QUrl>

namespace staffroom::mastodon {

/// Who may read one kind of timeline without an account (`configuration.timelines_access`,
/// Mastodon 4.5). Servers that do not say are Unknown.
struct FeedAccess {
    enum class Part { Unknown, Open, NeedsLogin, Closed };
    Part local = Part::Unknown;
    Part remote = Part::Unknown;

    ServerInfo::Access summary() const;
    bool isLocalOnly() const;
    bool isRemoteOnly() const;
};

/// All that matters of a server's instance document.
struct Instance {
    ServerInfo info;
    QString domain; ///< what handles of its own people end in
    QUrl streaming; ///< ws(s) base; empty: none
    FeedAccess hashtags;
    FeedAccess publicFeeds;
    PostLimits told; ///< as the document says, before what is known of the software
    int apiVersion = 0; ///< `api_versions.mastodon`; 0: not told

    /// What it takes in a post.
    PostLimits limits() const;
    /// GoToSocial and snac ignore any[], all[], none[]; what we do not know is not relied on.
    bool combinesTags() const;
    /// GoToSocial takes a hashtag subscription and stays silent; snac has no streaming.
    bool streamsHashtags() const;
    bool streams() const;
};

} // namespace staffroom::mastodon
