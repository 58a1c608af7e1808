#pragma once

#include "core/chat/chat_book.h"

#include <QSet>

#include <map>

namespace staffroom {

/// Finds five or more near-identical posts of different accounts within a minute. Keeps what it
/// found for each beginning of a text, so that a new post costs only those that sound like it.
class StormFinder {
public:
    /// Looks again at all posts that sound alike; returns those whose storm has changed.
    std::vector<ChatItem*> look(
        const ChatBook& book, const QString& copyKey, const QSet<QString>& hosts);
    /// Numbered from 1 by their first post.
    std::vector<ChatStorm> storms() const;
    int stormOf(const PostId& id) const { return m_numbers.value(id); }
    void clear();

private:
    struct Storm {
        std::vector<ChatItem*> posts;
        int accounts = 0;
    };
    void number(std::vector<ChatItem*>& changed);

    std::map<QString, std::vector<Storm>> m_byKey;
    QHash<PostId, int> m_numbers;
};

} // namespace staffroom
