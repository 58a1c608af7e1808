#pragma once

#include "core/services/bluesky/moderation.h"
#include "core/services/service.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace staffroom::bluesky {

// From the network's views to this program's values. Every function here is pure and runs in the
// decode pool. Ids: service "bluesky", no server, `remote` is the at-uri of a post or the DID of a
// person, so that one post is one wherever it is read. Unknown members are ignored, an entry that
// fails its lexicon is left out and counted.

/// Who reads and by what rules.
struct DecodeContext {
    QString reader; ///< DID; empty: nobody is signed in
    QString readerHandle;
    std::shared_ptr<const Preferences> preferences; ///< never null
    Timestamp now{};
};

/// What writing needs to know of a post that was read.
struct PostRefs {
    QString cid;
    QString rootUri; ///< of its thread; its own when it starts one
    QString rootCid;
    QString likeUri; ///< the reader's own like and repost; empty: none
    QString repostUri;
};

struct RawPage {
    std::vector<FeedItem> items;
    QString cursor; ///< empty: the end
    int entries = 0; ///< that came, also those left out
    int skipped = 0; ///< that failed their lexicon
    int hidden = 0; ///< left out by the reader's own preferences
    QHash<QString, PostRefs> refs; ///< by at-uri
    std::optional<Timestamp> oldest; ///< of all entries, by the order the server sorts them in
};

/// getTimeline, getAuthorFeed, getListFeed, getFeed, getActorLikes: {cursor, feed: feedViewPost[]}
Result<RawPage> decodeFeed(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// searchPosts: {cursor, posts: postView[]}; also getQuotes, getPosts
Result<RawPage> decodePosts(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// bookmark.getBookmarks: {cursor, bookmarks: [{subject, createdAt, item}]}
Result<RawPage> decodeBookmarks(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// listNotifications. The posts it speaks of are not in it: `wanted` names them, to be asked for by
/// getPosts; `joinNotifications` then gives the page.
struct RawNotification {
    Reason reason;
    QString post; ///< at-uri of what it is about; empty: about the reader (a follow)
    bool isRead = false;
    QString about; ///< what the person says of themselves, as typed
};
struct RawNotifications {
    std::vector<RawNotification> entries; ///< newest first
    QString cursor;
    int skipped = 0;
    QStringList wanted; ///< at-uris, each once
};
Result<RawNotifications> decodeNotifications(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// Entries whose post is gone are left out.
RawPage joinNotifications(const RawNotifications& raw, const std::vector<PostPtr>& posts);

struct RawThread {
    std::vector<PostPtr> ancestors; ///< oldest first
    PostPtr post;
    std::vector<PostPtr> descendants; ///< depth first, siblings oldest first
    QHash<QString, PostRefs> refs;
    int skipped = 0;
    int missing = 0; ///< deleted or blocked places
};
/// getPostThread. NotFound where the post itself is gone or blocked.
Result<RawThread> decodeThread(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// getLists (only lists of people to read) and getFeedGenerators; ids are at-uris.
Result<std::vector<ListInfo>> decodeLists(const QByteArray& bytes, const QString& path);
Result<std::vector<ListInfo>> decodeGenerators(const QByteArray& bytes, const QString& path);

/// What a profile says about the reader and it (app.bsky.actor.defs#viewerState).
struct Profile {
    Author author;
    Relationship relationship;
    QString followUri; ///< the reader's own records; empty: none
    QString blockUri;
    bool needsSignIn = false; ///< wants to be shown to people who are signed in only
};
Result<Profile> decodeProfile(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// searchActorsTypeahead: {actors: profileViewBasic[]}
Result<std::vector<Author>> decodeActors(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// One postView; nullopt where it fails its lexicon. `isHidden` tells what the reader's preferences
/// leave out.
struct ReadPost {
    PostPtr post;
    PostRefs refs;
    bool isHidden = false;
};
std::optional<ReadPost> postOf(const QJsonObject& view, const DecodeContext& context);
/// profileView, -Basic and -Detailed alike; nullopt without a DID.
std::optional<Author> authorOf(const QJsonObject& view, const DecodeContext& context);

} // namespace staffroom::bluesky
