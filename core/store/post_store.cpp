#include "core/store/post_store.h"

#include "core/store/store_files.h"
#include "core/store/store_thread.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <vector>

namespace staffroom {

namespace {

constexpr Millis kDrain{2000};
/// Writes that wait together go into one transaction, up to this many.
constexpr size_t kBatch = 64;

} // namespace

struct PostStore::Private {
    Private(PostStore* owner, Files paths)
        : q(owner)
        , files(std::move(paths))
    {
    }

    /// Runs `f` on the main thread. Callable from both threads until they are joined.
    template <class F>
    void onMain(F f)
    {
        QMetaObject::invokeMethod(q, std::move(f), Qt::QueuedConnection);
    }

    // Promises stay on the main thread; the other threads only know their numbers.
    template <class T>
    Task<T> promise(quint64* number)
    {
        *number = ++lastNumber;
        auto made = std::make_shared<Promise<T>>();
        waiting.insert(*number, made);
        return made->task();
    }
    template <class T>
    void finish(quint64 number, Result<T> answer)
    {
        const auto made = std::static_pointer_cast<Promise<T>>(waiting.take(number));
        made->finish(std::move(answer));
    }

    template <class T>
    Task<T> read(std::function<Result<T>(CacheReader&, UserMarks*)> question);
    template <class T>
    Task<T> readUser(std::function<Result<T>(UserTables&)> question);
    Task<Done> write(WriteJob job);
    void runBatch();

    PostStore* q;
    StoreFiles files;
    QHash<quint64, std::shared_ptr<void>> waiting;
    quint64 lastNumber = 0;
    std::optional<Result<Done>> ready;
    std::vector<Promise<Done>> awaitingReady;

    std::mutex batchMutex;
    std::vector<WriteJob> batch; // guarded by batchMutex

    StoreThread reader;
    StoreThread writer;
};

template <class T>
Task<T> PostStore::Private::read(std::function<Result<T>(CacheReader&, UserMarks*)> question)
{
    quint64 number = 0;
    auto task = promise<T>(&number);
    reader.post([this, number, question = std::move(question)] {
        auto answer = std::make_shared<Result<T>>(fail(Error::Kind::Storage));
        const StoreFiles::CacheQuestion ask
            = [answer, question](CacheReader& cache, UserMarks* marks) -> Result<Done> {
            *answer = question(cache, marks);
            if (!*answer)
                return fail(answer->error());
            return Done{};
        };
        const auto reply = [this, number, answer] {
            onMain([this, number, answer] { finish<T>(number, std::move(*answer)); });
        };
        bool isDamaged = false;
        if (auto done = files.ask(ask, &isDamaged); !done)
            *answer = fail(done.error());
        if (!isDamaged) {
            reply();
            return;
        }
        writer.post([this, ask, answer, reply] {
            bool isStillDamaged = false;
            // Another question may have had it mended already.
            if (auto again = files.ask(ask, &isStillDamaged); !again && isStillDamaged) {
                files.recover();
                if (auto done = files.ask(ask, &isStillDamaged); !done)
                    *answer = fail(done.error());
            }
            reply();
        });
    });
    return task;
}

template <class T>
Task<T> PostStore::Private::readUser(std::function<Result<T>(UserTables&)> question)
{
    quint64 number = 0;
    auto task = promise<T>(&number);
    reader.post([this, number, question = std::move(question)] {
        auto answer = std::make_shared<Result<T>>(fail(Error::Kind::Storage));
        const StoreFiles::UserQuestion ask = [answer, question](UserTables& user) -> Result<Done> {
            *answer = question(user);
            if (!*answer)
                return fail(answer->error());
            return Done{};
        };
        const auto reply = [this, number, answer] {
            onMain([this, number, answer] { finish<T>(number, std::move(*answer)); });
        };
        bool isDamaged = false;
        if (auto done = files.askUser(ask, &isDamaged); !done)
            *answer = fail(done.error());
        if (!isDamaged) {
            reply();
            return;
        }
        writer.post([this, ask, answer, reply] {
            bool isStillDamaged = false;
            if (auto again = files.askUser(ask, &isStillDamaged); !again && isStillDamaged) {
                files.recoverUser();
                if (auto done = files.askUser(ask, &isStillDamaged); !done)
                    *answer = fail(done.error());
            }
            reply();
        });
    });
    return task;
}

Task<Done> PostStore::Private::write(WriteJob job)
{
    quint64 number = 0;
    auto task = promise<Done>(&number);
    job.answer = [this, number](Result<Done> done) {
        onMain([this, number, done = std::move(done)] { finish<Done>(number, done); });
    };
    {
        const std::lock_guard lock(batchMutex);
        batch.push_back(std::move(job));
    }
    writer.post([this] { runBatch(); });
    return task;
}

void PostStore::Private::runBatch()
{
    std::vector<WriteJob> jobs;
    {
        const std::lock_guard lock(batchMutex);
        const auto count = std::ptrdiff_t(std::min(batch.size(), kBatch));
        jobs.assign(
            std::make_move_iterator(batch.begin()), std::make_move_iterator(batch.begin() + count));
        batch.erase(batch.begin(), batch.begin() + count);
    }
    if (!jobs.empty())
        files.run(jobs);
}

PostStore::PostStore(Files files, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(files)))
{
    d->writer.post([p = d.get()] {
        auto done = p->files.open();
        p->onMain([p, done = std::move(done)] {
            p->ready = done;
            for (const auto& promise : std::exchange(p->awaitingReady, {}))
                promise.finish(done);
        });
    });
}

PostStore::~PostStore()
{
    d->reader.stop(Millis(0));
    d->writer.stop(kDrain);
}

Task<Done> PostStore::ready()
{
    if (d->ready)
        return readyTask<Done>(*d->ready);
    Promise<Done> promise;
    d->awaitingReady.push_back(promise);
    return promise.task();
}

Task<FeedOpening> PostStore::open(const QString& feedKey, int limit)
{
    return d->read<FeedOpening>(
        [feedKey, limit](CacheReader& cache, UserMarks* marks) -> Result<FeedOpening> {
            auto opening = cache.open(feedKey, limit);
            if (opening && marks) {
                // A feed is worth showing without its marks.
                if (auto found = marks->marks(feedKey)) {
                    opening->readMarker = found->readMarker;
                    opening->floor = found->floor;
                }
            }
            return opening;
        });
}

Task<std::vector<StoredEntry>> PostStore::older(
    const QString& feedKey, const StoredPlace& from, int limit)
{
    return d->read<std::vector<StoredEntry>>(
        [feedKey, from, limit](
            CacheReader& cache, UserMarks*) { return cache.older(feedKey, from, limit); });
}

Task<std::vector<StoredEntry>> PostStore::between(const QString& feedKey,
    std::optional<Timestamp> since, std::optional<Timestamp> until, int limit)
{
    return d->read<std::vector<StoredEntry>>(
        [feedKey, since, until, limit](CacheReader& cache, UserMarks*) {
            return cache.between(feedKey, since, until, limit);
        });
}

Task<std::vector<PostPtr>> PostStore::search(const QString& words, int limit)
{
    return d->read<std::vector<PostPtr>>(
        [words, limit](CacheReader& cache, UserMarks*) { return cache.search(words, limit); });
}

Task<Done> PostStore::write(FeedWrite write)
{
    WriteJob job;
    job.target = WriteJob::Target::Cache;
    job.cacheWork = [write = std::move(write)](CacheWriter& cache) { return cache.write(write); };
    return d->write(std::move(job));
}

Task<Done> PostStore::updatePosts(std::vector<PostPtr> posts)
{
    WriteJob job;
    job.target = WriteJob::Target::Cache;
    job.cacheWork
        = [posts = std::move(posts)](CacheWriter& cache) { return cache.updatePosts(posts); };
    return d->write(std::move(job));
}

Task<Done> PostStore::erasePost(const PostId& id)
{
    WriteJob job;
    job.target = WriteJob::Target::Cache;
    job.cacheWork = [id](CacheWriter& cache) { return cache.erasePost(id); };
    return d->write(std::move(job));
}

Task<QStringList> PostStore::dropExpired(Timestamp now)
{
    // Of the writer until it has answered, then of whoever asked.
    const auto cut = std::make_shared<QStringList>();
    WriteJob job;
    job.target = WriteJob::Target::Cache;
    job.cacheWork = [now, cut](CacheWriter& cache) -> Result<Done> {
        auto feeds = cache.dropExpired(now);
        if (!feeds)
            return fail(std::move(feeds.error()));
        *cut = std::move(*feeds);
        return Done{};
    };
    return d->write(std::move(job)).andThen(this, [cut](Done) -> Result<QStringList> {
        return *cut;
    });
}

Task<Done> PostStore::clearFeed(const QString& feedKey)
{
    WriteJob job;
    job.target = WriteJob::Target::Cache;
    job.cacheWork = [feedKey](CacheWriter& cache) { return cache.clearFeed(feedKey); };
    return d->write(std::move(job));
}

Task<Done> PostStore::setReadMarker(const QString& feedKey, const PostId& id)
{
    WriteJob job;
    job.target = WriteJob::Target::User;
    job.userWork
        = [feedKey, id](UserTables& user) { return user.marks().setReadMarker(feedKey, id); };
    return d->write(std::move(job));
}

Task<Done> PostStore::setFloor(const QString& feedKey, std::optional<Timestamp> floor)
{
    WriteJob job;
    job.target = WriteJob::Target::User;
    job.userWork
        = [feedKey, floor](UserTables& user) { return user.marks().setFloor(feedKey, floor); };
    return d->write(std::move(job));
}

Task<std::vector<UserRecord>> PostStore::records(RecordKind kind)
{
    return d->readUser<std::vector<UserRecord>>(
        [kind](UserTables& user) { return user.records(kind); });
}

Task<std::vector<RecordCopy>> PostStore::draftCopies()
{
    return d->readUser<std::vector<RecordCopy>>([](UserTables& user) { return user.copies(); });
}

Task<Done> PostStore::writeRecords(RecordWrite write)
{
    WriteJob job;
    job.target = WriteJob::Target::User;
    job.userWork = [write = std::move(write)](UserTables& user) { return user.write(write); };
    return d->write(std::move(job));
}

std::optional<QDate> PostStore::userRestoredFrom() const
{
    return d->files.restoredFrom();
}

Task<Done> PostStore::flush()
{
    WriteJob job;
    job.syncs = true;
    return d->write(std::move(job));
}

StoreTotals PostStore::totals() const
{
    return d->files.totals();
}

} // namespace staffroom
