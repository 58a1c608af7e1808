#pragma once

#include "core/feeds/row_model.h"
#include "core/services/service.h"

#include <functional>

namespace staffroom {

/// The rows of a conversation, in the order it was written; a still picture that no feed changes.
class ThreadModel : public RowModel {
    Q_OBJECT
public:
    /// `spoken` turns a row into one sentence for AccessibleTextRole.
    using Spoken = std::function<QString(const FeedRow&)>;
    explicit ThreadModel(Spoken spoken, QObject* parent = nullptr);

    void setThread(const Thread& thread);

    FeedOrder order() const override { return FeedOrder::NewestFirst; } // begins at the top
    const FeedRow& row(int index) const override { return m_rows[size_t(index)]; }
    int rowOfPost(const PostId& id) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    Spoken m_spoken;
    std::vector<FeedEntry> m_entries;
    std::vector<FeedRow> m_rows; ///< point into m_entries
};

} // namespace staffroom
