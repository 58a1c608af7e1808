#include "core/feeds/feed_hub.h"

#include "core/feeds/feed_core.h"
#include "core/feeds/feed_shared.h"
#include "core/store/post_store.h"

#include <QHash>

#include <map>

namespace staffroom {

namespace {

constexpr Millis kDropEvery{10 * 60 * 1000};

} // namespace

struct FeedHub::Private {
    Private(Context given)
        : context(std::move(given))
        , shared(*context.clock, context.store)
    {
    }

    static QString clientKey(const Source& source)
    {
        return source.service.value + u' ' + source.server + u' ' + source.account;
    }

    Context context;
    std::map<QString, std::unique_ptr<ServiceClient>> clients; ///< by service and source
    FeedShared shared;
    QHash<QString, std::weak_ptr<Feed>> feeds; ///< by spec key
    std::unique_ptr<Timer> dropTimer;
};

FeedHub::FeedHub(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(context)))
{
    connect(&d->shared, &FeedShared::postChanged, this, &FeedHub::postChanged);
    connect(&d->shared, &FeedShared::postDeleted, this, &FeedHub::postDeleted);
    connect(&d->shared, &FeedShared::postExpired, this, &FeedHub::postExpired);
    d->dropTimer = d->context.clock->createTimer([this] { dropExpired(); });
    dropExpired();
}

FeedHub::~FeedHub()
{
    d->shared.applyAll();
    for (auto* feed : d->shared.feeds())
        feed->detach();
}

void FeedHub::dropExpired()
{
    d->shared.dropExpired();
    d->dropTimer->start(kDropEvery);
}

std::shared_ptr<Feed> FeedHub::feed(const FeedSpec& spec)
{
    const QString key = spec.key();
    if (auto known = d->feeds.value(key).lock())
        return known;
    auto core = std::make_unique<FeedCore>(
        spec, d->shared, client(spec.source), isEphemeral(spec.source));
    auto inside = std::make_unique<Feed::Private>(std::move(core));
    const std::shared_ptr<Feed> feed(new Feed(std::move(inside)));
    d->feeds.insert(key, feed);
    feed->d->core->start(feed.get());
    for (const auto& pending : d->shared.pending().all())
        feed->d->core->showPending(pending.post, pending.account);
    return feed;
}

bool FeedHub::isEphemeral(const Source& source) const
{
    const auto* service = d->context.services->find(source.service);
    return service && service->capabilities().isEphemeral;
}

ServiceClient* FeedHub::client(const Source& source)
{
    const QString key = Private::clientKey(source);
    if (const auto known = d->clients.find(key); known != d->clients.end())
        return known->second.get();
    auto* service = d->context.services->find(source.service);
    if (!service)
        return nullptr;
    const bool hasAccount = d->context.session && !source.account.isEmpty();
    auto made = service->client(source, hasAccount ? d->context.session(source) : nullptr);
    auto* borrowed = made.get();
    if (borrowed)
        connect(borrowed, &ServiceClient::noticed, &d->shared, &FeedShared::notice);
    d->clients.emplace(key, std::move(made));
    return borrowed;
}

void FeedHub::setOnline(bool online)
{
    d->shared.setOnline(online);
}

void FeedHub::wokeUp()
{
    dropExpired(); // no timer ran meanwhile
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

void FeedHub::renewClient(const Source& source)
{
    d->shared.forgetSource(FeedShared::sourceKey(source));
    const QString key = Private::clientKey(source);
    const auto known = d->clients.find(key);
    if (known == d->clients.end())
        return;
    ServiceClient* old = known->second.release();
    old->disconnect(&d->shared);
    d->clients.erase(known);
    auto* fresh = client(source);
    for (auto* feed : d->shared.feeds()) {
        if (feed->spec().source == source)
            feed->setClient(fresh);
    }
    Q_EMIT clientRenewed(source);
    old->deleteLater(); // after the streams that it made, which go the same way
}

void FeedHub::showPending(const PostPtr& pending, const Source& account)
{
    d->shared.showPending(pending, account);
}

void FeedHub::pendingSent(const PostId& pending, const PostPtr& sent)
{
    d->shared.pendingSent(pending, sent);
}

void FeedHub::dropPending(const PostId& pending)
{
    d->shared.dropPending(pending);
}

PostPtr FeedHub::find(const PostId& id) const
{
    return d->shared.pool().find(id);
}

PostPtr FeedHub::adopt(const PostPtr& post, bool isFromCache)
{
    if (d->shared.isHidden(post->author.id) || isExpired(*post, d->context.clock->now()))
        return nullptr;
    if (isFromCache)
        return d->shared.pool().mergeStored(post);
    const auto merged = d->shared.pool().merge(post);
    if (merged.hasChanged) {
        d->shared.changePost(merged.post);
        d->shared.writeChanges();
    }
    return merged.post;
}

void FeedHub::showPost(const PostPtr& post)
{
    if (const auto shown = d->shared.pool().set(post))
        d->shared.changePost(shown);
    d->shared.writeChanges();
}

void FeedHub::showDeleted(const PostId& id)
{
    d->shared.deletePost(id);
}

void FeedHub::hidePerson(const AccountId& person)
{
    d->shared.hidePerson(person);
}

void FeedHub::unhidePerson(const AccountId& person)
{
    d->shared.unhidePerson(person);
}

FeedTotals FeedHub::totals() const
{
    return d->shared.totals();
}

} // namespace staffroom
