#pragma once

#include "core/feeds/feed.h"
#include "core/services/service_registry.h"

#include <QObject>

#include <functional>
#include <memory>

namespace staffroom {

class Clock;
class PostStore;

struct FeedTotals {
    qint64 received = 0; ///< posts that services delivered, repeats included
    qint64 shown = 0; ///< distinct posts that entered a feed
};

/// Makes feeds and shares them: equal specs give the same Feed as long as somebody holds it. Owns
/// the pool of posts, the poll scheduler and one client per source. Main thread.
class FeedHub : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr;
        const ServiceRegistry* services = nullptr;
        PostStore* store = nullptr; ///< may be null: nothing is cached
        /// The token of a source with an account; empty when there is none. Asked once a client.
        std::function<Secret(const Source&)> token;
    };
    explicit FeedHub(Context context, QObject* parent = nullptr);
    ~FeedHub() override;

    /// Never null. A spec whose service is missing in this build gives a feed in state Failed.
    std::shared_ptr<Feed> feed(const FeedSpec& spec);
    /// The client of a source, shared with the feeds. Null when the service is missing.
    ServiceClient* client(const Source& source);

    /// Network seen as gone or back, machine asleep or awake: polls stop, or all feeds catch up.
    void setOnline(bool online);
    void wokeUp();

    /// Writes what is not yet written (read markers, posts); answers when it is on disk.
    Task<Done> flush();
    FeedTotals totals() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
