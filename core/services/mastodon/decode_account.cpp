#include "core/services/mastodon/decode_account.h"

#include "core/net/net_time.h"
#include "core/services/mastodon/decode_parts.h"
#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/server_address.h"

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMostMarked = 1'000;
constexpr size_t kMostEmojis = 5'000;
constexpr int kLongestSource = 20'000;

Reason::Kind reasonKind(const QString& type)
{
    using Kind = Reason::Kind;
    static const QHash<QString, Kind> known{
        {u"mention"_s, Kind::Mention},
        {u"reblog"_s, Kind::Boost},
        {u"favourite"_s, Kind::Favourite},
        {u"follow"_s, Kind::Follow},
        {u"follow_request"_s, Kind::FollowRequest},
        {u"poll"_s, Kind::Poll},
        {u"update"_s, Kind::Edit},
        {u"quoted_update"_s, Kind::Edit},
        {u"quote"_s, Kind::Quote},
        {u"status"_s, Kind::Post},
    };
    return known.value(type, Kind::Other);
}

/// Stands where a notification has no post of its own.
Post standIn(const QString& id, const Author& by, Timestamp at, const QJsonObject& account,
    const DecodeContext& context)
{
    Post post;
    post.id = {serviceId(), context.server, "notification-"_L1 + id};
    post.url = by.url;
    post.uri = context.server + "/notifications/"_L1 + id;
    post.author = by;
    post.created = at;
    HtmlContext html;
    html.emojis = emojisOf(account);
    post.text = htmlToRichText(account.value("note"_L1).toString(), html);
    return post;
}

std::optional<FeedItem> scheduledOf(const QJsonObject& object, const DecodeContext& context)
{
    const QString id = idOf(object.value("id"_L1));
    const auto at = parseIsoTime(object.value("scheduled_at"_L1).toString());
    const QJsonObject params = object.value("params"_L1).toObject();
    if (id.isEmpty() || !at || params.isEmpty())
        return std::nullopt;
    Post post;
    post.id = {serviceId(), context.server, id};
    post.uri = context.server + "/scheduled/"_L1 + id;
    if (context.self)
        post.author = *context.self;
    else
        post.author.handle = context.account;
    post.created = *at;
    post.text = linkify(params.value("text"_L1).toString().left(kLongestSource));
    post.contentWarning = plainToRichText(textOf(params, "spoiler_text"_L1), {}, 1'000).text;
    post.isSensitive = params.value("sensitive"_L1).toBool();
    post.language = textOf(params, "language"_L1, 35);
    post.visibility = visibilityOf(textOf(params, "visibility"_L1));
    const QString answered = idOf(params.value("in_reply_to_id"_L1));
    if (!answered.isEmpty())
        post.inReplyTo = PostId{serviceId(), context.server, answered};
    for (const auto& span : post.text.spans) {
        if (span.kind == TextSpan::Kind::Tag)
            post.tags << span.label;
    }
    post.media = mediaOf(object.value("media_attachments"_L1).toArray());
    post.isOwn = true;
    Delivery delivery;
    delivery.state = Delivery::State::Scheduled;
    delivery.at = *at;
    post.delivery = delivery;
    return FeedItem{std::make_shared<const Post>(std::move(post)), std::nullopt};
}

template <class One>
Result<RawPage> pageOfEntries(
    const QByteArray& bytes, const QString& path, const QString& otherwise, One one)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    if (!document->isArray())
        return fail(Error::Kind::Protocol, otherwise, path);
    RawPage page;
    for (const auto value : document->array()) {
        if (page.ids.size() >= kMostMarked)
            break;
        const QJsonObject object = value.toObject();
        const QString id = idOf(object.value("id"_L1));
        if (!id.isEmpty())
            page.ids.push_back(id);
        if (auto item = one(object))
            page.items.push_back(std::move(*item));
        else
            ++page.skipped;
    }
    return page;
}

/// Values of the entries of a list that can be read.
template <class T, class One>
Result<std::vector<T>> allOf(const QByteArray& bytes, const QString& path, QLatin1StringView member,
    size_t most, const QString& otherwise, One one)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonValue list
        = member.isEmpty() ? QJsonValue(document->array()) : document->object().value(member);
    if (!list.isArray() || (member.isEmpty() && !document->isArray()))
        return fail(Error::Kind::Protocol, otherwise, path);
    std::vector<T> all;
    for (const auto value : list.toArray()) {
        if (all.size() >= most)
            break;
        if (std::optional<T> entry = one(value.toObject()))
            all.push_back(std::move(*entry));
    }
    return all;
}

std::optional<Relationship> relationshipOf(const QJsonObject& object)
{
    if (!object.contains("following"_L1))
        return std::nullopt;
    Relationship relationship;
    relationship.isFollowing = object.value("following"_L1).toBool();
    relationship.isRequested = object.value("requested"_L1).toBool();
    relationship.isFollowedBy = object.value("followed_by"_L1).toBool();
    relationship.isMuting = object.value("muting"_L1).toBool();
    relationship.isBlocking = object.value("blocking"_L1).toBool();
    return relationship;
}

/// What the act says is true now, whatever the answer does: GoToSocial's answer to the end of a
/// boost still tells of the boost.
void applyVerb(ViewerMarks& marks, Act::Kind kind)
{
    using Kind = Act::Kind;
    switch (kind) {
    case Kind::Favourite:
    case Kind::Unfavourite:
        marks.isFavourited = kind == Kind::Favourite;
        break;
    case Kind::Boost:
    case Kind::Unboost:
        marks.isBoosted = kind == Kind::Boost;
        break;
    case Kind::Bookmark:
    case Kind::Unbookmark:
        marks.isBookmarked = kind == Kind::Bookmark;
        break;
    case Kind::MuteThread:
    case Kind::UnmuteThread:
        marks.isMuted = kind == Kind::MuteThread;
        break;
    default:
        break;
    }
}

bool answersPost(Act::Kind kind)
{
    using Kind = Act::Kind;
    return kind == Kind::Favourite || kind == Kind::Unfavourite || kind == Kind::Boost
        || kind == Kind::Unboost || kind == Kind::Bookmark || kind == Kind::Unbookmark
        || kind == Kind::MuteThread || kind == Kind::UnmuteThread;
}

} // namespace

std::optional<FeedItem> notificationOf(const QJsonObject& object, const DecodeContext& context)
{
    const QString id = idOf(object.value("id"_L1));
    const auto at = parseIsoTime(object.value("created_at"_L1).toString());
    const QJsonObject account = object.value("account"_L1).toObject();
    auto by = authorOf(account, context);
    if (id.isEmpty() || !at || !by)
        return std::nullopt;
    const auto kind = reasonKind(textOf(object, "type"_L1, 100));
    PostPtr post;
    if (object.value("status"_L1).isObject()) {
        auto item = itemOf(object.value("status"_L1).toObject(), context);
        if (!item)
            return std::nullopt;
        post = item->post;
    } else {
        post = std::make_shared<const Post>(standIn(id, *by, *at, account, context));
    }
    return FeedItem{
        std::move(post), Reason{{serviceId(), context.server, id}, std::move(*by), *at, kind}};
}

Result<RawPage> decodeNotifications(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    return pageOfEntries(bytes, path, u"not a list of notifications"_s,
        [&](const QJsonObject& object) { return notificationOf(object, context); });
}

Result<RawPage> decodeScheduled(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    auto page = pageOfEntries(bytes, path, u"not a list of scheduled posts"_s,
        [&](const QJsonObject& object) { return scheduledOf(object, context); });
    if (page) {
        page->pagesByLinkOnly = true;
        std::stable_sort(page->items.begin(), page->items.end(),
            [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    }
    return page;
}

Result<Published> decodePublished(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    if (object.value("scheduled_at"_L1).isString() && object.value("params"_L1).isObject()) {
        const QString id = idOf(object.value("id"_L1));
        if (!id.isEmpty())
            return Published{nullptr, id};
    }
    auto item = itemOf(object, context);
    if (!item)
        return fail(Error::Kind::Protocol, u"not a post"_s, path);
    return Published{item->post, {}};
}

ActOutcome decodeOutcome(
    const QByteArray& bytes, const DecodeContext& context, const QString& path, const Act& act)
{
    ActOutcome outcome;
    const auto document = readJson(bytes, path);
    if (!document)
        return outcome;
    const QJsonObject object = document->object();
    if (act.kind == Act::Kind::Delete)
        outcome.text = object.value("text"_L1).toString().left(kLongestSource);
    outcome.relationship = relationshipOf(object);
    if (!answersPost(act.kind))
        return outcome;
    // The answer to a boost is its wrapper; itemOf gives what is in it.
    if (const auto item = itemOf(object, context)) {
        Post post = *item->post;
        ViewerMarks marks = post.viewer.value_or(ViewerMarks());
        applyVerb(marks, act.kind);
        post.viewer = marks;
        outcome.post = std::make_shared<const Post>(std::move(post));
    }
    return outcome;
}

Result<Author> decodeAuthor(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    auto author = authorOf(document->object(), context);
    if (!author)
        return fail(Error::Kind::Protocol, u"not an account"_s, path);
    return std::move(*author);
}

Result<std::vector<Author>> decodePeople(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    return allOf<Author>(bytes, path, {}, kMostMarked, u"not a list of accounts"_s,
        [&](const QJsonObject& object) { return authorOf(object, context); });
}

Result<std::vector<ListInfo>> decodeLists(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    return allOf<ListInfo>(bytes, path, {}, kMostMarked, u"not a list of lists"_s,
        [](const QJsonObject& object) -> std::optional<ListInfo> {
            const QString id = idOf(object.value("id"_L1));
            if (id.isEmpty())
                return std::nullopt;
            const QString title = plainToRichText(textOf(object, "title"_L1), {}, 200).text;
            return ListInfo{id, title.isEmpty() ? id : title};
        });
}

Result<Relationship> decodeRelationship(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const auto relationship = relationshipOf(
        document->isArray() ? document->array().first().toObject() : document->object());
    if (!relationship)
        return fail(Error::Kind::Protocol, u"not a relationship"_s, path);
    return *relationship;
}

Result<PostPtr> decodeFoundPost(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonArray found = document->object().value("statuses"_L1).toArray();
    auto item = found.isEmpty() ? std::nullopt : itemOf(found.first().toObject(), context);
    if (!item)
        return fail(Error::Kind::NotFound, {}, path);
    return item->post;
}

Result<std::vector<TagInfo>> decodeTags(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    return allOf<TagInfo>(bytes, path, "hashtags"_L1, kMostMarked, u"not a list of tags"_s,
        [](const QJsonObject& object) -> std::optional<TagInfo> {
            QString name = textOf(object, "name"_L1, 200);
            if (name.startsWith(u'#'))
                name.remove(0, 1);
            if (name.isEmpty())
                return std::nullopt;
            TagInfo tag{name, 0};
            for (const auto day : object.value("history"_L1).toArray()) {
                const QJsonValue uses = day.toObject().value("uses"_L1);
                const double count = uses.isString() ? uses.toString().toDouble() : uses.toDouble();
                tag.usesLately += static_cast<int>(std::clamp(count, 0.0, 1'000'000.0));
            }
            return tag;
        });
}

Result<std::vector<EmojiInfo>> decodeEmojis(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    return allOf<EmojiInfo>(bytes, path, {}, kMostEmojis, u"not a list of emoji"_s,
        [](const QJsonObject& object) -> std::optional<EmojiInfo> {
            if (!object.value("visible_in_picker"_L1).toBool(true))
                return std::nullopt;
            const QUrl still = urlOf(object.value("static_url"_L1));
            EmojiInfo emoji{textOf(object, "shortcode"_L1, 200),
                still.isEmpty() ? urlOf(object.value("url"_L1)) : still,
                plainToRichText(textOf(object, "category"_L1), {}, 200).text};
            return emoji.shortcode.isEmpty() || emoji.picture.isEmpty()
                ? std::nullopt
                : std::optional(std::move(emoji));
        });
}

Result<PostSource> decodeSource(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    if (!object.value("text"_L1).isString())
        return fail(Error::Kind::Protocol, u"not the source of a post"_s, path);
    return PostSource{object.value("text"_L1).toString(), textOf(object, "spoiler_text"_L1)};
}

Result<Translation> decodeTranslation(
    const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    if (!object.value("content"_L1).isString())
        return fail(Error::Kind::Protocol, u"not a translation"_s, path);
    Translation translation;
    translation.text = htmlToRichText(object.value("content"_L1).toString(), {});
    translation.contentWarning = plainToRichText(textOf(object, "spoiler_text"_L1), {}, 1'000).text;
    translation.from = textOf(object, "detected_source_language"_L1, 35);
    translation.provider = plainToRichText(textOf(object, "provider"_L1), {}, 200).text;
    return translation;
}

Result<QString> decodeMediaId(const QByteArray& bytes, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    QString id = idOf(document->object().value("id"_L1));
    if (id.isEmpty())
        return fail(Error::Kind::Protocol, u"not a picture that was sent"_s, path);
    return id;
}

} // namespace staffroom::mastodon
