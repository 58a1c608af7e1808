#pragma once

#include "core/services/mastodon/stream_messages.h"
#include "core/services/service.h"

#include <QPointer>

namespace staffroom::mastodon {

class StreamHub;

/// One feed's part of the hub's socket.
class MastodonStream final : public LiveStream {
    Q_OBJECT
public:
    MastodonStream(StreamHub& hub, FeedSpec feed, std::vector<Subscription> subscriptions);
    ~MastodonStream() override;

    void start() override;
    State state() const override { return m_state; }

    // For the hub.
    const FeedSpec& feed() const { return m_feed; }
    const std::vector<Subscription>& subscriptions() const { return m_subscriptions; }
    bool hears(const QString& key) const;
    void setState(State state);
    void deliver(const StreamMessage& message, const DecodeContext& context);

private:
    QPointer<StreamHub> m_hub;
    FeedSpec m_feed;
    std::vector<Subscription> m_subscriptions;
    State m_state = State::Connecting;
};

} // namespace staffroom::mastodon
