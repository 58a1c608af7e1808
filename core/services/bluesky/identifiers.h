#pragma once

#include <QString>

#include <optional>

namespace staffroom::bluesky {

// The identifiers of the AT protocol, by their syntax alone (atproto.com/specs: did, handle, nsid,
// record-key, tid, at-uri-scheme, lexicon for datetime and language). Pure; any thread.

bool isDid(QStringView text);
bool isHandle(QStringView text);
bool isAtIdentifier(QStringView text); ///< a DID or a handle
bool isNsid(QStringView text);
bool isRecordKey(QStringView text);
bool isTid(QStringView text);
bool isDatetime(QStringView text); ///< RFC 3339 as the lexicon narrows it, and a real date
bool isLanguage(QStringView text); ///< BCP 47, well-formed

/// "at://AUTHORITY/COLLECTION/RKEY"; the last two may be empty.
struct AtUri {
    QString authority; ///< DID or handle
    QString collection;
    QString key;

    QString text() const;
    bool operator==(const AtUri&) const = default;
};
std::optional<AtUri> parseAtUri(QStringView text);

// Collections this program reads or writes.
inline constexpr QLatin1StringView kPostCollection{"app.bsky.feed.post"};
inline constexpr QLatin1StringView kLikeCollection{"app.bsky.feed.like"};
inline constexpr QLatin1StringView kRepostCollection{"app.bsky.feed.repost"};
inline constexpr QLatin1StringView kFollowCollection{"app.bsky.graph.follow"};
inline constexpr QLatin1StringView kBlockCollection{"app.bsky.graph.block"};
inline constexpr QLatin1StringView kListItemCollection{"app.bsky.graph.listitem"};
inline constexpr QLatin1StringView kListCollection{"app.bsky.graph.list"};
inline constexpr QLatin1StringView kFeedCollection{"app.bsky.feed.generator"};

} // namespace staffroom::bluesky
