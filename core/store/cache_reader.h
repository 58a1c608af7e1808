#pragma once

#include "core/store/post_store.h"
#include "core/store/statement.h"

#include <memory>

namespace staffroom {

/// All questions to cache.db. Uses a handle that it does not own; one thread.
class CacheReader {
public:
    static Result<std::unique_ptr<CacheReader>> create(Database& db);

    Result<FeedOpening> open(const QString& feedKey, int limit);
    Result<std::vector<StoredEntry>> older(
        const QString& feedKey, const StoredPlace& from, int limit);
    Result<std::vector<StoredEntry>> between(const QString& feedKey, std::optional<Timestamp> since,
        std::optional<Timestamp> until, int limit);
    Result<std::vector<PostPtr>> search(const QString& words, int limit);

private:
    CacheReader() = default;
    Result<std::vector<StoredEntry>> entries(Statement::Run& rows);

    Statement m_feed, m_gaps, m_newest, m_older, m_between, m_search;
};

/// A person's words as a full-text query: all must be there, the last one may be a beginning.
/// Empty: nothing to look for.
QString searchExpression(const QString& words);

} // namespace staffroom
