#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace staffroom::bluesky {

/// app.bsky.actor.defs#mutedWord
struct MutedWord {
    QString value;
    bool inText = true;
    bool inTags = true;
    bool sparesFollowed = false; ///< actorTarget "exclude-following"
    std::optional<Timestamp> expires;
    bool operator==(const MutedWord&) const = default;
};

/// What the reader set at this network (app.bsky.actor.getPreferences), as far as this program
/// follows it. The defaults are those of somebody who never set anything.
struct Preferences {
    enum class Show { Ignore, Warn, Hide };
    bool showsAdult = false;
    QHash<QString, Show> labels; ///< by "labeller label" (DID, blank, value) or by the value alone
    QStringList labellers; ///< DIDs that are subscribed to, without the network's own
    std::vector<MutedWord> mutedWords;
    QStringList hiddenPosts; ///< at-uris
    struct Pin {
        QString uri; ///< at-uri of a list or a custom feed
        bool isFeed = false;
    };
    std::vector<Pin> pins; ///< saved feeds and lists, pinned ones first

    bool operator==(const Preferences& other) const;
};
Result<Preferences> decodePreferences(const QByteArray& bytes, const QString& path);

/// The network's own labeller; always followed.
inline constexpr QLatin1StringView kOwnLabeller{"did:plc:ar7c4by46qjdydhdevvrndac"};
/// Value of the header `atproto-accept-labelers`.
QByteArray acceptedLabellers(const Preferences& preferences);

/// What the labels of a post and of its author come to for this reader.
struct Verdict {
    bool isHidden = false; ///< leave the post out
    bool isSensitive = false; ///< cover its media
    QString warning; ///< what stands on the cover: the label as people know it; empty: no cover
    bool isBot = false;
    /// `!no-unauthenticated`: not for people who are not signed in.
    bool needsSignIn = false;
};
/// `labels` as in a view, self-labels included. `author` is the DID of whose post it is. Labels
/// that are negated or over count for nothing.
Verdict judgeLabels(
    const QJsonArray& labels, const QString& author, const Preferences& preferences, Timestamp now);

/// Does a muted word hide this? Whole words, any case; tags by their whole.
bool isMuted(const QString& text, const QStringList& tags, bool isFollowed,
    const Preferences& preferences, Timestamp now);

} // namespace staffroom::bluesky
