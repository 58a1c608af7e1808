#pragma once

#include "core/store/post_store.h"
#include "core/store/statement.h"

#include <QHash>

#include <memory>

namespace staffroom {

/// All that changes cache.db; owns its handle and statements. One thread; the caller opens and
/// commits the transaction.
class CacheWriter {
public:
    /// The file is migrated already.
    static Result<std::unique_ptr<CacheWriter>> create(Database db);

    Database& database() { return m_db; }

    Result<Done> write(const FeedWrite& write);
    Result<Done> updatePosts(const std::vector<PostPtr>& posts);
    Result<Done> erasePost(const PostId& id);
    /// See PostStore.
    Result<QStringList> dropExpired(Timestamp now);
    Result<Done> clearFeed(const QString& feedKey);

    /// After a rollback: ids that were remembered may not exist.
    void forgetIds();
    /// Posts added or changed by this writer, rolled back ones included.
    qint64 postsWritten() const { return m_postsWritten; }

private:
    explicit CacheWriter(Database db);
    Result<Done> prepare();

    Result<qint64> serverId(const QString& service, const QString& server);
    Result<qint64> feedId(const QString& key);
    /// 0: it is not stored.
    Result<qint64> findPost(const PostId& id, QByteArray* body);
    Result<qint64> storePost(const Post& post, bool onlyIfKnown);
    Result<Done> eraseRow(qint64 row, const QByteArray& body);
    /// Adds to `lost` where the feeds of this post had it.
    Result<Done> notePlaces(qint64 post, QHash<qint64, qint64>& lost);
    Result<Done> dropExpiredRows(Timestamp now, QHash<qint64, qint64>& lost);
    /// Its key when what it lost at `lost` was its old end; else empty.
    Result<QString> cutOldEnd(qint64 feed, qint64 lost);
    Result<Done> writeEntry(qint64 feed, const StoredEntry& entry);
    Result<Done> writeState(qint64 feed, const FeedWrite& write);

    Database m_db;
    QHash<QString, qint64> m_servers;
    QHash<QString, qint64> m_feeds;
    qint64 m_postsWritten = 0;

    Statement m_findServer, m_addServer, m_findFeed, m_addFeed;
    Statement m_findPost, m_addPost, m_changePost, m_removePost;
    Statement m_addWords, m_removeWords;
    Statement m_addEntry, m_removeOtherPlaces, m_removePlace, m_removePlacesOfPost, m_removeEntries;
    Statement m_removeGaps, m_addGap, m_setCursor, m_setEnd;
    Statement m_findExpired, m_findPlaces, m_findOldest, m_findKey, m_removeGapsBelow;
};

} // namespace staffroom
