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
/// the pool of posts, the poll scheduler and one client per source. What the terms of a network let
/// nobody keep longer goes from feeds and cache at the start and every ten minutes. Main thread.
class FeedHub : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr;
        const ServiceRegistry* services = nullptr;
        PostStore* store = nullptr; ///< may be null: nothing is cached
        /// The session of a source with an account; null when nobody is signed in so. Asked once a
        /// client.
        std::function<std::shared_ptr<AccountSession>(const Source&)> session;
    };
    explicit FeedHub(Context context, QObject* parent = nullptr);
    ~FeedHub() override;

    /// Never null. A spec whose service is missing in this build gives a feed in state Failed.
    std::shared_ptr<Feed> feed(const FeedSpec& spec);
    /// Are posts of this source worth nothing after the run (practice chat)?
    bool isEphemeral(const Source& source) const;
    /// The client of a source, shared with the feeds. Null when the service is missing.
    ServiceClient* client(const Source& source);
    /// The account came, went or was renewed, or may spend more: feeds of the source get a new
    /// client and ask again at once, whatever kept them from it.
    void renewClient(const Source& source);

    // One's own posts on their way.
    /// Shows it in every open feed of `account` it will belong to; again with the same id: changed.
    void showPending(const PostPtr& pending, const Source& account);
    /// The server's copy takes the place of the pending one, in the same row.
    void pendingSent(const PostId& pending, const PostPtr& sent);
    void dropPending(const PostId& pending);

    // For what people do with posts.
    PostPtr find(const PostId& id) const; ///< null: no feed shows it
    /// A post that came another way than by a feed (thread, cache): the value to show from now on,
    /// told of by `postChanged` and `postDeleted` as long as somebody holds it. Null: it was
    /// deleted or is expired, or its author is hidden. What the cache held replaces nothing.
    PostPtr adopt(const PostPtr& post, bool isFromCache);
    /// New content of a post, wherever it is shown.
    void showPost(const PostPtr& post);
    void showDeleted(const PostId& id);
    /// All posts of a person go, and none come (mute, block), in this run; servers do the rest.
    void hidePerson(const AccountId& person);
    void unhidePerson(const AccountId& person);

    /// Network seen as gone or back, machine asleep or awake: polls stop, or all feeds catch up.
    void setOnline(bool online);
    void wokeUp();

    /// Writes what is not yet written (read markers, posts); answers when it is on disk.
    Task<Done> flush();
    FeedTotals totals() const;

Q_SIGNALS:
    /// What `client()` gives for this source is another one now; the old one is going.
    void clientRenewed(const staffroom::Source& source);
    /// New content of a post, whether or not a feed has it.
    void postChanged(const staffroom::PostPtr& post);
    /// Deleted at its server (a post, or a boost's wrapper); feeds take it out right after.
    void postDeleted(const staffroom::PostId& id);
    /// The terms of its network let it be shown no longer; somebody held it. It may come again.
    void postExpired(const staffroom::PostId& id);

private:
    void dropExpired();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
