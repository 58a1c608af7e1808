#include "core/services/x/decode_parts.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isAboutPost(const QJsonObject& problem)
{
    const QString resource = problem.value("resource_type"_L1).toString();
    if (!resource.isEmpty())
        return resource == "tweet"_L1 || resource == "post"_L1;
    // "id", "ids", "referenced_tweets.id", but not "referenced_tweets.id.author_id"
    const QString parameter = problem.value("parameter"_L1).toString();
    return parameter == "id"_L1 || parameter == "ids"_L1 || parameter == "referenced_posts"_L1
        || parameter == "referenced_tweets.id"_L1;
}

QStringList goneIn(const QJsonArray& errors)
{
    QStringList gone;
    for (qsizetype i = 0; i < std::min(errors.size(), kMostInAnswer); ++i) {
        const QJsonObject problem = errors.at(i).toObject();
        if (!meansGone(problem) || !isAboutPost(problem))
            continue;
        QString id = idField(problem, "resource_id"_L1);
        if (id.isEmpty())
            id = idField(problem, "value"_L1);
        if (!id.isEmpty() && !gone.contains(id))
            gone << id;
    }
    return gone;
}

QHash<QString, QJsonObject> byKey(const QJsonArray& entries, QLatin1StringView key)
{
    QHash<QString, QJsonObject> all;
    for (qsizetype i = 0; i < std::min(entries.size(), kMostInAnswer); ++i) {
        const QJsonObject entry = entries.at(i).toObject();
        const QString name = entry.value(key).toString();
        if (!name.isEmpty())
            all.insert(name, entry);
    }
    return all;
}

AnswerParts partsOf(const QJsonObject& includes, const QJsonArray& entries, const QStringList& gone,
    const DecodeContext& context)
{
    AnswerParts parts;
    parts.known = context.people;
    const QJsonArray users = includes.value("users"_L1).toArray();
    for (qsizetype i = 0; i < std::min(users.size(), kMostInAnswer); ++i) {
        auto author = authorOf(users.at(i).toObject());
        if (!author)
            continue;
        const QString id = author->id.remote;
        parts.idsByName.insert(author->handle.toLower(), id);
        parts.people.insert(id, std::move(*author));
    }
    parts.posts = byKey(entries, "id"_L1);
    for (const auto key : {"tweets"_L1, "posts"_L1})
        parts.posts.insert(byKey(includes.value(key).toArray(), "id"_L1));
    parts.media = byKey(includes.value("media"_L1).toArray(), "media_key"_L1);
    parts.polls = byKey(includes.value("polls"_L1).toArray(), "id"_L1);
    parts.gone = QSet<QString>(gone.begin(), gone.end());
    return parts;
}

std::optional<FeedItem> postItemOf(
    const QJsonObject& object, const AnswerParts& parts, const DecodeContext& context)
{
    const QString original = referenceOf(object, "retweeted"_L1);
    if (original.isEmpty()) {
        auto post = postOf(object, parts, context, PostPlace::Data);
        if (!post)
            return std::nullopt;
        return FeedItem{std::make_shared<const Post>(std::move(*post)), std::nullopt};
    }
    // The text of the repost itself is cut.
    auto post = postOf(parts.posts.value(original), parts, context, PostPlace::Included);
    auto by = authorIn(parts, object);
    const auto at = createdAt(object);
    const QString wrapper = idField(object, "id"_L1);
    if (!post || !by || !at || wrapper.isEmpty())
        return std::nullopt;
    return FeedItem{std::make_shared<const Post>(std::move(*post)),
        Reason{postIdOf(wrapper), std::move(*by), *at, Reason::Kind::Boost}};
}

/// People that stand on the page without a name, each once.
QStringList unnamedIn(const std::vector<FeedItem>& items)
{
    QStringList ids;
    QSet<QString> seen;
    const auto look = [&](const Author& author) {
        if (!author.handle.isEmpty() || seen.contains(author.id.remote))
            return;
        seen.insert(author.id.remote);
        ids << author.id.remote;
    };
    for (const FeedItem& item : items) {
        if (item.reason)
            look(item.reason->by);
        look(item.post->author);
        if (item.post->quote && item.post->quote->post)
            look(item.post->quote->post->author);
    }
    return ids;
}

void applyMeta(const QJsonObject& meta, const QStringList& ids, RawPage& page)
{
    page.nextToken = textOf(meta, "next_token"_L1);
    page.newestId = idField(meta, "newest_id"_L1);
    page.oldestId = idField(meta, "oldest_id"_L1);
    if (ids.isEmpty())
        return;
    const auto isOlder = [](const QString& a, const QString& b) { return isNewerId(b, a); };
    // Lists and bookmarks do not say.
    if (page.newestId.isEmpty())
        page.newestId = *std::max_element(ids.begin(), ids.end(), isOlder);
    if (page.oldestId.isEmpty())
        page.oldestId = *std::min_element(ids.begin(), ids.end(), isOlder);
}

} // namespace

Result<RawPage> decodePosts(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto answer = readAnswer(bytes, path);
    if (!answer)
        return fail(answer.error());
    RawPage page;
    page.gone = goneIn(answer->value("errors"_L1).toArray());
    const QJsonValue data = answer->value("data"_L1);
    QJsonArray entries;
    if (data.isObject()) {
        entries.append(data);
    } else if (data.isArray() || page.gone.isEmpty()) {
        auto list = listIn(*answer, path);
        if (!list)
            return fail(list.error());
        entries = std::move(*list);
    }
    const QJsonObject includes = answer->value("includes"_L1).toObject();
    addIds(entries, page.bill.posts);
    applyMeta(answer->value("meta"_L1).toObject(), page.bill.posts, page);
    for (const auto key : {"tweets"_L1, "posts"_L1})
        addIds(includes.value(key).toArray(), page.bill.posts);
    addIds(includes.value("users"_L1).toArray(), page.bill.users);

    const AnswerParts parts = partsOf(includes, entries, page.gone, context);
    for (qsizetype i = 0; i < std::min(entries.size(), kMostInAnswer); ++i) {
        if (auto item = postItemOf(entries.at(i).toObject(), parts, context))
            page.items.push_back(std::move(*item));
        else
            ++page.skipped;
    }
    page.people = parts.people;
    page.unnamed = unnamedIn(page.items);
    for (auto it = parts.posts.begin(); it != parts.posts.end(); ++it) {
        const QString root = idField(*it, "conversation_id"_L1);
        if (!root.isEmpty())
            page.conversations.insert(it.key(), root);
    }
    return page;
}

} // namespace staffroom::x
