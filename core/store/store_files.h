#pragma once

#include "core/store/cache_reader.h"
#include "core/store/cache_writer.h"
#include "core/store/user_tables.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace staffroom {

/// One change, run inside the transaction of its file.
struct WriteJob {
    enum class Target { Cache, User, None };
    Target target = Target::None;
    std::function<Result<Done>(CacheWriter&)> cacheWork;
    std::function<Result<Done>(UserTables&)> userWork;
    std::function<void(Result<Done>)> answer; ///< called on the writer thread, after the commit
    bool syncs = false; ///< everything before it goes to the disk itself
};

/// Both files with the handles of both threads, and what is done when a file is damaged, of a
/// newer program, or cannot be written:
/// - a damaged cache is set aside (".bad") and made anew;
/// - of a damaged user.db the newest sound copy takes the place, the bad one stays as ".bad";
/// - a newer one is left as it is, and a cache in memory takes its place;
/// - one that cannot be opened for writing is read as it is where that is possible.
class StoreFiles {
public:
    explicit StoreFiles(PostStore::Files files);
    ~StoreFiles();

    // Writer thread.
    /// Error: what is not usable as it should be; all calls work on whatever there is.
    Result<Done> open();
    /// All jobs in one transaction a file; a job that fails takes only itself out.
    void run(std::vector<WriteJob>& jobs);

    // Reader thread; waits for `open()`.
    using CacheQuestion = std::function<Result<Done>(CacheReader&, UserMarks*)>;
    /// `isDamaged` tells that the file itself is at fault; `recover` then helps.
    Result<Done> ask(const CacheQuestion& question, bool* isDamaged);
    using UserQuestion = std::function<Result<Done>(UserTables&)>;
    Result<Done> askUser(const UserQuestion& question, bool* isDamaged);
    /// Writer thread: sets the damaged cache aside.
    void recover();
    /// Writer thread: brings back the newest copy of user.db.
    void recoverUser();
    /// The day of the copy that took the place of a damaged user.db in this run.
    std::optional<QDate> restoredFrom() const;

    StoreTotals totals() const;

private:
    enum class CacheMode { Closed, File, ReadOnly, Memory };

    Result<Done> openCache();
    Result<Done> openCacheFile();
    bool openCacheReadOnly();
    Result<Done> openCacheInMemory();
    Result<Done> openUser();
    Result<Done> openUserFile();
    void closeUser();
    void replaceUserByCopy();
    Result<Done> writeUser(std::vector<WriteJob>& jobs);
    void closeCache();
    bool runCacheJobs(std::vector<WriteJob>& jobs, std::vector<Result<Done>>& results);
    void runUserJobs(std::vector<WriteJob>& jobs, std::vector<Result<Done>>& results);
    void count(double ms, qint64 posts);

    const PostStore::Files m_files;

    // Taken by whoever uses the reader's handles, and by the writer while there is only one.
    std::mutex m_readerUse;
    std::condition_variable m_opened;
    bool m_isOpen = false;
    CacheMode m_mode = CacheMode::Closed;
    std::optional<Error> m_cacheError; ///< why writing is not possible
    std::optional<Error> m_userError;
    std::unique_ptr<CacheWriter> m_writer;
    std::unique_ptr<Database> m_readerDb;
    std::unique_ptr<CacheReader> m_reader;
    std::unique_ptr<UserTables> m_userWriter;
    std::unique_ptr<UserTables> m_userReader;

    mutable std::mutex m_totalsMutex; // guards all below
    std::optional<QDate> m_restoredFrom;
    qint64 m_cachedPosts = 0;
    qint64 m_writes = 0;
    std::vector<double> m_writeMs; ///< the last 1024
};

} // namespace staffroom
