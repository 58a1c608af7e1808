#pragma once

#include "core/services/service.h"
#include "core/services/x/decode.h"
#include "core/services/x/requests.h"

#include <functional>
#include <map>
#include <memory>

namespace staffroom::x {

/// Follows all hashtag columns of one account by as few queries as possible: what is asked for one
/// is asked for all that were looked at lately, and the others take their part when they ask. Each
/// query goes on from the newest post that is known, with an overlap, because search finds a post
/// up to half a minute late and a post that was read today is not charged again.
class TagReader : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        /// Sends a query for these feeds (keys) and gives its page, already paid for: what of the
        /// bill is whose is told by the posts of each.
        std::function<Task<RawPage>(const std::vector<FeedSpec>& feeds, const QString& query,
            const Slice& slice, Lane lane)>
            fetch;
    };
    explicit TagReader(Context context, QObject* parent = nullptr);
    ~TagReader() override;

    /// Of a column that is mergeable (query_text.h) and knows a post.
    Task<Page> newer(const PageRequest& request);
    /// A post of which only X says that it is gone.
    void forget(const QString& id);

    static bool matches(const FeedSpec& spec, const Post& post);

private:
    struct Column {
        FeedSpec spec;
        QString known; ///< all up to here has been read
        QString given; ///< the newest post that the column was given
        Millis askedAt{0};
        Millis readAt{-1'000'000'000};
        std::vector<FeedItem> waiting; ///< read for this column, not given to it yet; newest first
    };
    struct Round;

    Column& columnOf(const FeedSpec& spec);
    std::vector<FeedSpec> othersOf(const QString& key) const;
    Page take(Column& column);
    /// `asking` alone gets its part of a round that broke off.
    void distribute(const Round& round, const QString& asking);
    Task<Done> readOn(std::shared_ptr<Round> round, const QString& token);

    Context m_context;
    std::map<QString, Column> m_columns; ///< by FeedSpec::key
};

/// The id that a post of this moment would have at the least.
QString idOfMoment(Timestamp moment);
/// Where a poll goes on after `known`: a little before it, and never further back than search
/// reaches; empty: `known` is too old for that.
QString sinceOf(const QString& known, Timestamp now);

} // namespace staffroom::x
