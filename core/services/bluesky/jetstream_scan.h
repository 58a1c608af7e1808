#pragma once

#include <QSet>
#include <QStringList>

namespace staffroom::bluesky {

/// What a batch of a Jetstream's messages says to somebody who follows a few hashtags.
struct JetstreamScan {
    QStringList posts; ///< at-uris of new posts with one of the tags, in the order they came
    QStringList deleted; ///< at-uris of deleted posts that are watched
    qint64 lastTime = 0; ///< of the newest message, microseconds; 0: none told
    qint64 bytes = 0; ///< as they came, UTF-8
    int seen = 0;
    int parsed = 0; ///< read as JSON; everything else was told by its letters
};

/// `foldedTags` are by foldTag, `watchedKeys` record keys of posts whose deletion matters. The
/// whole network's new posts come by here, hundreds a second, and nearly none has the tag: a
/// message is read as JSON only when a tag in it is one of these. Pure; runs in the pool.
JetstreamScan scanJetstream(
    const QStringList& messages, const QStringList& foldedTags, const QSet<QString>& watchedKeys);

} // namespace staffroom::bluesky
