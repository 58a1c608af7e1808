#pragma once

#include "core/services/mastodon/decode.h"

#include <vector>

namespace staffroom::mastodon {

/// One thing to subscribe to on a streaming socket: "hashtag" with a tag, "list" with an id,
/// "user", "public", "public:local", "hashtag:local".
struct Subscription {
    QString stream;
    QString argument; ///< tag or list id; empty for the rest

    bool operator==(const Subscription&) const = default;
    QString key() const; ///< equal for spellings that mean the same
};

/// What a feed subscribes to; nothing where no stream carries it (one account's posts).
std::vector<Subscription> subscriptionsOf(const FeedSpec& feed);

/// https://docs.joinmastodon.org/methods/streaming/#websocket
QString subscribeMessage(const Subscription& subscription, bool subscribe);

struct StreamMessage {
    enum class Kind { Arrived, Edited, Deleted, Notified };
    Kind kind = Kind::Arrived;
    QString key; ///< Subscription::key of where it came from
    FeedItem item; ///< Arrived, Edited, Notified
    QString deletedId; ///< as the server wrote it; never read as a number
};

/// nullopt: of no interest (other events, errors on one subscription, rubbish). Runs in the pool.
std::optional<StreamMessage> decodeStreamMessage(const QString& text, const DecodeContext& context);

} // namespace staffroom::mastodon
