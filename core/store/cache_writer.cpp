#include "core/store/cache_writer.h"

#include "core/store/post_codec.h"

#include <utility>

namespace staffroom {

namespace {

/// What full-text search sees of a post. The index keeps no copy, so these words must come out
/// the same for the same stored post: see migrations.cpp.
struct IndexWords {
    QString text;
    QString author;
    QString handle;
    QString tags;

    explicit IndexWords(const Post& post)
        : text(post.contentWarning.isEmpty() ? post.text.text
                                             : post.contentWarning + u'\n' + post.text.text)
        , author(post.author.name.text)
        , handle(post.author.handle)
        , tags(post.tags.join(u' '))
    {
    }
    bool operator==(const IndexWords&) const = default;
};

} // namespace

CacheWriter::CacheWriter(Database db)
    : m_db(std::move(db))
{
}

Result<std::unique_ptr<CacheWriter>> CacheWriter::create(Database db)
{
    auto writer = std::unique_ptr<CacheWriter>(new CacheWriter(std::move(db)));
    if (auto done = writer->prepare(); !done)
        return fail(std::move(done.error()));
    return writer;
}

Result<Done> CacheWriter::prepare()
{
    const std::pair<Statement*, const char*> statements[] = {
        {&m_findServer, "SELECT id FROM servers WHERE service = ? AND server = ?"},
        {&m_addServer, "INSERT INTO servers (service, server) VALUES (?, ?)"},
        {&m_findFeed, "SELECT id FROM feeds WHERE key = ?"},
        {&m_addFeed, "INSERT INTO feeds (key) VALUES (?)"},
        {&m_findPost, "SELECT id, body FROM posts WHERE server = ? AND remote = ?"},
        {&m_addPost,
            "INSERT INTO posts (server, remote, created, body, keep_until) VALUES (?, ?, ?, ?, ?)"},
        {&m_changePost, "UPDATE posts SET created = ?, body = ?, keep_until = ? WHERE id = ?"},
        {&m_removePost, "DELETE FROM posts WHERE id = ?"},
        {&m_addWords,
            "INSERT INTO posts_fts (rowid, text, author, handle, tags) VALUES (?, ?, ?, ?, ?)"},
        {&m_removeWords,
            "INSERT INTO posts_fts (posts_fts, rowid, text, author, handle, tags) "
            "VALUES ('delete', ?, ?, ?, ?, ?)"},
        {&m_addEntry,
            "INSERT INTO entries (feed, place, server, time, post, boosts) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (feed, place, server) DO UPDATE SET "
            "time = excluded.time, post = excluded.post, boosts = excluded.boosts"},
        {&m_removeOtherPlaces,
            "DELETE FROM entries WHERE post = ? AND feed = ? AND NOT (place = ? AND server = ?)"},
        {&m_removePlace, "DELETE FROM entries WHERE feed = ? AND place = ? AND server = ?"},
        {&m_removePlacesOfPost, "DELETE FROM entries WHERE post = ?"},
        {&m_removeEntries, "DELETE FROM entries WHERE feed = ?"},
        {&m_removeGaps, "DELETE FROM gaps WHERE feed = ?"},
        {&m_addGap, "INSERT INTO gaps (feed, newer, older, cursor) VALUES (?, ?, ?, ?)"},
        {&m_setCursor, "UPDATE feeds SET older_cursor = ? WHERE id = ?"},
        {&m_setEnd, "UPDATE feeds SET reached_end = ? WHERE id = ?"},
        {&m_findExpired, "SELECT id, body FROM posts WHERE keep_until <= ? LIMIT ?"},
        {&m_findPlaces, "SELECT feed, time FROM entries WHERE post = ?"},
        {&m_findOldest, "SELECT MIN(time) FROM entries WHERE feed = ?"},
        {&m_findKey, "SELECT key FROM feeds WHERE id = ?"},
        {&m_removeGapsBelow, "DELETE FROM gaps WHERE feed = ? AND newer <= ?"},
    };
    for (const auto& [statement, sql] : statements) {
        auto prepared = Statement::prepare(m_db, sql);
        if (!prepared)
            return fail(std::move(prepared.error()));
        *statement = std::move(*prepared);
    }
    return Done{};
}

void CacheWriter::forgetIds()
{
    m_servers.clear();
    m_feeds.clear();
}

Result<qint64> CacheWriter::serverId(const QString& service, const QString& server)
{
    const QString name = service + u'\n' + server;
    if (const auto known = m_servers.constFind(name); known != m_servers.constEnd())
        return *known;
    qint64 id = 0;
    {
        auto found = m_findServer.run(service, server);
        auto row = found.next();
        if (!row)
            return fail(std::move(row.error()));
        if (*row)
            id = found.integer(0);
    }
    if (id == 0) {
        if (auto done = m_addServer.execute(service, server); !done)
            return fail(std::move(done.error()));
        id = m_db.lastRowId();
    }
    m_servers.insert(name, id);
    return id;
}

Result<qint64> CacheWriter::feedId(const QString& key)
{
    if (const auto known = m_feeds.constFind(key); known != m_feeds.constEnd())
        return *known;
    qint64 id = 0;
    {
        auto found = m_findFeed.run(key);
        auto row = found.next();
        if (!row)
            return fail(std::move(row.error()));
        if (*row)
            id = found.integer(0);
    }
    if (id == 0) {
        if (auto done = m_addFeed.execute(key); !done)
            return fail(std::move(done.error()));
        id = m_db.lastRowId();
    }
    m_feeds.insert(key, id);
    return id;
}

Result<qint64> CacheWriter::findPost(const PostId& id, QByteArray* body)
{
    const auto server = serverId(id.service.value, id.server);
    if (!server)
        return fail(server.error());
    auto found = m_findPost.run(*server, id.remote);
    const auto row = found.next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return 0;
    *body = found.blob(1);
    return found.integer(0);
}

Result<qint64> CacheWriter::storePost(const Post& post, bool onlyIfKnown)
{
    QByteArray oldBody;
    auto id = findPost(post.id, &oldBody);
    if (!id || (*id == 0 && onlyIfKnown))
        return id;
    const QByteArray body = encodePost(post);
    if (*id != 0 && body == oldBody)
        return id;

    const IndexWords words(post);
    std::optional<qint64> keepUntil;
    if (post.terms)
        keepUntil = toMs(post.terms->keepUntil);
    if (*id == 0) {
        const auto server = serverId(post.id.service.value, post.id.server);
        if (!server)
            return fail(server.error());
        auto done = m_addPost.execute(*server, post.id.remote, toMs(post.created), body, keepUntil);
        if (!done)
            return fail(std::move(done.error()));
        id = m_db.lastRowId();
    } else {
        auto changed = m_changePost.execute(toMs(post.created), body, keepUntil, *id);
        if (!changed)
            return fail(std::move(changed.error()));
        const auto old = decodePost(oldBody);
        if (old && IndexWords(**old) == words) {
            ++m_postsWritten;
            return id;
        }
        if (old) {
            const IndexWords gone(**old);
            auto done = m_removeWords.execute(*id, gone.text, gone.author, gone.handle, gone.tags);
            if (!done)
                return fail(std::move(done.error()));
        }
    }
    auto done = m_addWords.execute(*id, words.text, words.author, words.handle, words.tags);
    if (!done)
        return fail(std::move(done.error()));
    ++m_postsWritten;
    return id;
}

Result<Done> CacheWriter::writeEntry(qint64 feed, const StoredEntry& entry)
{
    const auto post = storePost(*entry.post, false);
    if (!post)
        return fail(post.error());
    const auto server = serverId(entry.placeId.service.value, entry.placeId.server);
    if (!server)
        return fail(server.error());
    auto done = m_removeOtherPlaces.execute(*post, feed, entry.placeId.remote, *server);
    if (!done)
        return done;
    return m_addEntry.execute(
        feed, entry.placeId.remote, *server, toMs(entry.time), *post, encodeReasons(entry.reasons));
}

Result<Done> CacheWriter::writeState(qint64 feed, const FeedWrite& write)
{
    if (write.gaps) {
        if (auto done = m_removeGaps.execute(feed); !done)
            return done;
        for (const auto& gap : *write.gaps) {
            auto done = m_addGap.execute(feed, toMs(gap.newer), toMs(gap.older), gap.cursor);
            if (!done)
                return done;
        }
    }
    if (write.olderCursor) {
        if (auto done = m_setCursor.execute(*write.olderCursor, feed); !done)
            return done;
    }
    if (write.reachedEnd) {
        if (auto done = m_setEnd.execute(*write.reachedEnd, feed); !done)
            return done;
    }
    return Done{};
}

Result<Done> CacheWriter::write(const FeedWrite& write)
{
    const auto feed = feedId(write.feedKey);
    if (!feed)
        return fail(feed.error());
    for (const auto& place : write.removedPlaces) {
        const auto server = serverId(place.service.value, place.server);
        if (!server)
            return fail(server.error());
        if (auto done = m_removePlace.execute(*feed, place.remote, *server); !done)
            return done;
    }
    for (const auto& entry : write.entries) {
        if (auto done = writeEntry(*feed, entry); !done)
            return done;
    }
    return writeState(*feed, write);
}

Result<Done> CacheWriter::updatePosts(const std::vector<PostPtr>& posts)
{
    for (const auto& post : posts) {
        if (auto id = storePost(*post, true); !id)
            return fail(std::move(id.error()));
    }
    return Done{};
}

Result<Done> CacheWriter::erasePost(const PostId& id)
{
    QByteArray body;
    const auto row = findPost(id, &body);
    if (!row)
        return fail(row.error());
    return *row == 0 ? Result<Done>(Done{}) : eraseRow(*row, body);
}

Result<Done> CacheWriter::eraseRow(qint64 row, const QByteArray& body)
{
    if (const auto post = decodePost(body)) {
        const IndexWords gone(**post);
        auto done = m_removeWords.execute(row, gone.text, gone.author, gone.handle, gone.tags);
        if (!done)
            return done;
    }
    if (auto done = m_removePlacesOfPost.execute(row); !done)
        return done;
    return m_removePost.execute(row);
}

Result<Done> CacheWriter::clearFeed(const QString& feedKey)
{
    const auto feed = feedId(feedKey);
    if (!feed)
        return fail(feed.error());
    if (auto done = m_removeEntries.execute(*feed); !done)
        return done;
    FeedWrite empty;
    empty.gaps.emplace();
    empty.olderCursor = QString();
    empty.reachedEnd = false;
    return writeState(*feed, empty);
}

} // namespace staffroom
