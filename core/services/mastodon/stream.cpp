#include "core/services/mastodon/stream.h"

#include "core/services/mastodon/column_rules.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/stream_hub.h"

#include <algorithm>

namespace staffroom::mastodon {

MastodonStream::MastodonStream(
    StreamHub& hub, FeedSpec feed, std::vector<Subscription> subscriptions)
    : m_hub(&hub)
    , m_feed(std::move(feed))
    , m_subscriptions(std::move(subscriptions))
{
}

MastodonStream::~MastodonStream()
{
    if (m_hub)
        m_hub->remove(*this);
}

void MastodonStream::start()
{
    if (m_hub)
        m_hub->add(*this);
}

bool MastodonStream::hears(const QString& key) const
{
    return std::any_of(m_subscriptions.begin(), m_subscriptions.end(),
        [&](const Subscription& subscription) { return subscription.key() == key; });
}

void MastodonStream::setState(State state)
{
    if (m_state == state || m_state == State::Unavailable)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void MastodonStream::deliver(const StreamMessage& message, const DecodeContext& context)
{
    if (message.kind == StreamMessage::Kind::Deleted) {
        Q_EMIT happened(Deleted{PostId{serviceId(), context.server, message.deletedId}});
        return;
    }
    if (!hears(message.key))
        return;
    // The reader's own stream carries posts for one kind of feed and notices for others.
    const bool isNotice = message.kind == StreamMessage::Kind::Notified;
    const auto kind = m_feed.kind;
    const bool isOwnStream = message.key == Subscription{QStringLiteral("user"), {}}.key();
    if (isNotice ? kind != FeedSpec::Kind::Notifications && kind != FeedSpec::Kind::Mentions
                && kind != FeedSpec::Kind::Received
                 : isOwnStream && kind != FeedSpec::Kind::Home
                && message.kind == StreamMessage::Kind::Arrived)
        return;
    // An edit may take away the tag by which a post belonged here; the feed decides, it is told.
    if (message.kind == StreamMessage::Kind::Edited) {
        Q_EMIT happened(Edited{message.item.post});
        return;
    }
    if (auto item = applyRules(message.item, m_feed, context.domain))
        Q_EMIT happened(Arrived{std::move(*item)});
}

} // namespace staffroom::mastodon
