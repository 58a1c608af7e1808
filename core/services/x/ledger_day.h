#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/services/x/prices.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

namespace staffroom::x {

/// What one day of UTC has cost: a plain value, and the file it is kept in.
///
/// The file is JSON: {"version":1, "day":"2026-10-01", "feeds":{DIGEST: millionths of a dollar},
/// "posts":[ids], "users":[ids], "lists":[ids]}. Feeds are named by a digest of FeedSpec::key,
/// because a key holds names and tags.
class LedgerDay {
public:
    LedgerDay() = default;
    explicit LedgerDay(Timestamp moment);

    /// Is `now` of this day? A clock that is set back by less than an hour does not begin the day
    /// before again: what was spent would be forgotten.
    bool isStill(Timestamp now) const;
    Timestamp end() const; ///< midnight

    /// What of it was new.
    qint64 add(const QString& feed, const Bill& bill);
    qint64 total() const { return m_total; }
    qint64 total(const QString& feed) const;
    qint64 reads() const; ///< of the total, what was charged by resource
    bool hasPost(const QString& id) const { return m_posts.contains(id); }

    QByteArray toJson() const;
    /// Protocol for anything that toJson does not make; TooLarge.
    static Result<LedgerDay> fromJson(const QByteArray& bytes);

private:
    qint64 m_day = 0; ///< since 1970-01-01
    qint64 m_total = 0;
    QHash<QString, qint64> m_feeds; ///< by digest
    QSet<QString> m_posts;
    QSet<QString> m_users;
    QSet<QString> m_lists;
};

} // namespace staffroom::x
