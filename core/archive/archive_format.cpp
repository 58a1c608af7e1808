#include "core/archive/archive_format.h"

#include "core/archive/archive_writers.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

Result<ArchiveFormat> archiveFormatFromName(const QString& name)
{
    if (name == "jsonl"_L1)
        return ArchiveFormat::JsonLines;
    if (name == "csv"_L1)
        return ArchiveFormat::Csv;
    if (name == "md"_L1)
        return ArchiveFormat::Markdown;
    if (name == "html"_L1)
        return ArchiveFormat::Html;
    return fail(Error::Kind::Invalid, u"the format must be jsonl, csv, md or html"_s, name);
}

namespace {

/// What may leave the program of it: not who passed it on either.
FeedItem leaving(const FeedItem& item)
{
    FeedItem out{exportable(item.post), item.reason};
    if (out.post->terms && out.reason)
        out.reason->by = {};
    return out;
}

} // namespace

QByteArray writeArchive(const Archive& archive, ArchiveFormat format)
{
    Archive open = archive;
    std::erase_if(open.items, [](const FeedItem& item) {
        return item.post->visibility != Visibility::Public
            && item.post->visibility != Visibility::Unlisted;
    });
    std::transform(open.items.begin(), open.items.end(), open.items.begin(), leaving);
    switch (format) {
    case ArchiveFormat::JsonLines:
        return writeJsonLines(open);
    case ArchiveFormat::Csv:
        return writeCsv(open);
    case ArchiveFormat::Markdown:
        return writeMarkdown(open);
    case ArchiveFormat::Html:
        return writeHtml(open);
    }
    return {};
}

} // namespace staffroom
