#include "core/services/x/decode_parts.h"
#include "core/services/x/post_text.h"
#include "core/services/x/vocabulary.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostHistory = 100;
constexpr qsizetype kMostMediaOfPost = 16;
constexpr std::chrono::hours kLongestKept{24};

/// Language as BCP 47 has it. X names some by codes of old, and "no language" in several ways.
QString languageIn(const QJsonObject& object)
{
    const QString code = textOf(object, "lang"_L1, 35);
    if (code == "iw"_L1)
        return u"he"_s;
    if (code == "in"_L1)
        return u"id"_s;
    const bool isNone = code == "und"_L1 || code == "zxx"_L1 || code == "art"_L1
        || (code.size() == 3 && code.startsWith(u'q')); // "qme": media only, and so on
    return isNone ? QString() : code;
}

/// An edit makes a new id; the first one tells when the post was written, and is what all versions
/// have in common.
void applyHistory(const QJsonObject& object, Post& post)
{
    const QJsonArray history
        = eitherField(object, "edit_history_tweet_ids"_L1, "edit_history_post_ids"_L1).toArray();
    QStringList ids;
    for (qsizetype i = 0; i < std::min(history.size(), kMostHistory); ++i) {
        const QString id = history.at(i).toString();
        if (numberOfId(id) && !ids.contains(id))
            ids << id;
    }
    if (ids.size() < 2)
        return;
    std::sort(
        ids.begin(), ids.end(), [](const QString& a, const QString& b) { return isNewerId(b, a); });
    post.edited = ids.back() == post.id.remote ? post.created : momentOf(ids.back());
    const Timestamp written = momentOf(ids.front());
    if (written != Timestamp{})
        post.created = written;
    post.uri = webAddress() + "/i/status/"_L1 + ids.front();
}

void applyReply(const QJsonObject& object, const AnswerParts& parts, Post& post)
{
    const QString answered = referenceOf(object, "replied_to"_L1);
    if (!answered.isEmpty())
        post.inReplyTo = postIdOf(answered);
    const QString person = idField(object, "in_reply_to_user_id"_L1);
    if (person.isEmpty()) {
        const auto author = authorIn(parts, parts.posts.value(answered));
        if (author)
            post.inReplyToHandle = author->handle;
    } else if (person == post.author.id.remote) {
        post.inReplyToHandle = post.author.handle;
    } else if (const Author* known = personIn(parts, person)) {
        post.inReplyToHandle = known->handle;
    } else {
        post.inReplyToHandle = mentionedName(object, person);
    }
}

/// Whoever is named may answer, whatever the author has set.
bool isClosedToReader(const QJsonObject& object, const DecodeContext& context)
{
    const QString setting = object.value("reply_settings"_L1).toString();
    return !setting.isEmpty() && setting != "everyone"_L1
        && !isMentioned(object, context.ownId, context.ownHandle);
}

void applyCounts(const QJsonObject& object, Post& post)
{
    const QJsonObject counts = object.value("public_metrics"_L1).toObject();
    post.counts.replies = countOf(counts, "reply_count"_L1);
    post.counts.boosts = eitherCount(counts, "retweet_count"_L1, "repost_count"_L1);
    post.counts.favourites = countOf(counts, "like_count"_L1);
}

void applyAttachments(const QJsonObject& object, const AnswerParts& parts, Timestamp now,
    Post& post, ShownBelow& below)
{
    const QJsonObject attachments = object.value("attachments"_L1).toObject();
    const QJsonArray keys = attachments.value("media_keys"_L1).toArray();
    for (qsizetype i = 0; i < std::min(keys.size(), kMostMediaOfPost); ++i) {
        const QString key = keys.at(i).toString();
        auto media = mediaOf(parts.media.value(key), post.url);
        if (!media || below.media.contains(key))
            continue;
        post.media.push_back(std::move(*media));
        below.media.insert(key);
    }
    const QString poll = attachments.value("poll_ids"_L1).toArray().first().toString();
    post.poll = pollOf(parts.polls.value(poll), now);
}

void applyQuote(const QJsonObject& object, const AnswerParts& parts, const DecodeContext& context,
    PostPlace place, Post& post, ShownBelow& below)
{
    const QString quoted = referenceOf(object, "quoted"_L1);
    if (quoted.isEmpty() || place == PostPlace::Quoted)
        return;
    auto read = postOf(parts.posts.value(quoted), parts, context, PostPlace::Quoted);
    if (read) {
        below.quoted = quoted;
        post.quote = Quote{Quote::State::Shown, std::make_shared<const Post>(std::move(*read))};
    } else if (place == PostPlace::Data || parts.gone.contains(quoted)) {
        post.quote = Quote{Quote::State::Unavailable, nullptr};
    }
}

} // namespace

PostId postIdOf(const QString& id)
{
    return {serviceId(), {}, id};
}

QUrl postPage(const QString& username, const QString& id)
{
    return QUrl(
        webAddress() + u'/' + (username.isEmpty() ? u"i"_s : username) + "/status/"_L1 + id);
}

QString referenceOf(const QJsonObject& post, QLatin1StringView type)
{
    const QJsonArray all
        = eitherField(post, "referenced_tweets"_L1, "referenced_posts"_L1).toArray();
    for (qsizetype i = 0; i < std::min(all.size(), kMostInAnswer); ++i) {
        const QJsonObject reference = all.at(i).toObject();
        if (reference.value("type"_L1).toString() == type)
            return idField(reference, "id"_L1);
    }
    return {};
}

const Author* personIn(const AnswerParts& parts, const QString& id)
{
    for (const auto* people : {&parts.people, &parts.known}) {
        const auto person = people->constFind(id);
        if (person != people->constEnd())
            return &*person;
    }
    return nullptr;
}

std::optional<Author> authorIn(const AnswerParts& parts, const QJsonObject& post)
{
    QString id = idField(post, "author_id"_L1);
    if (id.isEmpty())
        id = parts.idsByName.value(post.value("username"_L1).toString().toLower());
    if (id.isEmpty())
        return std::nullopt;
    if (const Author* known = personIn(parts, id))
        return *known;
    Author nameless;
    nameless.id = {serviceId(), {}, id};
    return nameless;
}

std::optional<Timestamp> createdAt(const QJsonObject& post)
{
    if (const auto told = timeField(post, "created_at"_L1))
        return told;
    const Timestamp moment = momentOf(idField(post, "id"_L1));
    return moment == Timestamp{} ? std::nullopt : std::optional(moment);
}

PostTerms termsAt(Timestamp now)
{
    return {u"X"_s, std::chrono::floor<std::chrono::hours>(now) + kLongestKept};
}

std::optional<Post> postOf(const QJsonObject& object, const AnswerParts& parts,
    const DecodeContext& context, PostPlace place)
{
    const QString id = idField(object, "id"_L1);
    auto author = authorIn(parts, object);
    const auto created = createdAt(object);
    if (id.isEmpty() || !author || !created || !object.value("text"_L1).isString())
        return std::nullopt;

    Post post;
    post.id = postIdOf(id);
    post.uri = webAddress() + "/i/status/"_L1 + id;
    post.author = std::move(*author);
    post.url = postPage(post.author.handle, id);
    post.created = *created;
    applyHistory(object, post);
    post.isSensitive = object.value("possibly_sensitive"_L1).toBool();
    post.language = languageIn(object);
    post.isOwn = !context.ownId.isEmpty() && context.ownId == post.author.id.remote;
    post.repliesClosed = !post.isOwn && isClosedToReader(object, context);
    post.visibility = post.author.isLocked ? Visibility::Followers : Visibility::Public;
    applyReply(object, parts, post);
    applyCounts(object, post);

    ShownBelow below;
    below.post = id;
    applyAttachments(object, parts, context.now, post, below);
    applyQuote(object, parts, context, place, post, below);
    PostText text = postTextOf(object, below);
    post.text = std::move(text.text);
    post.tags = std::move(text.tags);
    post.card = std::move(text.card);
    post.terms = termsAt(context.now);
    return post;
}

} // namespace staffroom::x
