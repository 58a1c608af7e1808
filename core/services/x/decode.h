#pragma once

#include "core/base/result.h"
#include "core/model/post.h"
#include "core/services/service.h"
#include "core/services/x/prices.h"

#include <QHash>

namespace staffroom::x {

/// What an answer is read by. Plain values: reading happens in a pool.
struct DecodeContext {
    QString ownId; ///< user id of who reads; empty: not known
    QString ownHandle;
    Timestamp now{}; ///< of the answer: terms and rounding go by it
    /// People from earlier answers, by user id: an answer names only some of its authors.
    QHash<QString, Author> people;
};

/// Posts as one answer has them (https://docs.x.com/x-api/fundamentals/data-dictionary), in either
/// vocabulary. `data` may be one object, a list or absent.
struct RawPage {
    std::vector<FeedItem> items; ///< in the answer's order; reposts have their reason
    QString nextToken; ///< empty: no further page
    QString newestId;
    QString oldestId;
    int skipped = 0; ///< entries that could not be read
    /// Ids that `errors` beside `data` calls not found, withheld or not to be seen, of what was
    /// asked for and of what is referred to.
    QStringList gone;
    Bill bill; ///< posts of data and includes, users of includes
    QHash<QString, Author> people; ///< of includes, by user id
    /// User ids of authors that neither the answer nor the context names; their posts have an
    /// author with an id and nothing else.
    QStringList unnamed;
    QHash<QString, QString> conversations; ///< id of a post's root, by the post's id
};

/// Error::Protocol when it is no answer of this API. An answer with `errors` and no `data` is a
/// page without items whose `gone` says why; where none of them is about a post that is gone, it
/// is the first of them as Error (Forbidden, NotFound ... by the last part of its `type`).
Result<RawPage> decodePosts(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// GET /2/users/me, /2/users/by/username: one person.
struct RawUser {
    Author author;
    Bill bill;
};
Result<RawUser> decodeUser(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// GET /2/users?ids=: those that are there, by user id.
struct RawPeople {
    QHash<QString, Author> people;
    Bill bill;
};
Result<RawPeople> decodePeople(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// Lists of an account.
struct RawLists {
    std::vector<ListInfo> lists;
    QString nextToken;
    Bill bill;
};
Result<RawLists> decodeLists(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// GET /2/tweets/counts/recent: posts in each hour, oldest first.
struct RawCounts {
    std::vector<int> hours;
    int total = 0;
    int busiest() const; ///< of the hours; 0: none
};
Result<RawCounts> decodeCounts(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// POST /2/tweets, media upload: `data.id`.
Result<QString> decodeId(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// GET /2/media/upload: how a video is getting on. `checkAfter` absent: it is done.
struct RawMedia {
    QString id;
    std::optional<std::chrono::seconds> checkAfter;
    bool hasFailed = false;
    QString trouble;
};
Result<RawMedia> decodeMedia(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// What X asks of whoever shows its posts, from this moment on; the same within an hour, so that
/// a post that is read again has not changed by it.
PostTerms termsAt(Timestamp now);

/// Moment of a snowflake id; 1970 for what is none.
Timestamp momentOf(const QString& id);
/// Numerically; what is no number is the smallest.
bool isNewerId(const QString& a, const QString& b);

} // namespace staffroom::x
