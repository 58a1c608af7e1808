#include "core/services/mastodon/decode_parts.h"

#include "core/net/net_time.h"
#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/server_address.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestName = 200;
constexpr int kLongestAlt = 10'000;
constexpr int kMostPartEmojis = 200;
constexpr int kMostRefs = 200;
constexpr int kMostMedia = 32;
constexpr int kMostOptions = 50;

Media::Kind mediaKind(const QString& type)
{
    if (type == "image"_L1)
        return Media::Kind::Image;
    if (type == "gifv"_L1)
        return Media::Kind::Animation;
    if (type == "video"_L1)
        return Media::Kind::Video;
    if (type == "audio"_L1)
        return Media::Kind::Audio;
    return Media::Kind::Unknown;
}

QSize sizeOf(const QJsonObject& original)
{
    const double width = original.value("width"_L1).toDouble();
    const double height = original.value("height"_L1).toDouble();
    if (width < 1 || height < 1 || width > 100'000 || height > 100'000)
        return {};
    return QSize(static_cast<int>(width), static_cast<int>(height));
}

} // namespace

QString fullHandle(const QString& acct, const DecodeContext& context)
{
    QString handle = acct.startsWith(u'@') ? acct.mid(1) : acct;
    if (!handle.contains(u'@'))
        handle += u'@' + context.domain;
    return handle;
}

std::vector<EmojiRef> emojisOf(const QJsonObject& holder)
{
    std::vector<EmojiRef> emojis;
    for (const auto value : holder.value("emojis"_L1).toArray()) {
        const QJsonObject emoji = value.toObject();
        const QUrl still = urlOf(emoji.value("static_url"_L1));
        const QUrl url = still.isEmpty() ? urlOf(emoji.value("url"_L1)) : still;
        const QString code = textOf(emoji, "shortcode"_L1, kLongestName);
        if (!code.isEmpty() && !url.isEmpty())
            emojis.push_back({code, url});
        if (emojis.size() >= kMostPartEmojis)
            break;
    }
    return emojis;
}

std::optional<Author> authorOf(const QJsonObject& account, const DecodeContext& context)
{
    const QString id = idOf(account.value("id"_L1));
    QString acct = textOf(account, "acct"_L1, 512);
    if (acct.isEmpty())
        acct = textOf(account, "username"_L1, 512);
    if (id.isEmpty() || acct.isEmpty())
        return std::nullopt;
    Author author;
    author.id = {serviceId(), context.server, id};
    author.handle = fullHandle(acct, context);
    author.name = plainToRichText(
        account.value("display_name"_L1).toString(), emojisOf(account), kLongestName);
    if (author.name.text.trimmed().isEmpty())
        author.name = plainToRichText(author.handle.section(u'@', 0, 0), {}, kLongestName);
    author.avatar = urlOf(account.value("avatar_static"_L1));
    if (author.avatar.isEmpty())
        author.avatar = urlOf(account.value("avatar"_L1));
    author.url = urlOf(account.value("url"_L1));
    author.isBot = account.value("bot"_L1).toBool();
    author.isLocked = account.value("locked"_L1).toBool();
    return author;
}

HtmlContext htmlContextOf(const QJsonObject& status, const DecodeContext& context)
{
    HtmlContext html;
    html.emojis = emojisOf(status);
    for (const auto value : status.value("mentions"_L1).toArray()) {
        const QJsonObject mention = value.toObject();
        const QString acct = textOf(mention, "acct"_L1, 512);
        if (!acct.isEmpty() && html.mentions.size() < kMostRefs)
            html.mentions.push_back({fullHandle(acct, context), urlOf(mention.value("url"_L1))});
    }
    for (const auto value : status.value("tags"_L1).toArray()) {
        const QJsonObject tag = value.toObject();
        QString name = textOf(tag, "name"_L1, kLongestName);
        if (name.startsWith(u'#'))
            name.remove(0, 1);
        if (!name.isEmpty() && html.tags.size() < kMostRefs)
            html.tags.push_back({name, urlOf(tag.value("url"_L1))});
    }
    html.hideQuoteInline = status.value("quote"_L1).isObject();
    return html;
}

std::vector<Media> mediaOf(const QJsonArray& attachments)
{
    std::vector<Media> all;
    for (const auto value : attachments) {
        const QJsonObject object = value.toObject();
        if (object.isEmpty() || all.size() >= kMostMedia)
            continue;
        Media media;
        media.kind = mediaKind(textOf(object, "type"_L1));
        media.url = urlOf(object.value("url"_L1));
        if (media.url.isEmpty())
            media.url = urlOf(object.value("remote_url"_L1));
        media.preview = urlOf(object.value("preview_url"_L1));
        if (media.preview.isEmpty() && media.kind == Media::Kind::Image)
            media.preview = media.url;
        media.alt = textOf(object, "description"_L1, kLongestAlt);
        media.blurhash = textOf(object, "blurhash"_L1, 200);
        media.size = sizeOf(object.value("meta"_L1).toObject().value("original"_L1).toObject());
        if (!media.url.isEmpty() || !media.preview.isEmpty())
            all.push_back(std::move(media));
    }
    return all;
}

std::optional<Poll> pollOf(const QJsonObject& object)
{
    Poll poll;
    poll.id = idOf(object.value("id"_L1));
    for (const auto value : object.value("options"_L1).toArray()) {
        const QJsonObject entry = value.toObject();
        if (poll.options.size() >= kMostOptions)
            break;
        PollOption option;
        option.title = plainToRichText(textOf(entry, "title"_L1), {}, 500).text;
        if (entry.value("votes_count"_L1).isDouble())
            option.votes = countOf(entry, "votes_count"_L1);
        poll.options.push_back(std::move(option));
    }
    if (poll.options.empty())
        return std::nullopt;
    poll.closes = parseIsoTime(object.value("expires_at"_L1).toString());
    poll.isClosed = object.value("expired"_L1).toBool();
    poll.isMultiple = object.value("multiple"_L1).toBool();
    poll.votes = countOf(object, "votes_count"_L1);
    if (object.value("voters_count"_L1).isDouble())
        poll.voters = countOf(object, "voters_count"_L1);
    poll.hasVoted = object.value("voted"_L1).toBool();
    for (const auto value : object.value("own_votes"_L1).toArray()) {
        const int choice = value.toInt(-1);
        if (choice >= 0 && choice < static_cast<int>(poll.options.size())
            && poll.ownVotes.size() < poll.options.size())
            poll.ownVotes.push_back(choice);
    }
    return poll;
}

std::optional<LinkCard> cardOf(const QJsonObject& object)
{
    LinkCard card;
    card.url = urlOf(object.value("url"_L1));
    if (card.url.isEmpty())
        return std::nullopt;
    card.title = plainToRichText(textOf(object, "title"_L1), {}, 500).text;
    card.description = plainToRichText(textOf(object, "description"_L1), {}, 1'000).text;
    card.provider = plainToRichText(textOf(object, "provider_name"_L1), {}, 200).text;
    card.image = urlOf(object.value("image"_L1));
    card.blurhash = textOf(object, "blurhash"_L1, 200);
    return card;
}

Visibility visibilityOf(const QString& name)
{
    if (name == "public"_L1 || name == "local"_L1)
        return Visibility::Public;
    if (name == "unlisted"_L1)
        return Visibility::Unlisted;
    if (name == "direct"_L1)
        return Visibility::Direct;
    // "private", "limited" and whatever comes: the most careful that still is a feed's.
    return name.isEmpty() ? Visibility::Public : Visibility::Followers;
}

PostCounts countsOf(const QJsonObject& status)
{
    return {countOf(status, "replies_count"_L1), countOf(status, "reblogs_count"_L1),
        countOf(status, "favourites_count"_L1)};
}

std::optional<ViewerMarks> viewerMarksOf(const QJsonObject& status)
{
    ViewerMarks marks;
    bool isTold = false;
    const auto read = [&](QLatin1StringView key, bool& mark) {
        const QJsonValue value = status.value(key);
        isTold = isTold || value.isBool();
        mark = value.toBool();
    };
    read("favourited"_L1, marks.isFavourited);
    read("reblogged"_L1, marks.isBoosted);
    read("bookmarked"_L1, marks.isBookmarked);
    read("muted"_L1, marks.isMuted);
    return isTold ? std::optional(marks) : std::nullopt;
}

} // namespace staffroom::mastodon
