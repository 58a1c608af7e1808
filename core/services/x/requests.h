#pragma once

#include "core/net/http_client.h"
#include "core/services/x/vocabulary.h"

#include <QStringList>

namespace staffroom::x {

/// What every call has in common.
struct Api {
    QString server; ///< "https://api.x.com"
    Vocabulary vocabulary = Vocabulary::Tweet;
    Lane lane = Lane::Visible;
};

/// The part of a feed that is asked for.
struct Slice {
    int limit = 20; ///< brought into what the call allows
    QString sinceId; ///< only newer ones; not with every call
    QString untilId; ///< only older ones; not with every call
    QString token; ///< of an earlier answer
};

// Reading posts (https://docs.x.com/x-api/posts, /lists, /users). `search` takes a query of at most
// kLongestQuery characters.
inline constexpr int kLongestQuery = 512; ///< of self-serve access
HttpRequest search(const Api& api, const QString& query, const Slice& slice);
HttpRequest homeTimeline(const Api& api, const QString& userId, const Slice& slice);
HttpRequest mentions(const Api& api, const QString& userId, const Slice& slice);
HttpRequest userPosts(const Api& api, const QString& userId, const Slice& slice);
HttpRequest listPosts(const Api& api, const QString& listId, const Slice& slice); ///< no ids
HttpRequest bookmarks(const Api& api, const QString& userId, const Slice& slice); ///< no ids
HttpRequest postsById(const Api& api, const QStringList& ids); ///< at most kMostIds
inline constexpr int kMostIds = 100;

// Reading other things.
/// How many posts there are, by hours of the last seven days, or since an id.
HttpRequest counts(const Api& api, const QString& query, const QString& sinceId);
HttpRequest me(const Api& api);
HttpRequest userByName(const Api& api, const QString& name);
HttpRequest usersById(const Api& api, const QStringList& ids);
HttpRequest ownedLists(const Api& api, const QString& userId, const QString& token);
HttpRequest followedLists(const Api& api, const QString& userId, const QString& token);

} // namespace staffroom::x
