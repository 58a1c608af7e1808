#include "core/feeds/feed.h"

#include "core/feeds/feed_core.h"

namespace staffroom {

Feed::Feed(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

Feed::~Feed() = default;

const FeedSpec& Feed::spec() const
{
    return d->core->spec();
}

const std::vector<FeedEntry>& Feed::entries() const
{
    return d->core->entries().all();
}

const std::vector<FeedGap>& Feed::gaps() const
{
    return d->core->gaps();
}

FeedEnd Feed::end() const
{
    return d->core->end();
}

const FeedState& Feed::state() const
{
    return d->core->state();
}

const PostId& Feed::readMarker() const
{
    return d->core->readMarker();
}

void Feed::refresh()
{
    d->core->refresh();
}

void Feed::setPaused(bool paused)
{
    d->core->setPaused(paused);
}

void Feed::addViewer()
{
    d->core->changeViewers(1);
}

void Feed::removeViewer()
{
    d->core->changeViewers(-1);
}

void Feed::addHolder()
{
    d->core->changeHolders(1);
}

void Feed::removeHolder()
{
    d->core->changeHolders(-1);
}

void Feed::loadOlder()
{
    d->core->loadOlder();
}

void Feed::fillGap(quint64 gapId)
{
    d->core->fillGap(gapId);
}

void Feed::setReadMarker(const PostId& id)
{
    d->core->setReadMarker(id);
}

void Feed::clear()
{
    d->core->clear();
}

} // namespace staffroom
