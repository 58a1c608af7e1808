#include "app/cli/recap_command.h"

#include "app/cli/say.h"
#include "app/cli/write_out.h"
#include "core/chat/chat_sorter.h"
#include "core/recap/recap.h"
#include "core/recap/recap_format.h"
#include "core/transcript/standing_posts.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kSlowChat = std::chrono::hours(12); ///< longer ones have questions days apart

Result<QByteArray> readFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Storage, file.errorString(), name);
    return file.readAll();
}

/// "chat.jsonl" -> "chat.meta.json"
QString usualMetaFile(const QString& transcriptFile)
{
    const QFileInfo info(transcriptFile);
    return info.path() + u'/' + info.completeBaseName() + u".meta.json"_s;
}

/// What is told of the chat; nothing at all where no description lies beside the transcript.
Result<QByteArray> readMeta(const Options& options)
{
    if (!options.metaFile.isEmpty())
        return readFile(options.metaFile);
    const QString usual = usualMetaFile(options.transcriptFile);
    return QFile::exists(usual) ? readFile(usual) : Result<QByteArray>(QByteArray());
}

Result<RecapFormat> recapFormat(const Options& options)
{
    if (!options.format.isEmpty())
        return recapFormatFromName(options.format);
    const auto byEnding = recapFormatFromName(QFileInfo(options.outputFile).suffix());
    return byEnding ? byEnding : RecapFormat::Html;
}

ChatRules rulesOf(const transcript::Transcript& chat, Timestamp begin)
{
    ChatRules rules;
    rules.hashtag = chat.hashtag.isEmpty() ? transcript::commonTag(chat) : chat.hashtag;
    rules.hosts = chat.hosts;
    rules.begin = begin;
    if (chat.duration) {
        rules.end = begin + *chat.duration;
        rules.isSlow = *chat.duration > kSlowChat;
    }
    return rules;
}

QByteArray recapOf(const transcript::Transcript& chat, RecapFormat format)
{
    // A transcript tells no date; its offsets are all that counts.
    const Timestamp begin = timestampFromMs(0);
    ChatSorter sorter(rulesOf(chat, begin));
    RecapSource source;
    source.title = chat.title;
    source.hashtag = sorter.rules().hashtag;
    source.begin = begin;
    source.isDated = false;
    source.sorter = &sorter;
    for (auto& standing : transcript::standingPosts(chat, begin)) {
        sorter.put(chatPostOf(*standing.post, standing.seen));
        source.items.push_back({standing.post, {}, standing.place});
    }
    return writeRecap(makeRecap(source, {}), format, {});
}

} // namespace

int runRecap(int& argc, char** argv, const Options& options)
{
    const QCoreApplication app(argc, argv);
    const auto format = recapFormat(options);
    if (!format)
        return complain(sentenceFor(format.error()) + u'.');
    const auto lines = readFile(options.transcriptFile);
    if (!lines)
        return complain(u"%1 cannot be read: %2."_s.arg(lines.error().path, lines.error().detail));
    const auto meta = readMeta(options);
    if (!meta)
        return complain(u"%1 cannot be read: %2."_s.arg(meta.error().path, meta.error().detail));
    const auto chat = transcript::readTranscript(*lines, *meta);
    if (!chat)
        return complain(u"%1 holds no transcript: one JSON object a line is expected."_s.arg(
            options.transcriptFile));
    const auto written = writeOut(options.outputFile, recapOf(*chat, *format));
    if (!written)
        return complain(u"The recap could not be written to %1: %2."_s.arg(
            written.error().path, written.error().detail));
    return 0;
}

} // namespace staffroom
