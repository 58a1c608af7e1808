#include "core/store/store_files.h"

#include "core/base/log.h"
#include "core/store/migrations.h"
#include "core/store/user_copies.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMeasuredWrites = 1024;

/// `keeps`: an older bad file is kept as well.
void setAside(const QString& path, bool keeps = false)
{
    QString bad = path + u".bad"_s;
    for (int i = 2; keeps && QFile::exists(bad) && i < 10; ++i)
        bad = path + u".bad-%1"_s.arg(i);
    QFile::remove(bad);
    if (!QFile::rename(path, bad))
        QFile::remove(path);
    // The log belongs to the damaged file; beside a new one it would damage that as well.
    QFile::remove(path + u"-wal"_s);
    QFile::remove(path + u"-shm"_s);
    logLine(
        LogLevel::Warning, "store"_L1, "set-aside"_L1, {{"file"_L1, QFileInfo(path).fileName()}});
}

Error withFile(Error error, const QString& path)
{
    error.detail = QFileInfo(path).fileName() + u": "_s + error.detail;
    return error;
}

Result<Database> openMigrated(
    const QString& path, Database::Sync sync, std::span<const SchemaStep> steps)
{
    auto db = Database::open(path, Database::Mode::ReadWrite, sync);
    if (!db)
        return db;
    if (auto done = migrate(*db, steps); !done)
        return fail(std::move(done.error()));
    return db;
}

} // namespace

StoreFiles::StoreFiles(PostStore::Files files)
    : m_files(std::move(files))
{
}

StoreFiles::~StoreFiles() = default;

Result<Done> StoreFiles::open()
{
    const std::lock_guard lock(m_readerUse);
    auto user = openUser();
    auto cache = openCache();
    m_isOpen = true;
    m_opened.notify_all();
    return cache ? user : cache;
}

Result<Done> StoreFiles::openUser()
{
    m_userError.reset();
    auto done = openUserFile();
    if (!done && Database::isDamage(done.error())) {
        closeUser();
        replaceUserByCopy();
        done = openUserFile();
    }
    if (!done) {
        closeUser();
        m_userError = withFile(done.error(), m_files.user);
        return fail(*m_userError);
    }
    return done;
}

void StoreFiles::replaceUserByCopy()
{
    setAside(m_files.user, true);
    const auto day = restoreNewestCopy(m_files.user);
    const std::lock_guard lock(m_totalsMutex);
    m_restoredFrom = day;
}

void StoreFiles::closeUser()
{
    m_userWriter.reset();
    m_userReader.reset();
}

Result<Done> StoreFiles::openUserFile()
{
    auto db = Database::open(m_files.user, Database::Mode::ReadWrite, Database::Sync::Full);
    if (!db)
        return fail(std::move(db.error()));
    QFile::setPermissions(m_files.user, QFile::ReadOwner | QFile::WriteOwner);
    const auto revision = db->userVersion();
    if (!revision)
        return fail(revision.error());
    if (*revision > 0 && *revision <= userSchema().back().to) {
        if (auto done = checkWhole(*db); !done)
            return done;
        // A new revision is never made without a copy of the old one.
        const bool isNeeded = *revision < userSchema().back().to;
        const QDate today = m_files.today.isValid() ? m_files.today : QDate::currentDate();
        if (auto done = makeDailyCopy(*db, m_files.user, today, isNeeded); !done) {
            logLine(LogLevel::Warning, "store"_L1, "no-copy"_L1, {{"why"_L1, done.error().detail}});
        }
    }
    if (auto done = migrate(*db, userSchema()); !done)
        return done;
    auto writer = UserTables::create(std::move(*db), false);
    if (!writer)
        return fail(std::move(writer.error()));
    m_userWriter = std::move(*writer);
    auto readerDb = Database::open(m_files.user, Database::Mode::Read);
    if (!readerDb)
        return fail(std::move(readerDb.error()));
    auto reader = UserTables::create(std::move(*readerDb), true);
    if (!reader)
        return fail(std::move(reader.error()));
    m_userReader = std::move(*reader);
    return Done{};
}

Result<Done> StoreFiles::openCache()
{
    m_cacheError.reset();
    auto done = openCacheFile();
    if (!done && Database::isDamage(done.error())) {
        closeCache();
        setAside(m_files.cache);
        done = openCacheFile();
    }
    if (done) {
        m_mode = CacheMode::File;
        return done;
    }
    closeCache();
    Error error = withFile(done.error(), m_files.cache);
    logLine(LogLevel::Warning, "store"_L1, "cache-unusable"_L1, {{"why"_L1, error.detail}});
    if (!isNewerSchema(error) && openCacheReadOnly()) {
        m_mode = CacheMode::ReadOnly;
        m_cacheError = error;
        return fail(std::move(error));
    }
    closeCache();
    if (auto memory = openCacheInMemory(); !memory) {
        m_cacheError = memory.error();
        return memory;
    }
    m_mode = CacheMode::Memory;
    return fail(std::move(error));
}

Result<Done> StoreFiles::openCacheFile()
{
    auto db = openMigrated(m_files.cache, Database::Sync::Normal, cacheSchema());
    if (!db)
        return fail(std::move(db.error()));
    auto writer = CacheWriter::create(std::move(*db));
    if (!writer)
        return fail(std::move(writer.error()));
    m_writer = std::move(*writer);
    auto readerDb = Database::open(m_files.cache, Database::Mode::Read);
    if (!readerDb)
        return fail(std::move(readerDb.error()));
    m_readerDb = std::make_unique<Database>(std::move(*readerDb));
    auto reader = CacheReader::create(*m_readerDb);
    if (!reader)
        return fail(std::move(reader.error()));
    m_reader = std::move(*reader);
    return Done{};
}

bool StoreFiles::openCacheReadOnly()
{
    // What still stands in the log would be missed, and the file alone may be half a checkpoint.
    if (QFileInfo(m_files.cache + u"-wal"_s).size() > 0)
        return false;
    auto db = Database::open(m_files.cache, Database::Mode::Immutable);
    if (!db)
        return false;
    const auto version = db->userVersion();
    if (!version || *version != cacheSchema().back().to)
        return false;
    m_readerDb = std::make_unique<Database>(std::move(*db));
    auto reader = CacheReader::create(*m_readerDb);
    if (!reader)
        return false;
    m_reader = std::move(*reader);
    return true;
}

Result<Done> StoreFiles::openCacheInMemory()
{
    auto db = Database::open({}, Database::Mode::Memory);
    if (!db)
        return fail(std::move(db.error()));
    if (auto done = migrate(*db, cacheSchema()); !done)
        return done;
    auto writer = CacheWriter::create(std::move(*db));
    if (!writer)
        return fail(std::move(writer.error()));
    m_writer = std::move(*writer);
    auto reader = CacheReader::create(m_writer->database());
    if (!reader)
        return fail(std::move(reader.error()));
    m_reader = std::move(*reader);
    return Done{};
}

void StoreFiles::closeCache()
{
    m_reader.reset(); // statements before their handle
    m_readerDb.reset();
    m_writer.reset();
    m_mode = CacheMode::Closed;
}

void StoreFiles::recover()
{
    const std::lock_guard lock(m_readerUse);
    if (m_mode == CacheMode::Memory)
        return;
    closeCache();
    setAside(m_files.cache);
    std::ignore = openCache();
}

Result<Done> StoreFiles::ask(const CacheQuestion& question, bool* isDamaged)
{
    *isDamaged = false;
    std::unique_lock lock(m_readerUse);
    m_opened.wait(lock, [this] { return m_isOpen; });
    if (!m_reader)
        return fail(Error::Kind::Storage, u"there is no cache"_s);
    auto answer = question(*m_reader, m_userReader ? &m_userReader->marks() : nullptr);
    if (!answer)
        *isDamaged = m_mode == CacheMode::File && Database::isDamage(answer.error());
    return answer;
}

Result<Done> StoreFiles::askUser(const UserQuestion& question, bool* isDamaged)
{
    *isDamaged = false;
    std::unique_lock lock(m_readerUse);
    m_opened.wait(lock, [this] { return m_isOpen; });
    if (!m_userReader)
        return fail(m_userError.value_or(Error{Error::Kind::Storage, 0, {}, {}, {}}));
    auto answer = question(*m_userReader);
    if (!answer)
        *isDamaged = Database::isDamage(answer.error());
    return answer;
}

void StoreFiles::recoverUser()
{
    const std::lock_guard lock(m_readerUse);
    closeUser();
    replaceUserByCopy();
    std::ignore = openUser();
}

std::optional<QDate> StoreFiles::restoredFrom() const
{
    const std::lock_guard lock(m_totalsMutex);
    return m_restoredFrom;
}

void StoreFiles::run(std::vector<WriteJob>& jobs)
{
    std::vector<Result<Done>> results(jobs.size(), Done{});
    if (!runCacheJobs(jobs, results)) {
        recover();
        results.assign(jobs.size(), Done{});
        runCacheJobs(jobs, results);
    }
    runUserJobs(jobs, results);

    Result<Done> all = Done{};
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (!results[i])
            all = results[i];
    }
    const bool syncs
        = std::any_of(jobs.begin(), jobs.end(), [](const WriteJob& job) { return job.syncs; });
    if (syncs && m_mode == CacheMode::File) {
        auto done = m_writer->database().execute("PRAGMA wal_checkpoint(PASSIVE)");
        if (!done)
            all = done;
    }
    for (size_t i = 0; i < jobs.size(); ++i)
        jobs[i].answer(jobs[i].syncs ? all : results[i]);
}

/// False: the file is damaged, nothing was written.
bool StoreFiles::runCacheJobs(std::vector<WriteJob>& jobs, std::vector<Result<Done>>& results)
{
    const auto isCacheJob
        = [](const WriteJob& job) { return job.target == WriteJob::Target::Cache; };
    if (std::none_of(jobs.begin(), jobs.end(), isCacheJob))
        return true;
    const auto answerAll = [&](const Error& error) {
        for (size_t i = 0; i < jobs.size(); ++i) {
            if (isCacheJob(jobs[i]))
                results[i] = fail(error);
        }
    };
    if (!m_writer) {
        answerAll(m_cacheError.value_or(Error{Error::Kind::Storage, 0, {}, {}, {}}));
        return true;
    }

    std::unique_lock lock(m_readerUse, std::defer_lock);
    if (m_mode == CacheMode::Memory)
        lock.lock();
    const auto began = std::chrono::steady_clock::now();
    const qint64 postsBefore = m_writer->postsWritten();
    auto& db = m_writer->database();
    bool isDamaged = false;
    const auto noted = [&](Result<Done> done) {
        if (!done)
            isDamaged = isDamaged || Database::isDamage(done.error());
        return done;
    };

    Transaction transaction(db);
    auto whole = noted(transaction.begin());
    for (size_t i = 0; whole && !isDamaged && i < jobs.size(); ++i) {
        if (!isCacheJob(jobs[i]))
            continue;
        whole = noted(db.execute("SAVEPOINT job"));
        if (!whole)
            break;
        results[i] = noted(jobs[i].cacheWork(*m_writer));
        if (!results[i]) {
            m_writer->forgetIds();
            // A full disk rolls the whole transaction back by itself; then this fails as well.
            if (auto back = db.execute("ROLLBACK TO job"); !back) {
                whole = results[i];
                break;
            }
        }
        whole = noted(db.execute("RELEASE job"));
    }
    if (whole)
        whole = noted(transaction.commit());
    if (!whole) {
        m_writer->forgetIds();
        answerAll(withFile(whole.error(), m_files.cache));
    } else {
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - began;
        count(took.count(), m_writer->postsWritten() - postsBefore);
    }
    return !isDamaged || m_mode != CacheMode::File;
}

void StoreFiles::runUserJobs(std::vector<WriteJob>& jobs, std::vector<Result<Done>>& results)
{
    const auto isUserJob = [](const WriteJob& job) { return job.target == WriteJob::Target::User; };
    if (std::none_of(jobs.begin(), jobs.end(), isUserJob))
        return;
    auto whole = writeUser(jobs);
    if (!whole && Database::isDamage(whole.error())) {
        recoverUser();
        whole = writeUser(jobs);
    }
    if (!whole)
        whole = fail(withFile(whole.error(), m_files.user));
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (isUserJob(jobs[i]))
            results[i] = whole;
    }
}

Result<Done> StoreFiles::writeUser(std::vector<WriteJob>& jobs)
{
    if (!m_userWriter)
        return fail(m_userError.value_or(Error{Error::Kind::Storage, 0, {}, {}, {}}));
    const auto began = std::chrono::steady_clock::now();
    Transaction transaction(m_userWriter->database());
    auto whole = transaction.begin();
    for (const auto& job : jobs) {
        if (whole && job.target == WriteJob::Target::User)
            whole = job.userWork(*m_userWriter);
    }
    if (whole)
        whole = transaction.commit();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    if (whole)
        count(took.count(), 0);
    return whole;
}

void StoreFiles::count(double ms, qint64 posts)
{
    const std::lock_guard lock(m_totalsMutex);
    if (m_writeMs.size() < kMeasuredWrites)
        m_writeMs.push_back(ms);
    else
        m_writeMs[size_t(m_writes) % kMeasuredWrites] = ms;
    ++m_writes;
    m_cachedPosts += posts;
}

StoreTotals StoreFiles::totals() const
{
    const std::lock_guard lock(m_totalsMutex);
    StoreTotals totals;
    totals.cachedPosts = m_cachedPosts;
    totals.writes = m_writes;
    if (!m_writeMs.empty()) {
        auto sorted = m_writeMs;
        const auto rank = std::min(sorted.size() - 1, sorted.size() * 99 / 100);
        std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(rank), sorted.end());
        totals.writeMsP99 = sorted[rank];
    }
    return totals;
}

} // namespace staffroom
