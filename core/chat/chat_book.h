#pragma once

#include "core/chat/placement.h"
#include "core/chat/post_features.h"

#include <QHash>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace staffroom {

/// A post with what was read from it and where it stands.
struct ChatItem {
    ChatPost post;
    PostFeatures features;
    Placement placed;
    QString author; ///< lower case
    bool isJudged = false; ///< `placed` has been told
};

/// By the moment of writing; ties in an order that only the ids decide.
struct EarlierItem {
    using is_transparent = void;
    bool operator()(const ChatItem* a, const ChatItem* b) const;
};
using ItemSet = std::set<ChatItem*, EarlierItem>;

/// All posts of a chat and the ways to find them.
class ChatBook {
public:
    ChatItem* find(const PostId& id) const;
    /// Adds or replaces; the item stays at its address as long as it is in the book.
    ChatItem* put(const ChatPost& post, const ChatRules& rules);
    void remove(const PostId& id);
    /// Reads all texts again.
    void reread(const ChatRules& rules);

    const ItemSet& all() const { return m_all; }
    const ItemSet& of(const QString& author) const;
    const ItemSet& labelled(int number) const;
    /// Same beginning of the text, so maybe copies.
    const ItemSet& sounding(const QString& copyKey) const;
    /// Posts of people who sound like asking a numbered question.
    const ItemSet& askers() const { return m_askers; }
    /// Questions of another chat: "#otherchat Q5: ...?"
    const ItemSet& tagged(const QString& tag) const;
    /// Posts by the unknown word that may be their label.
    const QHash<QString, ItemSet>& unknownWords() const { return m_byUnknown; }
    /// Replies to a post, and quotes of it, whether it is here or not.
    const ItemSet& pointingAt(const PostId& id) const;

    static QString copyKey(const PostFeatures& features);
    static bool soundsLikeAsking(const ChatItem& item);

private:
    void index(ChatItem* item);
    void unindex(ChatItem* item);

    QHash<PostId, std::shared_ptr<ChatItem>> m_items;
    ItemSet m_all;
    ItemSet m_askers;
    QHash<QString, ItemSet> m_byAuthor;
    QHash<int, ItemSet> m_byLabel;
    QHash<QString, ItemSet> m_byCopyKey;
    QHash<QString, ItemSet> m_byTag;
    QHash<QString, ItemSet> m_byUnknown;
    QHash<PostId, ItemSet> m_pointing;
};

} // namespace staffroom
