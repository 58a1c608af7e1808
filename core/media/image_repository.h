#pragma once

#include "core/base/clock.h"
#include "core/base/task.h"

#include <QImage>
#include <QObject>
#include <QSize>
#include <QUrl>

#include <functional>
#include <memory>

namespace staffroom {

class HttpClient;

/// One picture in the size and shape it is painted in.
struct ImageKey {
    enum class Shape { Rectangle, Circle, Rounded };
    QUrl url;
    QSize pixels; ///< device pixels of the box; the picture fills it (cropped), or fits in it
    Shape shape = Shape::Rectangle;
    bool crop = true;
    int radius = 0; ///< device pixels, with Rounded
    bool isKept = true; ///< on the disk too; false: of a post that may be kept for a time only

    bool operator==(const ImageKey&) const = default;
    friend size_t qHash(const ImageKey& k, size_t seed = 0)
    {
        return qHashMulti(seed, k.url, k.pixels.width(), k.pixels.height(), int(k.shape), k.crop,
            k.radius, k.isKept);
    }
};

/// Pictures of posts and people: memory (LRU by bytes, visible keys pinned), disk thumbnails,
/// network; decoded on a pool of its own, at most three at once. Formats by magic bytes: PNG,
/// JPEG, GIF (first frame), WebP. Refused before decoding: over 10 MiB, over 40 megapixels, over
/// 64 MiB decoded. Main thread.
class ImageRepository : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString diskFolder; ///< empty: no disk cache
        qint64 memoryBytes = 64 * 1024 * 1024;
        qint64 diskBytes = 256 * 1024 * 1024;
        const Clock* clock
            = nullptr; ///< for the age of thumbnails and retries; null: the machine's
    };
    /// Draws a picture for an address that has no bytes behind it (the practice chat's
    /// placeholders, scheme "practice"). Called on the decode pool. Null image: not mine.
    using Drawer = std::function<QImage(const QUrl& url, QSize pixels)>;

    ImageRepository(HttpClient& http, Options options, QObject* parent = nullptr);
    ~ImageRepository() override;

    void addDrawer(const QString& scheme, Drawer drawer);

    enum class Status { Ready, Loading, Failed };
    struct Lookup {
        Status status = Status::Loading;
        QImage image; ///< RGB32 or ARGB32_Premultiplied, exactly in the asked size when cropped
    };
    /// The picture if it is in memory; else starts getting it and `arrived` tells. Cheap.
    Lookup image(const ImageKey& key);

    /// Keys in view of one viewer: kept in memory while pinned; loads nobody pins are dropped
    /// from the queue.
    void setPinned(const QObject* viewer, std::vector<ImageKey> keys);

    qint64 memoryBytes() const;
    /// Pictures decoded or drawn in this run; for tests and metrics.
    qint64 decodes() const;

Q_SIGNALS:
    /// The state of a key has changed: look it up again. Also for one that has failed.
    void arrived(const staffroom::ImageKey& key);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
