#pragma once

#include "core/feeds/feed.h"
#include "core/model/column.h"

#include <QAbstractListModel>

#include <functional>
#include <memory>

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

/// The rows of one column over a shared feed: posts, gap rows where holes are, and one end row
/// (last when newest first, first in chat order). Main thread.
class FeedModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// `spoken` turns a row into one sentence for AccessibleTextRole; core makes no sentences.
    using Spoken = std::function<QString(const FeedRow&)>;
    FeedModel(
        std::shared_ptr<Feed> feed, FeedOrder order, Spoken spoken, QObject* parent = nullptr);
    ~FeedModel() override;

    Feed& feed() const;
    FeedOrder order() const;
    void setOrder(FeedOrder order);

    const FeedRow& row(int index) const;
    /// -1 when there is none.
    int rowOfKey(quint64 key) const;
    int rowOfPost(const PostId& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
