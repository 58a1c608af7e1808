#pragma once

#include "core/model/post.h"
#include "core/services/x/decode.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <optional>

namespace staffroom::x {

/// How many posts the busiest hour of a feed has had lately, by what X counted or, until it did, by
/// what was read: the size of "this chat".
class ChatHours {
public:
    void take(const QString& feed, const std::vector<FeedItem>& items);
    void take(const QString& feed, const RawCounts& counts);
    /// Absent: nothing is known.
    std::optional<int> busiest(const QString& feed) const;

private:
    struct Hours {
        QHash<qint64, int> posts; ///< by hour since 1970
        QSet<QString> seen;
        std::optional<int> counted;
    };
    QHash<QString, Hours> m_feeds;
};

} // namespace staffroom::x
