#include "core/media/image_repository.h"

#include "core/media/blurhash.h"
#include "core/media/decode_image.h"
#include "core/media/image_format.h"
#include "core/media/memory_cache.h"
#include "core/media/thumbnail_store.h"
#include "core/net/http_client.h"

#include <QHostAddress>
#include <QImageReader>
#include <QThreadPool>

#include <algorithm>
#include <array>
#include <deque>
#include <map>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kDecodes = 3;
constexpr int kFetches = 6;
constexpr auto kFresh = std::chrono::hours(24 * 7);
constexpr auto kRetryAfter = 60s;
constexpr int kWritesPerTrim = 200;

/// What a job on the pool brings back.
struct Picture {
    QImage image; ///< in shape
    bool isStale = false; ///< from disk, to be asked for again
    QByteArray etag;
};

bool isPrivateAddress(const QString& host)
{
    const QHostAddress address(host);
    if (address.isNull() || address.isLoopback())
        return false; // loopback is for servers under development; isAllowedAddress knows
    static const std::array kClosed{QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"172.16.0.0/12"_s),
        QHostAddress::parseSubnet(u"192.168.0.0/16"_s), QHostAddress::parseSubnet(u"0.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"100.64.0.0/10"_s), QHostAddress::parseSubnet(u"fc00::/7"_s)};
    return address.isLinkLocal() || address.isMulticast()
        || address == QHostAddress(QHostAddress::AnyIPv6)
        || std::any_of(kClosed.begin(), kClosed.end(),
            [&address](const auto& subnet) { return address.isInSubnet(subnet); });
}

} // namespace

struct ImageRepository::Private {
    ImageRepository* q;
    HttpClient& http;
    Options options;
    SystemClock systemClock;
    const Clock& clock;
    ThumbnailStore disk;
    MemoryCache memory;
    QThreadPool pool;
    QHash<QString, Drawer> drawers;

    struct Load {
        enum class Step { Disk, Network, Decode };
        Step step = Step::Disk;
        bool isRunning = false;
        bool isRefresh = false; ///< something is shown already
        QByteArray etag;
        TaskHandle handle;
    };
    QHash<ImageKey, std::shared_ptr<Load>> loads;
    std::deque<ImageKey> waiting; ///< for the pool's first look; newest wish last
    struct Fetch {
        std::vector<ImageKey> keys;
        QByteArray etag;
        bool isRunning = false;
        TaskHandle handle;
    };
    QHash<QUrl, std::shared_ptr<Fetch>> fetches;
    std::deque<QUrl> fetchQueue;
    struct Decode {
        ImageKey key;
        QByteArray bytes;
        QByteArray etag;
    };
    std::deque<Decode> decodeQueue;
    int inPool = 0;
    int inFlight = 0;
    int writes = 0;
    qint64 decodes = 0;
    QHash<ImageKey, Timestamp> failed; ///< until when it is not tried again
    QHash<const QObject*, std::vector<ImageKey>> pins;
    std::map<const QObject*, QMetaObject::Connection> watched;

    Private(ImageRepository* owner, HttpClient& client, Options o)
        : q(owner)
        , http(client)
        , options(std::move(o))
        , clock(options.clock ? *options.clock : systemClock)
        , disk(options.diskFolder)
        , memory(options.memoryBytes)
    {
        pool.setMaxThreadCount(kDecodes);
    }

    void begin(const ImageKey& key)
    {
        if (loads.contains(key))
            return;
        loads.insert(key, std::make_shared<Load>());
        waiting.push_back(key);
        pump();
    }

    void pump()
    {
        while (inPool < kDecodes && !decodeQueue.empty()) {
            Decode job = std::move(decodeQueue.front());
            decodeQueue.pop_front();
            runDecode(std::move(job));
        }
        while (inPool < kDecodes && !waiting.empty()) {
            // The newest wish first: it is what the person looks at now.
            const ImageKey key = waiting.back();
            waiting.pop_back();
            runFirstLook(key);
        }
        while (inFlight < kFetches && !fetchQueue.empty()) {
            const QUrl url = fetchQueue.back();
            fetchQueue.pop_back();
            runFetch(url);
        }
    }

    void runFirstLook(const ImageKey& key)
    {
        const auto load = loads.value(key);
        if (!load)
            return;
        load->isRunning = true;
        ++inPool;
        const QString scheme = key.url.scheme();
        if (scheme == blurhashScheme() || drawers.contains(scheme)) {
            const Drawer draw = drawers.value(scheme);
            load->handle = runInPool(pool, [key, draw]() -> Result<Picture> {
                const QImage drawn = draw ? draw(key.url, key.pixels)
                                          : decodeBlurhash(blurhashOfUrl(key.url), QSize(32, 32));
                if (drawn.isNull())
                    return fail(Error::Kind::NotFound);
                return Picture{shapeImage(fitImage(drawn, key), key), false, {}};
            }).then(q, [this, key](Result<Picture> r) { onLocal(key, std::move(r)); });
            return;
        }
        const Timestamp now = clock.now();
        load->handle = runInPool(pool, [key, now, store = disk]() -> Result<Picture> {
            auto found = store.read(key);
            if (!found)
                return fail(Error::Kind::NotFound);
            const Millis age = now - timestampFromMs(found->fetchedMs);
            return Picture{shapeImage(found->image, key), age > kFresh, std::move(found->etag)};
        }).then(q, [this, key](Result<Picture> r) { onDisk(key, std::move(r)); });
    }

    void onLocal(const ImageKey& key, Result<Picture> r)
    {
        --inPool;
        if (r) {
            ++decodes;
            finish(key, r->image);
        } else {
            giveUp(key, r.error());
        }
        pump();
    }

    void onDisk(const ImageKey& key, Result<Picture> r)
    {
        --inPool;
        if (r && !r->isStale) {
            finish(key, r->image);
        } else {
            if (r) {
                memory.insert(key, r->image);
                if (const auto load = loads.value(key))
                    load->isRefresh = true;
                Q_EMIT q->arrived(key);
            }
            wantBytes(key, r ? r->etag : QByteArray());
        }
        pump();
    }

    void wantBytes(const ImageKey& key, const QByteArray& etag)
    {
        if (!isAllowedAddress(key.url) || isPrivateAddress(key.url.host())) {
            giveUp(key, Error{Error::Kind::Invalid, 0, {}, {}, {}});
            return;
        }
        const auto load = loads.value(key);
        if (!load)
            return;
        load->step = Load::Step::Network;
        load->isRunning = false;
        auto& fetch = fetches[key.url];
        if (!fetch) {
            fetch = std::make_shared<Fetch>();
            fetch->etag = etag;
            fetchQueue.push_back(key.url);
        } else if (!fetch->isRunning) {
            fetch->etag.clear(); // one of the sizes is missing, so the bytes are needed
        }
        fetch->keys.push_back(key);
    }

    void runFetch(const QUrl& url)
    {
        const auto fetch = fetches.value(url);
        if (!fetch)
            return;
        fetch->isRunning = true;
        ++inFlight;
        HttpRequest request;
        request.url = url;
        request.maxBytes = ImageLimits::kFileBytes;
        request.followsToOtherOrigins = true;
        request.bucket = u"media"_s;
        request.headers.emplace_back("Accept", "image/webp,image/png,image/jpeg,image/gif");
        if (!fetch->etag.isEmpty())
            request.headers.emplace_back("If-None-Match", fetch->etag);
        fetch->handle = http.send(std::move(request)).then(q, [this, url](Result<HttpReply> r) {
            onFetched(url, std::move(r));
        });
    }

    void onFetched(const QUrl& url, Result<HttpReply> r)
    {
        --inFlight;
        const auto fetch = fetches.take(url);
        if (fetch) {
            for (const ImageKey& key : fetch->keys) {
                const auto load = loads.value(key);
                if (!load)
                    continue;
                if (!r) {
                    giveUp(key, r.error());
                } else if (r->status == 304) {
                    onNotModified(key, *r);
                } else {
                    load->step = Load::Step::Decode;
                    decodeQueue.push_back({key, r->body, r->header("etag")});
                }
            }
        }
        pump();
    }

    void onNotModified(const ImageKey& key, const HttpReply& reply)
    {
        const auto load = loads.value(key);
        if (!load->isRefresh) {
            // The other side says "as before" to somebody who has nothing.
            giveUp(key, Error{Error::Kind::Protocol, 304, {}, {}, {}});
            return;
        }
        const qint64 now = toMs(clock.now());
        pool.start([store = disk, key, now, etag = reply.header("etag")] {
            if (auto thumbnail = store.read(key)) {
                thumbnail->fetchedMs = now;
                if (!etag.isEmpty())
                    thumbnail->etag = etag;
                store.write(key, *thumbnail);
            }
        });
        loads.remove(key);
    }

    void runDecode(Decode job)
    {
        const auto load = loads.value(job.key);
        if (!load)
            return;
        load->isRunning = true;
        ++inPool;
        const bool trims = ++writes % kWritesPerTrim == 1;
        const qint64 now = toMs(clock.now());
        const ImageKey key = job.key;
        load->handle = runInPool(pool,
            [job = std::move(job), store = disk, now, trims,
                limit = options.diskBytes]() -> Result<Picture> {
                auto image = decodeImage(job.bytes, job.key);
                if (!image)
                    return fail(std::move(image.error()));
                store.write(job.key, Thumbnail{*image, job.etag, now});
                if (trims)
                    store.trim(limit);
                return Picture{shapeImage(*image, job.key), false, {}};
            }).then(q, [this, key](Result<Picture> r) { onLocal(key, std::move(r)); });
    }

    void finish(const ImageKey& key, const QImage& image)
    {
        loads.remove(key);
        failed.remove(key);
        memory.insert(key, image);
        Q_EMIT q->arrived(key);
    }

    void giveUp(const ImageKey& key, const Error& error)
    {
        const auto load = loads.take(key);
        if (load && load->isRefresh)
            return; // the old picture stays
        const bool triesAgain = error.isRetryable();
        failed.insert(key, triesAgain ? clock.now() + kRetryAfter : Timestamp::max());
        Q_EMIT q->arrived(key);
    }

    /// A queued wish that nobody sees any more; what runs may end.
    void drop(const ImageKey& key)
    {
        const auto load = loads.value(key);
        if (!load || load->isRunning || load->isRefresh)
            return;
        if (load->step == Load::Step::Disk) {
            std::erase(waiting, key);
        } else if (load->step == Load::Step::Network) {
            const auto fetch = fetches.value(key.url);
            if (!fetch || fetch->isRunning)
                return;
            std::erase(fetch->keys, key);
            if (fetch->keys.empty()) {
                fetches.remove(key.url);
                std::erase(fetchQueue, key.url);
            }
        } else {
            return;
        }
        loads.remove(key);
    }
};

ImageRepository::ImageRepository(HttpClient& http, Options options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, http, std::move(options)))
{
    // A second net under the header check, for frames that claim another size than the header.
    QImageReader::setAllocationLimit(int(ImageLimits::kDecodedBytes / (1024 * 1024)));
}

ImageRepository::~ImageRepository()
{
    d->loads.clear();
    d->fetches.clear();
    d->pool.waitForDone();
}

void ImageRepository::addDrawer(const QString& scheme, Drawer drawer)
{
    d->drawers.insert(scheme, std::move(drawer));
}

ImageRepository::Lookup ImageRepository::image(const ImageKey& key)
{
    if (const QImage* found = d->memory.find(key))
        return {Status::Ready, *found};
    const auto failure = d->failed.constFind(key);
    if (failure != d->failed.constEnd()) {
        if (d->clock.now() < *failure)
            return {Status::Failed, {}};
        d->failed.erase(failure);
    }
    if (key.url.isEmpty() || key.pixels.isEmpty())
        return {Status::Failed, {}};
    d->begin(key);
    return {Status::Loading, {}};
}

void ImageRepository::setPinned(const QObject* viewer, std::vector<ImageKey> keys)
{
    if (!d->watched.contains(viewer) && !keys.empty())
        d->watched[viewer]
            = connect(viewer, &QObject::destroyed, this, [this, viewer] { setPinned(viewer, {}); });
    for (const ImageKey& key : keys)
        d->memory.pin(key);
    const auto before = std::exchange(d->pins[viewer], std::move(keys));
    for (const ImageKey& key : before) {
        d->memory.unpin(key);
        if (!d->memory.isPinned(key))
            d->drop(key);
    }
    if (d->pins[viewer].empty()) {
        d->pins.remove(viewer);
        const auto it = d->watched.find(viewer);
        if (it != d->watched.end()) {
            disconnect(it->second);
            d->watched.erase(it);
        }
    }
    d->memory.trim();
}

qint64 ImageRepository::memoryBytes() const
{
    return d->memory.bytes();
}

qint64 ImageRepository::decodes() const
{
    return d->decodes;
}

} // namespace staffroom
