#include "core/store/cache_reader.h"

#include "core/base/log.h"
#include "core/store/post_codec.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <utility>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

#define STAFFROOM_ENTRY_COLUMNS                                                                    \
    "posts.body, entries.boosts, entries.time, entries.place, servers.service, servers.server "    \
    "FROM entries JOIN posts ON posts.id = entries.post "                                          \
    "JOIN servers ON servers.id = entries.server "

} // namespace

Result<std::unique_ptr<CacheReader>> CacheReader::create(Database& db)
{
    auto reader = std::unique_ptr<CacheReader>(new CacheReader);
    const std::pair<Statement*, const char*> statements[] = {
        {&reader->m_feed, "SELECT id, older_cursor, reached_end FROM feeds WHERE key = ?"},
        {&reader->m_gaps,
            "SELECT newer, older, cursor FROM gaps WHERE feed = ? ORDER BY newer DESC"},
        {&reader->m_newest,
            "SELECT " STAFFROOM_ENTRY_COLUMNS
            "WHERE entries.feed = ? ORDER BY entries.time DESC, entries.place DESC LIMIT ?"},
        {&reader->m_older,
            "SELECT " STAFFROOM_ENTRY_COLUMNS
            "WHERE entries.feed = (SELECT id FROM feeds WHERE key = ?) "
            "AND (entries.time, entries.place) < (?, ?) "
            "ORDER BY entries.time DESC, entries.place DESC LIMIT ?"},
        {&reader->m_between,
            "SELECT " STAFFROOM_ENTRY_COLUMNS
            "WHERE entries.feed = (SELECT id FROM feeds WHERE key = ?) "
            "AND entries.time BETWEEN ? AND ? "
            "ORDER BY entries.time, entries.place LIMIT ?"},
        // The newest matches by arrival are looked at, so that a common word stays cheap.
        {&reader->m_search,
            "SELECT posts.body FROM (SELECT rowid FROM posts_fts WHERE posts_fts MATCH ? "
            "ORDER BY rowid DESC LIMIT 5000) AS found JOIN posts ON posts.id = found.rowid "
            "ORDER BY posts.created DESC LIMIT ?"},
    };
    for (const auto& [statement, sql] : statements) {
        auto prepared = Statement::prepare(db, sql);
        if (!prepared)
            return fail(std::move(prepared.error()));
        *statement = std::move(*prepared);
    }
    return reader;
}

Result<std::vector<StoredEntry>> CacheReader::entries(Statement::Run& rows)
{
    std::vector<StoredEntry> out;
    for (;;) {
        const auto row = rows.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return out;
        auto post = decodePost(rows.blob(0));
        if (!post) {
            logLine(LogLevel::Warning, "store"_L1, "unreadable-post"_L1);
            continue;
        }
        StoredEntry entry;
        entry.post = std::move(*post);
        entry.reasons = decodeReasons(rows.blob(1));
        entry.time = timestampFromMs(rows.integer(2));
        entry.placeId = {{rows.text(4)}, rows.text(5), rows.text(3)};
        out.push_back(std::move(entry));
    }
}

Result<FeedOpening> CacheReader::open(const QString& feedKey, int limit)
{
    FeedOpening opening;
    qint64 feed = 0;
    {
        auto found = m_feed.run(feedKey);
        const auto row = found.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return opening;
        feed = found.integer(0);
        opening.olderCursor = found.text(1);
        opening.reachedEnd = found.integer(2) != 0;
    }
    {
        auto rows = m_gaps.run(feed);
        for (;;) {
            const auto row = rows.next();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            opening.gaps.push_back(
                {timestampFromMs(rows.integer(0)), timestampFromMs(rows.integer(1)), rows.text(2)});
        }
    }
    auto rows = m_newest.run(feed, limit);
    auto read = entries(rows);
    if (!read)
        return fail(std::move(read.error()));
    opening.entries = std::move(*read);
    return opening;
}

Result<std::vector<StoredEntry>> CacheReader::older(
    const QString& feedKey, const StoredPlace& from, int limit)
{
    auto rows = m_older.run(feedKey, toMs(from.time), from.idText, limit);
    return entries(rows);
}

Result<std::vector<StoredEntry>> CacheReader::between(const QString& feedKey,
    std::optional<Timestamp> since, std::optional<Timestamp> until, int limit)
{
    const qint64 from = since ? toMs(*since) : std::numeric_limits<qint64>::min();
    const qint64 to = until ? toMs(*until) : std::numeric_limits<qint64>::max();
    auto rows = m_between.run(feedKey, from, to, limit);
    return entries(rows);
}

QString searchExpression(const QString& words)
{
    QStringList quoted;
    const auto parts = words.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const auto& part : parts) {
        const bool isWord = std::any_of(part.begin(), part.end(),
            [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
        if (isWord) {
            QString word = part;
            quoted << u'"' + word.replace(u'"', "\"\""_L1) + u'"';
        }
    }
    return quoted.isEmpty() ? QString() : quoted.join(u' ') + u'*';
}

Result<std::vector<PostPtr>> CacheReader::search(const QString& words, int limit)
{
    std::vector<PostPtr> out;
    const QString expression = searchExpression(words);
    if (expression.isEmpty())
        return out;
    auto rows = m_search.run(expression, limit);
    for (;;) {
        const auto row = rows.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return out;
        if (auto post = decodePost(rows.blob(0)))
            out.push_back(std::move(*post));
    }
}

} // namespace staffroom
