#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/lexicon.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMostInThread = 5'000;

struct ThreadNode {
    QJsonObject object;
    QString answeredUri; ///< of the node above
    QString answeredHandle;
};

bool isGonePlace(const QJsonObject& node)
{
    const QString type = typeOf(node);
    return type == "app.bsky.feed.defs#notFoundPost"_L1
        || type == "app.bsky.feed.defs#blockedPost"_L1;
}

QString nodeHandle(const QJsonObject& node)
{
    return textOf(node.value("post"_L1).toObject().value("author"_L1).toObject(), "handle"_L1);
}

std::optional<ReadPost> readNode(const ThreadNode& node, const DecodeContext& context)
{
    auto read = postOf(node.object.value("post"_L1).toObject(), context);
    if (read && read->post->inReplyTo && read->post->inReplyTo->remote == node.answeredUri) {
        Post told = *read->post;
        told.inReplyToHandle = node.answeredHandle;
        read->post = std::make_shared<const Post>(std::move(told));
    }
    return read;
}

ThreadNode nodeBelow(const QJsonObject& object, const QJsonObject& above)
{
    return {object, textOf(above.value("post"_L1).toObject(), "uri"_L1), nodeHandle(above)};
}

void addAncestors(const QJsonObject& anchor, const DecodeContext& context, RawThread& thread)
{
    QJsonObject node = anchor.value("parent"_L1).toObject();
    while (!node.isEmpty() && thread.ancestors.size() < kMostInThread) {
        if (isGonePlace(node)) {
            ++thread.missing;
            break;
        }
        const QJsonObject above = node.value("parent"_L1).toObject();
        auto read = readNode(nodeBelow(node, above), context);
        if (!read) {
            ++thread.skipped;
        } else if (!read->isHidden) {
            thread.refs.insert(read->post->uri, read->refs);
            thread.ancestors.push_back(read->post);
        }
        node = above;
    }
    std::reverse(thread.ancestors.begin(), thread.ancestors.end());
}

/// Replies of a node, the oldest on top of the stack.
void pushReplies(const QJsonObject& node, std::vector<ThreadNode>& stack)
{
    struct Aged {
        ThreadNode node;
        Timestamp at;
        QString uri;
    };
    std::vector<Aged> replies;
    for (const auto value : node.value("replies"_L1).toArray()) {
        const QJsonObject reply = value.toObject();
        const QJsonObject view = reply.value("post"_L1).toObject();
        const auto indexed = timeOf(view.value("indexedAt"_L1));
        const auto created = timeOf(view.value("record"_L1).toObject().value("createdAt"_L1));
        const Timestamp at = std::min(indexed.value_or(Timestamp{}), created.value_or(Timestamp{}));
        replies.push_back({nodeBelow(reply, node), at, textOf(view, "uri"_L1)});
    }
    std::sort(replies.begin(), replies.end(),
        [](const Aged& a, const Aged& b) { return a.at != b.at ? a.at > b.at : a.uri > b.uri; });
    for (auto& reply : replies)
        stack.push_back(std::move(reply.node));
}

void addDescendants(const QJsonObject& anchor, const DecodeContext& context, RawThread& thread)
{
    std::vector<ThreadNode> stack;
    pushReplies(anchor, stack);
    while (!stack.empty() && thread.descendants.size() < kMostInThread) {
        const ThreadNode node = std::move(stack.back());
        stack.pop_back();
        if (isGonePlace(node.object)) {
            ++thread.missing;
            continue;
        }
        const auto read = readNode(node, context);
        const QJsonObject author
            = node.object.value("post"_L1).toObject().value("author"_L1).toObject();
        if (!read) {
            ++thread.skipped;
        } else if (!read->isHidden && !isSilenced(author)) {
            thread.refs.insert(read->post->uri, read->refs);
            thread.descendants.push_back(read->post);
        }
        pushReplies(node.object, stack);
    }
}

} // namespace

Result<RawThread> decodeThread(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QJsonObject anchor = object->value("thread"_L1).toObject();
    if (isGonePlace(anchor))
        return fail(Error::Kind::NotFound, {}, path);
    const auto read = readNode(nodeBelow(anchor, anchor.value("parent"_L1).toObject()), context);
    if (!read)
        return fail(Error::Kind::Protocol, u"not a conversation"_s, path);
    RawThread thread;
    thread.post = read->post;
    thread.refs.insert(read->post->uri, read->refs);
    addAncestors(anchor, context, thread);
    addDescendants(anchor, context, thread);
    return thread;
}

} // namespace staffroom::bluesky
