#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/text/clean_text.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestEmbedAlt = 10'000;
constexpr qsizetype kMostMedia = 32;

/// Width to height; pixels only by chance, which is enough for a layout.
QSize ratioOf(const QJsonObject& view)
{
    const QJsonObject ratio = view.value("aspectRatio"_L1).toObject();
    const double width = ratio.value("width"_L1).toDouble();
    const double height = ratio.value("height"_L1).toDouble();
    if (!(width >= 1 && height >= 1 && width <= 100'000 && height <= 100'000))
        return {};
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

void addPicture(const QJsonObject& view, QLatin1StringView preview, Post& post)
{
    Media media;
    media.kind = Media::Kind::Image;
    media.url = urlOf(view.value("fullsize"_L1));
    media.preview = urlOf(view.value(preview));
    if (media.url.isEmpty())
        media.url = media.preview;
    if (media.preview.isEmpty())
        media.preview = media.url;
    media.alt = textOf(view, "alt"_L1, kLongestEmbedAlt);
    media.size = ratioOf(view);
    if (!media.url.isEmpty())
        post.media.push_back(std::move(media));
}

void addPictures(const QJsonArray& views, QLatin1StringView preview, Post& post)
{
    for (qsizetype i = 0; i < std::min(views.size(), kMostMedia); ++i)
        addPicture(views.at(i).toObject(), preview, post);
}

/// The stream of a video needs a player that this program has not: its page is opened instead.
void addVideo(const QJsonObject& view, const QUrl& page, Post& post)
{
    Media media;
    media.kind = Media::Kind::Video;
    media.url = page;
    media.preview = urlOf(view.value("thumbnail"_L1));
    media.alt = textOf(view, "alt"_L1, kLongestEmbedAlt);
    media.size = ratioOf(view);
    post.media.push_back(std::move(media));
}

LinkCard cardTo(const QUrl& url, const QString& title, const QString& description)
{
    LinkCard card;
    card.url = url;
    card.title = cleanLine(title, 500);
    card.description = cleanLine(description, 1'000);
    card.provider = url.host();
    if (card.provider.startsWith("www."_L1))
        card.provider.remove(0, 4);
    return card;
}

std::optional<LinkCard> externalCard(const QJsonObject& external)
{
    const QUrl url = urlOf(external.value("uri"_L1));
    if (url.isEmpty())
        return std::nullopt;
    LinkCard card = cardTo(url, textOf(external, "title"_L1), textOf(external, "description"_L1));
    card.image = urlOf(external.value("thumb"_L1));
    const QString source
        = cleanLine(textOf(external.value("source"_L1).toObject(), "title"_L1), 200).trimmed();
    if (!source.isEmpty())
        card.provider = source;
    return card;
}

/// A list, a custom feed, a starter pack or a labeller that a post points to.
std::optional<LinkCard> recordCard(const QJsonObject& view)
{
    const QString type = typeOf(view);
    const auto uri = parseAtUri(textOf(view, "uri"_L1));
    const QJsonObject creator = view.value("creator"_L1).toObject();
    if (!uri || !isDid(uri->authority) || !isRecordKey(uri->key))
        return std::nullopt;
    const QUrl profile = profilePage(textOf(creator, "handle"_L1), uri->authority);
    const auto below
        = [&](QLatin1StringView folder) { return QUrl(profile.toString() + folder + uri->key); };
    const QString description = textOf(view, "description"_L1);
    LinkCard card;
    if (type == "app.bsky.feed.defs#generatorView"_L1) {
        card = cardTo(below("/feed/"_L1), textOf(view, "displayName"_L1), description);
    } else if (type == "app.bsky.graph.defs#listView"_L1) {
        card = cardTo(below("/lists/"_L1), textOf(view, "name"_L1), description);
    } else if (type == "app.bsky.graph.defs#starterPackViewBasic"_L1) {
        const QJsonObject record = view.value("record"_L1).toObject();
        QUrl page = profile;
        page.setPath("/starter-pack/"_L1 + profile.path().section(u'/', -1) + u'/' + uri->key);
        card = cardTo(page, textOf(record, "name"_L1), textOf(record, "description"_L1));
    } else if (type == "app.bsky.labeler.defs#labelerView"_L1) {
        card
            = cardTo(profile, textOf(creator, "displayName"_L1), textOf(creator, "description"_L1));
    } else {
        return std::nullopt;
    }
    card.image = urlOf(view.value("avatar"_L1));
    return card;
}

void addRecord(const QJsonObject& view, const DecodeContext& context, Post& post)
{
    const QJsonObject record = view.value("record"_L1).toObject();
    if (auto card = recordCard(record)) {
        post.card = std::move(card);
        return;
    }
    // Deleted, blocked, detached by its author, unreadable, unknown, or not for this reader: that
    // something was quoted is said all the same.
    Quote quote;
    if (typeOf(record) == "app.bsky.embed.record#viewRecord"_L1
        && !isSilenced(record.value("author"_L1).toObject())) {
        auto read = quotedPostOf(record, context);
        if (read && !read->isHidden) {
            quote.post = std::move(read->post);
            quote.state = Quote::State::Shown;
        }
    }
    post.quote = std::move(quote);
}

} // namespace

void readEmbed(const QJsonObject& view, const DecodeContext& context, const QUrl& page,
    bool mayQuote, Post& post)
{
    const QString type = typeOf(view);
    if (type == "app.bsky.embed.images#view"_L1) {
        addPictures(view.value("images"_L1).toArray(), "thumb"_L1, post);
    } else if (type == "app.bsky.embed.gallery#view"_L1) {
        addPictures(view.value("items"_L1).toArray(), "thumbnail"_L1, post);
    } else if (type == "app.bsky.embed.video#view"_L1) {
        addVideo(view, page, post);
    } else if (type == "app.bsky.embed.external#view"_L1) {
        if (auto card = externalCard(view.value("external"_L1).toObject()))
            post.card = std::move(card);
    } else if (type == "app.bsky.embed.record#view"_L1) {
        if (mayQuote)
            addRecord(view, context, post);
    } else if (type == "app.bsky.embed.recordWithMedia#view"_L1) {
        if (mayQuote)
            addRecord(view.value("record"_L1).toObject(), context, post);
        // Never another record inside: a server that nests them is not followed.
        const QJsonObject media = view.value("media"_L1).toObject();
        if (typeOf(media) != type)
            readEmbed(media, context, page, false, post);
    }
}

} // namespace staffroom::bluesky
