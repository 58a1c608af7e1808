#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/post_text.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestOutsideTag = 640;
constexpr qsizetype kMostEmbeds = 4;

/// Tags that stand beside the text, behind those in it, each once.
void addOutsideTags(const QJsonArray& outside, QStringList& tags)
{
    QStringList folded;
    for (const auto& tag : std::as_const(tags))
        folded << foldTag(tag);
    for (const auto value : outside) {
        QString tag = value.toString().left(kLongestOutsideTag).trimmed();
        while (tag.startsWith(u'#') || tag.startsWith(u'\uFF03'))
            tag.remove(0, 1);
        if (tag.isEmpty() || folded.contains(foldTag(tag)))
            continue;
        folded << foldTag(tag);
        tags << tag;
    }
}

struct ReplyRef {
    QString uri;
    QString cid;
    explicit operator bool() const { return isPostUri(uri) && !cid.isEmpty(); }
};

ReplyRef replyRefOf(const QJsonObject& reply, QLatin1StringView key)
{
    const QJsonObject ref = reply.value(key).toObject();
    return {textOf(ref, "uri"_L1), textOf(ref, "cid"_L1)};
}

void applyReply(const QJsonObject& record, Post& post, PostRefs& refs)
{
    refs.rootUri = post.uri;
    refs.rootCid = refs.cid;
    const QJsonObject reply = record.value("reply"_L1).toObject();
    const ReplyRef root = replyRefOf(reply, "root"_L1);
    const ReplyRef parent = replyRefOf(reply, "parent"_L1);
    if (!root || !parent)
        return;
    refs.rootUri = root.uri;
    refs.rootCid = root.cid;
    post.inReplyTo = postIdOf(parent.uri);
    if (parseAtUri(parent.uri)->authority == post.author.id.remote)
        post.inReplyToHandle = post.author.handle;
}

void applyViewer(const QJsonObject& view, const DecodeContext& context, Post& post, PostRefs& refs)
{
    post.isOwn = !context.reader.isEmpty() && context.reader == post.author.id.remote;
    if (context.reader.isEmpty() || !view.value("viewer"_L1).isObject())
        return;
    const QJsonObject viewer = view.value("viewer"_L1).toObject();
    refs.likeUri = textOf(viewer, "like"_L1);
    refs.repostUri = textOf(viewer, "repost"_L1);
    ViewerMarks marks;
    marks.isFavourited = !refs.likeUri.isEmpty();
    marks.isBoosted = !refs.repostUri.isEmpty();
    marks.isBookmarked = viewer.value("bookmarked"_L1).toBool();
    marks.isMuted = viewer.value("threadMuted"_L1).toBool();
    post.viewer = marks;
    post.repliesClosed = viewer.value("replyDisabled"_L1).toBool();
    post.quotesClosed = viewer.value("embeddingDisabled"_L1).toBool();
}

/// Labels of the post, then of its author; true when the reader must not see it.
bool applyLabels(const QJsonObject& view, const DecodeContext& context, Post& post)
{
    QJsonArray labels = view.value("labels"_L1).toArray();
    for (const auto label : view.value("author"_L1).toObject().value("labels"_L1).toArray())
        labels.append(label);
    const Verdict verdict
        = judgeLabels(labels, post.author.id.remote, *context.preferences, context.now);
    post.isSensitive = verdict.isSensitive;
    post.contentWarning = verdict.warning;
    return verdict.isHidden || (verdict.needsSignIn && context.reader.isEmpty());
}

/// Everything of a post that people read; a quote that is unwanted is not shown in the first place.
QString readableWords(const Post& post)
{
    QString words = post.text.text;
    for (const auto& media : post.media)
        words += u'\n' + media.alt;
    if (post.card)
        words += u'\n' + post.card->title + u'\n' + post.card->description;
    return words;
}

bool isUnwanted(const Post& post, const QJsonObject& view, const DecodeContext& context)
{
    if (post.isOwn)
        return false;
    const bool isFollowed
        = view.value("author"_L1).toObject().value("viewer"_L1).toObject().contains("following"_L1);
    const Preferences& preferences = *context.preferences;
    if (preferences.hiddenPosts.contains(post.uri))
        return true;
    return !preferences.mutedWords.empty()
        && isMuted(readableWords(post), post.tags, isFollowed, preferences, context.now);
}

/// Does the record point to another one, a post most often?
bool pointsToRecord(const QJsonObject& record)
{
    const QString type = typeOf(record.value("embed"_L1).toObject());
    return type == "app.bsky.embed.record"_L1 || type == "app.bsky.embed.recordWithMedia"_L1;
}

/// `record` and `embeds` are called differently in a view and in a quote.
std::optional<ReadPost> readPostParts(const QJsonObject& view, const QJsonObject& record,
    const QJsonArray& embeds, const DecodeContext& context, bool mayQuote)
{
    const QString uri = textOf(view, "uri"_L1);
    const auto indexed = timeOf(view.value("indexedAt"_L1));
    const auto created = timeOf(record.value("createdAt"_L1));
    auto author = authorOf(view.value("author"_L1).toObject(), context);
    if (!isPostUri(uri) || !indexed || !created || !author || !flawOfPost(record).isEmpty())
        return std::nullopt;
    const AtUri parts = *parseAtUri(uri);
    PostRefs refs;
    refs.cid = textOf(view, "cid"_L1);
    if (refs.cid.isEmpty() || parts.authority != author->id.remote)
        return std::nullopt;

    Post post;
    post.id = postIdOf(uri);
    post.uri = uri;
    post.author = std::move(*author);
    post.url = postPage(post.author.handle, parts.authority, parts.key);
    // As servers sort: what claims to be older stands there, nothing stands above its arrival.
    post.created = std::min(*created, *indexed);
    post.text = richTextOf(
        record.value("text"_L1).toString(), record.value("facets"_L1).toArray(), &post.tags);
    addOutsideTags(record.value("tags"_L1).toArray(), post.tags);
    post.language = record.value("langs"_L1).toArray().first().toString().left(35);
    applyReply(record, post, refs);
    for (qsizetype i = 0; i < std::min(embeds.size(), kMostEmbeds); ++i)
        readEmbed(embeds.at(i).toObject(), context, post.url, mayQuote, post);
    // One's own new post comes back before the network has put together what it quotes.
    if (mayQuote && !post.quote && !post.card && pointsToRecord(record))
        post.quote = Quote{Quote::State::Pending, nullptr};
    post.counts.replies = countOf(view, "replyCount"_L1);
    post.counts.boosts = countOf(view, "repostCount"_L1);
    post.counts.favourites = countOf(view, "likeCount"_L1);
    applyViewer(view, context, post, refs);
    ReadPost read;
    const bool isHiddenByLabel = applyLabels(view, context, post);
    read.isHidden = (isHiddenByLabel && !post.isOwn) || isUnwanted(post, view, context);
    read.post = std::make_shared<const Post>(std::move(post));
    read.refs = std::move(refs);
    return read;
}

} // namespace

PostId postIdOf(const QString& atUri)
{
    return {ServiceId{u"bluesky"_s}, {}, atUri};
}

bool isPostUri(const QString& text)
{
    const auto uri = parseAtUri(text);
    return uri && isDid(uri->authority) && uri->collection == kPostCollection
        && isRecordKey(uri->key);
}

std::optional<ReadPost> postOf(const QJsonObject& view, const DecodeContext& context)
{
    QJsonArray embeds;
    if (view.value("embed"_L1).isObject())
        embeds.append(view.value("embed"_L1));
    return readPostParts(view, view.value("record"_L1).toObject(), embeds, context, true);
}

std::optional<ReadPost> quotedPostOf(const QJsonObject& viewRecord, const DecodeContext& context)
{
    return readPostParts(viewRecord, viewRecord.value("value"_L1).toObject(),
        viewRecord.value("embeds"_L1).toArray(), context, false);
}

void addEntry(RawPage& page, std::optional<ReadPost> read, std::optional<Reason> reason)
{
    if (!read) {
        ++page.skipped;
        return;
    }
    FeedItem item{std::move(read->post), std::move(reason)};
    const Timestamp at = item.time();
    if (!page.oldest || at < *page.oldest)
        page.oldest = at;
    if (read->isHidden) {
        ++page.hidden;
        return;
    }
    page.refs.insert(item.post->uri, std::move(read->refs));
    page.items.push_back(std::move(item));
}

Result<RawPage> decodePosts(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value("posts"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a list of posts"_s, path);
    RawPage page;
    page.cursor = textOf(*object, "cursor"_L1);
    for (const auto value : object->value("posts"_L1).toArray()) {
        if (page.entries >= kMostEntries)
            break;
        ++page.entries;
        const QJsonObject view = value.toObject();
        auto read = postOf(view, context);
        // Search gives posts of muted people too; everything else leaves them out at the server.
        if (read && isSilenced(view.value("author"_L1).toObject()))
            read->isHidden = true;
        addEntry(page, std::move(read), std::nullopt);
    }
    return page;
}

} // namespace staffroom::bluesky
