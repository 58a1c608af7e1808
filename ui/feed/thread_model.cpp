#include "ui/feed/thread_model.h"

#include <QSet>

namespace staffroom {

ThreadModel::ThreadModel(Spoken spoken, QObject* parent)
    : RowModel(parent)
    , m_spoken(std::move(spoken))
{
}

void ThreadModel::setThread(const Thread& thread)
{
    beginResetModel();
    m_entries.clear();
    m_rows.clear();
    QSet<PostId> seen; // a server in trouble may name a post twice
    const auto add = [&](const PostPtr& post) {
        if (!post || seen.contains(post->id))
            return;
        seen.insert(post->id);
        FeedEntry entry;
        entry.post = post;
        entry.time = post->created;
        entry.placeId = post->id;
        m_entries.push_back(std::move(entry));
    };
    for (const PostPtr& post : thread.ancestors)
        add(post);
    add(thread.post);
    for (const PostPtr& post : thread.descendants)
        add(post);
    m_rows.reserve(m_entries.size());
    for (const FeedEntry& entry : m_entries) {
        FeedRow row;
        row.entry = &entry;
        row.key = quint64(m_rows.size()) + 1;
        m_rows.push_back(row);
    }
    endResetModel();
}

int ThreadModel::rowOfPost(const PostId& id) const
{
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].post->id == id)
            return int(i);
    }
    return -1;
}

int ThreadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ThreadModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::AccessibleTextRole
        || !m_spoken)
        return {};
    return m_spoken(row(index.row()));
}

} // namespace staffroom
