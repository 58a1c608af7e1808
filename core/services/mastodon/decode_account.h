#pragma once

#include "core/services/mastodon/decode.h"

namespace staffroom::mastodon {

// What only an account gets to see. Pure, for the decode pool, like decode.h.

Result<RawPage> decodeNotifications(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// A notification object. A follower comes as a stand-in post: theirs, with what they say of
/// themselves.
std::optional<FeedItem> notificationOf(const QJsonObject& object, const DecodeContext& context);

/// Posts that are to be sent later, the latest first. `PostId::remote` is the id of the plan.
Result<RawPage> decodeScheduled(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// The answer to a new post or an edit: a post, or a plan where it waits. A server that cannot
/// wait sends it at once and answers a post.
Result<Published> decodePublished(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);

/// `act` has been carried out whatever the answer looks like; what can be read of it is used.
ActOutcome decodeOutcome(
    const QByteArray& bytes, const DecodeContext& context, const QString& path, const Act& act);

Result<Author> decodeAuthor(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<std::vector<Author>> decodePeople(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<std::vector<ListInfo>> decodeLists(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// One relationship, or the first of several.
Result<Relationship> decodeRelationship(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// The one post of a search by address; NotFound where there is none.
Result<PostPtr> decodeFoundPost(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<std::vector<TagInfo>> decodeTags(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<std::vector<EmojiInfo>> decodeEmojis(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<PostSource> decodeSource(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<Translation> decodeTranslation(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// The id of a picture that was sent.
Result<QString> decodeMediaId(const QByteArray& bytes, const QString& path);

} // namespace staffroom::mastodon
