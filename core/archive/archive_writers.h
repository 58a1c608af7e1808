#pragma once

#include "core/archive/archive_format.h"

namespace staffroom {

QByteArray writeJsonLines(const Archive& archive);
QByteArray writeCsv(const Archive& archive);
QByteArray writeMarkdown(const Archive& archive);
QByteArray writeHtml(const Archive& archive);

/// "2026-11-22 19:04 UTC"
QString archiveTime(Timestamp time);
/// The column's name: "#SproutChat, mastodon.social".
QString archiveTitle(const FeedSpec& feed);

} // namespace staffroom
