#pragma once

#include "core/feeds/feed.h"
#include "core/model/column.h"

#include <QAbstractListModel>

namespace staffroom {

/// One row of a column. Valid until the next change of the model.
struct FeedRow {
    enum class Kind { Post, Gap, End };
    Kind kind = Kind::Post;
    const FeedEntry* entry = nullptr; ///< Kind::Post
    const FeedGap* gap = nullptr; ///< Kind::Gap
    FeedEnd end = FeedEnd::MayHaveMore; ///< Kind::End
    /// The last-read line runs along the older side of this row.
    bool hasReadLine = false;
    /// Stable key of the row over inserts and removals: hash of post or gap id; unique in the
    /// model.
    quint64 key = 0;
    /// Grows when the row's content changes.
    quint32 revision = 0;
};

/// Rows that a view of posts can show, wherever they come from.
class RowModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    virtual FeedOrder order() const = 0;
    virtual const FeedRow& row(int index) const = 0;
    /// -1 when there is none.
    virtual int rowOfPost(const PostId& id) const = 0;
};

} // namespace staffroom
