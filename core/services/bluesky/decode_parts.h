#pragma once

#include "core/services/bluesky/decode.h"

namespace staffroom::bluesky {

// What the decoders share among themselves. Pure; any thread.

/// No page has more; what comes behind is a mistake of the server and is left alone.
inline constexpr qsizetype kMostEntries = 1'000;

PostId postIdOf(const QString& atUri);
AccountId accountIdOf(const QString& did);
/// The at-uri of a post by somebody named by a DID; false for everything else.
bool isPostUri(const QString& text);

/// Pages for people. `handle` may be one that is not valid; the DID stands in then.
QUrl profilePage(const QString& handle, const QString& did);
QUrl postPage(const QString& handle, const QString& did, const QString& recordKey);

/// The reader muted this person, or one of the two blocks the other. `view` is a profile.
bool isSilenced(const QJsonObject& view);
Relationship relationshipOf(const QJsonObject& viewer);

/// What hangs on a post, by `view`, a union of app.bsky.embed.*#view. `page` is the post's own
/// page, where a video is shown. Quotes are read where `mayQuote`: one level, no deeper.
void readEmbed(const QJsonObject& view, const DecodeContext& context, const QUrl& page,
    bool mayQuote, Post& post);

/// A postView without what it quotes, or a viewRecord of app.bsky.embed.record, which calls the
/// record "value" and has several embeds.
std::optional<ReadPost> quotedPostOf(const QJsonObject& viewRecord, const DecodeContext& context);

/// Counts one entry of a page and takes the item in, unless it is hidden.
void addEntry(RawPage& page, std::optional<ReadPost> read, std::optional<Reason> reason);

} // namespace staffroom::bluesky
