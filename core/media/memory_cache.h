#pragma once

#include "core/media/image_repository.h"

#include <QHash>

#include <list>

namespace staffroom {

/// Pictures in memory, least recently used go first; pinned ones stay even over the limit.
class MemoryCache {
public:
    explicit MemoryCache(qint64 limit)
        : m_limit(limit)
    {
    }
    const QImage* find(const ImageKey& key);
    void insert(const ImageKey& key, const QImage& image);
    void pin(const ImageKey& key);
    void unpin(const ImageKey& key);
    bool isPinned(const ImageKey& key) const { return m_pins.contains(key); }
    void trim();
    qint64 bytes() const { return m_bytes; }

private:
    struct Entry {
        QImage image;
        std::list<ImageKey>::iterator place;
    };
    qint64 m_limit;
    qint64 m_bytes = 0;
    std::list<ImageKey> m_order; ///< most recently used first
    QHash<ImageKey, Entry> m_entries;
    QHash<ImageKey, int> m_pins;
};

} // namespace staffroom
