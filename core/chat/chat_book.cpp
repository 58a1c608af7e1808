#include "core/chat/chat_book.h"

#include "core/chat/chat_sorter.h"

#include <algorithm>
#include <tuple>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kCopyKey = 20; ///< letters

const ItemSet& emptySet()
{
    static const ItemSet kEmpty;
    return kEmpty;
}

template <class Key>
const ItemSet& found(const QHash<Key, ItemSet>& index, const Key& key)
{
    const auto it = index.constFind(key);
    return it == index.constEnd() ? emptySet() : *it;
}

template <class Key>
void drop(QHash<Key, ItemSet>& index, const Key& key, ChatItem* item)
{
    const auto it = index.find(key);
    if (it == index.end())
        return;
    it->erase(item);
    if (it->empty())
        index.erase(it);
}

} // namespace

bool EarlierItem::operator()(const ChatItem* a, const ChatItem* b) const
{
    const auto key = [](const ChatItem* item) {
        return std::tie(item->post.created, item->post.id.remote, item->post.id.server,
            item->post.id.service.value);
    };
    return key(a) < key(b);
}

ChatItem* ChatBook::find(const PostId& id) const
{
    const auto it = m_items.constFind(id);
    return it == m_items.constEnd() ? nullptr : it->get();
}

ChatItem* ChatBook::put(const ChatPost& post, const ChatRules& rules)
{
    auto& slot = m_items[post.id];
    if (slot)
        unindex(slot.get());
    else
        slot = std::make_shared<ChatItem>();
    slot->post = post;
    slot->author = post.author.toLower();
    slot->features = featuresOf(post, rules);
    index(slot.get());
    return slot.get();
}

void ChatBook::remove(const PostId& id)
{
    const auto it = m_items.find(id);
    if (it == m_items.end())
        return;
    unindex(it->get());
    m_items.erase(it);
}

void ChatBook::reread(const ChatRules& rules)
{
    const std::vector<ChatItem*> items(m_all.begin(), m_all.end());
    for (auto* item : items) {
        unindex(item);
        item->features = featuresOf(item->post, rules);
        index(item);
    }
}

const ItemSet& ChatBook::of(const QString& author) const
{
    return found(m_byAuthor, author);
}

const ItemSet& ChatBook::labelled(int number) const
{
    return found(m_byLabel, number);
}

const ItemSet& ChatBook::sounding(const QString& copyKey) const
{
    return found(m_byCopyKey, copyKey);
}

const ItemSet& ChatBook::tagged(const QString& tag) const
{
    return found(m_byTag, tag);
}

const ItemSet& ChatBook::pointingAt(const PostId& id) const
{
    return found(m_pointing, id);
}

QString ChatBook::copyKey(const PostFeatures& features)
{
    return features.copyText.size() < 8 ? QString() : features.copyText.left(kCopyKey);
}

bool ChatBook::soundsLikeAsking(const ChatItem& item)
{
    const auto& features = item.features;
    return !features.isTextCopy && (features.asks || !item.post.alts.isEmpty())
        && std::any_of(features.labels.begin(), features.labels.end(), [](const auto& label) {
               return label.role.asks && label.opensSentence && !label.isReferred;
           });
}

void ChatBook::index(ChatItem* item)
{
    m_all.insert(item);
    m_byAuthor[item->author].insert(item);
    for (const auto& label : item->features.labels)
        m_byLabel[label.number].insert(item);
    if (const QString key = copyKey(item->features); !key.isEmpty())
        m_byCopyKey[key].insert(item);
    if (soundsLikeAsking(*item)) {
        m_askers.insert(item);
        for (const auto& tag : item->features.otherTags)
            m_byTag[tag].insert(item);
    }
    if (item->features.unknown)
        m_byUnknown[item->features.unknown->word].insert(item);
    if (item->post.inReplyTo)
        m_pointing[*item->post.inReplyTo].insert(item);
    if (item->post.quoteOf)
        m_pointing[*item->post.quoteOf].insert(item);
}

void ChatBook::unindex(ChatItem* item)
{
    m_all.erase(item);
    m_askers.erase(item);
    drop(m_byAuthor, item->author, item);
    for (const auto& label : item->features.labels)
        drop(m_byLabel, label.number, item);
    drop(m_byCopyKey, copyKey(item->features), item);
    for (const auto& tag : item->features.otherTags)
        drop(m_byTag, tag, item);
    if (item->features.unknown)
        drop(m_byUnknown, item->features.unknown->word, item);
    if (item->post.inReplyTo)
        drop(m_pointing, *item->post.inReplyTo, item);
    if (item->post.quoteOf)
        drop(m_pointing, *item->post.quoteOf, item);
}

} // namespace staffroom
