#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QStringList>

namespace staffroom {

/// Where a feed is read from: a service, one of its servers, and as whom.
struct Source {
    ServiceId service;
    QString server; ///< base address without trailing slash; empty for services without servers
    QString account; ///< full handle; empty: read without an account

    bool operator==(const Source&) const = default;
    /// What a person types and the command line prints: handle, server address or service name.
    QString text() const;
    /// Short form for headers: "mastodon.social", "bea@labcoat.example", "practice".
    QString label() const;
};

/// Does `source` know a post or a person by this id? Ids without a server are the whole network's.
template <class ServerId>
bool understands(const Source& source, const ServerId& id)
{
    return id.service == source.service && (id.server.isEmpty() || id.server == source.server);
}

/// What a column follows. Equal specs share one feed.
struct FeedSpec {
    enum class Kind {
        Hashtag,
        List,
        Home,
        Public,
        User,
        Notifications, ///< all that happened to the reader
        Mentions, ///< of these, posts that name the reader
        Bookmarks,
        Favourites,
        Search, ///< posts with the words of `target`
        Scheduled, ///< own posts that are to be sent later
        Received, ///< in a chat: replies to the reader and what its hosts write, each once
    };

    Kind kind = Kind::Hashtag;
    Source source;
    QStringList tags; ///< Hashtag: any of these, without '#', first one names the column
    QStringList allTags; ///< Hashtag: and all of these
    QStringList noneTags; ///< Hashtag: and none of these
    QString target; ///< List: id; User: full handle; Search: words
    QStringList people; ///< Received: full handles of the hosts
    bool localOnly = false; ///< Public, Hashtag: only posts of this server's own people

    bool operator==(const FeedSpec&) const = default;

    /// Canonical text: equal for specs that mean the same (tags in any case and order but the
    /// first). Key of shared feeds and of stored ones.
    QString key() const;

    /// "tag:NAME@SOURCE" and so on, as the command line takes it. `sourceText` parts are resolved
    /// by ServiceRegistry; this only splits.
    QString text() const;
};

/// A SPEC before its SOURCE is resolved.
struct ParsedSpec {
    FeedSpec spec; ///< source still empty
    QString sourceText;
};

/// Parses `tag:a,b@SOURCE`, `list:ID@SOURCE`, `home@SOURCE`, `public@SOURCE`,
/// `user:HANDLE@SOURCE`, `notifications@SOURCE`, `mentions@SOURCE`, `bookmarks@SOURCE`,
/// `favourites@SOURCE`, `search:WORDS@SOURCE`, `scheduled@SOURCE`, `received:a,b@SOURCE`.
/// Error::Invalid with the reason in `detail` (English, for stderr) and the offending part in
/// `path`.
Result<ParsedSpec> parseSpec(const QString& text);

/// A tag as people type it ("#Ed Chat") made ready: '#' and outer space cut. Error::Invalid where
/// it has inner spaces, punctuation, or no character but digits (the rule of every service).
Result<QString> normaliseTag(const QString& typed);

/// Do two spellings mean one tag? NFKC, case-insensitive.
QString foldTag(const QString& tag);

} // namespace staffroom
