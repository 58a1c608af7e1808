#pragma once

#include "core/feeds/row_model.h"

#include <functional>
#include <memory>

namespace staffroom {

/// The rows of one column over a shared feed: posts, gap rows where holes are, and one end row
/// (last when newest first, first in chat order). Main thread.
class FeedModel : public RowModel {
    Q_OBJECT
public:
    /// `spoken` turns a row into one sentence for AccessibleTextRole; core makes no sentences.
    using Spoken = std::function<QString(const FeedRow&)>;
    FeedModel(
        std::shared_ptr<Feed> feed, FeedOrder order, Spoken spoken, QObject* parent = nullptr);
    ~FeedModel() override;

    Feed& feed() const;
    FeedOrder order() const override;
    void setOrder(FeedOrder order);

    const FeedRow& row(int index) const override;
    /// -1 when there is none.
    int rowOfKey(quint64 key) const;
    int rowOfPost(const PostId& id) const override;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
