#include "core/feeds/feed_hub.h"

#include "core/feeds/feed_core.h"
#include "core/feeds/feed_shared.h"
#include "core/store/post_store.h"

#include <QHash>

#include <map>

namespace staffroom {

struct FeedHub::Private {
    Private(Context given)
        : context(std::move(given))
        , shared(*context.clock, context.store)
    {
    }

    Context context;
    std::map<QString, std::unique_ptr<ServiceClient>> clients; ///< by service and source
    FeedShared shared;
    QHash<QString, std::weak_ptr<Feed>> feeds; ///< by spec key
};

FeedHub::FeedHub(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(context)))
{
}

FeedHub::~FeedHub()
{
    d->shared.applyAll();
    for (auto* feed : d->shared.feeds())
        feed->detach();
}

std::shared_ptr<Feed> FeedHub::feed(const FeedSpec& spec)
{
    const QString key = spec.key();
    if (auto known = d->feeds.value(key).lock())
        return known;
    const auto* service = d->context.services->find(spec.source.service);
    const bool isEphemeral = service && service->capabilities().isEphemeral;
    auto core = std::make_unique<FeedCore>(spec, d->shared, client(spec.source), isEphemeral);
    auto inside = std::make_unique<Feed::Private>(std::move(core));
    const std::shared_ptr<Feed> feed(new Feed(std::move(inside)));
    d->feeds.insert(key, feed);
    feed->d->core->start(feed.get());
    return feed;
}

ServiceClient* FeedHub::client(const Source& source)
{
    const QString key = source.service.value + u' ' + source.server + u' ' + source.account;
    if (const auto known = d->clients.find(key); known != d->clients.end())
        return known->second.get();
    auto* service = d->context.services->find(source.service);
    if (!service)
        return nullptr;
    const bool hasAccount = d->context.session && !source.account.isEmpty();
    auto made = service->client(source, hasAccount ? d->context.session(source) : nullptr);
    auto* borrowed = made.get();
    d->clients.emplace(key, std::move(made));
    return borrowed;
}

void FeedHub::setOnline(bool online)
{
    d->shared.setOnline(online);
}

void FeedHub::wokeUp()
{
    for (auto* feed : d->shared.feeds())
        feed->wakeUp();
}

Task<Done> FeedHub::flush()
{
    d->shared.applyAll();
    for (auto* feed : d->shared.feeds())
        feed->write();
    if (!d->context.store)
        return readyTask<Done>(Done{});
    return d->context.store->flush();
}

void FeedHub::renewClient(const Source&) { }

void FeedHub::showPending(const PostPtr&, const Source&) { }

void FeedHub::pendingSent(const PostId&, const PostPtr&) { }

void FeedHub::dropPending(const PostId&) { }

PostPtr FeedHub::find(const PostId& id) const
{
    return d->shared.pool().find(id);
}

void FeedHub::showPost(const PostPtr&) { }

void FeedHub::showDeleted(const PostId&) { }

void FeedHub::hidePerson(const AccountId&) { }

FeedTotals FeedHub::totals() const
{
    return d->shared.totals();
}

} // namespace staffroom
