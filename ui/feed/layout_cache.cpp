#include "ui/feed/layout_cache.h"

namespace staffroom {

LayoutCache::Entry* LayoutCache::find(quint64 key, const Stamp& stamp)
{
    const auto it = m_entries.find(key);
    if (it == m_entries.end() || !(it->second.entry.stamp == stamp))
        return nullptr;
    m_order.splice(m_order.begin(), m_order, it->second.order);
    return &it->second.entry;
}

const LayoutCache::Entry* LayoutCache::peek(quint64 key) const
{
    const auto it = m_entries.find(key);
    return it == m_entries.end() ? nullptr : &it->second.entry;
}

LayoutCache::Entry& LayoutCache::insert(quint64 key, Entry entry)
{
    remove(key);
    while (m_entries.size() >= m_limit && !m_order.empty())
        remove(m_order.back());
    m_order.push_front(key);
    const auto at = m_entries.emplace(key, Place{std::move(entry), m_order.begin()}).first;
    return at->second.entry;
}

void LayoutCache::remove(quint64 key)
{
    const auto it = m_entries.find(key);
    if (it == m_entries.end())
        return;
    m_order.erase(it->second.order);
    m_entries.erase(it);
}

void LayoutCache::clear()
{
    m_entries.clear();
    m_order.clear();
}

} // namespace staffroom
