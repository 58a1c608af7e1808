#include "core/services/mastodon/decode.h"

#include "core/net/net_time.h"
#include "core/services/mastodon/decode_parts.h"
#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/server_address.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostEntries = 1'000;

Quote::State quoteState(const QString& state)
{
    if (state == "accepted"_L1)
        return Quote::State::Shown;
    return state == "pending"_L1 ? Quote::State::Pending : Quote::State::Unavailable;
}

std::optional<Post> postOf(const QJsonObject& status, const DecodeContext& context, bool mayQuote);

std::optional<Quote> quoteOf(const QJsonObject& object, const DecodeContext& context)
{
    Quote quote;
    if (object.contains("state"_L1)) {
        quote.state = quoteState(textOf(object, "state"_L1));
        if (quote.state != Quote::State::Shown)
            return quote;
    }
    // Akkoma puts the quoted status itself there, without a state.
    const QJsonObject quoted = object.contains("quoted_status"_L1) || object.contains("state"_L1)
        ? object.value("quoted_status"_L1).toObject()
        : object;
    if (auto post = postOf(quoted, context, false)) {
        quote.post = std::make_shared<const Post>(std::move(*post));
        quote.state = Quote::State::Shown;
    } else {
        quote.state = Quote::State::Unavailable;
    }
    return quote;
}

/// Whom a reply answers, when the status names that account anywhere.
QString answeredHandle(
    const QJsonObject& status, const Author& author, const DecodeContext& context)
{
    const QString id = idOf(status.value("in_reply_to_account_id"_L1));
    if (id.isEmpty())
        return {};
    if (id == author.id.remote)
        return author.handle;
    for (const auto value : status.value("mentions"_L1).toArray()) {
        const QJsonObject mention = value.toObject();
        if (idOf(mention.value("id"_L1)) == id)
            return fullHandle(textOf(mention, "acct"_L1, 512), context);
    }
    return {};
}

std::optional<Post> postOf(const QJsonObject& status, const DecodeContext& context, bool mayQuote)
{
    const QString id = idOf(status.value("id"_L1));
    auto author = authorOf(status.value("account"_L1).toObject(), context);
    const auto created = parseIsoTime(status.value("created_at"_L1).toString());
    if (id.isEmpty() || !author || !created)
        return std::nullopt;

    Post post;
    post.id = {serviceId(), context.server, id};
    post.uri = textOf(status, "uri"_L1);
    post.url = urlOf(status.value("url"_L1));
    if (post.uri.isEmpty())
        post.uri = post.url.isEmpty() ? context.server + u'/' + id : post.url.toString();
    post.author = std::move(*author);
    post.created = *created;
    post.edited = parseIsoTime(status.value("edited_at"_L1).toString());
    const HtmlContext html = htmlContextOf(status, context);
    post.text = htmlToRichText(status.value("content"_L1).toString(), html);
    post.contentWarning = plainToRichText(textOf(status, "spoiler_text"_L1), {}, 1'000).text;
    post.isSensitive = status.value("sensitive"_L1).toBool();
    post.language = textOf(status, "language"_L1, 35);
    for (const auto& tag : html.tags)
        post.tags << tag.name;
    const QString answered = idOf(status.value("in_reply_to_id"_L1));
    if (!answered.isEmpty())
        post.inReplyTo = PostId{serviceId(), context.server, answered};
    post.inReplyToHandle = answeredHandle(status, post.author, context);
    post.media = mediaOf(status.value("media_attachments"_L1).toArray());
    if (status.value("poll"_L1).isObject())
        post.poll = pollOf(status.value("poll"_L1).toObject());
    if (status.value("card"_L1).isObject())
        post.card = cardOf(status.value("card"_L1).toObject());
    if (mayQuote && status.value("quote"_L1).isObject())
        post.quote = quoteOf(status.value("quote"_L1).toObject(), context);
    post.visibility = visibilityOf(textOf(status, "visibility"_L1));
    post.counts = countsOf(status);
    post.viewer = viewerMarksOf(status);
    post.isOwn = !context.account.isEmpty()
        && context.account.compare(post.author.handle, Qt::CaseInsensitive) == 0;
    post.application = textOf(status.value("application"_L1).toObject(), "name"_L1, 100);
    return post;
}

std::vector<PostPtr> postsOf(const QJsonValue& array, const DecodeContext& context)
{
    std::vector<PostPtr> posts;
    for (const auto value : array.toArray()) {
        if (posts.size() >= kMostEntries)
            break;
        if (auto post = postOf(value.toObject(), context, true))
            posts.push_back(std::make_shared<const Post>(std::move(*post)));
    }
    return posts;
}

} // namespace

std::optional<FeedItem> itemOf(const QJsonObject& status, const DecodeContext& context)
{
    const QJsonValue inner = status.value("reblog"_L1);
    if (!inner.isObject()) {
        auto post = postOf(status, context, true);
        if (!post)
            return std::nullopt;
        return FeedItem{std::make_shared<const Post>(std::move(*post)), std::nullopt};
    }
    auto post = postOf(inner.toObject(), context, true);
    auto by = authorOf(status.value("account"_L1).toObject(), context);
    const auto at = parseIsoTime(status.value("created_at"_L1).toString());
    const QString wrapper = idOf(status.value("id"_L1));
    if (!post || !by || !at || wrapper.isEmpty())
        return std::nullopt;
    return FeedItem{std::make_shared<const Post>(std::move(*post)),
        Reason{{serviceId(), context.server, wrapper}, std::move(*by), *at}};
}

Result<RawPage> decodePage(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    if (!document->isArray())
        return fail(Error::Kind::Protocol, u"not a list of posts"_s, path);
    RawPage page;
    for (const auto value : document->array()) {
        if (page.ids.size() >= kMostEntries)
            break;
        const QJsonObject status = value.toObject();
        const QString id = idOf(status.value("id"_L1));
        if (!id.isEmpty())
            page.ids.push_back(id);
        if (auto item = itemOf(status, context))
            page.items.push_back(std::move(*item));
        else
            ++page.skipped;
    }
    return page;
}

Result<RawPage> decodeMarkedPage(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    auto page = decodePage(bytes, context, path);
    if (page)
        page->pagesByLinkOnly = true;
    return page;
}

Result<PostPtr> decodePost(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    auto item = itemOf(document->object(), context);
    if (!item)
        return fail(Error::Kind::Protocol, u"not a post"_s, path);
    return item->post;
}

Result<RawThread> decodeThread(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    if (!object.value("ancestors"_L1).isArray() || !object.value("descendants"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a conversation"_s, path);
    return RawThread{postsOf(object.value("ancestors"_L1), context),
        postsOf(object.value("descendants"_L1), context)};
}

Result<QString> decodeAccountId(const QByteArray& bytes, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    QString id = idOf(document->object().value("id"_L1));
    if (id.isEmpty())
        return fail(Error::Kind::Protocol, u"not an account"_s, path);
    return id;
}

} // namespace staffroom::mastodon
