#pragma once

#include "core/base/result.h"
#include "core/model/feed_spec.h"
#include "core/model/post.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace staffroom {

enum class ArchiveFormat {
    JsonLines, ///< one object a line, the format of the practice transcript, without labels
    Csv, ///< RFC 4180; cells that a spreadsheet would run are guarded by an apostrophe
    Markdown,
    Html, ///< self-contained, escaped, no scripts, nothing loaded from elsewhere
};

Result<ArchiveFormat> archiveFormatFromName(const QString& name);

struct Archive {
    FeedSpec feed;
    Timestamp begin{}; ///< what offsets count from: `--since`, else the first post
    std::vector<FeedItem> items; ///< oldest first
};

/// The whole file. Pure; posts that are neither public nor unlisted are left out. Of a post whose
/// network has terms (Post::terms) only id, time, thread, tags and address are written.
QByteArray writeArchive(const Archive& archive, ArchiveFormat format);

} // namespace staffroom
