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

HttpRequest statusSource(const Api& api, const QString& id);
/// A POST that changes nothing.
HttpRequest translation(const Api& api, const QString& id, const QString& language);

// What only an account may ask.
HttpRequest verifyCredentials(const Api& api);
HttpRequest notifications(const Api& api, const Slice& slice, const QStringList& types);
HttpRequest bookmarks(const Api& api, const Slice& slice);
HttpRequest favourites(const Api& api, const Slice& slice);
HttpRequest scheduledStatuses(const Api& api, const Slice& slice);
HttpRequest ownStatuses(const Api& api, const QString& accountId, const Slice& slice);
HttpRequest lists(const Api& api);
HttpRequest relationships(const Api& api, const QString& accountId);
HttpRequest searchPeople(const Api& api, const QString& typed, int limit);
/// Looks a post up by its address; the server fetches it from elsewhere where it does not have it.
HttpRequest searchPost(const Api& api, const QString& address);
HttpRequest searchTags(const Api& api, const QString& typed, int limit);
HttpRequest customEmojis(const Api& api);
HttpRequest mediaState(const Api& api, const QString& id);

} // namespace staffroom::mastodon
