#pragma once

#include "core/services/service.h"

#include <QByteArray>
#include <QJsonObject>

namespace staffroom::mastodon {

/// What ids and handles of an answer mean.
struct DecodeContext {
    QString server; ///< base address, part of every id
    QString domain; ///< handles of the server's own people end in it
    QString account{}; ///< full handle of who reads; empty: nobody
    std::shared_ptr<const Author> self{}; ///< the same, where it is known
};

/// One page as it came, before any rule of the column.
struct RawPage {
    std::vector<FeedItem> items;
    std::vector<QString> ids; ///< of every entry that had one, also of unreadable ones
    QString nextCursor; ///< from the Link header, where there was one
    int skipped = 0; ///< entries that could not be read
    bool isPartial = false; ///< 206: the server is still building this feed
    /// Its cursors are no ids of entries: without a Link there is nothing older.
    bool pagesByLinkOnly = false;
};

/// Every function here is pure and runs in the decode pool. Unknown members are ignored, unknown
/// values of enumerations fall back, an unreadable entry is left out and counted.
Result<RawPage> decodePage(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
/// Bookmarks and favourites: posts by the order in which they were marked.
Result<RawPage> decodeMarkedPage(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<PostPtr> decodePost(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
struct RawThread {
    std::vector<PostPtr> ancestors;
    std::vector<PostPtr> descendants;
};
Result<RawThread> decodeThread(
    const QByteArray& bytes, const DecodeContext& context, const QString& path);
Result<QString> decodeAccountId(const QByteArray& bytes, const QString& path);

/// A status object; a boost gives the original post and who passed it on. nullopt: unreadable.
std::optional<FeedItem> itemOf(const QJsonObject& status, const DecodeContext& context);

} // namespace staffroom::mastodon
