#pragma once

#include "core/model/feed_spec.h"
#include "core/services/act.h"

#include <chrono>
#include <set>
#include <vector>

namespace staffroom {

/// What a network can do at all; what one server allows is in ServerInfo and PostLimits.
struct Capabilities {
    bool needsServer = false; ///< the person names a server
    bool canReadAnonymously = false;
    bool canPublish = false;
    bool canQuote = false;
    bool canEdit = false;
    bool canTranslate = false; ///< some servers of it do; PostLimits says which
    /// Only public posts are found by a hashtag.
    bool tagNeedsPublic = true;
    bool hasVisibility = false;
    bool hasContentWarning = false;
    bool repliesNameAuthor = true; ///< who is answered is told only when the text names them
    /// Posts of an earlier run mean nothing in this one: feeds start empty instead of from the
    /// cache.
    bool isEphemeral = false;
    std::vector<FeedSpec::Kind> feeds; ///< what columns can follow here
    /// Of these, what only somebody who is signed in can follow.
    std::set<FeedSpec::Kind> needsAccount;
    std::set<Act::Kind> acts; ///< what can be done with posts and people
    /// The network's own words, already untranslated names ("Boost", "Favourite").
    QString boostWord;
    QString favouriteWord;
};

/// What a server says about itself and about reading without an account.
struct ServerInfo {
    enum class Access { Open, NeedsLogin, Closed, Unknown };

    QString server; ///< base address that answered (redirects to the real host followed)
    QString title;
    QString software; ///< "mastodon", "gotosocial", "snac", "akkoma"; lower case, may be empty
    QString version;
    Access hashtagAccess = Access::Unknown;
    Access publicAccess = Access::Unknown;
    /// Only posts of the server's own people are open (Mastodon 4.5+, local but not remote).
    bool anonymousLocalOnly = false;
    int maxCharacters = 500;
    /// What whoever reads from here should know first (what is shown, what it costs), a sentence in
    /// the reader's language; empty: nothing special.
    QString note;

    bool operator==(const ServerInfo&) const = default;
};

/// What one server takes in a post. Units as named; the defaults are Mastodon's own.
struct PostLimits {
    enum class Resend {
        Safe, ///< the same key gives the same post, within `keyLifetime`
        LookFirst, ///< one's own newest posts tell whether it arrived
        Ask, ///< nothing tells
    };
    Resend resend = Resend::LookFirst;
    std::chrono::seconds keyLifetime{3600};
    int maxCharacters = 500; ///< as `Service::lengthOf` counts
    int charactersPerUrl = 23;
    int maxMedia = 4;
    int maxAlt = 1500; ///< characters
    qint64 maxImageBytes = 16 * 1024 * 1024;
    qint64 maxImagePixels = 33'177'600; ///< width times height
    QStringList imageTypes{QStringLiteral("image/jpeg"), QStringLiteral("image/png"),
        QStringLiteral("image/gif"), QStringLiteral("image/webp")};
    int maxPollOptions = 4;
    int maxPollOption = 50; ///< characters
    std::chrono::seconds minPoll{300};
    std::chrono::seconds maxPoll{2'629'746};
    bool pollExcludesMedia = true;
    bool schedules = false; ///< the server itself sends at a later time
    std::chrono::seconds minSchedule{300};
    bool quotes = false;
    bool edits = false;
    bool translates = false;

    bool operator==(const PostLimits&) const = default;
};

} // namespace staffroom
