#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/lexicon.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Nullopt where there is none or an unknown one: the post then stands by itself. `isFlawed` where
/// one is there and cannot be read.
std::optional<Reason> feedReasonOf(
    const QJsonObject& entry, const Post& post, const DecodeContext& context, bool& isFlawed)
{
    const QJsonObject object = entry.value("reason"_L1).toObject();
    const QString type = typeOf(object);
    Reason reason;
    if (type == "app.bsky.feed.defs#reasonPin"_L1) {
        reason.kind = Reason::Kind::Pin;
        reason.wrapper = postIdOf(post.uri + "#pin"_L1);
        reason.by = post.author;
        reason.at = post.created;
        return reason;
    }
    if (type != "app.bsky.feed.defs#reasonRepost"_L1)
        return std::nullopt;
    auto by = authorOf(object.value("by"_L1).toObject(), context);
    const auto at = timeOf(object.value("indexedAt"_L1));
    if (!by || !at) {
        isFlawed = true;
        return std::nullopt;
    }
    QString wrapper = textOf(object, "uri"_L1);
    if (wrapper.isEmpty()) // older servers do not name the record
        wrapper = post.uri + "#repost-"_L1 + by->id.remote;
    reason.kind = Reason::Kind::Boost;
    reason.wrapper = postIdOf(wrapper);
    reason.by = std::move(*by);
    reason.at = *at;
    return reason;
}

/// Whom it answers, where the entry brings that post along.
PostPtr withAnswered(const PostPtr& post, const QJsonObject& entry, const DecodeContext& context)
{
    const QJsonObject parent = entry.value("reply"_L1).toObject().value("parent"_L1).toObject();
    if (!post->inReplyTo || post->inReplyTo->remote != textOf(parent, "uri"_L1))
        return post;
    const auto author = authorOf(parent.value("author"_L1).toObject(), context);
    if (!author || typeOf(parent) == "app.bsky.feed.defs#blockedPost"_L1)
        return post;
    Post told = *post;
    told.inReplyToHandle = author->handle;
    return std::make_shared<const Post>(std::move(told));
}

} // namespace

Result<RawPage> decodeFeed(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value("feed"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a feed"_s, path);
    RawPage page;
    page.cursor = textOf(*object, "cursor"_L1);
    for (const auto value : object->value("feed"_L1).toArray()) {
        if (page.entries >= kMostEntries)
            break;
        ++page.entries;
        const QJsonObject entry = value.toObject();
        auto read = postOf(entry.value("post"_L1).toObject(), context);
        std::optional<Reason> reason;
        bool isFlawed = false;
        if (read) {
            read->post = withAnswered(read->post, entry, context);
            reason = feedReasonOf(entry, *read->post, context, isFlawed);
        }
        if (isFlawed)
            read.reset();
        addEntry(page, std::move(read), std::move(reason));
    }
    return page;
}

Result<RawPage> decodeBookmarks(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value("bookmarks"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a list of bookmarks"_s, path);
    RawPage page;
    page.cursor = textOf(*object, "cursor"_L1);
    for (const auto value : object->value("bookmarks"_L1).toArray()) {
        if (page.entries >= kMostEntries)
            break;
        ++page.entries;
        const QJsonObject item = value.toObject().value("item"_L1).toObject();
        const QString type = typeOf(item);
        // A bookmark outlives its post; such an entry is no fault of the record.
        if (type == "app.bsky.feed.defs#notFoundPost"_L1
            || type == "app.bsky.feed.defs#blockedPost"_L1)
            continue;
        addEntry(page, postOf(item, context), std::nullopt);
    }
    return page;
}

} // namespace staffroom::bluesky
