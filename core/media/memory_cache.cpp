#include "core/media/memory_cache.h"

namespace staffroom {

const QImage* MemoryCache::find(const ImageKey& key)
{
    const auto it = m_entries.find(key);
    if (it == m_entries.end())
        return nullptr;
    m_order.splice(m_order.begin(), m_order, it->place);
    return &it->image;
}

void MemoryCache::insert(const ImageKey& key, const QImage& image)
{
    const auto it = m_entries.find(key);
    if (it != m_entries.end()) {
        m_bytes += image.sizeInBytes() - it->image.sizeInBytes();
        it->image = image;
        m_order.splice(m_order.begin(), m_order, it->place);
    } else {
        m_order.push_front(key);
        m_entries.insert(key, {image, m_order.begin()});
        m_bytes += image.sizeInBytes();
    }
    trim();
}

void MemoryCache::pin(const ImageKey& key)
{
    ++m_pins[key];
}

void MemoryCache::unpin(const ImageKey& key)
{
    const auto it = m_pins.find(key);
    if (it != m_pins.end() && --*it <= 0)
        m_pins.erase(it);
}

void MemoryCache::trim()
{
    auto it = m_order.end();
    while (m_bytes > m_limit && it != m_order.begin()) {
        --it;
        // The newest stays: whoever asked for it must be able to pick it up.
        if (it == m_order.begin())
            return;
        if (m_pins.contains(*it))
            continue;
        const auto entry = m_entries.find(*it);
        m_bytes -= entry->image.sizeInBytes();
        m_entries.erase(entry);
        it = m_order.erase(it);
    }
}

} // namespace staffroom
