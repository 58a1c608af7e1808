#pragma once

#include "core/services/bluesky/jetstream.h"

#include <QPointer>
#include <QSet>

#include <deque>

namespace staffroom::bluesky {

class HashtagStream;

/// The hashtag columns that follow the network's new posts. A post is looked up as soon as its tag
/// was seen, for who wrote it and what is said about it, and told when it is known. What came in
/// this run is kept, so that a column can read it again.
class LiveHub : public QObject {
    Q_OBJECT
public:
    /// The posts of these that can be had, 25 at most.
    using Fetch = std::function<Task<std::vector<PostPtr>>(const QStringList& uris)>;
    LiveHub(const ServiceContext& context, const QString& server, Fetch fetch);
    ~LiveHub() override;

    std::unique_ptr<LiveStream> stream(const FeedSpec& feed);
    /// What has come, newest first. Fails where nothing can come, and says why.
    Task<Page> page(const FeedSpec& feed, const QString& cursor, int limit) const;
    const Jetstream::Counts& counts() const { return m_jetstream.counts(); }

    // For streams.
    void add(HashtagStream& stream);
    void remove(HashtagStream& stream);

private:
    struct Wanted {
        QString uri;
        int attempts = 0;
        Millis notBefore{0};
    };
    void followTags();
    void onFound(const QStringList& uris);
    void onDeleted(const QStringList& uris);
    void schedule();
    void fetchNext();
    void fetched(std::vector<Wanted> asked, Result<std::vector<PostPtr>> posts);
    void deliver(const PostPtr& post);
    void tellState();
    bool listens(const HashtagStream* stream) const;

    ServiceContext m_context;
    Fetch m_fetch;
    Jetstream m_jetstream;
    std::vector<HashtagStream*> m_streams; ///< those that were started and are alive
    std::deque<Wanted> m_wanted;
    QSet<QString> m_known; ///< at-uris that were wanted, found or deleted
    std::deque<QString> m_knownOrder;
    QSet<QString> m_goneMeanwhile; ///< deleted while they were looked up
    std::deque<PostPtr> m_posts; ///< as they came
    std::unique_ptr<Timer> m_timer;
    TaskHandle m_fetching;
    bool m_isFetching = false;
    Millis m_fetchedAt{0};
};

/// One column's part of the hub.
class HashtagStream final : public LiveStream {
    Q_OBJECT
public:
    HashtagStream(LiveHub& hub, FeedSpec feed);
    ~HashtagStream() override;

    void start() override;
    State state() const override { return m_state; }

    // For the hub.
    const FeedSpec& feed() const { return m_feed; }
    void setState(State state);

private:
    QPointer<LiveHub> m_hub;
    FeedSpec m_feed;
    State m_state = State::Connecting;
};

} // namespace staffroom::bluesky
