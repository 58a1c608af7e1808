#pragma once

#include "ui/post/post_layout.h"

#include <QHash>

#include <list>
#include <unordered_map>

namespace staffroom {

/// The layouts of the rows near the view, about 200 (14 kB each); the least recently used go.
class LayoutCache {
public:
    /// Everything that a layout depends on. Rows with equal keys and stamps look the same.
    struct Stamp {
        quint32 revision = 0;
        int width = 0;
        int generation = 0;
        qreal ratio = 1.0;
        Unfolded unfolded;
        bool hasReadLine = false;
        bool isRightToLeft = false;
        int state = 0; ///< of a gap or end row
        bool operator==(const Stamp&) const = default;
    };
    struct Entry {
        Stamp stamp;
        PostLayout layout;
        qint64 minute = 0; ///< when its relative time was made
    };

    explicit LayoutCache(size_t limit = 200)
        : m_limit(limit)
    {
    }
    Entry* find(quint64 key, const Stamp& stamp);
    /// Without using it: null when there is none, whatever its stamp.
    const Entry* peek(quint64 key) const;
    Entry& insert(quint64 key, Entry entry);
    void remove(quint64 key);
    void clear();
    size_t size() const { return size_t(m_entries.size()); }

private:
    struct Place {
        Entry entry;
        std::list<quint64>::iterator order;
    };
    size_t m_limit;
    std::list<quint64> m_order; ///< most recently used first
    std::unordered_map<quint64, Place> m_entries;
};

} // namespace staffroom
