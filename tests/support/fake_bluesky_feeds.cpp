#include "tests/support/fake_bluesky.h"
#include "tests/support/fake_bluesky_reply.h"

#include <QDateTime>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kBskyPost = u"app.bsky.feed.post"_s;

/// "#tag" matches a facet or an outside tag, any case; other words stand in the text.
bool matchesWords(const FakeRecord& post, const QString& words)
{
    const QStringList tags = post.tags();
    const QString text = post.value.value("text"_L1).toString();
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        const bool isTag = word.size() > 1 && word.startsWith(u'#');
        if (isTag ? !tags.contains(word.mid(1), Qt::CaseInsensitive)
                  : !text.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

std::optional<qint64> moment(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

/// What the hosted network's proxy says to searches of strangers.
FaultReply proxyRefusal()
{
    FaultReply reply;
    reply.status = 403;
    reply.contentType = "text/html";
    reply.body = "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n"
                 "</body></html>";
    return reply;
}

} // namespace

FaultReply FakeBluesky::searchPosts(const Call& call)
{
    const QString cursor = call.param(u"cursor"_s);
    if (call.reader.isEmpty()
        && (m_settings.publicSearch == PublicSearch::Off
            || (m_settings.publicSearch == PublicSearch::FirstPage && !cursor.isEmpty())))
        return proxyRefusal();
    if (call.param(u"q"_s).isEmpty())
        return bskyInvalid(
            u"Invalid app.bsky.feed.searchPosts params: Missing required key \"q\""_s);
    const auto since = moment(call.param(u"since"_s));
    const auto until = moment(call.param(u"until"_s));
    const qsizetype from = QByteArray::fromBase64(cursor.toLatin1()).toLongLong();
    const int limit = call.limit(25);
    const FakeBlueskyViews view = views(call);
    QJsonArray posts;
    qsizetype number = 0;
    bool hasMore = false;
    for (const FakeRecord* post : m_store.newestFirst(kBskyPost)) {
        const bool isMatch = matchesWords(*post, call.param(u"q"_s))
            && (!since || post->sortMs() >= *since) && (!until || post->sortMs() < *until);
        if (!isMatch || number++ < from)
            continue;
        hasMore = posts.size() == limit;
        if (hasMore)
            break;
        posts += view.post(*post);
    }
    QJsonObject out{{u"posts"_s, posts}};
    if (hasMore)
        out[u"cursor"_s] = QString::fromLatin1(QByteArray::number(from + limit).toBase64());
    return bskyReply(out);
}

FaultReply FakeBluesky::getPosts(const Call& call)
{
    const QStringList uris = call.params(u"uris"_s);
    if (uris.isEmpty() || uris.size() > 25)
        return bskyInvalid(u"Invalid app.bsky.feed.getPosts params: array too big (maximum 25)"_s);
    const FakeBlueskyViews view = views(call);
    QJsonArray posts;
    for (const QString& uri : uris) {
        if (const FakeRecord* post = m_store.record(uri))
            posts += view.post(*post);
    }
    return bskyReply({{u"posts"_s, posts}});
}

FaultReply FakeBluesky::getPostThread(const Call& call)
{
    const QString uri = call.param(u"uri"_s);
    if (m_store.record(uri) == nullptr)
        return bskyError(400, u"NotFound"_s, u"Post not found: "_s + uri);
    const auto number = [&](const QString& name, int standard) {
        return call.query.hasQueryItem(name) ? call.param(name).toInt() : standard;
    };
    return bskyReply({{u"thread"_s,
        views(call).thread(uri, number(u"depth"_s, 6), number(u"parentHeight"_s, 80))}});
}

std::vector<FakeBluesky::Entry> FakeBluesky::entriesOf(const FromWhom& accept) const
{
    std::vector<Entry> out;
    for (const FakeRecord* post : m_store.newestFirst(kBskyPost)) {
        if (accept(post->did))
            out.push_back({post});
    }
    for (const FakeRecord* repost : m_store.newestFirst(u"app.bsky.feed.repost"_s)) {
        const FakeRecord* post = m_store.record(repost->subject());
        if (post != nullptr && accept(repost->did))
            out.push_back({post, repost});
    }
    std::stable_sort(out.begin(), out.end(),
        [](const Entry& a, const Entry& b) { return a.act().sortMs() > b.act().sortMs(); });
    return out;
}

FaultReply FakeBluesky::feedPage(const Call& call, const std::vector<Entry>& entries)
{
    const QString cursor = call.param(u"cursor"_s);
    const QStringList parts = cursor.split(u"__"_s);
    if (!cursor.isEmpty() && (parts.size() != 2 || parts[0].toLongLong() == 0))
        return bskyError(502, u"InternalServerError"_s, u"Internal Server Error"_s);
    const FakeBlueskyViews view = views(call);
    const int limit = call.limit(50);
    QJsonArray feed;
    QString next;
    for (const Entry& entry : entries) {
        const bool isBefore = cursor.isEmpty() || entry.act().sortMs() < parts[0].toLongLong();
        const FakePerson* author = m_store.find(entry.post->did);
        if (!isBefore || author->isMuted)
            continue;
        if (feed.size() == limit)
            return bskyReply({{u"feed"_s, feed}, {u"cursor"_s, next}});
        feed += view.entry(*entry.post, entry.repost);
        next = QString::number(entry.act().sortMs()) + u"__"_s + entry.act().cid;
    }
    return bskyReply({{u"feed"_s, feed}});
}

FaultReply FakeBluesky::getTimeline(const Call& call)
{
    return feedPage(call, entriesOf([&](const QString& did) {
        return did == call.reader
            || !m_store.ownAbout(call.reader, u"app.bsky.graph.follow"_s, did).isEmpty();
    }));
}

FaultReply FakeBluesky::getAuthorFeed(const Call& call)
{
    const FakePerson* actor = m_store.find(call.param(u"actor"_s));
    if (actor == nullptr)
        return bskyInvalid(u"Profile not found"_s);
    auto entries = entriesOf([&](const QString& did) { return did == actor->did; });
    if (call.param(u"filter"_s) == "posts_no_replies"_L1) {
        std::erase_if(entries, [](const Entry& entry) {
            return entry.repost == nullptr && !entry.post->replyUri(u"parent"_s).isEmpty();
        });
    }
    return feedPage(call, entries);
}

FaultReply FakeBluesky::getListFeed(const Call& call)
{
    const QString list = call.param(u"list"_s);
    QStringList members;
    for (const FakeRecord* item : m_store.newestFirst(u"app.bsky.graph.listitem"_s)) {
        if (item->value.value("list"_L1).toString() == list)
            members += item->subject();
    }
    // An unknown list is an empty one.
    return feedPage(call, entriesOf([&](const QString& did) { return members.contains(did); }));
}

FaultReply FakeBluesky::getFeed(const Call& call)
{
    const FakeRecord* feed = m_store.record(call.param(u"feed"_s));
    if (feed == nullptr)
        return bskyError(400, u"RecordNotFound"_s, u"Could not locate record"_s);
    std::vector<Entry> entries;
    for (const FakeRecord* post : m_store.newestFirst(kBskyPost)) {
        if (post->tags().contains(feed->key, Qt::CaseInsensitive))
            entries.push_back({post});
    }
    return feedPage(call, entries);
}

FaultReply FakeBluesky::getActorLikes(const Call& call)
{
    const FakePerson* actor = m_store.find(call.param(u"actor"_s));
    if (actor == nullptr || actor->did != call.reader)
        return bskyInvalid(u"Profile not found"_s);
    std::vector<Entry> entries;
    for (const FakeRecord* like : m_store.newestFirst(u"app.bsky.feed.like"_s)) {
        const FakeRecord* post = m_store.record(like->subject());
        if (post != nullptr && like->did == call.reader)
            entries.push_back({post, nullptr, like});
    }
    return feedPage(call, entries);
}

FaultReply FakeBluesky::getBookmarks(const Call& call)
{
    const FakeBlueskyViews view = views(call);
    const qsizetype from = call.param(u"cursor"_s).toLongLong();
    const int limit = call.limit(50);
    QJsonArray out;
    for (const QString& uri : m_bookmarkOrder.mid(from, limit)) {
        const FakeRecord* post = m_store.record(uri);
        QJsonObject item{{u"$type"_s, u"app.bsky.feed.defs#notFoundPost"_s}, {u"uri"_s, uri},
            {u"notFound"_s, true}};
        if (post != nullptr) {
            item = view.post(*post);
            item[u"$type"_s] = u"app.bsky.feed.defs#postView"_s;
        }
        out += QJsonObject{{u"subject"_s, QJsonObject{{u"uri"_s, uri}}}, {u"item"_s, item},
            {u"createdAt"_s, m_bookmarkedAt.value(uri)}};
    }
    QJsonObject page{{u"bookmarks"_s, out}};
    if (from + limit < m_bookmarkOrder.size())
        page[u"cursor"_s] = QString::number(from + limit);
    return bskyReply(page);
}

} // namespace staffroom::test
