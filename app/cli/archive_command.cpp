#include "app/cli/archive_command.h"

#include "app/cli/say.h"
#include "app/cli/write_out.h"
#include "app/engine.h"
#include "core/archive/archive_run.h"
#include "core/base/log.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<ArchiveFormat> archiveFormat(const Options& options)
{
    if (!options.format.isEmpty())
        return archiveFormatFromName(options.format);
    const QString ending = QFileInfo(options.outputFile).suffix();
    auto byEnding = archiveFormatFromName(ending);
    return byEnding ? byEnding : ArchiveFormat::JsonLines;
}

/// The posts that only the cache still has: older than all the server gave, when it has no more.
Task<Archive> withOlderFromCache(
    PostStore& store, QObject* context, Archive archive, const ArchiveRequest& request)
{
    const auto missing = request.limit - static_cast<int>(archive.items.size());
    if (archive.items.empty() || missing <= 0)
        return readyTask<Archive>(std::move(archive));
    const Timestamp until = archive.items.front().time() - Millis(1);
    return store.between(request.feed.key(), request.since, until, missing)
        .andThen(context,
            [archive = std::move(archive)](std::vector<StoredEntry> entries) -> Result<Archive> {
                Archive out = archive;
                std::vector<FeedItem> older;
                for (auto& entry : entries) {
                    older.push_back({entry.post,
                        entry.reasons.empty() ? std::nullopt
                                              : std::optional(entry.reasons.back())});
                }
                out.items.insert(out.items.begin(), older.begin(), older.end());
                return out;
            });
}

/// Keeps what came in the cache, as a column would.
void cachePage(PostStore& store, const FeedSpec& feed, const std::vector<FeedItem>& items)
{
    FeedWrite write;
    write.feedKey = feed.key();
    for (const auto& item : items) {
        StoredEntry entry;
        entry.post = item.post;
        if (item.reason)
            entry.reasons.push_back(*item.reason);
        entry.time = item.time();
        entry.placeId = item.pagingId();
        write.entries.push_back(std::move(entry));
    }
    store.write(std::move(write)).then(&store, [](Result<Done>) {}).detach();
}

} // namespace

int runArchive(int& argc, char** argv, const Options& options)
{
    const auto format = archiveFormat(options);
    if (!format)
        return complain(sentenceFor(format.error()) + u'.');
    QCoreApplication app(argc, argv);
    const auto profile = Profile::open(options.profile);
    if (!profile)
        return complain(u"The folder %1 cannot be made or used."_s.arg(profile.error().path));
    startLog(profile->logFile(), LogLevel::Info);

    Engine::Options engineOptions;
    engineOptions.serviceOptions = options.networkOptions;
    // The whole practice chat is there to be saved, not only what has happened at its speed.
    engineOptions.serviceOptions.insert(u"practice.from"_s, u"86400"_s);
    Engine engine(*profile, engineOptions);
    const auto feed = engine.services().resolveSpec(options.archiveSpec);
    if (!feed)
        return complain(u"\"%1\" cannot be archived: %2."_s.arg(
            options.archiveSpec, sentenceFor(feed.error())));

    const ArchiveRequest request{*feed, options.since, options.until, options.limit};
    ArchiveRun run(*engine.hub().client(feed->source), engine.clock(), request);
    QObject::connect(&run, &ArchiveRun::pageArrived, &app,
        [&](const std::vector<FeedItem>& items) { cachePage(engine.store(), *feed, items); });
    auto handle
        = run.start()
              .andThen(&app,
                  [&](Archive archive) {
                      return run.reachedEnd()
                          ? withOlderFromCache(engine.store(), &app, std::move(archive), request)
                          : readyTask<Archive>(std::move(archive));
                  })
              .then(&app, [&](Result<Archive> archive) {
                  if (!archive)
                      return QCoreApplication::exit(
                          complain(sentenceFor(archive.error()) + u" Nothing was written."_s));
                  const auto written
                      = writeOut(options.outputFile, writeArchive(*archive, *format));
                  QCoreApplication::exit(written
                          ? 0
                          : complain(u"The archive could not be written to %1: %2"_s.arg(
                              written.error().path, written.error().detail)));
              });
    const int code = QCoreApplication::exec();
    stopLog();
    return code;
}

} // namespace staffroom
