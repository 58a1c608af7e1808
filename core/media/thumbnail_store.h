#pragma once

#include "core/media/image_repository.h"

#include <QString>

#include <optional>

namespace staffroom {

struct Thumbnail {
    QImage image; ///< in the key's size, not in its shape
    QByteArray etag;
    qint64 fetchedMs = 0;
};

/// Small results on disk, one file each, named by a hash of address and size. Stateless, callable
/// from any thread; a broken file counts as absent and is removed.
class ThumbnailStore {
public:
    explicit ThumbnailStore(QString folder)
        : m_folder(std::move(folder))
    {
    }
    bool isEnabled() const { return !m_folder.isEmpty(); }

    /// Nothing of keys that are not kept.
    std::optional<Thumbnail> read(const ImageKey& key) const;
    void write(const ImageKey& key, const Thumbnail& thumbnail) const;
    /// Removes the oldest until `bytes` are kept.
    void trim(qint64 bytes) const;

private:
    QString fileOf(const ImageKey& key) const;

    QString m_folder;
};

} // namespace staffroom
