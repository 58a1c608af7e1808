#pragma once

#include "core/net/http_client.h"

#include <QStringList>

namespace staffroom::mastodon {

/// What every call of one source has in common.
struct Api {
    QString server; ///< base address
    Secret token; ///< empty: without an account
    Lane lane = Lane::Visible;
};

/// One call of a tag timeline: main tag first. Mastodon reads four tags of `any` in all, and four
/// each of `all` and `none` (app/models/tag_feed.rb).
struct TagCall {
    QStringList any;
    QStringList all;
    QStringList none;
};
inline constexpr int kTagsPerCall = 4;

/// The part of a timeline that is asked for.
struct Slice {
    QString maxId; ///< strictly older than this; empty: the newest
    int limit = 40;
    bool localOnly = false;
    bool remoteOnly = false;
};

// https://docs.joinmastodon.org/methods/instance/ and nodeinfo's own description
HttpRequest nodeInfoLinks(const Api& api);
HttpRequest nodeInfo(const Api& api, const QUrl& address);
HttpRequest instanceV2(const Api& api);
HttpRequest instanceV1(const Api& api);

// https://docs.joinmastodon.org/methods/timelines/
HttpRequest tagTimeline(const Api& api, const TagCall& call, const Slice& slice);
HttpRequest publicTimeline(const Api& api, const Slice& slice);
HttpRequest homeTimeline(const Api& api, const Slice& slice);
HttpRequest listTimeline(const Api& api, const QString& listId, const Slice& slice);

// https://docs.joinmastodon.org/methods/accounts/
HttpRequest accountLookup(const Api& api, const QString& handle);
HttpRequest accountStatuses(const Api& api, const QString& accountId, const Slice& slice);

// https://docs.joinmastodon.org/methods/statuses/
HttpRequest status(const Api& api, const QString& id);
HttpRequest statusContext(const Api& api, const QString& id);

struct NewStatus {
    QString text;
    QString inReplyTo;
    QString language;
    QString contentWarning;
    QByteArray idempotencyKey; ///< the same for every try of one post
};
/// Form body: the only one that every server of the family reads.
HttpRequest postStatus(const Api& api, const NewStatus& status);

} // namespace staffroom::mastodon
