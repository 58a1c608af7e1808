#include "tests/support/fake_x.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSnowflakeStart = 1'288'834'974'657;
const char* const kNames[] = {"bea_teaches", "host_ada", "mr_birch", "ms_cedar"};

FaultReply problemOf(int status, const QString& title, const QString& detail, const QString& type)
{
    FaultReply reply = jsonReply(QJsonObject{{u"status"_s, status}, {u"title"_s, title},
                                     {u"detail"_s, detail}, {u"type"_s, type}},
        status);
    reply.contentType = "application/problem+json";
    return reply;
}

FaultReply refusedByTier()
{
    return problemOf(403, u"Client Forbidden"_s,
        u"This endpoint is not available at this access level."_s,
        u"https://api.twitter.com/2/problems/client-forbidden"_s);
}

int pointsIn(const QString& text)
{
    return int(text.toUcs4().size());
}

QString escaped(QString text)
{
    return text.replace(u"&"_s, u"&amp;"_s).replace(u"<"_s, u"&lt;"_s).replace(u">"_s, u"&gt;"_s);
}

QJsonObject entitiesOf(const QString& text)
{
    static const QRegularExpression tags(
        u"#([\\p{L}\\p{N}_]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression names(u"@(\\w+)"_s);
    QJsonObject out;
    const auto collect
        = [&](const QRegularExpression& shape, const QString& kind, const QString& key) {
              QJsonArray found;
              for (auto it = shape.globalMatch(text); it.hasNext();) {
                  const auto match = it.next();
                  const int start = pointsIn(text.left(match.capturedStart()));
                  found.append(QJsonObject{{u"start"_s, start},
                      {u"end"_s, start + pointsIn(match.captured())}, {key, match.captured(1)}});
              }
              if (!found.isEmpty())
                  out[kind] = found;
          };
    collect(tags, u"hashtags"_s, u"tag"_s);
    collect(names, u"mentions"_s, u"username"_s);
    return out;
}

} // namespace

FakeX::FakeX(QObject* parent)
    : QObject(parent)
    , m_server(nullptr)
    , m_nowMs([] { return QDateTime::currentMSecsSinceEpoch(); })
    , m_lastMs(QDateTime::currentMSecsSinceEpoch() - 3'600'000)
{
    m_server.setHandler([this](const FaultRequest& request) { return answer(request); });
}

QString FakeX::handleOf(int person)
{
    return QString::fromLatin1(kNames[person]);
}

QString FakeX::idOf(int person)
{
    return QString::number(9000 + person);
}

QJsonObject FakeX::personJson(int person) const
{
    const QString name = m_names.value(person, handleOf(person).section(u'_', 1));
    return {{u"id"_s, idOf(person)}, {u"username"_s, handleOf(person)}, {u"name"_s, name},
        {u"verified"_s, person == 1}, {u"protected"_s, false}};
}

void FakeX::endSession()
{
    m_validAccess.clear();
    m_validRefresh.clear();
}

void FakeX::startSession()
{
    const QByteArray number = QByteArray::number(++m_sessions);
    m_access = m_validAccess = "x-access-" + number;
    m_refresh = m_validRefresh = "x-refresh-" + number;
}

QString FakeX::nextId(qint64 ms)
{
    return QString::number((quint64(ms - kSnowflakeStart) << 22) | quint64(m_sequence++ & 0xfff));
}

QString FakeX::addPost(const FakeXPost& draft)
{
    Stored post;
    post.createdMs = draft.createdMs > 0 ? draft.createdMs : m_lastMs + 1'000;
    m_lastMs = std::max(m_lastMs, post.createdMs);
    post.id = nextId(post.createdMs);
    post.history = {post.id};
    post.author = draft.author;
    post.replyTo = draft.replyTo;
    post.quotes = draft.quotes;
    post.reposts = draft.reposts;
    post.text = draft.text;
    if (!draft.tag.isEmpty())
        post.text += u" #"_s + draft.tag;
    if (const Stored* original = find(draft.reposts))
        post.text = u"RT @"_s + handleOf(original->author) + u": "_s + original->text;
    const Stored* parent = find(draft.replyTo);
    post.conversation = parent != nullptr ? parent->conversation : post.id;
    m_posts.push_back(post);
    std::stable_sort(m_posts.begin(), m_posts.end(),
        [](const Stored& a, const Stored& b) { return a.createdMs < b.createdMs; });
    return post.id;
}

QString FakeX::edit(const QString& id, const QString& text)
{
    const auto it = std::find_if(
        m_posts.begin(), m_posts.end(), [&](const Stored& post) { return post.id == id; });
    if (it == m_posts.end())
        return {};
    const QString tag
        = it->text.contains(u" #"_s) ? u" #"_s + it->text.section(u" #"_s, 1) : QString();
    it->text = text + tag;
    m_lastMs += 1'000;
    it->id = nextId(m_lastMs);
    it->history << it->id;
    return it->id;
}

void FakeX::remove(const QString& id)
{
    std::erase_if(m_posts, [&](const Stored& post) { return post.id == id; });
}

bool FakeX::has(const QString& id) const
{
    return find(id) != nullptr;
}

const FakeX::Stored* FakeX::find(const QString& id) const
{
    for (const auto& post : m_posts) {
        if (!id.isEmpty() && post.history.contains(id))
            return &post;
    }
    return nullptr;
}

std::vector<const FakeX::Stored*> FakeX::all() const
{
    std::vector<const Stored*> out;
    for (auto it = m_posts.rbegin(); it != m_posts.rend(); ++it)
        out.push_back(&*it);
    std::stable_sort(out.begin(), out.end(),
        [](const Stored* a, const Stored* b) { return a->id.toULongLong() > b->id.toULongLong(); });
    return out;
}

qint64 FakeX::charged() const
{
    return m_chargedPosts.size() * 5'000 + m_chargedPeople.size() * 10'000;
}

FaultReply FakeX::answer(const FaultRequest& request)
{
    const QString path = request.path();
    if (path == "/2/oauth2/token"_L1)
        return token(request);
    if (path == "/2/oauth2/revoke"_L1)
        return jsonReply(QJsonObject{{u"revoked"_s, true}});
    if (m_validAccess.isEmpty() || request.header("authorization") != "Bearer " + m_validAccess)
        return problemOf(401, u"Unauthorized"_s, u"Unauthorized"_s, u"about:blank"_s);
    if (m_isOutOfCredit)
        return problemOf(402, u"CreditsDepleted"_s, u"The account has no credits left."_s,
            u"https://api.x.com/2/problems/credits"_s);
    return request.method == "GET" ? read(request) : write(request);
}

FaultReply FakeX::token(const FaultRequest& request)
{
    const QUrlQuery form(QString::fromUtf8(request.body));
    const QByteArray refresh = form.queryItemValue(u"refresh_token"_s).toUtf8();
    if (form.queryItemValue(u"grant_type"_s) != "refresh_token"_L1 || m_validRefresh.isEmpty()
        || refresh != m_validRefresh) {
        return jsonReply(
            QJsonObject{{u"error"_s, u"invalid_request"_s},
                {u"error_description"_s, u"Value passed for the token was invalid."_s}},
            400);
    }
    ++m_renewals;
    startSession();
    return jsonReply(QJsonObject{{u"token_type"_s, u"bearer"_s}, {u"expires_in"_s, 7200},
        {u"access_token"_s, QString::fromLatin1(m_access)},
        {u"refresh_token"_s, QString::fromLatin1(m_refresh)},
        {u"scope"_s,
            u"tweet.read users.read list.read bookmark.read offline.access tweet.write "
            "media.write bookmark.write list.write like.write follows.write mute.write"_s}});
}

FaultReply FakeX::read(const FaultRequest& request)
{
    const QString path = request.path();
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts); // "2", ...
    const auto filtered = [this](auto accept) {
        auto posts = all();
        std::erase_if(posts, [&](const Stored* post) { return !accept(*post); });
        return posts;
    };
    if (path == "/2/tweets/search/recent"_L1) {
        const QString query = parameter(request, u"query"_s);
        return page(request, filtered([&](const Stored& post) { return matches(post, query); }));
    }
    if (path == "/2/tweets/counts/recent"_L1) {
        const QString query = parameter(request, u"query"_s);
        const auto posts = filtered([&](const Stored& post) { return matches(post, query); });
        const QJsonObject hour{{u"tweet_count"_s, int(posts.size())},
            {u"start"_s, u"2026-11-30T19:00:00.000Z"_s}, {u"end"_s, u"2026-11-30T20:00:00.000Z"_s}};
        return jsonReply(QJsonObject{{u"data"_s, QJsonArray{hour}},
            {u"meta"_s, QJsonObject{{u"total_tweet_count"_s, int(posts.size())}}}});
    }
    if (path == "/2/tweets"_L1) {
        std::vector<const Stored*> found;
        QJsonArray errors;
        for (const auto& id : parameter(request, u"ids"_s).split(u',')) {
            const Stored* post = find(id);
            if (post != nullptr && post->id == id) {
                found.push_back(post);
                continue;
            }
            errors.append(QJsonObject{{u"value"_s, id}, {u"resource_id"_s, id},
                {u"resource_type"_s, u"tweet"_s}, {u"parameter"_s, u"ids"_s},
                {u"title"_s, u"Not Found Error"_s},
                {u"detail"_s, u"Could not find tweet with ids: ["_s + id + u"]."_s},
                {u"type"_s, u"https://api.twitter.com/2/problems/resource-not-found"_s}});
        }
        QJsonObject body = bodyOf(found);
        if (!errors.isEmpty())
            body[u"errors"_s] = errors;
        return jsonReply(body);
    }
    if (path == "/2/users/me"_L1)
        return jsonReply(QJsonObject{{u"data"_s, personJson(0)}});
    if (path.startsWith("/2/users/by/username/"_L1)) {
        for (int person = 0; person < int(std::size(kNames)); ++person) {
            if (handleOf(person).compare(parts.back(), Qt::CaseInsensitive) == 0)
                return jsonReply(QJsonObject{{u"data"_s, personJson(person)}});
        }
        return jsonReply(QJsonObject{{u"errors"_s,
            QJsonArray{QJsonObject{{u"title"_s, u"Not Found Error"_s},
                {u"detail"_s, u"Could not find user with username."_s},
                {u"type"_s, u"https://api.twitter.com/2/problems/resource-not-found"_s}}}}});
    }
    if (parts.size() == 4 && parts[1] == "lists"_L1 && parts[3] == "tweets"_L1)
        return page(request, filtered([](const Stored& post) { return post.author != 0; }));
    if (parts.size() < 4 || parts[1] != "users"_L1)
        return problemOf(404, u"Not Found"_s, u"Not Found"_s, u"about:blank"_s);
    const QString what = parts[3];
    if (what == "timelines"_L1)
        return page(request, all());
    if (what == "mentions"_L1)
        return page(request, filtered([](const Stored& post) {
            return post.reposts.isEmpty() && post.text.contains(u'@' + handle());
        }));
    if (what == "tweets"_L1)
        return page(
            request, filtered([&](const Stored& post) { return idOf(post.author) == parts[2]; }));
    if (what == "bookmarks"_L1)
        return page(request,
            filtered([this](const Stored& post) { return m_bookmarks.contains(post.id); }));
    if (what == "owned_lists"_L1)
        return jsonReply(QJsonObject{{u"data"_s,
            QJsonArray{QJsonObject{{u"id"_s, u"7001"_s}, {u"name"_s, u"Staffroom regulars"_s}}}}});
    if (what == "followed_lists"_L1)
        return jsonReply(QJsonObject{{u"meta"_s, QJsonObject{{u"result_count"_s, 0}}}});
    return problemOf(404, u"Not Found"_s, u"Not Found"_s, u"about:blank"_s);
}

bool FakeX::matches(const Stored& post, const QString& query) const
{
    if (!post.reposts.isEmpty())
        return false; // search gives no reposts
    const auto has = [&](QString word) {
        word.remove(u'(').remove(u')');
        if (word.startsWith(u'#')) {
            const QRegularExpression tag(
                QRegularExpression::escape(word) + u"(?![\\p{L}\\p{N}_])"_s,
                QRegularExpression::CaseInsensitiveOption
                    | QRegularExpression::UseUnicodePropertiesOption);
            return post.text.contains(tag);
        }
        if (word.startsWith("conversation_id:"_L1))
            return post.conversation == word.mid(16);
        if (word.startsWith("from:"_L1))
            return handleOf(post.author) == word.mid(5);
        if (word.startsWith("to:"_L1)) {
            const Stored* parent = find(post.replyTo);
            return parent != nullptr && handleOf(parent->author) == word.mid(3);
        }
        word.remove(u'"');
        return post.text.contains(word, Qt::CaseInsensitive);
    };
    // Groups of "a OR b", all of which must hold.
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    bool isGroupMet = false;
    for (qsizetype at = 0; at < words.size(); ++at) {
        if (words[at] == "OR"_L1)
            continue;
        const bool isMore = at > 0 && words[at - 1] == "OR"_L1;
        if (!isMore && at > 0 && !isGroupMet)
            return false;
        const bool isMet = words[at].startsWith(u'-') ? !has(words[at].mid(1)) : has(words[at]);
        isGroupMet = isMore ? (isGroupMet || isMet) : isMet;
    }
    return isGroupMet;
}

FaultReply FakeX::page(const FaultRequest& request, const std::vector<const Stored*>& posts)
{
    const auto number = [&](const QString& name) { return parameter(request, name).toULongLong(); };
    const quint64 since = number(u"since_id"_s);
    const quint64 until = number(u"until_id"_s);
    const quint64 token = parameter(request, u"pagination_token"_s).mid(1).toULongLong();
    const size_t limit = size_t(number(u"max_results"_s));
    std::vector<const Stored*> found;
    bool hasMore = false;
    for (const Stored* post : posts) {
        const quint64 id = post->id.toULongLong();
        if (id <= since || (until > 0 && id >= until) || (token > 0 && id >= token))
            continue;
        if (found.size() == limit) {
            hasMore = true;
            break;
        }
        found.push_back(post);
    }
    QJsonObject body = bodyOf(found);
    QJsonObject meta{{u"result_count"_s, int(found.size())}};
    if (!found.empty()) {
        meta[u"newest_id"_s] = found.front()->id;
        meta[u"oldest_id"_s] = found.back()->id;
    }
    if (hasMore)
        meta[u"next_token"_s] = u't' + found.back()->id;
    body[u"meta"_s] = meta;
    FaultReply reply = jsonReply(body);
    reply.headers.emplace_back("x-rate-limit-limit", "300");
    reply.headers.emplace_back("x-rate-limit-remaining", "299");
    return reply;
}

QJsonObject FakeX::bodyOf(const std::vector<const Stored*>& posts)
{
    QJsonArray data;
    QJsonArray included;
    QJsonArray media;
    QSet<int> people;
    QSet<QString> seen;
    for (const Stored* post : posts) {
        data.append(jsonOf(*post));
        people.insert(post->author);
        m_chargedPosts.insert(post->id);
        for (const auto& id : post->media)
            media.append(QJsonObject{{u"media_key"_s, u"3_"_s + id}, {u"type"_s, u"photo"_s},
                {u"url"_s, base() + u"/media/"_s + id}, {u"alt_text"_s, m_alts.value(id)},
                {u"width"_s, 40}, {u"height"_s, 30}});
        for (const auto& id : {post->replyTo, post->quotes, post->reposts}) {
            const Stored* other = find(id);
            if (other == nullptr || seen.contains(other->id))
                continue;
            seen.insert(other->id);
            included.append(jsonOf(*other));
            people.insert(other->author);
            m_chargedPosts.insert(other->id);
        }
    }
    QJsonArray users;
    for (const int person : people) {
        users.append(personJson(person));
        m_chargedPeople.insert(idOf(person));
    }
    QJsonObject body;
    QJsonObject includes;
    if (!data.isEmpty())
        body[u"data"_s] = data;
    if (!users.isEmpty())
        includes[u"users"_s] = users;
    if (!included.isEmpty())
        includes[u"tweets"_s] = included;
    if (!media.isEmpty())
        includes[u"media"_s] = media;
    if (!includes.isEmpty())
        body[u"includes"_s] = includes;
    return body;
}

QJsonObject FakeX::jsonOf(const Stored& post) const
{
    const QString text = escaped(post.text);
    QJsonObject out{{u"id"_s, post.id}, {u"text"_s, text}, {u"author_id"_s, idOf(post.author)},
        {u"created_at"_s,
            QDateTime::fromMSecsSinceEpoch(post.createdMs, Qt::UTC).toString(Qt::ISODateWithMs)},
        {u"conversation_id"_s, post.conversation}, {u"lang"_s, u"en"_s},
        {u"edit_history_tweet_ids"_s, QJsonArray::fromStringList(post.history)},
        {u"possibly_sensitive"_s, false}, {u"reply_settings"_s, u"everyone"_s},
        {u"public_metrics"_s,
            QJsonObject{{u"retweet_count"_s, 0}, {u"reply_count"_s, 0},
                {u"like_count"_s, m_likes.contains(post.id) ? 1 : 0}}}};
    if (const auto entities = entitiesOf(text); !entities.isEmpty())
        out[u"entities"_s] = entities;
    QJsonArray references;
    const auto refer = [&](const QString& kind, const QString& id) {
        if (!id.isEmpty())
            references.append(QJsonObject{{u"type"_s, kind}, {u"id"_s, id}});
    };
    refer(u"replied_to"_s, post.replyTo);
    refer(u"quoted"_s, post.quotes);
    refer(u"retweeted"_s, post.reposts);
    if (!references.isEmpty())
        out[u"referenced_tweets"_s] = references;
    if (const Stored* parent = find(post.replyTo))
        out[u"in_reply_to_user_id"_s] = idOf(parent->author);
    QJsonArray keys;
    for (const auto& id : post.media)
        keys.append(u"3_"_s + id);
    if (!keys.isEmpty())
        out[u"attachments"_s] = QJsonObject{{u"media_keys"_s, keys}};
    return out;
}

FaultReply FakeX::write(const FaultRequest& request)
{
    const QString path = request.path();
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    m_writes.push_back({request.method, path, body});
    const auto done = [this](FaultReply reply) {
        if (m_drops > 0) {
            --m_drops;
            reply.end = FaultReply::End::Drop;
        }
        return reply;
    };
    const auto said = [](const QString& word, bool is) {
        return jsonReply(QJsonObject{{u"data"_s, QJsonObject{{word, is}}}});
    };
    if (path == "/2/tweets"_L1)
        return done(publish(body));
    if (path == "/2/media/upload"_L1)
        return upload(request);
    if (path == "/2/media/metadata"_L1) {
        m_alts.insert(body["id"_L1].toString(),
            body["metadata"_L1].toObject()["alt_text"_L1].toObject()["text"_L1].toString());
        return jsonReply(QJsonObject{{u"data"_s, QJsonObject{{u"id"_s, body["id"_L1]}}}});
    }
    const bool isDelete = request.method == "DELETE";
    if (isDelete && parts.size() == 3 && parts[1] == "tweets"_L1) {
        remove(parts[2]);
        return done(said(u"deleted"_s, true));
    }
    if (parts.size() < 4)
        return problemOf(404, u"Not Found"_s, u"Not Found"_s, u"about:blank"_s);
    const QString what = parts[3];
    const QString subject = isDelete ? parts.value(4) : body["tweet_id"_L1].toString();
    if (m_isSelfServe && (what == "likes"_L1 || what == "following"_L1))
        return refusedByTier();
    if (what == "likes"_L1) {
        isDelete ? void(m_likes.remove(subject)) : void(m_likes.insert(subject));
        return said(u"liked"_s, !isDelete);
    }
    if (what == "bookmarks"_L1) {
        isDelete ? void(m_bookmarks.remove(subject)) : void(m_bookmarks.insert(subject));
        return said(u"bookmarked"_s, !isDelete);
    }
    return said(u"done"_s, !isDelete);
}

FaultReply FakeX::publish(const QJsonObject& body)
{
    const QString answered = body["reply"_L1].toObject()["in_reply_to_tweet_id"_L1].toString();
    const Stored* parent = find(answered);
    if (!answered.isEmpty() && parent == nullptr)
        return problemOf(403, u"Forbidden"_s,
            u"You attempted to reply to a Tweet that is deleted or not visible to you."_s,
            u"about:blank"_s);
    if (m_isSelfServe && body.contains("quote_tweet_id"_L1))
        return problemOf(403, u"Forbidden"_s,
            u"Quoting posts is not available at this access level."_s, u"about:blank"_s);
    if (m_isSelfServe && parent != nullptr && parent->author != 0
        && !parent->text.contains(u'@' + handle()))
        return problemOf(403, u"Forbidden"_s,
            u"Reply to this conversation is not allowed because you have not been mentioned or "
            "otherwise engaged by the author of the post you are replying to."_s,
            u"about:blank"_s);
    const QString text = body["text"_L1].toString();
    const bool isDouble = std::any_of(m_posts.begin(), m_posts.end(),
        [&](const Stored& post) { return post.author == 0 && post.text == text; });
    if (isDouble)
        return problemOf(403, u"Forbidden"_s,
            u"You are not allowed to create a Tweet with duplicate content."_s, u"about:blank"_s);
    FakeXPost draft;
    draft.author = 0;
    draft.text = text;
    draft.tag.clear();
    draft.replyTo = answered;
    draft.quotes = body["quote_tweet_id"_L1].toString();
    draft.createdMs = std::max(m_nowMs(), m_lastMs + 1);
    const QString id = addPost(draft);
    for (const auto media : body["media"_L1].toObject()["media_ids"_L1].toArray()) {
        for (auto& post : m_posts) {
            if (post.id == id)
                post.media << media.toString();
        }
    }
    return jsonReply(QJsonObject{{u"data"_s,
                         QJsonObject{{u"id"_s, id}, {u"text"_s, text},
                             {u"edit_history_tweet_ids"_s, QJsonArray{id}}}}},
        201);
}

FaultReply FakeX::upload(const FaultRequest& request)
{
    if (!request.header("content-type").startsWith("multipart/form-data")
        || !request.body.contains("name=\"media_category\"\r\n\r\ntweet_image"))
        return problemOf(
            400, u"Invalid Request"_s, u"media_category is missing"_s, u"about:blank"_s);
    const QString id = nextId(m_lastMs);
    return jsonReply(QJsonObject{{u"data"_s,
        QJsonObject{
            {u"id"_s, id}, {u"media_key"_s, u"3_"_s + id}, {u"expires_after_secs"_s, 86400}}}});
}

} // namespace staffroom::test
